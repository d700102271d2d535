"""Verbs from the effective agreement to the archive."""

from django.utils.translation import gettext_lazy as _

from workflows.wording.entry import Wording

PERFORMANCE: dict[str, Wording] = {
    "start_performance": Wording(
        _("Start performance"),
        _("Each clause to be performed becomes an obligation with its date."),
        _("The time for performance began."),
    ),
    "apply_confirmation": Wording(
        _("Apply for judicial confirmation"),
        _(
            "All parties must join within 30 days of the day the agreement took effect. A "
            "confirmed agreement can be enforced like a judgment. The court charges no fee."
        ),
        _("%(actor)s joined in the application for judicial confirmation for %(party)s."),
    ),
    "record_notarisation": Wording(
        _("Record a notarisation"),
        _("An agreement notarised as enforceable can be enforced without a court's confirmation."),
        _("%(actor)s recorded the notarial certificate %(certificate)s of %(on)s."),
    ),
    "follow_up": Wording(
        _("Record a follow-up visit"),
        _(
            "Ask both sides how performance goes and write down what you found. A case can be "
            "closed only after a follow-up."
        ),
        _("%(actor)s recorded a follow-up visit on %(on)s."),
    ),
    "finish_performance": Wording(
        _("Finish performance"),
        _("Everything is performed or waived."),
        _("Everything undertaken is performed or waived."),
    ),
    "ask_remediation": Wording(
        _("Ask for renewed mediation"),
        _(
            "The court dismissed the confirmation. If every party asks, mediation goes on towards "
            "a new version; otherwise you can sue."
        ),
        _("%(actor)s asked for renewed mediation for %(party)s."),
    ),
    "remediate": Wording(
        _("Reopen mediation"),
        _("Every party asks for it."),
        _("Mediation was reopened at the wish of all parties."),
    ),
    "record_lawsuit": Wording(
        _("Record a lawsuit over the agreement"),
        _("Enter the court's case number. The case is then closed here."),
        _("%(actor)s recorded that the parties went to court: %(number)s."),
    ),
    "close": Wording(
        _("Close the case"),
        _("Everybody has been told and all papers are printed. A closing report is made."),
        _("%(actor)s closed the case."),
    ),
    "archive": Wording(
        _("Take the file into the archive"),
        _(
            "The index must be complete, the pages numbered, and the confidential part sealed in a "
            "volume of its own."
        ),
        _("%(actor)s archived the file as volume %(volume)s, %(pages)s pages."),
    ),
    "approve_destruction": Wording(
        _("Approve the destruction of the file"),
        _("Two different persons must approve, after the retention period."),
        _("%(actor)s approved the destruction of the file."),
    ),
    "destroy": Wording(
        _("Destroy the file"),
        _("The contents are destroyed for good; only the entry in the register remains."),
        _("%(actor)s destroyed the file."),
    ),
}
