"""Which form asks for the arguments of which verb. Verbs not listed take none."""

from mediation.forms import intake, mediation, performance
from mediation.forms.base import ConfirmForm, VerbForm

CASE: dict[str, type[VerbForm]] = {
    "add_evidence": intake.AddEvidence,
    "appoint_agent": intake.AppointAgent,
    "dismiss_agent": intake.DismissAgent,
    "fix_track": intake.FixTrack,
    "search_conflicts": intake.SearchConflicts,
    "ask_correction": intake.AskCorrection,
    "supply_correction": intake.SupplyCorrection,
    "reject": intake.Reject,
    "transfer": intake.Transfer,
    "hand_over": intake.HandOver,
    "record_service": intake.RecordService,
    "consent": intake.Consent,
    "refuse": intake.PartyWithReasons,
    "withdraw": intake.PartyWithReasons,
    "choose_mediator": mediation.ChooseMediator,
    "appoint_mediator": mediation.AppointMediator,
    "accept_appointment": mediation.AcceptAppointment,
    "decline_appointment": mediation.Reasons,
    "release_mediator": mediation.Reasons,
    "challenge_mediator": mediation.ChallengeMediator,
    "plan_session": mediation.PlanSession,
    "record_session": mediation.RecordSession,
    "write_note": mediation.WriteNote,
    "agree_expert": mediation.AgreeExpert,
    "engage_expert": mediation.EngageExpert,
    "suspend": mediation.Suspend,
    "resume": mediation.Reasons,
    "agree_extension": mediation.AgreeExtension,
    "deem_withdrawn": mediation.Reasons,
    "end_participation": intake.PartyWithReasons,
    "terminate": mediation.Terminate,
    "draft_agreement": mediation.DraftAgreement,
    "revise_agreement": mediation.Reasons,
    "refuse_signature": intake.PartyWithReasons,
    "record_oral_agreement": mediation.RecordOralAgreement,
    "apply_confirmation": performance.ForParty,
    "record_notarisation": performance.RecordNotarisation,
    "follow_up": performance.FollowUp,
    "ask_remediation": performance.ForParty,
    "record_lawsuit": performance.LawsuitNumber,
    "close": mediation.Reasons,
    "archive": performance.Archive,
    "approve_destruction": mediation.Reasons,
}

CONFIRMATION: dict[str, type[VerbForm]] = {
    "override_precheck": performance.OverridePrecheck,
    "file": performance.FileConfirmation,
    "ask_supplement": performance.CourtText,
    "supply": performance.SupplyCourt,
    "accept": performance.CourtAcceptance,
    "refuse": performance.CourtRefusal,
    "grant": performance.CourtGrant,
    "dismiss": performance.CourtDismissal,
    "allow_withdrawal": performance.CourtDay,
    "deem_withdrawn": performance.CourtDay,
}

OBLIGATION: dict[str, type[VerbForm]] = {
    "report": performance.ReportPerformance,
    "confirm": performance.CreditorStep,
    "approve_proof": mediation.Reasons,
    "contest": performance.CreditorReasons,
    "waive": performance.CreditorReasons,
    "enforce": performance.CreditorStep,
    "sue": performance.CreditorLawsuit,
}

FORMS: dict[tuple[str, str], type[VerbForm]] = {
    (machine, verb): form
    for machine, verbs in {
        "case": CASE,
        "agreement": {"sign": mediation.Sign, "countersign": mediation.Countersign},
        "confirmation": CONFIRMATION,
        "obligation": OBLIGATION,
        "recusal": {
            "uphold": mediation.Reasons,
            "dismiss": mediation.Reasons,
            "waive": performance.ForParty,
        },
    }.items()
    for verb, form in verbs.items()
}


def form_of(machine: str, verb: str) -> type[VerbForm]:
    """The form of a verb."""
    return FORMS.get((machine, verb), ConfirmForm)
