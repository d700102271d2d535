"""A scenario played on the real rules: every step is a person doing something on a day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from documents.history import recorded_as
from mediation import clock
from mediation.act import ActionRefused
from mediation.actions import FLOWS, perform
from mediation.expiry import run_expiries
from mediation.invitations import InvitationRefused, code_of, invite, join
from mediation.models import (
    Agent,
    Agreement,
    Case,
    Confirmation,
    Event,
    Invitation,
    Obligation,
    Person,
    Recusal,
)
from mediation.permissions import actor_for
from mediation.scenarios.arguments import Reader
from mediation.scenarios.cast import call_organisations, call_people
from mediation.scenarios.check import check_scenario, represented, schedule
from mediation.scenarios.expectations import differences
from mediation.scenarios.opening import OpenCase, open_as_told
from mediation.scenarios.problems import BadScenario, pointer
from mediation.scenarios.reading import with_cast
from mediation.scenarios.worker import work
from workflows.flow import signature_of
from workflows.permissions import Word
from workflows.states import CaseState

Say = Callable[[str], object]
Worker = Callable[[], object]


class WentOtherwise(Exception):
    """The play did not go as written: something was refused that should not have been, or not
    refused that should have been, or the case does not stand as expected."""

    def __init__(self, place: str, reasons: list[str]) -> None:
        super().__init__(f"{place}: " + " ".join(reasons))
        self.place = place
        self.reasons = reasons


@dataclass
class Played:
    """The cases that a play left behind, in the order of the scenario."""

    cases: list[Case] = field(default_factory=list)


def play(data: Any, say: Say = print, worker: Worker = work) -> Played:
    """Play a scenario through the one door; wholly or not at all.

    Organisations and people that exist already are used as they are. Playing twice makes a
    second case with the next number.

    :param data: the parsed JSON of the file.
    :param say: is told one line for every step.
    :param worker: runs after every step: prints the papers and sends the notices.
    :raises BadScenario: the scenario is wrong; nothing was played.
    :raises WentOtherwise: see there; nothing is kept.
    """
    problems = check_scenario(data)
    if problems:
        raise BadScenario(problems)
    with transaction.atomic():
        return _play_all(with_cast(data), say, worker)


def _play_all(data: dict[str, Any], say: Say, worker: Worker) -> Played:
    organisations = call_organisations(data["organisations"])
    people = call_people(data["people"], organisations)
    played = Played()
    earlier: dict[str, Case] = {}
    for index, one in enumerate(data["cases"]):
        place = pointer("/cases", index)
        case = _Play(one, place, say, worker).run(people, organisations, earlier)
        earlier[one.get("key", "")] = case
        played.cases.append(case)
    return played


class _Play:
    """One case of a scenario, step by step."""

    opened: OpenCase

    def __init__(self, data: dict[str, Any], place: str, say: Say, worker: Worker) -> None:
        self.data = data
        self.place = place
        self.say = say
        self.worker = worker
        self.represented = represented(data)

    @property
    def case(self) -> Case:
        """The case as it is now."""
        self.opened.case.refresh_from_db()
        return self.opened.case

    def run(
        self, people: dict[str, Person], organisations: dict[str, Any], earlier: dict[str, Case]
    ) -> Case:
        """Open the case, do every step, look at the end."""
        first, *moments = [moment for moment in schedule(self.data) if moment is not None]
        with clock.played(first):
            self.opened = open_as_told(self.data, people, organisations, earlier)
            self._tell(self.data["opened"]["by"], "open", "", "draft")
        for index, (step, moment) in enumerate(zip(self.data["steps"], moments, strict=True)):
            with clock.played(moment):
                self._step(step, pointer(self.place, "steps", index))
                self.worker()
        with clock.played(moments[-1] if moments else first):
            self._look(self.data["expect"], self.place + "/expect")
        return self.case

    def _step(self, step: dict[str, Any], place: str) -> None:
        other = {
            "join": self._join,
            "edit": self._edit,
            "run_deadlines": self._run_deadlines,
            "expect": lambda step, place: self._look(step["with"], place + "/with"),
        }.get(step["do"])
        if "refused" in step:
            self._refused(step, place, other or self._verb)
            return
        try:
            (other or self._verb)(step, place)
        except ActionRefused as refusal:
            raise WentOtherwise(place, refusal.reasons) from refusal
        except (PermissionDenied, InvitationRefused) as refusal:
            raise WentOtherwise(place, [str(refusal)]) from refusal

    # --- kinds of step --------------------------------------------------------------------

    def _verb(self, step: dict[str, Any], place: str) -> None:
        by = None if step["by"] == "system" else self.opened.people[step["by"]]
        machine, _colon, number = step.get("subject", "case").partition(":")
        subject = self._subject(machine, number, place)
        arguments = self._arguments(step, machine, subject, place)
        last = self.case.event_count
        perform(subject, step["do"], by=by, **arguments)
        for event in Event.objects.filter(case=self.case, seq__gt=last):
            self._tell(event.actor_name, self._name(event), event.source, event.target)

    def _join(self, step: dict[str, Any], place: str) -> None:
        """The person uses the code; without an open one the desk gives a new one out."""
        person, party = self.opened.people[step["by"]], self.opened.party(step["with"]["party"])
        told = next(one for one in self.data["parties"] if one["key"] == step["with"]["party"])
        agent: Agent | None = None
        if told.get("person") != step["by"]:
            names = [
                one["name"] for one in told.get("agents", []) if one.get("person") == step["by"]
            ]
            agent = party.agents.filter(name__in=names).first()
        open_ones = Invitation.objects.filter(
            party=party, agent=agent, used_at=None, revoked_at=None, expires_at__gt=clock.now()
        )
        join(code_of(open_ones.last() or invite(party, clock.now(), agent)), person)
        self._tell(step["by"], "join", "", str(party))

    def _edit(self, step: dict[str, Any], place: str) -> None:
        """The complainant changes the application, as on its page."""
        person, case, given = self.opened.people[step["by"]], self.case, step["with"]
        if Word.EDIT_DRAFT not in actor_for(person, case).words:
            raise PermissionDenied(_("%(name)s may not edit this.") % {"name": person})
        if case.state not in (CaseState.DRAFT, CaseState.CORRECTION):
            raise ActionRefused([_("The application can no longer be changed.")])
        target: Any = case
        if "party" in given:
            target = self.opened.party(given["party"])
        elif "right" in given:
            target = case.rights.order_by("id")[given["right"] - 1]
        with recorded_as(person, "case.edit"):
            if given.get("remove"):
                target.delete()
            else:
                for name, value in given["set"].items():
                    setattr(target, name, value)
                target.save()
        self._tell(step["by"], "edit", "", str(target))

    def _run_deadlines(self, step: dict[str, Any], place: str) -> None:
        """Time has passed: what follows by itself happens."""
        for event in run_expiries(self.case):
            self._tell(event.actor_name, self._name(event), event.source, event.target)

    def _refused(self, step: dict[str, Any], place: str, do: Callable[..., None]) -> None:
        """The step must be refused, for the reasons the scenario names (in English)."""
        try:
            with translation.override("en"), transaction.atomic():
                do(step, place)
        except ActionRefused as refusal:
            codes, reasons = set(refusal.codes), refusal.reasons
        except (PermissionDenied, InvitationRefused) as refusal:
            codes, reasons = {"permission"}, [str(refusal)]
        else:
            raise WentOtherwise(place, [_("This was done, and should have been refused.")])
        for wanted in step["refused"]:
            if wanted not in codes and not any(wanted in reason for reason in reasons):
                raise WentOtherwise(
                    place + "/refused",
                    [
                        _("This was refused, but not for “%(wanted)s”:") % {"wanted": wanted},
                        *reasons,
                    ],
                )
        self._tell(step["by"], step["do"], "", _("refused: %(codes)s") % {
            "codes": ", ".join(sorted(codes))})  # fmt: skip

    # --- parts ----------------------------------------------------------------------------

    def _subject(self, machine: str, number: str, place: str) -> Any:
        if machine == "case":
            return self.case
        model: Any = {
            "agreement": Agreement, "confirmation": Confirmation, "obligation": Obligation,
            "recusal": Recusal,
        }[machine]  # fmt: skip
        rows = model.objects.filter(case=self.case)
        if number:
            latest = Agreement.objects.filter(case=self.case).last()
            rows = rows.filter(clause__agreement=latest).order_by("clause__number")
            rows = rows[int(number) - 1 : int(number)]
        found = rows.first() if number else rows.order_by("id").last()
        if found is None:
            raise WentOtherwise(place + "/subject", [_("There is no such thing in the case yet.")])
        return found

    def _arguments(
        self, step: dict[str, Any], machine: str, subject: Any, place: str
    ) -> dict[str, Any]:
        """The arguments as rows, with those that follow from the step filled in."""
        wanted = signature_of(FLOWS[machine], step["do"])
        reader = Reader(self.opened)
        given = {
            name: reader.read(
                wanted[name].annotation, value, pointer(place, "with", name), name
            )
            for name, value in step.get("with", {}).items()
        }  # fmt: skip
        if reader.problems:
            raise BadScenario(reader.problems)
        acts_for = self.represented.get(step["by"], [])
        if "party" in wanted and len(acts_for) == 1:
            given.setdefault("party", self.opened.party(acts_for[0]))
        if machine == "agreement" and "content_hash" in wanted:
            given.setdefault("content_hash", subject.content_hash)
            given.setdefault("name", self.opened.people[step["by"]].name)
        return given

    def _look(self, expected: dict[str, Any], place: str) -> None:
        found = differences(self.case, expected, self.opened.people)
        if found:
            raise WentOtherwise(place, found)

    @staticmethod
    def _name(event: Event) -> str:
        return event.verb if event.machine == "case" else f"{event.machine}.{event.verb}"

    def _tell(self, who: str, what: str, before: str, after: str) -> None:
        name = str(self.opened.people.get(who, who))
        change = f"{before} → {after}" if before and before != after else after
        moment = clock.now().astimezone(clock.SHANGHAI)
        self.say(f"{moment:%Y-%m-%d %H:%M}  {name}  {what}  {change}")
