"""The registrar's desk: what comes in, goes out to parties and courts, and comes back."""

import segno
from django.contrib import messages
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from documents.models import Document
from mediation import clock, invitations
from mediation.forms.filing import AT_COUNTER, StartForm
from mediation.models import (
    Agreement,
    Case,
    Confirmation,
    Declaration,
    FollowUp,
    Invitation,
    Notice,
    Obligation,
    Organisation,
    OrganisationUserObjectPermission,
    Party,
    Signature,
)
from mediation.permissions import organisations_of
from mediation.web.access import person_of
from mediation.web.desks import (
    Queue,
    desk_page,
    having,
    in_states,
    names_of,
    necessary_parties,
    office_holders,
)
from workflows.permissions import Role
from workflows.states import (
    CONFIRMATION_AT_COURT,
    OPEN,
    AgreementState,
    CaseState,
    ConfirmationState,
    ObligationState,
)
from workflows.vocabulary import Channel, Matter, Nature, PartyRole, Track

C = CaseState
Cases = QuerySet[Case]


def registrar_cases(where: list[Organisation]) -> Cases:
    """Cases of the bodies, and those taken in at the stations, where one is a registrar."""
    stations = [o.pk for o in where if o.nature == Nature.STATION]
    bodies = [o.pk for o in where if o.nature != Nature.STATION]
    if not stations:
        return Case.objects.filter(organisation_id__in=bodies)
    return Case.objects.filter(Q(organisation_id__in=bodies) | Q(station_id__in=stations))


# --- which cases wait for what ----------------------------------------------------------------


def not_yet_served() -> Exists:
    """A respondent whom the request cannot reach by e-mail, and no service is recorded."""
    requests = Notice.objects.filter(template="ask_respondent", party__person=None)
    return having(requests.filter(Q(address="") | Q(status=Notice.Status.FAILED)))


def somebody_has_not_consented() -> Exists:
    """A necessary party without a declaration of consent."""
    yes = Declaration.objects.filter(party=OuterRef("pk"), matter=Matter.MEDIATION, agreed=True)
    return Exists(necessary_parties().filter(~Exists(yes)))


def to_serve(cases: Cases) -> Cases:
    """The letter with the code has to go out on paper, and its service to be recorded."""
    return cases.filter(not_yet_served(), state=C.CONSENT_PENDING)


def waiting_for_answer(cases: Cases) -> Cases:
    """Served, and not everybody has answered."""
    return cases.filter(~not_yet_served(), somebody_has_not_consented(), state=C.CONSENT_PENDING)


def to_accept(cases: Cases) -> Cases:
    """Everybody consents."""
    return cases.filter(~somebody_has_not_consented(), state=C.CONSENT_PENDING)


def to_seal(cases: Cases) -> Cases:
    """Everybody has signed the open version; only the seal is missing."""
    version = Agreement.objects.filter(case=OuterRef("pk"), state=AgreementState.SIGNING)
    by_party = Signature.objects.filter(
        party=OuterRef("pk"), agreement__state=AgreementState.SIGNING
    )
    by_mediator = Signature.objects.filter(
        agreement__case=OuterRef("pk"), agreement__state=AgreementState.SIGNING, party=None
    )
    return cases.filter(
        Exists(version.filter(sealed_at=None)),
        Exists(by_mediator),
        ~Exists(necessary_parties().filter(~Exists(by_party))),
        state=C.AGREED_UNSIGNED,
    ).exclude(track=Track.T5)


def to_file(cases: Cases) -> Cases:
    """Every necessary party applies for the confirmation of this very version."""
    preparing = Confirmation.objects.filter(
        case=OuterRef("pk"), state=ConfirmationState.PREPARING
    ).values("pk")[:1]
    joined = Declaration.objects.filter(
        party=OuterRef("pk"),
        matter=Matter.CONFIRMATION,
        agreed=True,
        subject=OuterRef(OuterRef("preparing")),
    )
    return cases.annotate(preparing=Cast(Subquery(preparing), CharField())).filter(
        ~Exists(necessary_parties().filter(~Exists(joined))),
        preparing__isnull=False,
        state__in=OPEN,
    )


