"""The facts that transitions need. A guard is named as a fact and carries its own refusal."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from workflows import identifiers
from workflows.flow import Flow, guard
from workflows.states import CONFIRMATION_AT_COURT, AgreementState, ConfirmationState
from workflows.vocabulary import (
    ADMINISTRATIVE_TRACKS,
    CONFIRMABLE_TRACKS,
    ORAL_TRACKS,
    REJECTION_REASONS,
    TERMINATION_REASONS,
    TRANSFER_REASONS,
    WAIVABLE_TRACKS,
    Matter,
    OutcomeReason,
    RecusalGround,
    SessionKind,
    Track,
)


def term_over(flow: Flow, *rules: str) -> bool:
    """Whether one of the open deadlines has certainly passed (a provisional date never has)."""
    pending = flow.facts.pending_deadline
    ends = [pending[rule] for rule in rules if rule in pending]
    return any(end is not None and flow.now > end for end in ends)


def term_running(flow: Flow, rule: str) -> bool:
    """Whether the deadline is absent, provisional, or not yet passed."""
    return not term_over(flow, rule)


# --- intake ---------------------------------------------------------------------------------


@guard(_("Accept the notice on how personal data is used."))
def data_notice_is_accepted(flow: Flow) -> bool:
    return bool(flow.case.data_notice_accepted_at)


@guard(_("Sign the credit commitment: what you state is true and complete."))
def commitment_is_signed(flow: Flow) -> bool:
    return bool(flow.case.commitment_signed_at)


@guard(_("Name at least one respondent."))
def respondent_is_named(flow: Flow) -> bool:
    return flow.facts.respondent_count > 0


@guard(_("Name at least one intellectual-property right, or explain why there is no number."))
def right_is_named_or_explained(flow: Flow) -> bool:
    return flow.facts.right_count > 0 or bool(flow.case.right_explanation)


@guard(_("Describe what happened."))
def facts_are_stated(flow: Flow) -> bool:
    return bool(flow.case.statement.strip())


@guard(_("State at least one request: what the respondent should do."))
def claim_is_stated(flow: Flow) -> bool:
    return flow.facts.claim_count > 0


@guard(
    _("Some numbers fail their check. Correct them, or record why they are right as they stand.")
)
def numbers_are_checked(flow: Flow) -> bool:
    return flow.facts.unexplained_numbers == 0


@guard(_("List everything that is missing: a correction is asked for once, completely."), asks=True)
def correction_items_are_listed(flow: Flow) -> bool:
    return bool(flow.data.get("items"))


@guard(_("A correction was already asked for. Decide on what has been supplied."))
def correction_not_asked_before(flow: Flow) -> bool:
    return not flow.case.correction_asked_at


@guard(_("The time for the correction has passed. A new application can be filed at any time."))
def correction_is_in_time(flow: Flow) -> bool:
    return term_running(flow, "CORRECTION")


@guard(_("The time for the correction has not passed yet."))
def correction_term_is_over(flow: Flow) -> bool:
    return term_over(flow, "CORRECTION")


@guard(_("It is not on record that the complainant was told of the correction."))
def correction_is_served(flow: Flow) -> bool:
    return flow.facts.correction_notified


@guard(_("Choose one of the reasons for which a request may be turned down."), asks=True)
def rejection_reason_is_listed(flow: Flow) -> bool:
    return flow.data.get("reason") in REJECTION_REASONS


@guard(_("Choose one of the reasons for which a case may be transferred."), asks=True)
def transfer_reason_is_listed(flow: Flow) -> bool:
    return flow.data.get("reason") in TRANSFER_REASONS


@guard(_("Tell the complainant first and enter the day, unless a crime is suspected."), asks=True)
def complainant_is_told_first(flow: Flow) -> bool:
    return bool(flow.data.get("told_on")) or flow.data.get("reason") == OutcomeReason.CRIME


@guard(_("Search for conflicts of interest before the respondent is asked."))
def conflicts_are_searched(flow: Flow) -> bool:
    return bool(flow.case.conflict_searched_at)


@guard(_("Fix the mediation track before the respondent is asked."))
def track_is_fixed(flow: Flow) -> bool:
    return bool(flow.case.track_fixed_at)


# --- consent --------------------------------------------------------------------------------


@guard(_("Every necessary party must have consented to mediation."))
def everybody_consents(flow: Flow) -> bool:
    return flow.facts.all_agree(Matter.MEDIATION)


@guard(_("The request has not been served on every respondent yet."))
def request_is_served(flow: Flow) -> bool:
    return flow.facts.respondents_notified


@guard(_("The time for the respondent's answer has not passed yet."))
def answer_term_is_over(flow: Flow) -> bool:
    return term_over(flow, "RESP_REPLY_T1", "P_REPLY", "C_CONTACT", "EXPO_REPLY")


# --- mediator -------------------------------------------------------------------------------


@guard(
    _("The mediator must be on this body's roster, in office, and not involved in the case."),
    asks=True,
)
def mediator_is_available(flow: Flow) -> bool:
    mediator = flow.data.get("mediator")
    return mediator is not None and flow.facts.mediator_available(mediator.pk)


def _conflicts(flow: Flow) -> list[str]:
    return flow.facts.mediator_conflicts(flow.data["mediator"].pk)


@guard(
    _("The conflict search found a conflict of interest for this mediator."), _conflicts, asks=True
)
def mediator_has_no_conflict(flow: Flow) -> bool:
    return flow.data.get("mediator") is None or not _conflicts(flow)


@guard(_("A mediator is already designated; release that mediator first."))
def no_mediator_is_designated(flow: Flow) -> bool:
    return flow.case.mediator_id is None


@guard(_("There is no mediator to challenge."))
def mediator_is_designated(flow: Flow) -> bool:
    return flow.case.mediator_id is not None


@guard(_("The parties chose the same mediator; that choice must be followed."), asks=True)
def joint_choice_is_followed(flow: Flow) -> bool:
    chosen = flow.facts.joint_choice
    mediator = flow.data.get("mediator")
    return chosen is None or (mediator is not None and mediator.pk == chosen)


@guard(_("Only the parties' joint choice is appointed without a decision of the body."))
def parties_chose_jointly(flow: Flow) -> bool:
    return flow.facts.joint_choice is not None


@guard(_("Only the mediator designated in this case may do this."))
def actor_is_the_mediator(flow: Flow) -> bool:
    return flow.actor is not None and flow.case.mediator_id == flow.actor.id


@guard(_("Sign the disclosure: answer every question about relations and interests."), asks=True)
def disclosure_is_signed(flow: Flow) -> bool:
    return flow.data.get("disclosure_signed") is True and bool(flow.data.get("disclosure"))


@guard(_("A challenge of the mediator is open; nothing may be done until it is decided."))
def no_recusal_is_open(flow: Flow) -> bool:
    return not flow.facts.recusal_open


@guard(
    _("A challenge must come within 3 working days, unless the ground became known later."),
    asks=True,
)
def challenge_is_in_time(flow: Flow) -> bool:
    return term_running(flow, "P_RECUSAL_REQ") or flow.data.get("newly_known") is True


@guard(_("The challenged mediator never decides on the challenge."))
def decider_is_not_the_challenged(flow: Flow) -> bool:
    return flow.actor is not None and flow.subject.mediator_id != flow.actor.id


@guard(_("On this track a ground of recusal cannot be waived, and a gift never can."))
def ground_may_be_waived(flow: Flow) -> bool:
    return flow.case.track in WAIVABLE_TRACKS and flow.subject.ground != RecusalGround.GIFT


@guard(_("Every party must waive the ground of recusal."))
def everybody_waives(flow: Flow) -> bool:
    return flow.facts.all_agree(Matter.RECUSAL_WAIVER, str(flow.subject.pk))


# --- sessions -------------------------------------------------------------------------------


@guard(
    _("A private session names the side it is held with; a joint session names none."), asks=True
)
def side_fits_the_session(flow: Flow) -> bool:
    caucus = flow.data.get("kind") == SessionKind.CAUCUS
    return caucus == (flow.data.get("side") is not None)


@guard(
    _("The session must have been announced, its day have come, and it is not recorded yet."),
    asks=True,
)
def session_is_ready(flow: Flow) -> bool:
    session = flow.data.get("session")
    return session is not None and flow.facts.session_ready(session)


@guard(_("Every party must agree to the expert."), asks=True)
def everybody_agrees_to_expert(flow: Flow) -> bool:
    expert = flow.data.get("expert")
    return expert is not None and flow.facts.all_agree(Matter.EXPERT, str(expert.pk))


@guard(_("The expert must sign the confidentiality undertaking."), asks=True)
def expert_undertakes_secrecy(flow: Flow) -> bool:
    return flow.data.get("undertaking_signed") is True


@guard(_("Every party must agree to the same new date."), asks=True)
def everybody_extends(flow: Flow) -> bool:
    until = flow.data.get("until")
    return until is not None and flow.facts.all_agree(Matter.EXTENSION, until.isoformat())


@guard(_("The mediation period has already ended and can no longer be extended."))
def period_is_running(flow: Flow) -> bool:
    return all(term_running(flow, rule) for rule in PERIOD_RULES)


PERIOD_RULES = ("M_PERIOD_T1", "M_PERIOD_T4", "M_PERIOD_T5", "P_OWNERSHIP")


@guard(_("The new date must lie after the present end of the period."), asks=True)
def extension_lies_ahead(flow: Flow) -> bool:
    until = flow.data.get("until")
    pending = flow.facts.pending_deadline
    ends = [pending[rule] for rule in PERIOD_RULES if rule in pending]
    return until is not None and all(end is None or until > end.date() for end in ends)


@guard(_("The law does not allow the period to be extended so far."), asks=True)
def extension_is_allowed(flow: Flow) -> bool:
    until, limit = flow.data.get("until"), flow.facts.latest_extension
    return until is None or limit is None or until <= limit


# --- ending ---------------------------------------------------------------------------------


@guard(_("Choose one of the reasons for which mediation may be terminated."), asks=True)
def termination_reason_is_listed(flow: Flow) -> bool:
    return flow.data.get("reason") in TERMINATION_REASONS


@guard(_("The mediation period has not ended yet."), asks=True)
def period_is_over_if_reason(flow: Flow) -> bool:
    return flow.data.get("reason") != OutcomeReason.EXPIRED or term_over(flow, *PERIOD_RULES)


@guard(_("Absence counts as withdrawal only in administrative mediation of patents."))
def absence_means_withdrawal(flow: Flow) -> bool:
    return bool(flow.case.track == Track.T2)


@guard(_("No session is on record that the complainant missed."))
def complainant_missed_a_session(flow: Flow) -> bool:
    return flow.facts.complainant_missed_session


# --- agreement ------------------------------------------------------------------------------


@guard(_("Draft the agreement first."))
def agreement_is_drafted(flow: Flow) -> bool:
    return flow.facts.agreement_exists


def _blocking(flow: Flow) -> list[str]:
    return [str(f.message) for f in flow.facts.agreement_findings if f.severity == "block"]


@guard(_("The content check found clauses that must be mended."), _blocking)
def content_is_clear(flow: Flow) -> bool:
    return not _blocking(flow)


@guard(_("This person has already signed for this party."), asks=True)
def not_signed_before(flow: Flow) -> bool:
    return not flow.facts.has_signed(flow.data.get("party"), flow.actor)


@guard(
    _("What you signed is not the present text. Read the agreement again, then sign."), asks=True
)
def signed_text_is_this_text(flow: Flow) -> bool:
    return bool(flow.data.get("content_hash") == flow.subject.content_hash)


@guard(_("Every necessary party and the mediator must have signed."))
def signatures_are_complete(flow: Flow) -> bool:
    return flow.facts.signatures_complete


@guard(_("The committee's seal is missing."))
def seal_is_affixed_where_needed(flow: Flow) -> bool:
    # Mediated for a court before filing, the parties' signatures suffice
    # (法释〔2016〕14号 art. 24; 法释〔2021〕23号 art. 19).
    return flow.case.track == Track.T4 or flow.facts.sealed


@guard(_("The agreement is already sealed."))
def seal_is_missing(flow: Flow) -> bool:
    return not flow.facts.sealed


@guard(_("The agreement is not effective yet."))
def agreement_is_effective(flow: Flow) -> bool:
    return flow.facts.agreement_effective


@guard(_("The version this belongs to is still in force."))
def agreement_is_superseded(flow: Flow) -> bool:
    return str(flow.subject.clause.agreement.state) == AgreementState.SUPERSEDED


@guard(_("A case entrusted by a court goes back to that court; it takes no effect here."))
def case_is_not_entrusted_by_court(flow: Flow) -> bool:
    return bool(flow.case.track != Track.T5)


@guard(_("Only a case entrusted by a court after filing is handed to it for a judgment."))
def case_is_entrusted_by_court(flow: Flow) -> bool:
    return bool(flow.case.track == Track.T5)


@guard(_("An oral agreement is possible only in people's mediation or a referral by a court."))
def track_allows_oral_agreement(flow: Flow) -> bool:
    return flow.case.track in ORAL_TRACKS


@guard(_("An oral agreement is recorded only when it is performed at once."), asks=True)
def performed_at_once(flow: Flow) -> bool:
    return flow.data.get("performed_at_once") is True


# --- confirmation ---------------------------------------------------------------------------


@guard(_("The 30 days for judicial confirmation have passed (Civil Procedure Law art. 205)."))
def confirmation_window_is_open(flow: Flow) -> bool:
    return term_running(flow, "JC_WINDOW") and "JC_WINDOW" in flow.facts.pending_deadline


@guard(_("The 30 days for judicial confirmation have not passed yet."))
def confirmation_window_is_over(flow: Flow) -> bool:
    return term_over(flow, "JC_WINDOW")


@guard(_("Agreements of this track cannot be confirmed by a court here."))
def track_may_be_confirmed(flow: Flow) -> bool:
    if flow.case.track in ADMINISTRATIVE_TRACKS:
        return bool(flow.case.organisation.confirms_administrative)
    return flow.case.track in CONFIRMABLE_TRACKS


def _refusal_grounds(flow: Flow) -> list[str]:
    return [str(f.message) for f in flow.facts.confirmation_findings if f.severity == "block"]


@guard(_("A court would refuse to confirm this agreement."), _refusal_grounds)
def no_ground_of_refusal(flow: Flow) -> bool:
    return not _refusal_grounds(flow)


def _warnings(flow: Flow) -> list[str]:
    return [str(f.message) for f in flow.facts.confirmation_findings]


@guard(
    _("The pre-check has warnings. A legal reviewer must override them with reasons."), _warnings
)
def precheck_is_passed_or_overridden(flow: Flow) -> bool:
    return bool(flow.subject.override_reason) or not _warnings(flow)


@guard(_("Every party must join in the application."))
def everybody_applies(flow: Flow) -> bool:
    return flow.facts.all_agree(Matter.CONFIRMATION, str(flow.subject.agreement_id))


@guard(_("An application for confirmation is already under way or decided."))
def no_confirmation_is_running(flow: Flow) -> bool:
    return flow.facts.confirmation_state in ("", ConfirmationState.PREPARING)


@guard(_("Choose the court the application goes to."), asks=True)
def court_is_chosen(flow: Flow) -> bool:
    return flow.data.get("court") is not None


@guard(_("Another court is competent according to the verified table."), asks=True)
def court_is_competent(flow: Flow) -> bool:
    court = flow.data.get("court")
    competent = flow.facts.competent_court_codes
    return court is None or competent is None or court.court_code in competent


@guard(
    _("Give the basis of the court's competence, or choose a court verified as competent."),
    asks=True,
)
def competence_is_explained(flow: Flow) -> bool:
    return bool(flow.data.get("competence_basis"))


@guard(_("The court's case number is not valid, e.g. （2026）云01民特99901号."), asks=True)
def confirmation_number_is_valid(flow: Flow) -> bool:
    number = str(flow.data.get("number", ""))
    checked = identifiers.check("court_case", number)
    return checked.valid and re.search(r"民特\d", checked.normalised) is not None


@guard(
    _("Attach a scan of the court's paper: only the court itself enters without one."), asks=True
)
def court_paper_is_attached(flow: Flow) -> bool:
    from_court = flow.actor is not None and "court_clerk" in flow.actor.roles
    return from_court or flow.data.get("scan") is not None


@guard(_("The court has not dismissed the application."))
def confirmation_was_dismissed(flow: Flow) -> bool:
    return flow.facts.confirmation_state == ConfirmationState.DISMISSED


@guard(_("Every party must ask for renewed mediation."))
def everybody_asks_again(flow: Flow) -> bool:
    return flow.facts.all_agree(Matter.REMEDIATION, str(flow.facts.agreement_version))


# --- performance and closing ----------------------------------------------------------------


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
