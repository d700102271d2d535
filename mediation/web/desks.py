"""What the desks of the staff share: who may sit there, queues of work, one list of cases.

A desk shows first what waits for its holder, one queue for each thing to do, oldest case
first; then all its cases. `?queue=` opens one queue in full; filters and pages are in the URL.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediation import clock
from mediation.models import (
    Case,
    Deadline,
    Organisation,
    Party,
)
from mediation.permissions import organisations_of
from mediation.web.lists import capped_counts, page_of, shown
from workflows.permissions import Role
from workflows.states import OPEN, CaseState
from workflows.vocabulary import IpType, PartyRole, Track

#: How many rows of each queue the desk shows before one opens the queue.
PREVIEW = 5
#: From how many days before its end a term is shown in another colour.
SOON = timedelta(days=2)
#: Terms within which somebody may do something and need not: once over they press nobody.
WINDOWS = (
    "JC_WINDOW", "JC_OBJECT_P", "JC_OBJECT_T", "ENFORCE", "NOTARY_ENFORCE", "P_RECUSAL_REQ",
    "P_RESTORE", "RETRIEVE_STAY",
)  # fmt: skip
Label = str | Promise


# --- who sits where ---------------------------------------------------------------------------


def office_holders(*roles: Role) -> Callable[..., Callable[..., HttpResponse]]:
    """Let in who holds one of the offices; the view gets the organisations as `where`."""

    def wrap(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            where = list(organisations_of(request.user, *roles)) if request.user.is_active else []
            if not where:
                raise PermissionDenied("Not an office of this person.")
            return view(request, *args, where=where, **kwargs)

        return guarded

    return wrap


# --- queues -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Queue:
    """Cases that wait for the same thing.

    `choose` narrows the cases of the desk; `terms` names the deadlines that press here; `by`
    is the moment the cases are ordered by, oldest first.
    """

    slug: str
    title: Label
    hint: Label
    choose: Callable[[QuerySet[Case]], QuerySet[Case]]
    terms: tuple[str, ...] = ()
    by: str = "filed_at"
    #: Name of a URL with the case's reference, where the page of the case is not what is wanted.
    url: str = ""


def in_states(*states: CaseState, **also: Any) -> Callable[[QuerySet[Case]], QuerySet[Case]]:
    """Cases in one of these states, and with these fields."""
    return lambda cases: cases.filter(state__in=states, **also)


def having(query: QuerySet[Any]) -> Exists:
    """Whether the case has a row of this kind."""
    return Exists(query.filter(case=OuterRef("pk")))


def necessary_parties() -> QuerySet[Party]:
    """The parties of the case without whom nothing binds, as `StoredFacts.necessary`."""
    return Party.objects.filter(case=OuterRef("pk"), necessary=True).exclude(
        role=PartyRole.THIRD_PARTY
    )


# --- rows -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A case as a line of a list: who against whom, days since filing, the term that presses."""

    case: Case
    sides: str
    age: int | None
    deadline: Deadline | None
    tone: str


def rows_of(cases: Sequence[Case], terms: tuple[str, ...] = ()) -> list[Row]:
    """Lines for cases whose parties and open deadlines were fetched by `fetch_around`.

    Deadlines under the rules `terms` come first, then any other that presses.
    """
    rows = []
    for case in cases:
        deadline = _pressing(case, terms)
        rows.append(Row(case, _sides(case), _age(case), deadline, tone_of(deadline)))
    return rows


def fetch_around(cases: Sequence[Case]) -> None:
    """Fetch what `rows_of` shows, in three queries however many cases there are."""
    running = Deadline.objects.filter(status=Deadline.Status.OPEN)
    prefetch_related_objects(
        cases, "parties", "mediator", Prefetch("deadlines", running, to_attr="running")
    )


def _sides(case: Case) -> str:
    names: dict[str, list[str]] = {}
    for party in case.parties.all():
        names.setdefault(party.role, []).append(party.name)
    both = (names.get(PartyRole.COMPLAINANT, []), names.get(PartyRole.RESPONDENT, []))
    return " — ".join("、".join(side) for side in both if side)


def _age(case: Case) -> int | None:
    """Days since filing, counted in China."""
    if case.filed_at is None:
        return None
    return (clock.today() - case.filed_at.astimezone(clock.SHANGHAI).date()).days