def to_supply(cases: Cases) -> Cases:
    """The court asked for more papers."""
    asked = Confirmation.objects.filter(state=ConfirmationState.SUPPLEMENT)
    return cases.filter(having(asked), state__in=OPEN)


def court_data_to_enter(cases: Cases) -> Cases:
    """At a court whose staff does not work here: what it decides arrives on paper."""
    clerks = OrganisationUserObjectPermission.objects.filter(
        content_object=OuterRef("court"), permission__codename=f"act_as_{Role.COURT_CLERK}"
    )
    at_court = Confirmation.objects.filter(~Exists(clerks), state__in=CONFIRMATION_AT_COURT)
    return cases.filter(having(at_court), state__in=OPEN)


def performance_reported(cases: Cases) -> Cases:
    """A debtor handed in proof, and the creditor has not confirmed."""
    reported = Obligation.objects.filter(state=ObligationState.REPORTED)
    return cases.filter(having(reported), state__in=OPEN)


def to_follow_up(cases: Cases) -> Cases:
    """Performed, and nobody has asked the parties yet."""
    return cases.filter(~having(FollowUp.objects.all()), state=C.PERFORMED)


def notice_failed(cases: Cases) -> Cases:
    """A notice could not be delivered: the person has to be told in another way."""
    return cases.filter(
        having(Notice.objects.filter(status=Notice.Status.FAILED)), state__in=OPEN
    ).exclude(state=C.CONSENT_PENDING)


def paper_failed(cases: Cases) -> Cases:
    """A paper could not be printed: while it is missing the case cannot be closed."""
    failed = Document.objects.filter(status=Document.Status.FAILED)
    return cases.filter(having(failed), state__in=OPEN)


REPLY = ("RESP_REPLY_T1", "P_REPLY", "C_CONTACT", "EXPO_REPLY")
QUEUES = (
    Queue("new", _("New applications"), _("Check the data; pass it on or ask for correction."),
          in_states(C.SUBMITTED, correction_supplied_at=None), ("INTAKE_REVIEW",)),
    Queue("corrected", _("Corrections supplied"), _("Check again what was missing."),
          in_states(C.SUBMITTED, correction_supplied_at__isnull=False), ("INTAKE_REVIEW",)),
    Queue("checked", _("Checked, not yet sent to the respondent"),
          _("Fix the track, search for conflicts, then ask the respondent."),
          in_states(C.TRIAGE), ("INTAKE_REVIEW", "P_SERVE", "EXPO_HANDOVER")),
    Queue("serve", _("Letters to print and serve"),
          _("The respondent has no working e-mail address. Print the letter, then record how "
            "and when it was served."), to_serve, REPLY, url="invitation_letters"),
    Queue("accept", _("Everybody consents"), _("Accept the case."), to_accept, ("P_FILE",)),
    Queue("seal", _("Agreements to seal"), _("All have signed. Put the seal."), to_seal),
    Queue("file", _("Confirmations to file"), _("All parties apply. File it with the court."),
          to_file, ("JC_WINDOW",)),
    Queue("supply", _("The court asks for a supplement"), _("Supply what the court asked for."),
          to_supply, ("JC_ACCEPT",)),
    Queue("court", _("Court papers to enter"),
          _("This court's staff does not work here: enter what its papers say, with a scan."),
          court_data_to_enter, ("JC_ACCEPT", "JC_REVIEW")),
    Queue("reported", _("Performance reported"),
          _("Look at the proof where the other side stays silent."), performance_reported),
    Queue("follow_up", _("Follow-up visits"), _("Ask the parties, then record the visit."),
          to_follow_up),
    Queue("undelivered", _("Notices not delivered"),
          _("Tell the person by telephone or post; correct the address."), notice_failed),
    Queue("unprinted", _("Papers not printed"),
          _("Have the cause mended, then order the paper anew on the page of the case."),
          paper_failed),
    Queue("answer", _("Waiting for respondents"),
          _("Served, not answered. If the term passes in silence, record it."),
          waiting_for_answer, REPLY, url="invitation_letters"),
    Queue("drafts", _("Counter drafts"), _("Begun at the counter and not submitted."),
          in_states(C.DRAFT, channel=Channel.COUNTER), by="opened_at"),
)  # fmt: skip


