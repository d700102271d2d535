"""From a stored case to the frozen context of each paper; `documents.samples` shows the shapes."""

from collections.abc import Callable

from documents.completeness import Context
from mediation.paper_contexts import intake, outcome
from mediation.paper_contexts.source import PaperRefused, PaperSource

#: Kind of paper -> what it contains besides what all papers share.
BUILDERS: dict[str, Callable[[PaperSource], Context]] = {
    "application": intake.application,
    "correction_notice": intake.correction_notice,
    "reply_notice": intake.reply_notice,
    "acceptance_notice": intake.acceptance_notice,
    "non_acceptance_notice": intake.non_acceptance_notice,
    "transfer_letter": intake.transfer_letter,
    "agreement": outcome.agreement,
    "termination_notice": outcome.termination_notice,
    "confirmation_application": outcome.confirmation_application,
    "body_certificate": outcome.body_certificate,
    "closing_report": outcome.closing_report,
}

__all__ = ["BUILDERS", "PaperRefused", "PaperSource"]
