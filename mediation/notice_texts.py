"""What a notice says happened: one sentence for each verb that tells somebody.

A sentence names the step, never its content: mail is read by others. The key is the verb of the
case, or ``machine.verb`` for the smaller machines.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHAT_HAPPENED: dict[str, str | Promise] = {
    # --- intake
    "submit": _("The application was filed."),
    "appoint_agent": _("A party appointed an agent."),
    "dismiss_agent": _("A party dismissed an agent."),
    "ask_correction": _("The application must be corrected. There is a list and a last day."),
    "supply_correction": _("The correction was supplied."),
    "lapse": _("The correction did not come in time; the application lapsed."),
    "reject": _("The application was not accepted. The notice gives the reasons."),
    "transfer": _("The case was handed to another authority."),
    "ask_respondent": _("Somebody asks to mediate a dispute with you."),
    "consent": _("A respondent agreed to mediation."),
    "refuse": _("A respondent does not want mediation; the procedure has ended."),
    "record_silence": _("The respondent did not answer in time; the procedure has ended."),
    "accept": _("The case was accepted."),
    "withdraw": _("The complainant withdrew the application."),
    # --- mediation
    "choose_mediator": _("A party named a mediator."),
    "designate_chosen": _("The mediator whom all parties named was designated."),
    "appoint_mediator": _("A mediator was appointed."),
    "accept_appointment": _("The mediator accepted. Mediation begins."),
    "decline_appointment": _("The mediator declined; another one will be found."),
    "release_mediator": _("The mediator left the case; another one will be found."),
    "challenge_mediator": _("The mediator was challenged."),
    "plan_session": _("A session was announced. Read when and where."),
    "agree_expert": _("A party agreed that an expert is heard."),
    "engage_expert": _("An expert was engaged."),
    "suspend": _("Mediation was suspended."),
    "resume": _("Mediation goes on."),
    "agree_extension": _("A party agreed to a longer mediation period."),
    "extend": _("The mediation period was extended."),
    "deem_withdrawn": _("The application counts as withdrawn."),
    "end_participation": _("A party ended its participation; mediation has ended."),
    "terminate": _("Mediation has ended without an agreement."),
    "open_signing": _("The agreement is ready to be read and signed."),
    "revise_agreement": _("The agreement is being changed; signatures given so far are void."),
    "refuse_signature": _("A party did not sign; mediation has ended."),
    "take_effect": _("The agreement is effective."),
    "record_oral_agreement": _("An oral agreement was put on record."),
    "submit_to_court": _("The agreement was handed to the court that entrusted the case."),
    # --- performance
    "apply_confirmation": _("A party applies for judicial confirmation."),
    "record_notarisation": _("The agreement was notarised."),
    "finish_performance": _("Everything undertaken in the agreement is performed."),
    "ask_remediation": _("A party asks for renewed mediation."),
    "remediate": _("Mediation begins anew."),
    "record_lawsuit": _("The agreement was brought before a court; the case is closed."),
    # --- the smaller machines
    "agreement.sign": _("A party signed the agreement."),
    "confirmation.file": _("The application for judicial confirmation went to the court."),
    "confirmation.lapse": _("The time to apply for judicial confirmation has passed."),
    "confirmation.ask_supplement": _("The court asks for further papers."),
    "confirmation.supply": _("The further papers went to the court."),
    "confirmation.accept": _("The court filed the application for confirmation."),
    "confirmation.refuse": _("The court did not accept the application for confirmation."),
    "confirmation.grant": _("The court decided on the application for confirmation."),
    "confirmation.dismiss": _("The court decided on the application for confirmation."),
    "confirmation.allow_withdrawal": _("The application for confirmation was withdrawn."),
    "confirmation.deem_withdrawn": _("The application for confirmation counts as withdrawn."),
    "obligation.report": _("Performance was reported."),
    "obligation.confirm": _("Performance was confirmed."),
    "obligation.approve_proof": _("The proof of performance was found sufficient."),
    "obligation.contest": _("Performance was contested."),
    "obligation.mark_overdue": _("The day for performance has passed."),
    "obligation.waive": _("A claim under the agreement was given up."),
    "obligation.enforce": _("Enforcement was applied for."),
    "obligation.sue": _("An obligation was brought before a court."),
    "recusal.uphold": _("The challenge of the mediator was upheld."),
    "recusal.dismiss": _("The challenge of the mediator was dismissed."),
    "recusal.set_aside": _("The challenge of the mediator was set aside by the parties."),
    # --- the clock
    "term_expired": _("A term has passed and nothing could follow by itself. Please decide."),
}
