"""Papers and evidence: only what is visible, checked against its SHA-256, never cached."""

from typing import BinaryIO

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.kinds import KINDS
from documents.models import Document
from documents.storage import MissingFile, open_checked
from mediation.permissions import visible_documents, visible_evidence
from mediation.printing import offer_again
from mediation.web.access import case_for, person_of
from workflows.permissions import Actor, Word

PDF = "application/pdf"
RETRY_AFTER = "10"  # seconds until a paper being printed is worth asking for again


@require_safe
def paper(request: HttpRequest, reference: str, verification: str) -> HttpResponse:
    """A paper as PDF; while it is being printed, a page that says so."""
    case, actor = case_for(person_of(request), reference)
    found = get_object_or_404(visible_documents(actor, case), verification=verification)
    title = KINDS[found.kind].title_of(found.context)
    if found.status != Document.Status.ISSUED:
        response = render(
            request,
            "case/paper_wait.html",
            {"case": case, "paper": found, "title": title},
            status=202,
        )
        response["Retry-After"] = RETRY_AFTER
        return response
    name = f"{title} {found.number}.pdf"
    return file_response(_open(found.sha256), name, PDF, view=request.GET.get("view") == "1")


@require_POST
def print_again(request: HttpRequest, reference: str, verification: str) -> HttpResponse:
    """Order a paper anew that could not be printed, once the cause is mended."""
    case, actor = case_for(person_of(request), reference)
    if not may_print_again(actor):
        raise PermissionDenied("Only the office orders a paper anew.")
    papers = visible_documents(actor, case).filter(verification=verification)
    if offer_again(papers):
        messages.success(request, _("The paper was ordered anew and is printed in a moment."))
    return redirect(reverse("case", args=[reference]) + "#files")


def may_print_again(actor: Actor) -> bool:
    """Those who check or close cases see that their papers get printed."""
    return not actor.words.isdisjoint({Word.CHECK_APPLICATION, Word.CLOSE_CASE})


@require_safe
def evidence(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A file that was handed in, under its own name."""
    case, actor = case_for(person_of(request), reference)
    found = get_object_or_404(visible_evidence(actor, case), number=number)
    return file_response(_open(found.sha256), found.filename, found.content_type)


def file_response(file: BinaryIO, name: str, content_type: str, view: bool = False) -> FileResponse:
    """A private file as a download, or with `view` in the browser without any of its powers.

    Django writes the name after RFC 6266, so that Chinese names survive.
    """
    response = FileResponse(file, as_attachment=not view, filename=name, content_type=content_type)
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


def _open(sha256: str) -> BinaryIO:
    try:
        return open_checked(sha256)
    except MissingFile as missing:
        raise Http404(str(missing)) from missing
