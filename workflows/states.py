"""States of every machine, and the named sets of states that rules and queries share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    """Where a case stands (案件状态)."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CORRECTION = "correction", _("Correction asked")
    TRIAGE = "triage", _("Under review")
    CONSENT_PENDING = "consent_pending", _("Waiting for the respondent's consent")
    ACCEPTED = "accepted", _("Accepted")
    APPOINTING = "appointing", _("Appointing the mediator")
    MEDIATING = "mediating", _("In mediation")
    SUSPENDED = "suspended", _("Suspended")
    AGREED_UNSIGNED = "agreed_unsigned", _("Agreement being signed")
    EFFECTIVE = "effective", _("Agreement effective")
    PERFORMING = "performing", _("Being performed")
    PERFORMED = "performed", _("Performed")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TERMINATED = "terminated", _("Terminated")
    TRANSFERRED = "transferred", _("Transferred")
    COURT_SETTLED = "court_settled", _("Handed to the court for a mediation judgment")
    CLOSED = "closed", _("Closed")
    ARCHIVED = "archived", _("Archived")
    DESTROYED = "destroyed", _("File destroyed")


class Stage(TextChoices):
    """What a layperson would say of the case (阶段)."""

    INTAKE = "intake", _("Intake")
    MEDIATION = "mediation", _("Mediation")
    CONFIRMATION = "confirmation", _("Court confirmation")
    PERFORMANCE = "performance", _("Performance")
    CLOSURE = "closure", _("Closure")


class AgreementState(TextChoices):
    """One version of the mediation agreement (调解协议书)."""

    DRAFT = "draft", _("Draft")
    SIGNING = "signing", _("Being signed")
    EFFECTIVE = "effective", _("Effective")
    ABANDONED = "abandoned", _("Abandoned")
    SUPERSEDED = "superseded", _("Replaced by a later version")


class ConfirmationState(TextChoices):
    """The judicial confirmation (司法确认)."""

    PREPARING = "preparing", _("Application being prepared")
    FILED = "filed", _("Filed with the court")
    SUPPLEMENT = "supplement", _("The court asks for a supplement")
    ACCEPTED = "accepted", _("Accepted by the court")
    GRANTED = "granted", _("Confirmed: the agreement is enforceable")
    DISMISSED = "dismissed", _("Dismissed")
    NOT_ACCEPTED = "not_accepted", _("Not accepted by the court")
    WITHDRAWN = "withdrawn", _("Withdrawn with leave")
    DEEMED_WITHDRAWN = "deemed_withdrawn", _("Deemed withdrawn")
    LAPSED = "lapsed", _("The 30-day window passed")


class ObligationState(TextChoices):
    """One thing a party has undertaken to do (履行义务)."""

    PENDING = "pending", _("To be performed")
    REPORTED = "reported", _("Reported as performed")
    PERFORMED = "performed", _("Performed")
    BREACHED = "breached", _("Overdue")
    WAIVED = "waived", _("Waived")
    ENFORCING = "enforcing", _("Enforcement applied for")
    SUED = "sued", _("Brought before a court")


class RecusalState(TextChoices):
    """A challenge of the mediator (回避申请)."""

    OPEN = "open", _("Waiting for a decision")
    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", _("Dismissed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    WAIVED = "waived", _("Waived by the parties")


C = CaseState

#: The body has not decided yet whether it takes the case.
INTAKE = (C.DRAFT, C.SUBMITTED, C.CORRECTION, C.TRIAGE, C.CONSENT_PENDING)
#: The parties may still walk away.
BEFORE_SIGNING = (
    C.SUBMITTED, C.CORRECTION, C.TRIAGE, C.CONSENT_PENDING,
    C.ACCEPTED, C.APPOINTING, C.MEDIATING, C.SUSPENDED,
)  # fmt: skip
#: Both sides have agreed to mediate and no agreement is signed.
IN_MEDIATION = (C.ACCEPTED, C.APPOINTING, C.MEDIATING, C.SUSPENDED, C.AGREED_UNSIGNED)
#: A binding agreement exists.
AFTER_AGREEMENT = (C.EFFECTIVE, C.PERFORMING, C.PERFORMED)
#: The procedure is over without an agreement under this body's seal; the file is still open.
EXITS = (C.NOT_ACCEPTED, C.WITHDRAWN, C.TERMINATED, C.TRANSFERRED, C.COURT_SETTLED)
#: Nobody has anything left to do but the archivist.
FINISHED = (C.CLOSED, C.ARCHIVED, C.DESTROYED)
#: Still on somebody's desk.
OPEN = tuple(s for s in C if s not in FINISHED)

STAGE_OF = {
    **dict.fromkeys(INTAKE, Stage.INTAKE),
    **dict.fromkeys(IN_MEDIATION, Stage.MEDIATION),
    C.EFFECTIVE: Stage.CONFIRMATION,
    C.PERFORMING: Stage.PERFORMANCE,
    C.PERFORMED: Stage.PERFORMANCE,
    **dict.fromkeys(EXITS, Stage.CLOSURE),
    **dict.fromkeys(FINISHED, Stage.CLOSURE),
}

#: The obligation asks nothing more of anybody.
OBLIGATION_SETTLED = (ObligationState.PERFORMED, ObligationState.WAIVED)
#: The court has the application in its hands.
CONFIRMATION_AT_COURT = (
    ConfirmationState.FILED,
    ConfirmationState.SUPPLEMENT,
    ConfirmationState.ACCEPTED,
)
#: A party may still join, or apply anew while the 30 days run.
CONFIRMATION_REPEATABLE = (
    ConfirmationState.PREPARING,
    ConfirmationState.NOT_ACCEPTED,
    ConfirmationState.WITHDRAWN,
    ConfirmationState.DEEMED_WITHDRAWN,
)
#: What a court may read: nothing that is only being prepared or was never filed.
CONFIRMATION_SEEN_BY_COURT = (
    *CONFIRMATION_AT_COURT,
    ConfirmationState.GRANTED,
    ConfirmationState.DISMISSED,
    ConfirmationState.NOT_ACCEPTED,
    ConfirmationState.WITHDRAWN,
    ConfirmationState.DEEMED_WITHDRAWN,
)
