"""The court's desk: applications for judicial confirmation filed with this court.

A court reads the package and nothing else: not the case, its history, its sessions, or a draft
that was not chosen.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from documents.kinds import KINDS
from documents.models import Document
from documents.storage import open_checked
from mediation.actions import available_verbs
from mediation.court_package import PackageNotReady, files_of, package_of, papers_of
from mediation.models import Confirmation, Deadline, Organisation
from mediation.permissions import visible_confirmations
from mediation.web.desks import names_of, office_holders, tone_of
from mediation.web.files import PDF, file_response
from mediation.web.lists import PAGE, page_of
from workflows.permissions import Role
from workflows.states import CONFIRMATION_SEEN_BY_COURT, ConfirmationState
from workflows.wording import WORDING

S = ConfirmationState
#: Why a court does not take an application on (民诉法解释 art. 355).
GROUNDS_NOT_TO_ACCEPT = (
    _("The matter is not one for the courts."),
    _("This court is not the one to which the application belongs."),
    _("It asks to confirm or end a marriage, parentage or adoption."),
    _("Another special procedure, public summons or bankruptcy procedure applies."),
    _("The agreement decides who owns a thing or an intellectual-property right."),
)
#: Why a court dismisses an application it has taken on (民诉法解释 art. 358).
GROUNDS_TO_DISMISS = (
    _("The agreement violates a mandatory provision of the law."),
    _("It harms the interests of the state, the public or somebody else."),
    _("It is against public order and good morals."),
    _("A party did not agree of its own will."),
    _("Its content is unclear, so that it could not be enforced."),
    _("Another reason forbids the confirmation."),
)


@dataclass(frozen=True)
class Line:
    """An application as a line of the court's list."""

    confirmation: Confirmation
    deadline: Deadline | None
    tone: str


@dataclass(frozen=True)
class Waiting:
    """Applications that wait for the same decision of the court."""

    slug: str
    title: Any
    lines: list[Line]


#: Terms in which the court decides.
COURT_TERMS = ("JC_ACCEPT", "JC_REVIEW", "JC_REVIEW_OUTER")
TO_DECIDE = (
    ("accept", _("To accept or refuse"), S.FILED),
    ("rule", _("To rule on"), S.ACCEPTED),
)


class StateFilter(forms.Form):
    """Narrow the list by state."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *((s.value, s.label) for s in CONFIRMATION_SEEN_BY_COURT)],
    )


def _lines(confirmations: list[Confirmation]) -> list[Line]:
    """Lines with the term that presses, in one query for all of them."""
    running = Deadline.objects.filter(
        machine="confirmation", subject_id__in=[c.pk for c in confirmations],
        status=Deadline.Status.OPEN, ends_at__isnull=False, rule_id__in=COURT_TERMS,
    )  # fmt: skip
    first = {d.subject_id: d for d in running.order_by("-ends_at")}
    return [Line(c, first.get(c.pk), tone_of(first.get(c.pk))) for c in confirmations]


@require_safe
@office_holders(Role.COURT_CLERK)
def desk(request: HttpRequest, where: list[Organisation]) -> HttpResponse:
    """What waits for the court's decision, and every application filed with it."""
    filed = visible_confirmations(request.user).select_related("case")
    form = StateFilter(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    after = request.GET.get("after", "")
    page = page_of(filed.filter(state=state) if state else filed, by="filed_at", after=after)
    waiting = [
        Waiting(slug, title, _lines(list(filed.filter(state=s).order_by("filed_at", "id")[:PAGE])))
        for slug, title, s in TO_DECIDE
        if not after and not state
    ]
    return render(
        request,
        "court/desk.html",
        {"body": names_of(where), "form": form, "page": page, "lines": _lines(page.rows),
         "waiting": waiting},
    )  # fmt: skip


def _filed(request: HttpRequest, pk: int) -> Confirmation:
    """An application filed with a court of this person; any other does not exist here."""
    filed = visible_confirmations(request.user) if request.user.is_active else (
        Confirmation.objects.none()
    )  # fmt: skip
    return get_object_or_404(
        filed.select_related("case__organisation", "agreement", "court"), pk=pk
    )


@require_safe
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """One application: what the package holds, the grounds of refusal, what may be entered."""
    found = _filed(request, pk)
    [line] = _lines([found])
    return render(
        request,
        "court/confirmation.html",
        {
            "confirmation": found, "case": found.case, "line": line,
            "papers": [(p, title_of(p)) for p in papers_of(found)],
            "files": files_of(found),
            "verbs": [
                (verb, WORDING["confirmation", verb], unmet)
                for verb, unmet in available_verbs(found, request.user).items()
            ],
            "not_to_accept": GROUNDS_NOT_TO_ACCEPT, "to_dismiss": GROUNDS_TO_DISMISS,
        },
    )  # fmt: skip


# --- the package ------------------------------------------------------------------------------


@require_safe
def package(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything in one ZIP file, with a manifest of hashes."""
    found = _filed(request, pk)
    try:
        made = package_of(found)
    except PackageNotReady as not_ready:
        messages.error(request, str(not_ready))
        return redirect("court_confirmation", pk)
    headers = {
        "Content-Length": str(made.content_length),
        "Content-Disposition": content_disposition_header(True, f"{found.case.number}.zip"),
        "Cache-Control": "no-store, private",
    }
    return StreamingHttpResponse(made.content, content_type="application/zip", headers=headers)


@require_safe
def paper(request: HttpRequest, pk: int, verification: str) -> HttpResponseBase:
    """One paper of the package."""
    issued = Document.Status.ISSUED
    for found in papers_of(_filed(request, pk)):
        if found.verification == verification and found.status == issued:
            name = f"{title_of(found)} {found.number}.pdf"
            return file_response(open_checked(found.sha256), name, PDF)
    raise Http404


@require_safe
def file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """One file of the package."""
    found = get_object_or_404(files_of(_filed(request, pk)), number=number)
    return file_response(open_checked(found.sha256), found.filename, found.content_type)


def title_of(paper: Document) -> str:
    """What a paper calls itself."""
    return KINDS[paper.kind].title_of(paper.context)
