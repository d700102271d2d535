"""What follows from each verb: rows, terms, papers, notices, further verbs.

Read it beside `workflows/`: the rule book says when a verb may happen, this table says what
happens then. All of it runs in the transaction of the verb; papers are printed and notices
sent afterwards.
"""

from dataclasses import replace

from mediation.act import (
    Consequence,
    Then,
    both,
    internal,
    of_evidence,
    of_mediator,
    of_session,
    of_transfer,
    own_will,
)
from mediation.effects import intake, mediation, performance
from mediation.effects.intake import REPLY_TERMS
from workflows.vocabulary import Matter

PERIODS = ("M_PERIOD_T1", "M_PERIOD_T4", "M_PERIOD_T5", "P_OWNERSHIP")
APPOINTMENT_TERMS = ("C_CHOOSE", "C_APPOINT", "C_CONFIRM")
#: Once the mediator has left or mediation has ended, nothing of a challenge is left to decide.
NO_CHALLENGE = Then("recusal", "fall_away")
ENDED = Consequence(
    rows=performance.stop_clocks,
    papers=("ending_notice",),
    tells=("parties", "mediator"),
    then=(NO_CHALLENGE,),
)

CASE: dict[str, Consequence] = {
    # --- intake
    "submit": Consequence(
        rows=intake.number_and_consent,
        starts=("INTAKE_REVIEW", "P_SERVE", "EXPO_HANDOVER"),
        papers=("application",),
        tells=("complainants", "registrars"),
    ),
    "add_evidence": Consequence(rows=intake.file_evidence, visibility=of_evidence),
    "appoint_agent": Consequence(rows=intake.appoint_agent, tells=("registrars",)),
    "dismiss_agent": Consequence(rows=intake.dismiss_agent, tells=("registrars",)),
    "fix_track": Consequence(rows=intake.retime, visibility=internal),
    "search_conflicts": Consequence(says="result", visibility=internal),
    "pass_check": Consequence(),
    "ask_correction": Consequence(
        starts=("CORRECTION",),
        ends=("INTAKE_REVIEW",),
        papers=("correction_notice",),
        tells=("complainants",),
    ),
    "supply_correction": Consequence(
        says="text",
        starts=("INTAKE_REVIEW",),
        ends=("CORRECTION",),
        tells=("registrars",),
    ),
    "lapse": Consequence(
        rows=both(intake.term_expired("CORRECTION"), performance.stop_clocks),
        papers=("ending_notice",),
        tells=("complainants",),
    ),
    "reject": Consequence(
        rows=performance.stop_clocks, papers=("ending_notice",), tells=("complainants",)
    ),
    "transfer": Consequence(
        rows=both(intake.hand_over, performance.stop_clocks),
        papers=("transfer_letter",),
        visibility=of_transfer,
        tells=("complainants",),
    ),
    "hand_over": Consequence(
        rows=intake.hand_over, papers=("transfer_letter",), visibility=internal
    ),
    "ask_respondent": Consequence(
        rows=both(intake.complainants_consent, intake.invite_respondents),
        starts=REPLY_TERMS,
        ends=("INTAKE_REVIEW", "P_SERVE", "EXPO_HANDOVER"),
        papers=("reply_notice",),
        tells=("respondents",),
    ),
    "record_service": Consequence(rows=intake.record_service, visibility=internal),
    "consent": Consequence(
        rows=both(intake.declare(Matter.MEDIATION, text="answer"), intake.all_answered),
        tells=("registrars", "complainants"),
    ),
    "refuse": Consequence(
        rows=both(
            intake.declare(Matter.MEDIATION, agreed=False, text="text"), performance.stop_clocks
        ),
        papers=("ending_notice",),
        tells=("parties", "registrars"),
    ),
    "record_silence": Consequence(
        rows=both(intake.term_expired(*REPLY_TERMS), performance.stop_clocks),
        papers=("ending_notice",),
        tells=("parties", "registrars"),
    ),
    "accept": Consequence(
        starts=(*PERIODS, "C_CHOOSE"),
        ends=(*REPLY_TERMS, "P_FILE"),
        papers=("acceptance_notice",),
        tells=("parties",),
    ),
    "withdraw": Consequence(
        says="text",
        rows=performance.stop_clocks,
        tells=("everybody asked", "mediator", "registrars"),
        then=(NO_CHALLENGE,),
    ),
    # --- mediation
    "choose_mediator": Consequence(
        rows=intake.declare(Matter.MEDIATOR, subject="mediator"),
        tells=("managers",),
        then=(Then("case", "designate_chosen"),),
        visibility=own_will,
    ),
    "designate_chosen": Consequence(
        rows=mediation.designate,
        starts=("C_CONFIRM", "P_RECUSAL_REQ"),
        ends=("C_CHOOSE", "C_APPOINT"),
        tells=("mediator", "parties"),
    ),
    "appoint_mediator": Consequence(
        rows=mediation.designate,
        starts=("C_CONFIRM", "P_RECUSAL_REQ"),
        ends=("C_CHOOSE", "C_APPOINT"),
        tells=("mediator", "parties"),
    ),
    "accept_appointment": Consequence(
        rows=mediation.disclose,
        ends=APPOINTMENT_TERMS,
        tells=("parties", "managers"),
    ),
    "decline_appointment": Consequence(
        rows=mediation.end_appointment,
        starts=("C_APPOINT",),
        ends=APPOINTMENT_TERMS,
        tells=("parties", "managers"),
        then=(NO_CHALLENGE,),
    ),
    "release_mediator": Consequence(
        rows=both(mediation.end_appointment, mediation.resume),
        starts=("C_APPOINT",),
        ends=("P_RECUSAL_REQ",),
        tells=("parties", "managers"),
        then=(Then("agreement", "abandon"), NO_CHALLENGE),
    ),
    "challenge_mediator": Consequence(
        rows=mediation.open_recusal,
        starts=("RECUSAL_DECIDE",),
        tells=("managers", "mediator", "parties"),
    ),
    "plan_session": Consequence(
        rows=mediation.plan_session, tells=("session",), visibility=of_session
    ),
    "record_session": Consequence(rows=mediation.record_session, visibility=of_session),
    "write_note": Consequence(rows=mediation.write_note, visibility=of_mediator),
    "agree_expert": Consequence(
        rows=intake.declare(Matter.EXPERT, subject="expert"),
        tells=("managers",),
        visibility=own_will,
    ),
    "engage_expert": Consequence(rows=mediation.engage_expert, tells=("parties", "mediator")),
    "suspend": Consequence(says="text", rows=mediation.suspend, tells=("parties", "managers")),
    "resume": Consequence(says="text", rows=mediation.resume, tells=("parties", "mediator")),
    "agree_extension": Consequence(
        rows=intake.declare(Matter.EXTENSION, subject="until"),
        then=(Then("case", "extend"),),
        tells=("mediator",),
        visibility=own_will,
    ),
    "extend": Consequence(rows=mediation.extend, tells=("parties", "mediator")),
    "deem_withdrawn": replace(ENDED, says="text"),
    "end_participation": replace(ENDED, says="text"),
    "terminate": ENDED,
    "draft_agreement": Consequence(rows=mediation.write_draft),
    "open_signing": Consequence(
        then=(Then("agreement", "freeze", required=True),), tells=("parties",)
    ),
    "revise_agreement": Consequence(
        says="text", then=(Then("agreement", "abandon", required=True),), tells=("parties",)
    ),
    "refuse_signature": Consequence(
        says="text",
        rows=performance.stop_clocks,
        papers=("ending_notice",),
        then=(Then("agreement", "abandon", required=True),),
        tells=("parties", "mediator"),
    ),
    "take_effect": Consequence(
        rows=mediation.plan_performance,
        starts=("JC_WINDOW", "P_RESTORE"),
        ends=PERIODS,
        papers=("agreement",),
        tells=("parties", "mediator", "registrars"),
        then=(Then("case", "start_performance"), Then("case", "finish_performance")),
    ),
    "record_oral_agreement": Consequence(
        rows=both(mediation.write_draft, mediation.plan_performance),
        starts=("JC_WINDOW",),
        ends=PERIODS,
        tells=("parties", "registrars"),
        then=(
            Then("agreement", "conclude_orally", required=True),
            Then("obligation", "settle_at_once", each=True),
            Then("case", "start_performance"),
            Then("case", "finish_performance"),
        ),
    ),
    "submit_to_court": Consequence(
        rows=performance.stop_clocks, papers=("agreement",), tells=("parties", "registrars")
    ),
    # --- performance
    "start_performance": Consequence(rows=performance.enforcement_clock),
    "apply_confirmation": Consequence(
        rows=performance.join_application, tells=("parties", "registrars")
    ),
    "record_notarisation": Consequence(rows=performance.notarise, tells=("parties",)),
    "follow_up": Consequence(rows=performance.follow_up, visibility=internal),
    "finish_performance": Consequence(ends=("ENFORCE",), tells=("parties", "managers")),
    "ask_remediation": Consequence(
        rows=performance.ask_again, then=(Then("case", "remediate"),), tells=("parties",)
    ),
    "remediate": Consequence(
        starts=PERIODS,
        ends=("ENFORCE", "JC_WINDOW", "ARCHIVE", "JC_OBJECT_P"),
        then=(
            Then("agreement", "supersede", required=True),
            Then("obligation", "fall_away", each=True),
        ),
        tells=("parties", "mediator"),
    ),
    "record_lawsuit": Consequence(
        says="text",
        rows=both(performance.stop_clocks, intake.retain),
        starts=("ARCHIVE",),
        papers=("closing_report",),
        tells=("parties",),
    ),
    "close": Consequence(
        says="text",
        rows=both(performance.stop_clocks, intake.retain),
        starts=("ARCHIVE", "P_COPY"),
        papers=("closing_report",),
    ),
    "archive": Consequence(ends=("ARCHIVE",), visibility=internal),
    "approve_destruction": Consequence(says="text", visibility=internal),
    "destroy": Consequence(visibility=internal),
}