@require_safe
@office_holders(Role.REGISTRAR)
def desk(request: HttpRequest, where: list[Organisation]) -> HttpResponse:
    """What waits for the registrar, and the register of cases."""
    return desk_page(
        request,
        "registrar/desk.html",
        _("Intake"),
        registrar_cases(where),
        QUEUES,
        body=names_of(where),
    )


@require_safe
@office_holders(Role.REGISTRAR)
def counter(request: HttpRequest, where: list[Organisation]) -> HttpResponse:
    """Begin an application for a person at the counter: the usual pages, the body filled in."""
    body = where[0].parent if where[0].nature == Nature.STATION else where[0]
    form = StartForm(
        person=person_of(request), initial={"behalf": AT_COUNTER, "organisation": body}
    )
    return render(request, "filing/start.html", {"form": form, "action": reverse("apply")})


# --- invitation letters -----------------------------------------------------------------------


def _case(request: HttpRequest, reference: str) -> Case:
    """A case of the registrar's own office; anybody else's does not exist here."""
    where = list(organisations_of(request.user, Role.REGISTRAR)) if request.user.is_active else []
    cases = registrar_cases(where).select_related("organisation").exclude(state=C.DRAFT)
    return get_object_or_404(cases, reference=reference, state__in=OPEN)


def _asked(case: Case) -> QuerySet[Party]:
    """Who may hold a code now: complainants once the application is filed, e.g. at the counter
    or by somebody else for them; the others once they were asked."""
    if case.state in (C.SUBMITTED, C.CORRECTION, C.TRIAGE):
        return case.parties.filter(role=PartyRole.COMPLAINANT)
    return case.parties.all()


def _invited(case: Case) -> QuerySet[Party]:
    """Those who have not joined yet."""
    return _asked(case).filter(person=None)


@require_safe
def letters(request: HttpRequest, reference: str) -> HttpResponse:
    """Who was invited: letter to print, code used or not, notice delivered or not."""
    case = _case(request, reference)
    notices = Notice.objects.filter(case=case, template="ask_respondent")
    told = {notice.party_id: notice for notice in notices}
    rows = [
        {"party": party, "notice": told.get(party.pk), "joined": party.person_id is not None}
        for party in _asked(case)
    ]
    return render(request, "registrar/letters.html", {"case": case, "rows": rows})


@require_safe
@never_cache
def letter(request: HttpRequest, reference: str, party_id: int) -> HttpResponse:
    """The letter with the code, to print. It is in Chinese, and for foreigners in English too."""
    case = _case(request, reference)
    party = get_object_or_404(_invited(case), pk=party_id)
    invitation = Invitation.objects.filter(
        party=party, agent=None, used_at=None, revoked_at=None, expires_at__gt=clock.now()
    ).first()
    if invitation is None:
        messages.error(request, gettext("This party has no valid code any more. Make a new one."))
        return redirect("invitation_letters", reference)
    code = invitations.code_of(invitation)
    address = request.build_absolute_uri(reverse("join"))
    return render(
        request,
        "registrar/letter.html",
        {
            "case": case, "party": party, "code": code, "address": address,
            "qr": segno.make(address, error="m").svg_data_uri(border=0),
            "expires_at": invitation.expires_at,
            "languages": ["zh-hans", "en"] if party.is_foreign else ["zh-hans"],
        },
    )  # fmt: skip


@require_POST
def renew_code(request: HttpRequest, reference: str, party_id: int) -> HttpResponse:
    """A new code for a party; the old one stops working."""
    with transaction.atomic():
        case = _case(request, reference)
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        party = get_object_or_404(_invited(case), pk=party_id)
        invitations.invite(party, clock.now())
    messages.success(request, gettext("A new code was made; the old one no longer works."))
    return redirect("invitation_letter", reference, party_id)
