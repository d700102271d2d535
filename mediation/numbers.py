"""Numbers in a case: which fail their check, and the case's own number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from mediation.clock import SHANGHAI
from mediation.models import Case, NumberCounter, Party
from workflows import identifiers
from workflows.vocabulary import IDENTIFIER_OF, IpType


@dataclass(frozen=True)
class NumberProblem:
    """A number that fails its check."""

    owner: str
    kind: str
    value: str
    problem: str
    suggestion: str


def unexplained_numbers(case: Case, parties: Iterable[Party]) -> list[NumberProblem]:
    """Identity and right numbers that are wrong, or given twice on one side, and carry no
    reason: all at once."""
    parties = list(parties)
    given = [
        (p.name, p.id_kind, p.id_number)
        for p in parties
        if p.id_number and p.id_kind in ("uscc", "resident_id") and not p.id_reason
    ]
    given += [
        (r.name, IDENTIFIER_OF[IpType(r.ip_type)], r.number)
        for r in case.rights.all()
        if r.number and IpType(r.ip_type) in IDENTIFIER_OF and not r.number_reason
    ]
    checked = [(owner, kind, value, identifiers.check(kind, value)) for owner, kind, value in given]
    wrong = [
        NumberProblem(owner, kind, value, str(result.problem), str(result.suggestion))
        for owner, kind, value, result in checked
        if not result.valid
    ]
    return wrong + _named_twice(parties)


def _named_twice(parties: list[Party]) -> list[NumberProblem]:
    """A party that stands twice on one side would have to consent and sign twice."""
    seen: set[tuple[str, str]] = set()
    twice = []
    for party in parties:
        key = (party.role, party.id_number.strip().upper())
        if party.id_number and key in seen and not party.id_reason:
            problem = _("This party is named twice. Remove one of the two.")
            twice.append(NumberProblem(party.name, party.id_kind, party.id_number, problem, ""))
        seen.add(key)
    return twice


def give_number(case: Case, at: datetime) -> None:
    """Give `case` the next number of its organisation and year, e.g. （2026）昆知调字第0001号.

    The counter's row stays locked until the transaction ends, so that numbers are gapless: a
    rolled back filing gives its number back.
    """
    year = at.astimezone(SHANGHAI).year
    NumberCounter.objects.bulk_create(
        [NumberCounter(organisation_id=case.organisation_id, year=year)], ignore_conflicts=True
    )
    counter = NumberCounter.objects.filter(organisation_id=case.organisation_id, year=year)
    if connection.features.has_select_for_update:
        counter.select_for_update().get()
    counter.update(last=F("last") + 1)
    seq = counter.values_list("last", flat=True).get()
    case.number_year, case.number_seq = year, seq
    case.number = f"（{year}）{case.organisation.short_name}调字第{seq:04d}号"
