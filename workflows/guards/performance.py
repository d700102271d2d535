"""Guards of performance, closing and the archive."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from workflows import identifiers
from workflows.flow import Flow, guard
from workflows.guards.terms import term_running
from workflows.states import CONFIRMATION_AT_COURT, ConfirmationState


@guard(_("The agreement contains no obligation to perform."))
def obligations_exist(flow: Flow) -> bool:
    return flow.facts.obligation_count > 0


@guard(_("Some obligations are neither performed nor waived."))
def obligations_are_settled(flow: Flow) -> bool:
    return flow.facts.obligations_open == 0


@guard(_("Attach proof of performance."), asks=True)
def proof_is_attached(flow: Flow) -> bool:
    return flow.data.get("proof") is not None or bool(getattr(flow.subject, "proof_id", None))


@guard(_("Only the party who owes this may report it."), asks=True)
def party_is_the_obligor(flow: Flow) -> bool:
    return bool(getattr(flow.data.get("party"), "pk", None) == flow.subject.obligor_id)


@guard(_("Only the party to whom this is owed may do this."), asks=True)
def party_is_the_obligee(flow: Flow) -> bool:
    return bool(getattr(flow.data.get("party"), "pk", None) == flow.subject.obligee_id)


@guard(_("The due date has not passed."))
def due_date_has_passed(flow: Flow) -> bool:
    due: Any = flow.subject.due_on
    return due is not None and flow.facts.today > due


@guard(_("There is no enforceable title: no confirmation by a court and no notarised agreement."))
def enforceable_title_exists(flow: Flow) -> bool:
    return flow.facts.enforceable_title


@guard(_("The two years for enforcement have passed."))
def enforcement_term_is_running(flow: Flow) -> bool:
    return term_running(flow, "ENFORCE")


@guard(_("The court's case number is not valid, e.g. （2026）云0102民初99901号."), asks=True)
def lawsuit_number_is_valid(flow: Flow) -> bool:
    return identifiers.check("court_case", str(flow.data.get("number", ""))).valid


@guard(_("Nothing is breached and no court has refused to confirm the agreement."))
def agreement_failed(flow: Flow) -> bool:
    failed = (ConfirmationState.DISMISSED, ConfirmationState.NOT_ACCEPTED)
    return flow.facts.breached_obligations > 0 or flow.facts.confirmation_state in failed


@guard(_("The court has not decided on the confirmation yet."))
def no_court_decision_is_pending(flow: Flow) -> bool:
    return flow.facts.confirmation_state not in CONFIRMATION_AT_COURT


@guard(_("Record a follow-up visit before closing."))
def follow_up_is_done(flow: Flow) -> bool:
    return flow.facts.follow_up_count > 0


@guard(_("Some papers are still being printed. Try again in a moment."))
def papers_are_printed(flow: Flow) -> bool:
    return flow.facts.papers_pending == 0


@guard(_("Everybody must have been told of the outcome first."))
def parties_are_told(flow: Flow) -> bool:
    return flow.facts.notices_pending == 0


@guard(_("The index must be complete and the pages numbered."), asks=True)
def index_is_complete(flow: Flow) -> bool:
    return flow.data.get("index_complete") is True and int(flow.data.get("pages") or 0) > 0


@guard(_("The confidential part must be kept in a separate, sealed volume."), asks=True)
def sealed_part_is_separate(flow: Flow) -> bool:
    return flow.data.get("sealed_part_separate") is True


@guard(_("The retention period has not ended."))
def retention_has_ended(flow: Flow) -> bool:
    until: Any = flow.case.retain_until
    return until is not None and flow.facts.today > until


@guard(_("A legal hold forbids destruction."))
def no_legal_hold(flow: Flow) -> bool:
    return not flow.case.legal_hold


@guard(_("Two different persons must approve the destruction."))
def two_persons_approve(flow: Flow) -> bool:
    return flow.facts.destruction_approvals >= 2


@guard(_("You have already approved the destruction; a second person must."))
def not_approved_before(flow: Flow) -> bool:
    return flow.actor is None or not flow.facts.has_approved_destruction(flow.actor.id)