AGREEMENT: dict[str, Consequence] = {
    "freeze": Consequence(),
    "sign": Consequence(
        rows=mediation.sign,
        tells=("parties",),
        then=(Then("agreement", "become_effective"),),
    ),
    "countersign": Consequence(rows=mediation.sign, then=(Then("agreement", "become_effective"),)),
    "seal": Consequence(rows=mediation.seal, then=(Then("agreement", "become_effective"),)),
    "conclude_orally": Consequence(papers=("agreement",)),
    "become_effective": Consequence(then=(Then("case", "take_effect"),)),
    "abandon": Consequence(),
    "supersede": Consequence(),
}

CONFIRMATION: dict[str, Consequence] = {
    "override_precheck": Consequence(visibility=internal),
    "file": Consequence(
        starts=("JC_ACCEPT",),
        papers=("confirmation_application", "body_certificate"),
        tells=("parties", "court"),
    ),
    "lapse": Consequence(rows=performance.window_missed, tells=("parties",)),
    "ask_supplement": Consequence(
        rows=performance.keep_scan, ends=("JC_ACCEPT",), tells=("parties", "registrars")
    ),
    "supply": Consequence(says="text", starts=("JC_ACCEPT",), tells=("court",)),
    "accept": Consequence(rows=performance.court_accepted, tells=("parties",)),
    "refuse": Consequence(
        rows=performance.keep_scan, ends=("JC_ACCEPT",), tells=("parties", "registrars")
    ),
    "grant": Consequence(
        rows=performance.keep_scan,
        starts=("JC_OBJECT_P",),
        ends=("JC_REVIEW", "JC_REVIEW_OUTER"),
        tells=("parties", "registrars"),
    ),
    "dismiss": Consequence(
        rows=performance.keep_scan,
        starts=("JC_OBJECT_P",),
        ends=("JC_REVIEW", "JC_REVIEW_OUTER"),
        tells=("parties", "registrars"),
    ),
    "allow_withdrawal": Consequence(
        rows=performance.keep_scan,
        ends=("JC_ACCEPT", "JC_REVIEW", "JC_REVIEW_OUTER"),
        tells=("parties", "registrars"),
    ),
    "deem_withdrawn": Consequence(
        rows=performance.keep_scan,
        ends=("JC_ACCEPT", "JC_REVIEW", "JC_REVIEW_OUTER"),
        tells=("parties", "registrars"),
    ),
}

