"""One page for every verb: what it does, what stands against it, what it asks; then do it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mediation.actions import ActionRefused, Stale, available_verbs, perform
from mediation.competence import competent_for
from mediation.forms.base import VerbForm
from mediation.forms.fields import Setting
from mediation.forms.verbs import form_of
from mediation.models import Case, Person
from mediation.permissions import visible_cases
from mediation.web.access import person_of, subject_for, word_of
from workflows.permissions import Word
from workflows.states import CaseState
from workflows.wording import WORDING

#: Verbs that end something and cannot be undone; their button looks different.
FINAL = {
    ("case", "withdraw"), ("case", "refuse"), ("case", "end_participation"),
    ("case", "refuse_signature"), ("case", "terminate"), ("case", "reject"), ("case", "destroy"),
    ("obligation", "waive"),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def act(
    request: HttpRequest, reference: str, verb: str, machine: str = "case", pk: int | None = None
) -> HttpResponse:
    """GET shows the verb; POST performs it, or shows every reason why not and keeps the input."""
    person = person_of(request)
    subject, case, actor = subject_for(person, reference, machine, pk)
    setting = Setting(
        case, subject, actor, person, word_of(machine, verb), list(case.parties.all())
    )
    if setting.word not in actor.words:
        raise PermissionDenied(f"{person} may not {verb}.")
    more = request.POST.get("add_row", "")
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = form_of(machine, verb)(*posted, setting=setting, row_more=more)
    reasons: list[str] = []
    stale = False
    if request.method != "POST":
        reasons = standing_against(setting, verb)
    elif not more and form.is_valid():
        reasons, stale = _perform(setting, verb, form)
        if not reasons:
            messages.success(request, _("Done: %(what)s.") % {"what": WORDING[machine, verb].label})
            return redirect(after(person, case, machine, verb, pk))
    context = page_of_verb(setting, machine, verb, form)
    return render(request, "case/act.html", {**context, "reasons": reasons, "stale": stale})


def _perform(setting: Setting, verb: str, form: VerbForm) -> tuple[list[str], bool]:
    """Do it; the reasons when it was refused, and whether only because the case moved on."""
    seen, key = form.cleaned_data["seen"], form.cleaned_data["key"]
    try:
        perform(setting.subject, verb, by=setting.person, seen=seen, key=key, **form.arguments())
    except Stale as refusal:
        form.look_again()
        return refusal.reasons, True
    except ActionRefused as refusal:
        return refusal.reasons, False
    return [], False


def standing_against(setting: Setting, verb: str) -> list[str]:
    """Why the verb is not possible now, as far as that is known before the form is filled in."""
    available = available_verbs(setting.subject, setting.person, setting.case, setting.actor)
    if verb in available:
        return available[verb]
    state = setting.subject.get_state_display()
    return [_("This is not possible while the state is “%(state)s”.") % {"state": state}]


def page_of_verb(setting: Setting, machine: str, verb: str, form: VerbForm) -> dict[str, Any]:
    """What the page of a verb shows."""
    subject = setting.subject
    asks_court = (machine, verb) == ("confirmation", "file")
    return {
        "case": setting.case,
        "reads_case": Word.VIEW_CASE in setting.actor.words,
        "machine": machine,
        "subject": subject,
        "wording": WORDING[machine, verb],
        "final": (machine, verb) in FINAL,
        "form": form,
        "formset_errors": form.row_errors(),
        "agreement": subject if machine == "agreement" else None,
        "answer": competent_for(setting.case) if asks_court else None,
    }  # fmt: skip


def after(person: Person, case: Case, machine: str, verb: str, pk: int | None) -> str:
    """Where to go when it is done: the receipt, the draft, the court's page, the case, or home."""
    if (machine, verb) == ("case", "submit"):
        return reverse("receipt", args=[case.reference])
    if case.state == CaseState.DRAFT:
        return reverse("application_section", args=[case.reference, "evidence"])
    if visible_cases(person).filter(pk=case.pk).exists():
        return reverse("case", args=[case.reference])
    return (
        reverse("court_confirmation", args=[pk]) if machine == "confirmation" else reverse("home")
    )
