"""The inbox: every notice a person was sent, read or unread."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mediation import clock
from mediation.models import Notice, Person
from mediation.notice_texts import WHAT_HAPPENED
from mediation.permissions import visible_cases, visible_confirmations
from mediation.web.lists import page_of


@dataclass(frozen=True)
class Line:
    """A notice as the inbox shows it; `url` is empty where the reader may not look any more."""

    notice: Notice
    subject: str
    url: str


def _lines(notices: list[Notice], person: Person) -> list[Line]:
    """The notices with what they are about; two queries for the places they lead to."""
    cases = {notice.case_id for notice in notices}
    open_to = set(visible_cases(person).filter(pk__in=cases).values_list("pk", flat=True))
    at_court = dict(
        visible_confirmations(person).filter(case__in=cases).values_list("case_id", "pk")
    )
    lines = []
    for notice in notices:
        url = ""
        if notice.case_id in open_to:
            url = reverse("case", args=[notice.case.reference])
        elif notice.case_id in at_court:
            url = reverse("court_confirmation", args=[at_court[notice.case_id]])
        lines.append(Line(notice, subject_of(notice), url))
    return lines


def subject_of(notice: Notice) -> str:
    """What happened, in a few words; never what was said."""
    return str(WHAT_HAPPENED.get(notice.template, _("Something happened in this case.")))


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Notices, newest first; `?unread=1` leaves out what was read."""
    own = Notice.objects.filter(recipient=request.user)
    only_unread = request.GET.get("unread") == "1"
    if only_unread:
        own = own.filter(read_at=None)
    page = page_of(own.select_related("case"), by="made_at", after=request.GET.get("after", ""))
    return render(
        request,
        "inbox/inbox.html",
        {
            "page": page, "lines": _lines(page.rows, request.user), "only_unread": only_unread,
            "some_unread": any(notice.read_at is None for notice in page.rows),
        },
    )  # fmt: skip


@require_POST
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice is read."""
    notice = get_object_or_404(Notice, pk=pk, recipient=request.user)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())
    return redirect("inbox")


@require_POST
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """Every notice so far is read."""
    unread = Notice.objects.filter(recipient=request.user, read_at=None)
    unread.update(read_at=clock.now())
    messages.success(request, _("All notices are marked as read."))
    return redirect("inbox")
