"""Filing an application: start, task list, one page a section, check, receipt."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mediation import clock, drafts
from mediation.actions import available_verbs
from mediation.forms import filing
from mediation.forms.base import MOST_ROWS, ConfirmForm, with_a_row_more
from mediation.forms.fields import Setting
from mediation.models import Agent, Case, Claim, Deadline, Party, Person, Right
from mediation.permissions import visible_evidence
from mediation.web.access import case_for, person_of
from mediation.web.sections import NAMES, task_list
from workflows.permissions import Actor, Role, Word
from workflows.states import CaseState
from workflows.vocabulary import PartyKind, PartyRole

FORM_METHODS = require_http_methods(["GET", "HEAD", "POST"])
ROLE_OF = {
    filing.FOR_ONESELF: Role.COMPLAINANT,
    filing.AS_AGENT: Role.AGENT,
    filing.AT_COUNTER: Role.REGISTRAR,
}
SIDE_OF = {"complainants": PartyRole.COMPLAINANT, "respondents": PartyRole.RESPONDENT}
ClaimRows = forms.formset_factory(
    filing.ClaimRow, extra=3, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


@FORM_METHODS
def start(request: HttpRequest) -> HttpResponse:
    """Choose body, kind of right and for whom; the draft exists from then on."""
    person = person_of(request)
    form = filing.StartForm(request.POST or None, person=person)
    if form.is_valid():
        chosen = dict(form.cleaned_data)
        case = drafts.begin(person, ROLE_OF[chosen.pop("behalf")], **chosen)
        return redirect("application", case.reference)
    return render(request, "filing/start.html", {"form": form})


def _draft(request: HttpRequest, reference: str) -> tuple[Person, Case, Actor]:
    """The application behind an address, if this person may change it now."""
    person = person_of(request)
    case, actor = case_for(person, reference)
    if not drafts.may_edit(case, actor):
        raise Http404
    return person, case, actor


@require_safe
def application(request: HttpRequest, reference: str) -> HttpResponse:
    """The task list: what is done, what is missing; for a correction, what was asked."""
    _person, case, _actor = _draft(request, reference)
    terms = Deadline.objects.filter(case=case, rule_id="CORRECTION", status=Deadline.Status.OPEN)
    context = {"case": case, "correction_terms": terms, **task_list(case)}
    return render(request, "filing/tasks.html", context)


@FORM_METHODS
def section(request: HttpRequest, reference: str, section: str) -> HttpResponse:
    """One section: a list of parties or rights, or a form."""
    person, case, actor = _draft(request, reference)
    if section not in drafts.SECTIONS:
        raise Http404
    context = {"case": case, "section": section, "title": NAMES[section]}
    if section in SIDE_OF:
        parties = case.parties.filter(role=SIDE_OF[section]).prefetch_related("agents")
        own = [p for p in parties if p.pk in actor.acts_for]
        return render(request, "filing/parties.html", {**context, "rows": parties, "own": own})
    if section == "evidence":
        files = visible_evidence(actor, case).select_related("party")
        return render(request, "filing/evidence.html", {**context, "files": files})
    return PAGES[section](request, person, case, context)


Context = dict[str, Any]


def _rights(request: HttpRequest, person: Person, case: Case, context: Context) -> HttpResponse:
    form = filing.ExplanationForm(request.POST or None, instance=case)
    if form.is_valid():
        with drafts.editing(case, person, "rights") as locked:
            filing.ExplanationForm(request.POST, instance=locked).save()
        return redirect("application", case.reference)
    return render(
        request, "filing/rights.html", {**context, "rows": case.rights.all(), "form": form}
    )


def _story(request: HttpRequest, person: Person, case: Case, context: Context) -> HttpResponse:
    form = filing.StoryForm(request.POST or None, instance=case)
    claims = [{"text": c.text, "amount": c.amount} for c in case.claims.all()]
    data, more = request.POST or None, "add_row" in request.POST
    if data is not None and more:
        data = with_a_row_more(data, "claims")
    rows = ClaimRows(data, prefix="claims", initial=claims)
    if form.is_bound and not more and all([form.is_valid(), rows.is_valid()]):
        with drafts.editing(case, person, "story") as locked:
            filing.StoryForm(request.POST, instance=locked).save()
            _save_claims(locked, [row for row in rows.cleaned_data if row.get("text")])
        return redirect("application", case.reference)
    return render(request, "filing/story.html", {**context, "form": form, "rows": rows})


def _save_claims(case: Case, rows: list[dict[str, Any]]) -> None:
    """Claims by position; those no longer there are removed."""
    kept = {claim.position: claim for claim in case.claims.all()}
    for position, row in enumerate(rows, start=1):
        claim = kept.pop(position, None) or Claim(case=case, position=position)
        claim.text, claim.amount = row["text"], row["amount"]
        claim.save()
    for claim in kept.values():
        claim.delete()


def _declarations(
    request: HttpRequest, person: Person, case: Case, context: Context
) -> HttpResponse:
    begun = {
        "data_notice": bool(case.data_notice_accepted_at),
        "commitment": bool(case.commitment_signed_at),
        "pending_elsewhere": case.pending_elsewhere,
    }
    form = filing.DeclarationsForm(request.POST or None, initial=begun)
    if form.is_valid():
        with drafts.editing(case, person, "declarations") as locked:
            now = clock.now()
            locked.data_notice_version = drafts.DATA_NOTICE
            locked.data_notice_accepted_at = locked.data_notice_accepted_at or now
            locked.commitment_version = drafts.COMMITMENT
            locked.commitment_signed_at = locked.commitment_signed_at or now
            locked.pending_elsewhere = form.cleaned_data["pending_elsewhere"]
            locked.save()
        return redirect("application", case.reference)
    return render(request, "filing/declarations.html", {**context, "form": form})


PAGES: dict[str, Callable[[HttpRequest, Person, Case, Context], HttpResponse]] = {
    "rights": _rights,
    "story": _story,
    "declarations": _declarations,
}


# --- parties, agents and rights ---------------------------------------------------------------


@FORM_METHODS
def item(request: HttpRequest, reference: str, section: str, pk: int | None = None) -> HttpResponse:
    """Add or change one party or right."""
    person, case, _actor = _draft(request, reference)
    if section == "agents":
        row: Any = get_object_or_404(Agent, pk=pk, party__case=case, person=person)
    elif pk is not None:
        row = get_object_or_404(_rows(case, section), pk=pk)
    else:
        row = _new(request, case, section)
    context = {"case": case, "section": section, "title": NAMES[section]}
    if row is None:
        kinds = filing.KindForm(request.GET if "kind" in request.GET else None)
        return render(request, "filing/kind.html", {**context, "form": kinds})
    form = FORM_OF[section](request.POST or None, instance=row)
    if form.is_valid():
        with drafts.editing(case, person, section):
            form.save()
        for warning in getattr(form, "warnings", ()):
            messages.warning(request, str(warning))
        back = "complainants" if section == "agents" else section
        return redirect("application_section", reference, back)
    return render(request, "filing/item.html", {**context, "form": form, "row": row})


FORM_OF: dict[str, type[forms.ModelForm]] = {
    "complainants": filing.PartyForm,
    "respondents": filing.PartyForm,
    "rights": filing.RightForm,
    "agents": filing.AgentForm,
}


def _rows(case: Case, section: str) -> Any:
    """The rows a section lists."""
    if section == "rights":
        return case.rights.all()
    if section in SIDE_OF:
        return case.parties.filter(role=SIDE_OF[section])
    raise Http404


def _new(request: HttpRequest, case: Case, section: str) -> Any:
    """A row to fill in; None as long as it is open what kind of party it is."""
    if section == "rights":
        own = case.parties.filter(role=PartyRole.COMPLAINANT).first()
        return Right(case=case, ip_type=case.ip_type, owner=own.name if own else "")
    if section not in SIDE_OF:
        raise Http404
    kind = request.GET.get("kind", "")
    return Party(case=case, role=SIDE_OF[section], kind=kind) if kind in PartyKind.values else None


@require_POST
def remove(request: HttpRequest, reference: str, section: str, pk: int) -> HttpResponse:
    """Take a party or right out again, but never the party one acts for."""
    person, case, actor = _draft(request, reference)
    row = get_object_or_404(_rows(case, section), pk=pk)
    if isinstance(row, Party) and row.pk in actor.acts_for:
        messages.error(request, _("You act for this party; it cannot be removed."))
        return redirect("application_section", reference, section)
    try:
        with drafts.editing(case, person, section):
            row.delete()
    except ProtectedError:
        messages.error(request, _("Papers or files already name this; it cannot be removed."))
    return redirect("application_section", reference, section)


# --- check and receipt ------------------------------------------------------------------------


@require_safe
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything on one page, with a way to change each part, and the button to submit."""
    person, case, actor = _draft(request, reference)
    verb = "submit" if case.state == CaseState.DRAFT else "supply_correction"
    word = Word.SUBMIT_APPLICATION
    setting = Setting(case, case, actor, person, word, list(case.parties.all()))
    reasons = available_verbs(case, person, case, actor).get(verb, [])
    tasks = task_list(case)
    missing = [task.name for task in tasks["tasks"] if not task.done and not task.optional]
    return render(
        request,
        "filing/check.html",
        {
            "case": case, "verb": verb, "missing": missing, **tasks,
            "form": ConfirmForm(setting=setting), "reasons": [] if missing else reasons,
            "parties": case.parties.prefetch_related("agents"), "rights": case.rights.all(),
            "claims": case.claims.all(), "files": visible_evidence(actor, case),
        },
    )  # fmt: skip


@require_safe
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """The number, the tracking code, what happens next and by when."""
    case, actor = case_for(person_of(request), reference)
    if case.state == CaseState.DRAFT or Word.SUBMIT_APPLICATION not in actor.words:
        raise Http404
    review = Deadline.objects.filter(case=case, rule_id="INTAKE_REVIEW").order_by("id").first()
    return render(request, "filing/receipt.html", {"case": case, "review": review})
