# ruff: noqa: E501
"""The whole machine as one table that a lawyer can read: every edge, its word, its guards.

Columns: verb | sources | target | permission word | guards. `same` keeps the state;
`a/b` is chosen by the track. Change this table only together with the rule it states
(domain rules 5, rows 1-38 and 40; own additions are explained in docs/decisions).
"""

from typing import Any

import pytest
from viewflow.fsm import State

from workflows.agreement import AgreementFlow
from workflows.case import CaseFlow
from workflows.confirmation import ConfirmationFlow
from workflows.flow import Flow, verbs_of
from workflows.obligation import ObligationFlow
from workflows.recusal import RecusalFlow

# fmt: off
TABLE = """
# case
accept | consent_pending | accepted | accept_case | everybody_consents
accept_appointment | appointing | mediating | act_on_appointment | actor_is_the_mediator disclosure_is_signed no_recusal_is_open
add_evidence | draft submitted correction triage consent_pending accepted appointing mediating suspended effective performing | same | add_evidence |
agree_expert | mediating | same | decide_for_party |
agree_extension | mediating | same | decide_for_party | period_is_running extension_lies_ahead extension_is_allowed
apply_confirmation | effective performing performed | same | decide_for_party | agreement_is_effective track_may_be_confirmed confirmation_window_is_open no_confirmation_is_running no_ground_of_refusal
appoint_agent | submitted correction triage consent_pending accepted appointing mediating suspended agreed_unsigned effective performing performed | same | appoint_agent | at_most_two_agents powers_are_listed
dismiss_agent | submitted correction triage consent_pending accepted appointing mediating suspended agreed_unsigned effective performing performed | same | appoint_agent | agent_acts_for_the_party
appoint_mediator | accepted appointing | appointing | appoint_mediator | no_mediator_is_designated mediator_is_available mediator_has_no_conflict joint_choice_is_followed
approve_destruction | archived | same | approve_destruction | retention_has_ended no_legal_hold not_approved_before
archive | closed | archived | archive_case | index_is_complete sealed_part_is_separate
ask_correction | submitted triage | correction | check_application | correction_items_are_listed correction_not_asked_before
ask_remediation | effective performing closed | same | decide_for_party | confirmation_was_dismissed
ask_respondent | triage | consent_pending | ask_respondent | conflicts_are_searched track_is_fixed respondent_is_named
challenge_mediator | appointing mediating | same | challenge_mediator | mediator_is_designated no_recusal_is_open challenge_is_in_time
choose_mediator | accepted appointing | same | choose_mediator | no_mediator_is_designated mediator_is_available mediator_has_no_conflict
close | performed | closed | close_case | papers_are_printed parties_are_told follow_up_is_done no_court_decision_is_pending
close | not_accepted withdrawn terminated transferred court_settled | closed | close_case | papers_are_printed parties_are_told
consent | consent_pending | same | answer_request |
decline_appointment | appointing | accepted | act_on_appointment | actor_is_the_mediator
deem_withdrawn | mediating | withdrawn | end_mediation | actor_is_not_challenged absence_means_withdrawal complainant_missed_a_session
designate_chosen | accepted appointing | appointing | run_automation | no_mediator_is_designated parties_chose_jointly
destroy | archived | destroyed | destroy_file | retention_has_ended no_legal_hold two_persons_approve
draft_agreement | mediating | same | mediate | actor_is_the_mediator no_recusal_is_open
end_participation | accepted appointing mediating suspended | terminated | end_participation |
engage_expert | mediating | same | engage_expert | everybody_agrees_to_expert expert_undertakes_secrecy
extend | mediating | same | run_automation | period_is_running everybody_extends
finish_performance | effective performing | performed | run_automation | obligations_are_settled
fix_track | submitted triage | same | check_application |
follow_up | effective performing performed | same | record_performance |
hand_over | submitted correction triage consent_pending accepted appointing mediating suspended agreed_unsigned effective performing performed not_accepted withdrawn terminated transferred court_settled | same | hand_over |
lapse | correction | not_accepted | record_lapse | correction_is_served correction_term_is_over
open_signing | mediating | agreed_unsigned | mediate | actor_is_the_mediator no_recusal_is_open agreement_is_drafted content_is_clear
pass_check | submitted | triage | check_application | numbers_are_checked
plan_session | mediating | same | mediate | actor_is_the_mediator no_recusal_is_open side_fits_the_session
record_lawsuit | effective performing | closed | close_case | agreement_failed lawsuit_number_is_valid
record_notarisation | effective performing | same | record_performance |
record_oral_agreement | mediating | effective | mediate | actor_is_the_mediator no_recusal_is_open track_allows_oral_agreement performed_at_once
record_service | consent_pending | same | ask_respondent | day_of_service_has_come
record_session | mediating | same | mediate | actor_is_the_mediator no_recusal_is_open session_is_ready
record_silence | consent_pending | not_accepted/terminated | record_lapse | request_is_served answer_term_is_over
refuse | consent_pending | not_accepted/terminated | answer_request |
refuse_signature | agreed_unsigned | terminated | end_participation |
reject | triage | not_accepted | decide_intake | rejection_reason_is_listed
release_mediator | appointing mediating suspended agreed_unsigned | appointing | appoint_mediator | mediator_is_designated
remediate | effective performing closed | mediating | run_automation | confirmation_was_dismissed everybody_asks_again
resume | suspended | mediating | resume_mediation |
revise_agreement | agreed_unsigned | mediating | mediate | actor_is_the_mediator
search_conflicts | submitted triage | same | check_application |
start_performance | effective | performing | run_automation | obligations_exist
submit | draft | submitted | submit_application | data_notice_is_accepted commitment_is_signed respondent_is_named right_is_named_or_explained facts_are_stated claim_is_stated
submit_to_court | agreed_unsigned | court_settled | mediate | actor_is_the_mediator case_is_entrusted_by_court signatures_are_complete
supply_correction | correction | submitted | submit_application | correction_is_in_time
suspend | mediating | suspended | mediate | actor_is_the_mediator no_recusal_is_open
take_effect | agreed_unsigned | effective | run_automation | agreement_is_effective case_is_not_entrusted_by_court
terminate | accepted appointing mediating suspended | terminated | end_mediation | actor_is_not_challenged termination_reason_is_listed period_is_over_if_reason
transfer | triage | transferred | decide_intake | transfer_reason_is_listed complainant_is_told_first
withdraw | submitted correction triage consent_pending accepted appointing mediating suspended | withdrawn | withdraw_application |
write_note | mediating suspended agreed_unsigned | same | mediate | actor_is_the_mediator
# agreement
abandon | draft signing | abandoned | run_automation |
become_effective | signing | effective | run_automation | signatures_are_complete seal_is_affixed_where_needed
conclude_orally | draft | effective | run_automation | track_allows_oral_agreement performed_at_once
countersign | signing | same | mediate | actor_is_the_mediator signed_text_is_this_text not_signed_before
freeze | draft | signing | run_automation |
seal | signing | same | seal_agreement | case_is_not_entrusted_by_court signatures_are_complete seal_is_missing
sign | signing | same | sign_agreement | signed_text_is_this_text not_signed_before
supersede | effective | superseded | run_automation |
# confirmation
accept | filed | accepted | record_court_result | confirmation_number_is_valid court_paper_is_attached
allow_withdrawal | filed supplement accepted | withdrawn | record_court_result | court_paper_is_attached
ask_supplement | filed | supplement | record_court_result | court_paper_is_attached
deem_withdrawn | supplement accepted | deemed_withdrawn | record_court_result | court_paper_is_attached
dismiss | accepted | dismissed | record_court_result | court_paper_is_attached
file | preparing | filed | file_confirmation | everybody_applies confirmation_window_is_open no_ground_of_refusal precheck_is_passed_or_overridden court_is_chosen court_is_competent competence_is_explained
grant | accepted | granted | record_court_result | court_paper_is_attached
lapse | preparing | lapsed | record_lapse | confirmation_window_is_over
override_precheck | preparing | same | override_precheck |
refuse | filed supplement | not_accepted | record_court_result | court_paper_is_attached
supply | supplement | filed | file_confirmation |
# obligation
approve_proof | reported | performed | record_performance | proof_is_attached
confirm | pending reported breached enforcing sued | performed | perform_obligation | party_is_the_obligee
contest | reported | pending | perform_obligation | party_is_the_obligee
enforce | breached | enforcing | perform_obligation | party_is_the_obligee enforceable_title_exists enforcement_term_is_running
fall_away | pending reported breached enforcing sued | waived | run_automation | agreement_is_superseded
mark_overdue | pending | breached | run_automation | due_date_has_passed
report | pending breached | reported | perform_obligation | party_is_the_obligor proof_is_attached
settle_at_once | pending | performed | run_automation | performed_at_once
sue | breached | sued | perform_obligation | party_is_the_obligee lawsuit_number_is_valid
waive | pending reported breached enforcing sued | waived | perform_obligation | party_is_the_obligee
# recusal
dismiss | open | dismissed | decide_recusal | decider_is_not_the_challenged
fall_away | open | withdrawn | run_automation | challenge_is_moot
set_aside | open | waived | run_automation | ground_may_be_waived everybody_waives
uphold | open | upheld | decide_recusal | decider_is_not_the_challenged
waive | open | same | decide_for_party | ground_may_be_waived
"""
# fmt: on

