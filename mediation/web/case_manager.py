"""The case manager's desk: decisions, mediators, terms that are over, cases to close."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mediation import clock
from mediation.models import (
    Case,
    Deadline,
    FollowUp,
    MediatorProfile,
    Obligation,
    Organisation,
    Person,
    Recusal,
)
from mediation.permissions import cases_of_staff
from mediation.web.desks import (
    WINDOWS,
    Queue,
    desk_page,
    having,
    in_states,
    names_of,
    office_holders,
)
from workflows.permissions import Role
from workflows.states import EXITS, OPEN, CaseState, ObligationState, RecusalState

C = CaseState
Cases = QuerySet[Case]


def without_mediator(cases: Cases) -> Cases:
    """Accepted, or released by the mediator, and nobody is designated."""
    return cases.filter(state__in=(C.ACCEPTED, C.APPOINTING), mediator=None)


def challenged(cases: Cases) -> Cases:
    """A challenge of the mediator is undecided."""
    return cases.filter(having(Recusal.objects.filter(state=RecusalState.OPEN)), state__in=OPEN)


def overdue(cases: Cases) -> Cases:
    """A term has passed in which something had to be done."""
    late = Deadline.objects.filter(
        status=Deadline.Status.OPEN, paused_at=None, ends_at__lt=clock.now()
    ).exclude(rule_id__in=WINDOWS)
    return cases.filter(having(late), state__in=OPEN).exclude(state=C.DRAFT)


def to_close(cases: Cases) -> Cases:
    """The procedure is over, or everything is performed and followed up."""
    visited = having(FollowUp.objects.all())
    return cases.filter(Q(state__in=EXITS) | Q(visited, state=C.PERFORMED))


def sued(cases: Cases) -> Cases:
    """A creditor brought the agreement before a court."""
    before_court = having(Obligation.objects.filter(state=ObligationState.SUED))
    return cases.filter(before_court, state__in=(C.EFFECTIVE, C.PERFORMING))


QUEUES = (
    Queue("challenges", _("Challenges to decide"), _("The mediator is blocked until you decide."),
          challenged, ("RECUSAL_DECIDE",)),
    Queue("triage", _("Requests to decide"),
          _("Turn down or transfer what this body may not take; the rest goes on."),
          in_states(C.TRIAGE), ("INTAKE_REVIEW", "P_SERVE", "EXPO_HANDOVER")),
    Queue("no_mediator", _("Cases without a mediator"),
          _("Appoint one where the parties have not chosen together."),
          without_mediator, ("C_CHOOSE", "C_APPOINT")),
    Queue("overdue", _("Terms that are over"), _("See what was to be done, and by whom."), overdue),
    Queue("suspended", _("Suspended"), _("Resume once the cause of the pause has ended."),
          in_states(C.SUSPENDED)),
    Queue("sued", _("Brought before a court"), _("Record the lawsuit, which closes the case."),
          sued),
    Queue("close", _("Ready to close"), _("Close with a report."), to_close),
)  # fmt: skip


@dataclass(frozen=True)
class Workload:
    """What a mediator of the roster has at hand in this body."""

    person: Person
    active: bool
    appointing: int = 0
    mediating: int = 0
    signing: int = 0
    suspended: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.appointing + self.mediating + self.signing + self.suspended


def workload(where: Sequence[Organisation]) -> list[Workload]:
    """The roster with what each mediator has at hand, in two queries."""
    bodies = [o.pk for o in where]
    counted = (
        Case.objects.filter(organisation_id__in=bodies, mediator__isnull=False)
        .filter(state__in=(C.APPOINTING, C.MEDIATING, C.SUSPENDED, C.AGREED_UNSIGNED))
        .values("mediator_id")
        .annotate(
            appointing=Count("id", filter=Q(state=C.APPOINTING)),
            mediating=Count("id", filter=Q(state=C.MEDIATING)),
            signing=Count("id", filter=Q(state=C.AGREED_UNSIGNED)),
            suspended=Count("id", filter=Q(state=C.SUSPENDED)),
        )
        .order_by()
    )
    at_hand = {row.pop("mediator_id"): row for row in counted}
    roster = MediatorProfile.objects.filter(organisation_id__in=bodies).select_related("person")
    found = {
        profile.person_id: Workload(
            profile.person, profile.active, **at_hand.get(profile.person_id, {})
        )
        for profile in roster.order_by("active", "person__name", "id")
        if profile.active or profile.person_id in at_hand
    }
    return sorted(found.values(), key=lambda w: (-w.total, w.person.name))


@require_safe
@office_holders(Role.CASE_MANAGER)
def desk(request: HttpRequest, where: list[Organisation]) -> HttpResponse:
    """What waits for a decision, who mediates how much, and all cases of the body."""
    return desk_page(
        request, "manager/desk.html", _("Case management"),
        cases_of_staff(request.user, Role.CASE_MANAGER), QUEUES,
        body=names_of(where), workload=workload(where),
    )  # fmt: skip
