"""The history of a case in plain sentences, from events somebody may read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Choices
from django.utils.formats import date_format
from django.utils.timezone import localtime

from mediation.actions import FLOWS
from mediation.models import Case, Event, Organisation, Person, Session, Statement
from workflows.flow import CourtRef, PartyRef, PersonRef, SessionRef, signature_of, verbs_of
from workflows.vocabulary import Visibility
from workflows.wording import told


@dataclass(frozen=True)
class Told:
    """One event as a sentence, with the words somebody wrote; `private` when not everybody in
    the case reads it."""

    at: datetime
    sentence: str
    private: bool
    words: str


def told_events(case: Case, events: Iterable[Event], parties: dict[int, str]) -> list[Told]:
    """Sentences for events, newest first. Three queries at most, however many events there are.

    :param parties: names of the case's parties by id.
    """
    rows = list(events)
    people = _names(Person, _ids(rows, PersonRef))
    courts = _names(Organisation, _ids(rows, CourtRef))
    names = {PartyRef: parties, PersonRef: people, CourtRef: courts, SessionRef: {}}
    written = dict(Statement.objects.filter(event__in=rows).values_list("event_id", "text"))
    return [
        Told(
            e.at, told(e.machine, e.verb, _params(e, names)),
            e.visibility != Visibility.SHARED, written.get(e.pk, ""),
        )
        for e in reversed(rows)
    ]  # fmt: skip


@cache
def _kinds(machine: str, verb: str) -> dict[str, Any]:
    """The arguments of a verb and what they are; references without their "or none"."""
    if verb not in verbs_of(FLOWS[machine]):
        return {}
    wanted = signature_of(FLOWS[machine], verb)
    return {name: _bare(parameter.annotation) for name, parameter in wanted.items()}


def _bare(annotation: Any) -> Any:
    kinds = [a for a in getattr(annotation, "__args__", ()) if a is not type(None)]
    return kinds[0] if kinds else annotation


def _ids(events: Iterable[Event], reference: Any) -> set[int]:
    return {
        event.data[name]["id"]
        for event in events
        for name, kind in _kinds(event.machine, event.verb).items()
        if kind is reference and isinstance(event.data.get(name), dict)
    }


def _names(
    model: type[Person] | type[Organisation] | type[Session], ids: set[int]
) -> dict[int, str]:
    found = model.objects.filter(pk__in=ids) if ids else []
    return {row.pk: str(row) for row in found}


def _params(event: Event, names: dict[Any, dict[int, str]]) -> dict[str, str]:
    kinds = _kinds(event.machine, event.verb)
    params = {
        name: _word(value, kinds.get(name), names)
        for name, value in event.data.items()
        if name in kinds
    }
    return {"actor": event.actor_name, **params}


def _word(value: Any, kind: Any, names: dict[Any, dict[int, str]]) -> str:
    """An argument as a person reads it."""
    if isinstance(value, dict):
        return names.get(kind, {}).get(value.get("id", 0), "—")
    if isinstance(kind, type) and issubclass(kind, Choices):
        return str(dict(kind.choices).get(value, value))
    if kind is datetime:
        return date_format(localtime(datetime.fromisoformat(value)), "Y-m-d H:i")
    return str(value)
