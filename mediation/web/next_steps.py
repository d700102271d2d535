"""What somebody on a side is to do next, or what the case waits for, in one sentence.

Decided from rows already read, so that a list of cases asks a fixed number of queries.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediation.models import Case, Obligation, Party
from workflows.states import CaseState, ObligationState
from workflows.vocabulary import Matter, PartyRole

C = CaseState

#: What happens now, where the reader has nothing to do.
WAITING: dict[str, str | Promise] = {
    C.DRAFT: _("The application is not submitted yet."),
    C.SUBMITTED: _("The mediation body checks the application."),
    C.CORRECTION: _("The complainant corrects the application."),
    C.TRIAGE: _("The mediation body decides on the application."),
    C.CONSENT_PENDING: _("The other side is asked whether it agrees to mediation."),
    C.ACCEPTED: _("A mediator is chosen or appointed."),
    C.APPOINTING: _("The mediator is asked to disclose interests and to accept."),
    C.MEDIATING: _("Mediation is under way. The mediator calls the sessions."),
    C.SUSPENDED: _("Mediation stands still until the cause of the pause has ended."),
    C.AGREED_UNSIGNED: _("The agreement is being signed and sealed."),
    C.EFFECTIVE: _("The agreement binds."),
    C.PERFORMING: _("The agreement is being performed."),
    C.PERFORMED: _("Everything is performed; the body asks how it went and closes the case."),
    C.NOT_ACCEPTED: _("The request was not accepted. Other remedies stand in the notice."),
    C.WITHDRAWN: _("The application was withdrawn."),
    C.TERMINATED: _("Mediation ended without agreement. You can go to court."),
    C.TRANSFERRED: _("The case was transferred to another body."),
    C.COURT_SETTLED: _("The agreement is with the court, which makes the mediation judgment."),
    C.CLOSED: _("The case is closed."),
    C.ARCHIVED: _("The file is in the archive."),
    C.DESTROYED: _("The file was destroyed after the retention period."),
}


#: Terms of the body's own housekeeping; they are no business of the parties.
HOUSEKEEPING = ("ARCHIVE",)


@dataclass(frozen=True)
class NextStep:
    """The sentence, and whether it asks something of the reader."""

    sentence: str | Promise
    mine: bool


def next_step(
    case: Case,
    own: Collection[Party],
    declared: Mapping[int, Collection[str]],
    signed: Collection[int],
    obligations: Collection[Obligation],
) -> NextStep:
    """The next step for whoever acts for the parties `own`.

    :param declared: by party id, the matters in which the party has agreed.
    :param signed: ids of parties who have signed the open version.
    :param obligations: those of the case that are not settled.
    """
    roles = {p.role for p in own}

    def undeclared(matter: str) -> bool:
        return any(matter not in declared.get(p.pk, ()) for p in own)

    if case.state in (C.DRAFT, C.CORRECTION) and PartyRole.COMPLAINANT in roles:
        return NextStep(_COMPLAINANT[case.state], mine=True)
    if (
        case.state == C.CONSENT_PENDING
        and PartyRole.RESPONDENT in roles
        and undeclared(Matter.MEDIATION)
    ):
        return NextStep(_("Say whether you agree to mediation."), mine=True)
    if case.state == C.ACCEPTED and undeclared(Matter.MEDIATOR):
        return NextStep(_("Choose a mediator."), mine=True)
    if case.state == C.AGREED_UNSIGNED and any(p.pk not in signed for p in own):
        return NextStep(_("Read the agreement and sign it, or say that you will not."), mine=True)
    if case.state in (C.EFFECTIVE, C.PERFORMING) and (due := _due(own, obligations)):
        return due
    return NextStep(WAITING[case.state], mine=False)


_COMPLAINANT = {
    C.DRAFT: _("Finish your application and submit it."),
    C.CORRECTION: _("Correct your application and hand in the correction."),
}


def _due(own: Collection[Party], obligations: Collection[Obligation]) -> NextStep | None:
    mine = {p.pk for p in own}
    states = {
        (o.state, side)
        for o in obligations
        for side, party in (("owes", o.obligor_id), ("is owed", o.obligee_id))
        if party in mine
    }
    S = ObligationState
    if (S.REPORTED, "is owed") in states:
        return NextStep(_("The other side says it has performed. Confirm it, or say no."), True)
    if (S.BREACHED, "owes") in states:
        return NextStep(_("What you owe is overdue. Perform it and report it."), True)
    if (S.BREACHED, "is owed") in states:
        return NextStep(_("What you are owed is overdue. You may enforce or sue."), True)
    if (S.PENDING, "owes") in states:
        return NextStep(_("Perform what you undertook, then report it with proof."), True)
    return None
