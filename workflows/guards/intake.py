"""Guards of the application, its check and the consent."""

from django.utils.translation import gettext_lazy as _

from workflows.flow import Flow, guard
from workflows.guards.terms import term_over, term_running
from workflows.vocabulary import (
    REJECTION_REASONS,
    TRANSFER_REASONS,
    Matter,
    OutcomeReason,
)


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
    return term_running(flow, "CORRECTION") or not flow.facts.correction_notified


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


@guard(_("Every necessary party must have consented to mediation."))
def everybody_consents(flow: Flow) -> bool:
    return flow.facts.all_agree(Matter.MEDIATION)


@guard(_("The day of service lies in the future."), asks=True)
def day_of_service_has_come(flow: Flow) -> bool:
    on = flow.data.get("on")
    return on is not None and on <= flow.facts.today


@guard(_("The request has not been served on every respondent yet."))
def request_is_served(flow: Flow) -> bool:
    return flow.facts.respondents_notified


@guard(_("The time for the respondent's answer has not passed yet."))
def answer_term_is_over(flow: Flow) -> bool:
    return term_over(flow, "RESP_REPLY_T1", "P_REPLY", "C_CONTACT", "EXPO_REPLY")


@guard(
    _("A party has at most two agents (Civil Procedure Law art. 61). Dismiss one first."), asks=True
)
def at_most_two_agents(flow: Flow) -> bool:
    party = flow.data.get("party")
    return party is None or len(flow.facts.agents_in_authority(party.pk)) < 2


@guard(_("Tick at least one power."), asks=True)
def powers_are_listed(flow: Flow) -> bool:
    return bool(flow.data.get("powers"))


@guard(_("Choose an agent who acts for this party."), asks=True)
def agent_acts_for_the_party(flow: Flow) -> bool:
    party = flow.data.get("party")
    return party is not None and flow.data.get("agent") in flow.facts.agents_in_authority(party.pk)