FLOWS = (CaseFlow, AgreementFlow, ConfirmationFlow, ObligationFlow, RecusalFlow)


def _target(transition: Any) -> str:
    if isinstance(transition.target, State.GET_STATE):
        return "/".join(str(state) for state in transition.target.states)
    targets = [t for t in transition.declared_targets() if isinstance(t, str)]
    return str(targets[0]) if targets else "same"


def _edges(flow: type[Flow]) -> set[tuple[str, ...]]:
    return {
        (
            flow.machine, verb, str(transition.source), _target(transition),
            str(transition.permission.word), " ".join(g.name for g in transition.conditions),
        )
        for verb, method in verbs_of(flow).items()
        for transition in method.get_transitions()
    }  # fmt: skip


def _table() -> set[tuple[str, ...]]:
    edges = set()
    machine = ""
    for line in TABLE.strip().splitlines():
        if line.startswith("#"):
            machine = line.removeprefix("# ")
            continue
        verb, sources, target, word, *guards = (cell.strip() for cell in line.split("|"))
        for source in sources.split():
            edges.add((machine, verb, source, target, word, guards[0] if guards else ""))
    return edges


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.machine)
def test_every_edge_is_in_the_table_and_nothing_else_is(flow: type[Flow]) -> None:
    expected = {edge for edge in _table() if edge[0] == flow.machine}
    assert _edges(flow) == expected


def test_nothing_leaves_a_destroyed_file() -> None:
    assert not [edge for edge in _edges(CaseFlow) if edge[2] == "destroyed"]


def test_a_closed_case_reopens_only_after_a_dismissal() -> None:
    reopening = {
        edge[1] for edge in _edges(CaseFlow)
        if edge[2] in ("closed", "archived") and edge[3] not in ("same", "archived", "destroyed")
    }  # fmt: skip
    assert reopening == {"remediate"}


def test_every_verb_explains_itself_in_the_words_of_the_law() -> None:
    silent = [
        f"{flow.machine}.{verb}"
        for flow in FLOWS
        for verb, method in verbs_of(flow).items()
        if not (method.__doc__ or "").strip()
    ]
    assert silent == []