def _pressing(case: Case, terms: tuple[str, ...]) -> Deadline | None:
    now = clock.now()
    running = [
        d for d in case.running if d.rule_id not in WINDOWS or (d.ends_at and d.ends_at > now)
    ]
    found = [d for d in case.running if d.rule_id in terms] or running
    # A paused or provisional term has no end yet; it presses less than any that has one.
    found.sort(key=lambda d: (d.paused_at is not None or d.ends_at is None, d.nominal, d.pk))
    return found[0] if found else None


def tone_of(deadline: Deadline | None) -> str:
    """How near the end is, as a class of the tag: stop (late), wait (soon) or nothing."""
    if deadline is None or deadline.paused_at or deadline.ends_at is None:
        return ""
    left = deadline.ends_at - clock.now()
    if left < timedelta(0):
        return "stop"
    return "wait" if left <= SOON else ""


# --- the page ---------------------------------------------------------------------------------


class CaseFilter(forms.Form):
    """Narrow the list; everything is optional and stands in the URL."""

    q = forms.CharField(label=_("Number, title or party"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    track = forms.ChoiceField(
        label=_("Track"), required=False, choices=[("", _("Any")), *Track.choices]
    )
    ip_type = forms.ChoiceField(
        label=_("Kind of right"), required=False, choices=[("", _("Any")), *IpType.choices]
    )

    def __init__(self, data: QueryDict, usual: Sequence[CaseState]) -> None:
        super().__init__(data)
        self.usual = usual
        others = [c for c in CaseState.choices if c[0] != CaseState.DRAFT]
        beginning = [("", _("Open cases")), ("all", _("All cases"))]
        if usual != OPEN:
            beginning = [("", _("All cases"))]
            others = [(s.value, s.label) for s in usual]
        self.fields["state"].choices = beginning + others

    def narrow(self, cases: QuerySet[Case]) -> QuerySet[Case]:
        """The cases that fit; a value nobody offers narrows nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        state = chosen.get("state", "")
        if state != "all":
            cases = cases.filter(state__in=[state] if state else self.usual)
        for name in ("track", "ip_type"):
            if chosen.get(name):
                cases = cases.filter(**{name: chosen[name]})
        if words := chosen.get("q", "").strip():
            cases = cases.filter(
                Q(number__icontains=words)
                | Q(title__icontains=words)
                | having(Party.objects.filter(name__icontains=words))
            )
        return cases


@dataclass(frozen=True)
class Waiting:
    """A queue with how many cases stand in it and the first of them."""

    queue: Queue
    count: str
    rows: list[Row] = field(default_factory=list)
    more: bool = False


def desk_page(
    request: HttpRequest,
    template: str,
    name: Label,
    cases: QuerySet[Case],
    queues: Sequence[Queue],
    usual: Sequence[CaseState] = OPEN,
    **context: Any,
) -> HttpResponse:
    """A desk: its queues and its cases, or one queue in full.

    `usual` are the states of the list as long as no other state is asked for.
    """
    counts = capped_counts({q.slug: q.choose(cases) for q in queues}, request.user)
    chosen = next((q for q in queues if q.slug == request.GET.get("queue")), None)
    form = CaseFilter(request.GET, usual)
    after = request.GET.get("after", "")
    waiting: list[tuple[Queue, list[Case]]] = []
    if chosen:
        page = page_of(chosen.choose(cases), by=chosen.by, after=after, newest_first=False)
    else:
        filed = cases.exclude(state=CaseState.DRAFT)
        page = page_of(form.narrow(filed), by="filed_at", after=after)
        waiting = [(q, _oldest(q, cases)) for q in queues if counts[q.slug] and not after]
    fetch_around([*page.rows, *(case for _q, some in waiting for case in some)])
    around = {
        "queues": [Waiting(q, shown(counts[q.slug])) for q in queues],
        "waiting": [
            Waiting(q, shown(counts[q.slug]), rows_of(some, q.terms), counts[q.slug] > PREVIEW)
            for q, some in waiting
        ],
        "desk_name": name,
        "chosen": chosen,
        "page": page,
        "rows": rows_of(page.rows, chosen.terms if chosen else ()),
        "form": form,
    }
    return render(request, template, around | context)


def _oldest(queue: Queue, cases: QuerySet[Case]) -> list[Case]:
    return list(queue.choose(cases).order_by(queue.by, "id")[:PREVIEW])


def names_of(where: Sequence[Organisation]) -> str:
    """Organisations by name, as a heading says for whom one works here."""
    return "、".join(o.name for o in where)
