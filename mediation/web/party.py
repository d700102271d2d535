"""The pages of somebody who takes part in cases: the list of one's own."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mediation.models import (
    Agent,
    Case,
    Deadline,
    Declaration,
    Obligation,
    Party,
    Person,
    Signature,
)
from mediation.permissions import cases_of_person, in_authority
from mediation.web.access import person_of
from mediation.web.lists import page_of
from mediation.web.next_steps import HOUSEKEEPING, NextStep, next_step
from workflows.states import OBLIGATION_SETTLED, AgreementState


@dataclass(frozen=True)
class Row:
    """A case of one's own as a line of the list."""

    case: Case
    own: list[Party]
    others: list[Party]
    step: NextStep
    deadline: Deadline | None


@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """Cases one stands on a side of, with the next step and the next term of each."""
    person = person_of(request)
    agencies = Agent.objects.filter(in_authority(), person=person).values("party__case")
    own = Party.objects.filter(person=person).values("case")
    cases = cases_of_person(person).filter(Q(pk__in=own) | Q(pk__in=agencies))
    after = request.GET.get("after", "")
    page = page_of(cases.select_related("organisation"), by="opened_at", after=after)
    return render(request, "party/cases.html", {"page": page, "rows": rows_of(page.rows, person)})


def rows_of(cases: list[Case], person: Person) -> list[Row]:
    """The lines for these cases, in a fixed number of queries."""
    declared, signed, obligations = _declared(cases), _signed(cases), _obligations(cases)
    terms = _next_terms(cases)
    rows = []
    prefetch_related_objects(
        cases, "parties", Prefetch("parties__agents", Agent.objects.filter(in_authority()))
    )
    for case in cases:
        parties = list(case.parties.all())
        own = [p for p in parties if _acts_for(person, p)]
        step = next_step(case, own, declared[case.pk], signed[case.pk], obligations[case.pk])
        others = [p for p in parties if p not in own]
        rows.append(Row(case, own, others, step, terms.get(case.pk)))
    return rows


def _acts_for(person: Person, party: Party) -> bool:
    return party.person_id == person.pk or any(
        agent.person_id == person.pk for agent in party.agents.all()
    )


def _declared(cases: list[Case]) -> dict[int, dict[int, set[str]]]:
    """By case and party, the matters whose last word is yes."""
    last = {
        (d.case_id, d.party_id, d.matter): d.agreed
        for d in Declaration.objects.filter(case__in=cases).order_by("id")
    }
    found: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (case, party, matter), agreed in last.items():
        if agreed:
            found[case][party].add(matter)
    return found


def _signed(cases: list[Case]) -> dict[int, set[int]]:
    rows = Signature.objects.filter(
        agreement__case__in=cases, agreement__state=AgreementState.SIGNING, party__isnull=False
    ).values_list("agreement__case_id", "party_id")
    found: dict[int, set[int]] = defaultdict(set)
    for case, party in rows:
        found[case].add(party)
    return found


def _obligations(cases: list[Case]) -> dict[int, list[Obligation]]:
    found: dict[int, list[Obligation]] = defaultdict(list)
    for row in Obligation.objects.filter(case__in=cases).exclude(state__in=OBLIGATION_SETTLED):
        found[row.case_id].append(row)
    return found


def _next_terms(cases: list[Case]) -> dict[int, Deadline]:
    """The running term of each case that ends first."""
    rows = Deadline.objects.filter(case__in=cases, status=Deadline.Status.OPEN, paused_at=None)
    rows = rows.exclude(rule_id__in=HOUSEKEEPING)
    return {d.case_id: d for d in rows.order_by("-nominal", "-id")}