SETTLED = (Then("case", "finish_performance"),)
OBLIGATION: dict[str, Consequence] = {
    "report": Consequence(rows=performance.keep_proof, tells=("parties", "registrars")),
    "confirm": Consequence(tells=("parties",), then=SETTLED),
    "approve_proof": Consequence(says="text", tells=("parties",), then=SETTLED),
    "contest": Consequence(says="text", tells=("parties", "registrars")),
    "settle_at_once": Consequence(),
    "fall_away": Consequence(),
    "mark_overdue": Consequence(tells=("parties", "registrars")),
    "waive": Consequence(says="text", tells=("parties",), then=SETTLED),
    "enforce": Consequence(tells=("parties", "registrars")),
    "sue": Consequence(tells=("managers",)),
}

RECUSAL: dict[str, Consequence] = {
    "uphold": Consequence(
        rows=mediation.end_recusal,
        ends=("RECUSAL_DECIDE",),
        tells=("parties", "mediator"),
        then=(Then("case", "release_mediator", required=True),),
    ),
    "dismiss": Consequence(
        rows=mediation.end_recusal, ends=("RECUSAL_DECIDE",), tells=("parties", "mediator")
    ),
    "waive": Consequence(
        rows=intake.declare(Matter.RECUSAL_WAIVER, subject="the challenge"),
        then=(Then("recusal", "set_aside"),),
        visibility=own_will,
    ),
    "set_aside": Consequence(
        rows=mediation.end_recusal, ends=("RECUSAL_DECIDE",), tells=("parties", "mediator")
    ),
    "fall_away": Consequence(rows=mediation.end_recusal, ends=("RECUSAL_DECIDE",)),
}

CONSEQUENCES: dict[str, dict[str, Consequence]] = {
    "case": CASE,
    "agreement": AGREEMENT,
    "confirmation": CONFIRMATION,
    "obligation": OBLIGATION,
    "recusal": RECUSAL,
}
