"""Guards of the judicial confirmation."""

import re

from django.utils.translation import gettext_lazy as _

from workflows import identifiers
from workflows.flow import Flow, guard
from workflows.guards.terms import term_over, term_running
from workflows.states import CONFIRMATION_REPEATABLE, ConfirmationState
from workflows.vocabulary import (
    ADMINISTRATIVE_TRACKS,
    CONFIRMABLE_TRACKS,
    Matter,
)


@guard(_("The 30 days for judicial confirmation have passed (Civil Procedure Law art. 205)."))
def confirmation_window_is_open(flow: Flow) -> bool:
    return term_running(flow, "JC_WINDOW") and "JC_WINDOW" in flow.facts.pending_deadline


@guard(_("The 30 days for judicial confirmation have not passed yet."))
def confirmation_window_is_over(flow: Flow) -> bool:
    return term_over(flow, "JC_WINDOW")


@guard(_("Agreements of this track cannot be confirmed by a court here."))
def track_may_be_confirmed(flow: Flow) -> bool:
    if flow.case.track in ADMINISTRATIVE_TRACKS:
        return bool(flow.case.organisation.confirms_administrative)
    return flow.case.track in CONFIRMABLE_TRACKS


def _refusal_grounds(flow: Flow) -> list[str]:
    return [str(f.message) for f in flow.facts.confirmation_findings if f.severity == "block"]


@guard(_("A court would refuse to confirm this agreement."), _refusal_grounds)
def no_ground_of_refusal(flow: Flow) -> bool:
    return not _refusal_grounds(flow)


def _warnings(flow: Flow) -> list[str]:
    return [str(f.message) for f in flow.facts.confirmation_findings]


@guard(
    _("The pre-check has warnings. A legal reviewer must override them with reasons."), _warnings
)
def precheck_is_passed_or_overridden(flow: Flow) -> bool:
    return bool(flow.subject.override_reason) or not _warnings(flow)


@guard(_("Every party must join in the application."))
def everybody_applies(flow: Flow) -> bool:
    return flow.facts.all_agree(Matter.CONFIRMATION, str(flow.subject.pk))


@guard(_("An application for confirmation is already under way or decided."))
def no_confirmation_is_running(flow: Flow) -> bool:
    return flow.facts.confirmation_state in ("", *CONFIRMATION_REPEATABLE)


@guard(_("Choose the court the application goes to."), asks=True)
def court_is_chosen(flow: Flow) -> bool:
    return flow.data.get("court") is not None


@guard(_("Another court is competent according to the verified table."), asks=True)
def court_is_competent(flow: Flow) -> bool:
    court = flow.data.get("court")
    competent = flow.facts.competent_court_codes
    return court is None or competent is None or court.court_code in competent


@guard(
    _("Give the basis of the court's competence, or choose a court verified as competent."),
    asks=True,
)
def competence_is_explained(flow: Flow) -> bool:
    return bool(flow.data.get("competence_basis"))


@guard(_("The court's case number is not valid, e.g. （2026）云01民特99901号."), asks=True)
def confirmation_number_is_valid(flow: Flow) -> bool:
    number = str(flow.data.get("number", ""))
    checked = identifiers.check("court_case", number)
    return checked.valid and re.search(r"民特\d", checked.normalised) is not None


@guard(
    _("Attach a scan of the court's paper: only the court itself enters without one."), asks=True
)
def court_paper_is_attached(flow: Flow) -> bool:
    from_court = flow.actor is not None and "court_clerk" in flow.actor.roles
    return from_court or flow.data.get("scan") is not None


@guard(_("The court has not dismissed the application."))
def confirmation_was_dismissed(flow: Flow) -> bool:
    return flow.facts.confirmation_state == ConfirmationState.DISMISSED


@guard(_("Every party must ask for renewed mediation."))
def everybody_asks_again(flow: Flow) -> bool:
    return flow.facts.all_agree(Matter.REMEDIATION, str(flow.facts.agreement_version))
