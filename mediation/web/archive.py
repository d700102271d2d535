"""The archivist's desk: closed cases to take in, retention that has ended."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mediation import clock
from mediation.models import Case, Event, Organisation
from mediation.permissions import cases_of_staff
from mediation.web.desks import Queue, desk_page, in_states, names_of, office_holders
from workflows.permissions import Role
from workflows.states import FINISHED, CaseState

C = CaseState
Cases = QuerySet[Case]


def retention_ended(cases: Cases) -> Cases:
    """Kept long enough, and nothing holds it."""
    return cases.filter(state=C.ARCHIVED, legal_hold=False, retain_until__lt=clock.today())


def _approvers() -> Subquery:
    """How many different persons approved the destruction of the case's file."""
    approved = Event.objects.filter(case=OuterRef("pk"), verb="approve_destruction")
    counted = approved.order_by().values("case").annotate(n=Count("actor", distinct=True))
    return Subquery(counted.values("n"))


def to_approve(cases: Cases) -> Cases:
    """Fewer than two persons have approved the destruction."""
    few = Q(approvers=None) | Q(approvers__lt=2)
    return retention_ended(cases).annotate(approvers=_approvers()).filter(few)


def to_destroy(cases: Cases) -> Cases:
    """Two persons have approved."""
    return retention_ended(cases).annotate(approvers=_approvers()).filter(approvers__gte=2)


def held(cases: Cases) -> Cases:
    """Kept beyond its time, because something holds it."""
    return cases.filter(state=C.ARCHIVED, legal_hold=True, retain_until__lt=clock.today())


QUEUES = (
    Queue("take_in", _("Closed cases to archive"),
          _("Complete the index, number the pages, seal the confidential part apart."),
          in_states(C.CLOSED), ("ARCHIVE",)),
    Queue("approve", _("Retention ended"),
          _("Two different persons approve before a file is destroyed."), to_approve),
    Queue("destroy", _("Approved for destruction"), _("Destroy the file."), to_destroy),
    Queue("held", _("Held beyond retention"), _("Kept until the legal hold is lifted."), held),
)  # fmt: skip


@require_safe
@office_holders(Role.ARCHIVIST)
def desk(request: HttpRequest, where: list[Organisation]) -> HttpResponse:
    """What is to be archived or destroyed, and the register of finished cases."""
    cases = cases_of_staff(request.user, Role.ARCHIVIST)
    return desk_page(
        request, "archive/desk.html", _("Archive"), cases.filter(state__in=FINISHED), QUEUES,
        FINISHED, body=names_of(where),
    )  # fmt: skip
