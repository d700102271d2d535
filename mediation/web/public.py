"""Pages for everybody: what this is, track, join, check a paper, language, health."""

import hashlib
import hmac
import re
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from documents.kinds import KINDS
from documents.models import Document
from mediation import invitations
from mediation.models import Case, Event, Person
from mediation.scenarios.demo import PASSWORD, accounts
from workflows.vocabulary import PartyRole, Visibility

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What mediation is, and the ways in."""
    context = {"accounts": accounts(), "password": PASSWORD} if settings.DEMO else {}
    return render(request, "public/home.html", context)


# --- language and health ----------------------------------------------------------------------


@login_not_required
@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie, and with the person who is signed in."""
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and isinstance(request.user, Person):
        Person.objects.filter(pk=request.user.pk).update(language=language)
    return set_language(request)


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:
    """For whoever watches the service: it answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


# --- track ------------------------------------------------------------------------------------


class TrackForm(forms.Form):
    """The number and the code on the receipt."""

    number = forms.CharField(
        label=gettext_lazy("Case number"), max_length=40,
        help_text=gettext_lazy("As on your receipt, e.g. （2026）昆知调字第0001号."),
    )  # fmt: skip
    code = forms.CharField(
        label=gettext_lazy("Tracking code"), max_length=20,
        help_text=gettext_lazy("8 letters and digits, on the same receipt."),
    )  # fmt: skip

    def find(self) -> Case | None:
        """The case, if number and code belong together; unknown numbers look the same."""
        number = re.sub(r"\s", "", self.cleaned_data["number"])
        number = number.replace("(", "（").replace(")", "）")
        code = re.sub(r"[\s-]", "", self.cleaned_data["code"]).upper()
        case = Case.objects.filter(number=number).select_related("organisation").first()
        known = case.tracking_code if case else "-" * 8
        fits = hmac.compare_digest(known.encode(), code.encode())
        return case if fits else None


@login_not_required
@never_cache
@FORM_METHODS
def track(request: HttpRequest) -> HttpResponse:
    """Where a case stands: stage, state and the day of the last step, nothing else."""
    form = TrackForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        case = form.find()
        if case is None:
            form.add_error(None, _("No case has this number and this code. Check both."))
        else:
            shared = Event.objects.filter(case=case, visibility=Visibility.SHARED)
            context |= {"case": case, "last": shared.order_by("-seq").first()}
    return render(request, "public/track.html", context)


# --- join -------------------------------------------------------------------------------------


class JoinForm(forms.Form):
    """The code of the letter or message."""

    code = forms.CharField(
        label=gettext_lazy("Invitation code"), max_length=60,
        help_text=gettext_lazy("In the letter or message you received; dashes do not matter."),
    )  # fmt: skip


@login_not_required
@never_cache
@FORM_METHODS
def join(request: HttpRequest) -> HttpResponse:
    """Show who asks, then join. Only the POST of somebody signed in uses the code up."""
    form = JoinForm(request.POST or request.GET or None)
    invitation = None
    if form.is_valid():
        try:
            if request.method == "POST" and isinstance(request.user, Person):
                case = invitations.join(form.cleaned_data["code"], request.user)
                messages.success(request, _("You have joined the case."))
                return redirect("case", case.reference)
            invitation = invitations.find(form.cleaned_data["code"])
        except invitations.InvitationRefused as refusal:
            form.add_error("code", str(refusal))
    complainants = (
        invitation.party.case.parties.filter(role=PartyRole.COMPLAINANT) if invitation else []
    )
    return render(
        request,
        "public/join.html",
        {
            "form": form,
            "invitation": invitation,
            "complainants": complainants,
            "back": f"{reverse('join')}?{urlencode({'code': form['code'].value() or ''})}",
        },
    )


# --- verify -----------------------------------------------------------------------------------


class VerifyForm(forms.Form):
    """The verification number printed on a paper."""

    code = forms.CharField(
        label=gettext_lazy("Verification number"), max_length=30,
        help_text=gettext_lazy("12 letters and digits at the foot of the paper, e.g. "
                               "7F3K-9QXM-2D8A."),
    )  # fmt: skip

    def clean_code(self) -> str:
        """In groups of four, as it is stored."""
        plain = re.sub(r"[^0-9A-Z]", "", self.cleaned_data["code"].upper())
        return "-".join(plain[i : i + 4] for i in (0, 4, 8))


class CompareForm(forms.Form):
    """A file to compare with the issued paper; it is not kept."""

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy("We only compute its SHA-256 and forget it."),
    )

    def clean_file(self) -> str:
        """SHA-256 of the file."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_EVIDENCE_BYTES:
            raise forms.ValidationError(_("The file is too large to be one of our papers."))
        return hashlib.file_digest(file, "sha256").hexdigest()


@login_not_required
@require_GET
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the number of a paper."""
    form = VerifyForm(request.GET or None)
    if form.is_valid():
        return redirect("verify_paper", form.cleaned_data["code"])
    return render(request, "public/verify.html", {"form": form})


@login_not_required
@never_cache
@FORM_METHODS
def verify_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Whether this body issued this paper, and whether a file is that paper."""
    paper = (
        Document.objects.filter(verification=code.upper(), status=Document.Status.ISSUED)
        .select_related("case__organisation")
        .first()
    )
    form = CompareForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"paper": paper, "code": code, "form": form}
    if paper is not None:
        context["title"] = KINDS[paper.kind].title_of(paper.context)
        if form.is_valid():
            context["sha256"] = form.cleaned_data["file"]
            context["same"] = form.cleaned_data["file"] == paper.sha256
    return render(request, "public/verify_paper.html", context, status=200 if paper else 404)
