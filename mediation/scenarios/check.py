"""Everything that is wrong with a scenario, before anything is played: all of it at once."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from mediation import rules
from mediation.actions import FLOWS
from mediation.clock import SHANGHAI
from mediation.scenarios.arguments import Reader
from mediation.scenarios.problems import Problem, pointer
from mediation.scenarios.reading import schema_problems, with_cast
from workflows import identifiers
from workflows.flow import signature_of, verbs_of
from workflows.vocabulary import IDENTIFIER_OF

#: Steps that are no verbs of a machine.
OTHER_STEPS = ("join", "edit", "run_deadlines", "expect")
#: Arguments that follow from the step and are filled in.
FILLED_IN = {
    ("agreement", "sign"): ("content_hash", "name"),
    ("agreement", "countersign"): ("content_hash", "name"),
}
#: What a complainant may change while the application is a draft or under correction.
EDITABLE = {
    "party": (
        "kind", "name", "id_kind", "id_number", "id_reason", "gender", "ethnicity", "birth_year",
        "occupation", "nationality", "representative", "representative_title", "address", "phone",
        "email", "necessary",
    ),
    "right": (
        "ip_type", "number", "number_reason", "name", "owner", "right_class", "status", "co_owned",
    ),
    "case": (
        "title", "statement", "right_explanation", "pending_elsewhere", "referral_number",
        "place_code",
    ),
}  # fmt: skip
COURT_NUMBER = re.compile(r"\s*[（(]\d{4}[）)]")


def check_scenario(data: Any) -> list[Problem]:
    """Every problem of a scenario, in the order of its places; empty when it can be played.

    :param data: the parsed JSON of the file.
    """
    problems = set(schema_problems(data))
    if isinstance(data, dict):
        problems |= set(_Checker(with_cast(data)).run())
    return sorted(problems, key=lambda problem: (_sortable(problem.place), problem.message))


def _sortable(place: str) -> list[tuple[int, str]]:
    return [(int(p), "") if p.isdigit() else (-1, p) for p in place.split("/")]


def schedule(case: dict[str, Any]) -> list[datetime | None]:
    """The moment of the opening and of every step, China time; None for an unreadable one.

    Without a time a step happens at 10:00, or ten minutes after the one before on that day.
    """
    moments: list[datetime | None] = []
    last: datetime | None = None
    for one in [case.get("opened"), *_items(case.get("steps"))]:
        moment = _moment(one, last)
        moments.append(moment)
        last = moment or last
    return moments


def _moment(step: Any, last: datetime | None) -> datetime | None:
    if not isinstance(step, dict):
        return None
    try:
        day = datetime.fromisoformat(f"{step['on']}T{step.get('at', '10:00')}:00")
    except (KeyError, ValueError):
        return None
    moment = day.replace(tzinfo=SHANGHAI)
    if "at" in step or last is None or moment.date() != last.date():
        return moment
    return last + timedelta(minutes=10)


def represented(case: dict[str, Any]) -> dict[str, list[str]]:
    """Person to the parties for whom the person acts, as party or as agent."""
    acts: dict[str, dict[str, None]] = {}
    for party in _objects(case.get("parties")):
        for one in [party, *_objects(party.get("agents"))]:
            if isinstance(one.get("person"), str):
                acts.setdefault(one["person"], {})[str(party.get("key"))] = None
    return {person: list(parties) for person, parties in acts.items()}


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in _items(value) if isinstance(one, dict)]


def _table(value: Any) -> dict[str, dict[str, Any]]:
    entries = value.items() if isinstance(value, dict) else ()
    return {key: one for key, one in entries if isinstance(one, dict)}


class _CaseNames:
    """Names stand for themselves: it only matters that they are there."""

    def __init__(self, parties: set[str], people: set[str], courts: set[str]) -> None:
        self._known = {"party": parties, "person": people, "court": courts}

    def _find(self, kind: str, name: str) -> str:
        if name not in self._known[kind]:
            raise KeyError(name)
        return name

    def party(self, name: str) -> str:
        return self._find("party", name)

    def person(self, name: str) -> str:
        return self._find("person", name)

    def court(self, name: str) -> str:
        return self._find("court", name)

    def session(self, number: int) -> int:
        if number < 1:
            raise ValueError(_("Sessions are counted from 1."))
        return number

    def file(self, title: str) -> str:
        return title


class _Checker:
    """What the schema cannot see: names, numbers, verbs, arguments, days."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.people = _table(data.get("people"))
        self.organisations = _table(data.get("organisations"))
        self.courts = {k for k, one in self.organisations.items() if one.get("nature") == "court"}

    def run(self) -> Iterator[Problem]:
        """All problems."""
        yield from self._organisations()
        yield from self._people()
        keys: set[str] = set()
        for index, case in enumerate(_items(self.data.get("cases"))):
            if isinstance(case, dict):
                place = pointer("/cases", index)
                yield from self._case(case, place, keys)
                yield from self._days(case, place)
                yield from self._steps(case, place)
                keys.add(str(case.get("key")))

    # --- names ----------------------------------------------------------------------------

    def _named(self, table: Any, name: Any, place: str) -> Iterator[Problem]:
        if isinstance(name, str) and name not in table:
            kind = _("person") if table is self.people else _("organisation")
            yield Problem(
                place,
                _("There is no %(kind)s “%(name)s” in this scenario.")
                % {"kind": kind, "name": name},
            )

    def _organisations(self) -> Iterator[Problem]:
        for key, one in self.organisations.items():
            place = pointer("/organisations", key)
            yield from self._named(self.organisations, one.get("parent"), place + "/parent")
            yield from _number(one, "uscc", "uscc", place)

    def _people(self) -> Iterator[Problem]:
        for key, one in self.people.items():
            place = pointer("/people", key)
            for index, office in enumerate(_objects(one.get("offices"))):
                there = pointer(place, "offices", index, "at")
                yield from self._named(self.organisations, office.get("at"), there)
            for index, body in enumerate(_items(one.get("mediator_at"))):
                there = pointer(place, "mediator_at", index)
                yield from self._named(self.organisations, body, there)

    # --- a case ---------------------------------------------------------------------------

    def _case(self, case: dict[str, Any], place: str, earlier: set[str]) -> Iterator[Problem]:
        for name in ("organisation", "station", "inviting_court"):
            yield from self._named(self.organisations, case.get(name), pointer(place, name))
        opened = case.get("opened")
        if isinstance(opened, dict):
            yield from self._named(self.people, opened.get("by"), place + "/opened/by")
        if isinstance(case.get("earlier_case"), str) and case["earlier_case"] not in earlier:
            yield Problem(
                place + "/earlier_case", _("No earlier case of this scenario has this key.")
            )
        if COURT_NUMBER.match(str(case.get("referral_number", ""))):
            yield from _number(case, "referral_number", "court_case", place)
        yield from self._parties(case, place)
        for index, right in enumerate(_items(case.get("rights"))):
            if isinstance(right, dict) and right.get("ip_type") in IDENTIFIER_OF:
                kind = IDENTIFIER_OF[right["ip_type"]]
                yield from _number(right, "number", kind, pointer(place, "rights", index))
        keys = {party.get("key") for party in _objects(case.get("parties"))}
        for index, file in enumerate(_objects(case.get("evidence"))):
            yield from self._party(
                keys, file.get("party"), pointer(place, "evidence", index, "party")
            )
        yield from self._expected(case.get("expect"), place + "/expect")

    def _parties(self, case: dict[str, Any], place: str) -> Iterator[Problem]:
        seen: set[str] = set()
        for index, party in enumerate(_items(case.get("parties"))):
            if not isinstance(party, dict):
                continue
            here = pointer(place, "parties", index)
            if str(party.get("key")) in seen:
                yield Problem(here + "/key", _("Another party already has this key."))
            seen.add(str(party.get("key")))
            yield from self._named(self.people, party.get("person"), here + "/person")
            if party.get("id_kind") in identifiers.KINDS:
                yield from _number(party, "id_number", party["id_kind"], here)
            for number, agent in enumerate(_objects(party.get("agents"))):
                there = pointer(here, "agents", number, "person")
                yield from self._named(self.people, agent.get("person"), there)

    def _party(self, keys: set[Any], name: Any, place: str) -> Iterator[Problem]:
        if isinstance(name, str) and name not in keys:
            yield Problem(place, _("There is no party “%(name)s” in this case.") % {"name": name})

    def _days(self, case: dict[str, Any], place: str) -> Iterator[Problem]:
        places = [place + "/opened/on"]
        places += [pointer(place, "steps", n, "on") for n in range(len(_items(case.get("steps"))))]
        dated = [(m, p) for m, p in zip(schedule(case), places, strict=True) if m is not None]
        for (before, _place), (moment, here) in pairwise(dated):
            if moment < before:
                yield Problem(
                    here,
                    _("This is before the step above it (%(before)s). Put the steps in order.")
                    % {"before": f"{before:%Y-%m-%d %H:%M}"},
                )

    def _expected(self, expected: Any, place: str) -> Iterator[Problem]:
        if not isinstance(expected, dict):
            return
        yield from self._named(self.people, expected.get("mediator"), place + "/mediator")
        known = {act for version in rules.criminal_thresholds() for act in version.acts}
        for index, alert in enumerate(_objects(expected.get("alerts"))):
            if alert.get("act") not in known:
                yield Problem(
                    pointer(place, "alerts", index, "act"),
                    _("“%(value)s” is not one of: %(known)s.")
                    % {"value": alert.get("act"), "known": ", ".join(sorted(known))},
                )

    # --- steps ----------------------------------------------------------------------------

    def _steps(self, case: dict[str, Any], place: str) -> Iterator[Problem]:
        keys = {str(party.get("key")) for party in _objects(case.get("parties"))}
        reader = Reader(_CaseNames(keys, set(self.people), self.courts))
        acts = represented(case)
        for index, step in enumerate(_items(case.get("steps"))):
            if not isinstance(step, dict) or not isinstance(step.get("do"), str):
                continue
            here = pointer(place, "steps", index)
            given = step["with"] if isinstance(step.get("with"), dict) else {}
            if step.get("by") != "system":
                yield from self._named(self.people, step.get("by"), here + "/by")
            if step["do"] not in ("run_deadlines", "expect") and "by" not in step:
                yield Problem(here + "/by", _("“%(name)s” is missing.") % {"name": "by"})
            if step["do"] == "join":
                yield from self._party(keys, given.get("party"), here + "/with/party")
            elif step["do"] == "edit":
                yield from self._edit(case, step, given, here + "/with")
            elif step["do"] == "expect":
                yield from self._expected(given, here + "/with")
            elif step["do"] != "run_deadlines":
                yield from _verb(step, given, here, reader, acts)
        yield from reader.problems

    def _edit(
        self, case: dict[str, Any], step: dict[str, Any], given: dict[str, Any], place: str
    ) -> Iterator[Problem]:
        target = next((name for name in EDITABLE if name in given), None)
        if target is None:
            return
        changes = given["set"] if isinstance(given.get("set"), dict) else {}
        for name in changes:
            if name not in EDITABLE[target]:
                yield Problem(
                    pointer(place, "set", name),
                    _("“%(name)s” is not known here. Use one of: %(known)s.")
                    % {"name": name, "known": ", ".join(EDITABLE[target])},
                )
        parties = {str(one.get("key")): one for one in _objects(case.get("parties"))}
        rights = _objects(case.get("rights"))
        if target == "party":
            yield from self._party(set(parties), given["party"], place + "/party")
            kind = {**parties.get(str(given["party"]), {}), **changes}.get("id_kind")
            if kind in identifiers.KINDS and "refused" not in step:
                yield from _number(changes, "id_number", str(kind), place + "/set")
        elif target == "right" and isinstance(given["right"], int):
            if given["right"] > len(rights):
                yield Problem(place + "/right", _("The case does not have that many rights."))
                return
            merged = {**rights[given["right"] - 1], **changes}
            if merged.get("ip_type") in IDENTIFIER_OF and "refused" not in step:
                kind = IDENTIFIER_OF[merged["ip_type"]]
                yield from _number(changes, "number", kind, place + "/set")


