"""Guards of the mediator, the sessions and the endings of mediation."""

from django.utils.translation import gettext_lazy as _

from workflows.flow import Flow, guard
from workflows.guards.terms import PERIOD_RULES, term_over, term_running
from workflows.states import IN_MEDIATION
from workflows.vocabulary import (
    TERMINATION_REASONS,
    WAIVABLE_TRACKS,
    Matter,
    OutcomeReason,
    RecusalGround,
    SessionKind,
    Track,
)


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


@guard(_("A challenge of the mediator is open; nothing may be done until it is decided."))
def actor_is_not_challenged(flow: Flow) -> bool:
    # Ending the case would make the challenge moot; the body and the parties still may.
    mediates = flow.actor is not None and flow.case.mediator_id == flow.actor.id
    return not (mediates and flow.facts.recusal_open)


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


@guard(_("The challenged mediator is still at work in this case."))
def challenge_is_moot(flow: Flow) -> bool:
    return bool(
        flow.case.mediator_id != flow.subject.mediator_id or flow.case.state not in IN_MEDIATION
    )


@guard(_("Every party must waive the ground of recusal."))
def everybody_waives(flow: Flow) -> bool:
    return flow.facts.all_agree(Matter.RECUSAL_WAIVER, str(flow.subject.pk))


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
