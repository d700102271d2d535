"""What happens by itself when a term or a due day has passed: the same verbs, the same door.

Run by the worker every minute, by several at once if need be, and safe to run twice. Every term
is dealt with in a transaction of its own under the lock of its case and is no longer running
afterwards, so that none is looked at for ever. Terms that name no verb are duties of the office:
they stay open, and late, on its desk until the duty is done.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from mediation import clock
from mediation.actions import ActionRefused, perform
from mediation.models import Case, Confirmation, Deadline, Event, Notice, Obligation
from mediation.paper_contexts import texts
from mediation.permissions import holders
from workflows.permissions import Role
from workflows.states import AFTER_AGREEMENT, ConfirmationState, ObligationState
from workflows.vocabulary import OutcomeReason

Status = Deadline.Status
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Passed:
    """A term or due day that has passed, and the event that followed, if one did."""

    what: str
    event: Event | None

    def __str__(self) -> str:
        followed = f"{self.event.machine}.{self.event.verb}" if self.event else "marked as expired"
        return f"{self.what}: {followed}"


def run_expiries(case: Case | None = None) -> list[Event]:
    """Deal with everything that has passed, in one case or in all; what followed from it."""
    return [passed.event for passed in deal_with_passed(case) if passed.event is not None]


def deal_with_passed(case: Case | None = None) -> Iterator[Passed]:
    """Deal with every passed term, then with every overdue obligation, one by one."""
    for pk in _ids(_passed_terms(), case, "ends_at"):
        yield from _safely(_expire, pk)
    for pk in _ids(_overdue_obligations(), case, "due_on"):
        yield from _safely(_mark_overdue, pk)


def _passed_terms() -> QuerySet[Deadline]:
    return Deadline.objects.filter(
        status=Status.OPEN, ends_at__lt=clock.now(), paused_at=None, provisional=False
    ).exclude(on_expiry="")


def _overdue_obligations() -> QuerySet[Obligation]:
    return Obligation.objects.filter(
        state=ObligationState.PENDING, due_on__lt=clock.today(), case__state__in=AFTER_AGREEMENT
    )


def _ids(rows: QuerySet[Any], case: Case | None, by: str) -> list[int]:
    own = rows if case is None else rows.filter(case=case)
    return list(own.order_by(by, "id").values_list("pk", flat=True))


def _safely(deal: Callable[[int], Passed | None], pk: int) -> Iterator[Passed]:
    """A row that cannot be dealt with must not keep the others waiting."""
    try:
        passed = deal(pk)
    except Exception:  # noqa: BLE001 - logged, and tried again in the next round
        logger.exception("%s of row %s failed.", deal.__name__, pk)
        return
    if passed is not None:
        yield passed


@transaction.atomic
def _expire(pk: int) -> Passed | None:
    """Run what the rule says follows. Where that may not be (the request was never served, say)
    the term has passed all the same, and the office is told to decide."""
    case_id = Deadline.objects.values_list("case_id", flat=True).get(pk=pk)
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    deadline = _passed_terms().filter(pk=pk).first()
    if deadline is None:
        return None  # somebody was faster
    subject = _subject(case, deadline)
    event = _follow(subject, deadline.on_expiry) if subject is not None else None
    Deadline.objects.filter(pk=pk).update(status=Status.EXPIRED)
    if subject is not None and event is None:
        _alert(case, deadline)
    return Passed(f"{case} {deadline.rule_id}", event)


def _subject(case: Case, deadline: Deadline) -> Case | Confirmation | None:
    """Whose machine the verb belongs to: the window closes for the application in preparation,
    and for nobody where none is."""
    if deadline.rule_id != "JC_WINDOW":
        return case
    return Confirmation.objects.filter(case=case, state=ConfirmationState.PREPARING).first()


def _follow(subject: Case | Confirmation, verb: str) -> Event | None:
    try:
        return perform(subject, verb, by=None, **_arguments(verb))
    except (ActionRefused, PermissionDenied) as refusal:
        logger.info("%s %s: %s", subject, verb, refusal)
        return None


def _arguments(verb: str) -> dict[str, Any]:
    if verb != "terminate":
        return {}
    sentence = texts.closest(texts.sentences(), "expired", clock.today(), {})
    return {"reason": OutcomeReason.EXPIRED, "text": sentence.text}


def _alert(case: Case, deadline: Deadline) -> None:
    Notice.objects.bulk_create(
        Notice(
            case=case, verb="term_expired", template="term_expired", recipient=person,
            address=person.email, language=person.language, made_at=clock.now(),
            params={"rule": deadline.rule_id},
        )
        for person in holders(case, Role.REGISTRAR)
    )  # fmt: skip


def _mark_overdue(pk: int) -> Passed | None:
    obligation = Obligation.objects.select_related("case").get(pk=pk)
    try:
        event = perform(obligation, "mark_overdue", by=None)
    except ActionRefused:
        return None  # performed or waived a moment ago
    return Passed(f"{obligation.case} {obligation.due_on}", event)