def _number(owner: dict[str, Any], name: str, kind: str, place: str) -> Iterator[Problem]:
    """A number that fails its check, unless it is wrong on purpose."""
    value = owner.get(name)
    if not isinstance(value, str) or not value or owner.get("deliberately_wrong") is True:
        return
    checked = identifiers.check(kind, value)
    if not checked.valid:
        way_out = _("Or add “deliberately_wrong”: true.")
        yield Problem(pointer(place, name), f"{checked.problem} {checked.suggestion} {way_out}")


def _verb(
    step: dict[str, Any],
    given: dict[str, Any],
    place: str,
    reader: Reader,
    acts: dict[str, list[str]],
) -> Iterator[Problem]:
    """The verb is one of its machine's, and its arguments are those of the verb."""
    machine = str(step.get("subject", "case")).partition(":")[0]
    if machine not in FLOWS:
        return
    verb = step["do"]
    if verb not in verbs_of(FLOWS[machine]):
        yield Problem(place + "/do", _unknown_verb(machine, verb))
        return
    wanted = signature_of(FLOWS[machine], verb)
    filled = set(FILLED_IN.get((machine, verb), ()))
    if len(acts.get(str(step.get("by")), ())) == 1:
        filled.add("party")
    for name, parameter in wanted.items():
        here = pointer(place, "with", name)
        if name in given:
            reader.read(parameter.annotation, given[name], here, name)
        elif parameter.default is parameter.empty and name not in filled:
            yield Problem(here, _("“%(name)s” is missing.") % {"name": name})
    for name in given:
        if name not in wanted:
            yield Problem(
                pointer(place, "with", name),
                _("“%(name)s” is not known here. Use one of: %(known)s.")
                % {"name": name, "known": ", ".join(wanted) or "–"},
            )
    if verb in ("accept", "sue", "record_lawsuit") and "refused" not in step:
        yield from _number(given, "number", "court_case", place + "/with")


def _unknown_verb(machine: str, verb: str) -> str:
    elsewhere = [name for name, flow in FLOWS.items() if verb in verbs_of(flow)]
    if elsewhere:
        return _("The %(machine)s has no verb “%(verb)s”; set “subject” to: %(subjects)s.") % {
            "machine": machine,
            "verb": verb,
            "subjects": ", ".join(elsewhere),
        }
    known = ", ".join([*OTHER_STEPS, *sorted(verbs_of(FLOWS[machine]))])
    return _("The %(machine)s has no verb “%(verb)s”. Use one of: %(known)s.") % {
        "machine": machine,
        "verb": verb,
        "known": known,
    }
