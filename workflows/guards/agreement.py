"""Guards of the agreement: its content, signatures and seal."""

from django.utils.translation import gettext_lazy as _

from workflows.flow import Flow, guard
from workflows.states import AgreementState
from workflows.vocabulary import (
    ORAL_TRACKS,
    Track,
)


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
