"""The mediator's desk: appointments, sessions, agreements to sign, and private notes."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from mediation import clock
from mediation.actions import ActionRefused, available_verbs, perform
from mediation.models import Agreement, Case, MediatorProfile, Session, Signature
from mediation.permissions import actor_for, cases_of_person, visible_cases, visible_notes
from mediation.web.desks import Queue, desk_page, having, in_states
from workflows.permissions import Word
from workflows.states import AgreementState, CaseState

C = CaseState
Cases = QuerySet[Case]


def to_countersign(cases: Cases) -> Cases:
    """The text is frozen and the mediator has not signed it."""
    own = Signature.objects.filter(
        agreement=OuterRef("pk"), party=None, person=OuterRef("case__mediator")
    )
    unsigned = Agreement.objects.filter(~Exists(own), state=AgreementState.SIGNING)
    return cases.filter(having(unsigned), state=C.AGREED_UNSIGNED)


def to_record(cases: Cases) -> Cases:
    """A session has begun and has no minutes."""
    begun = Session.objects.filter(recorded_at=None, starts_at__lte=clock.now())
    return cases.filter(having(begun), state=C.MEDIATING)


def nothing_planned(cases: Cases) -> Cases:
    """In mediation with neither a session ahead nor minutes to write."""
    planned = Session.objects.filter(recorded_at=None)
    return cases.filter(~having(planned), state=C.MEDIATING)


PERIOD = ("M_PERIOD_T1", "M_PERIOD_T4", "M_PERIOD_T5", "P_OWNERSHIP")
QUEUES = (
    Queue("appointments", _("Appointments to accept"),
          _("Disclose relations and interests, then accept; or decline."),
          in_states(C.APPOINTING), ("C_CONFIRM",)),
    Queue("countersign", _("Agreements to sign"), _("Read the frozen text, then sign it."),
          to_countersign, PERIOD),
    Queue("record", _("Minutes to write"), _("The session has begun; record who came and what "
          "was said."), to_record, PERIOD),
    Queue("plan", _("Next step to plan"), _("Announce a session, draft the agreement, or end "
          "the mediation."), nothing_planned, PERIOD),
    Queue("suspended", _("Suspended"), _("The case manager resumes the mediation."),
          in_states(C.SUSPENDED), PERIOD),
)  # fmt: skip


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for the mediator, the sessions ahead, and all cases of the mediator."""
    cases = cases_of_person(request.user).filter(mediator=request.user)
    on_roster = MediatorProfile.objects.filter(person=request.user).exists()
    if not on_roster and not cases.exists():
        raise PermissionDenied("Not a mediator.")
    ahead = Session.objects.filter(
        mediator=request.user, case__mediator=F("mediator"), case__state=C.MEDIATING,
        recorded_at=None, starts_at__gt=clock.now(),
    ).select_related("case", "side")  # fmt: skip
    return desk_page(
        request, "mediator/desk.html", _("Mediation"), cases, QUEUES,
        sessions=ahead.order_by("starts_at")[:20], own=True,
    )  # fmt: skip


class NoteForm(forms.Form):
    """A private note, about the case or about one side."""

    text = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 5}))
    side = forms.ModelChoiceField(
        queryset=None, label=_("About"), required=False, empty_label=_("The case as a whole")
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].queryset = case.parties.all()


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, reference: str) -> HttpResponse:
    """The mediator's own notes in a case. Nobody else reads them, whatever their office."""
    case = get_object_or_404(visible_cases(request.user), reference=reference)
    actor = actor_for(request.user, case)
    if Word.VIEW_CAUCUS not in actor.words:
        raise PermissionDenied("Notes are their author's alone.")
    form = NoteForm(case, request.POST or None)
    reasons: list[str] = []
    if form.is_valid():
        try:
            perform(case, "write_note", by=request.user, **form.cleaned_data)
            return redirect("case_notes", reference)
        except ActionRefused as refusal:
            reasons = refusal.reasons
    return render(
        request,
        "mediator/notes.html",
        {
            "case": case, "form": form, "reasons": reasons,
            "notes": visible_notes(actor, case).select_related("side").order_by("-id"),
            "may_write": "write_note" in available_verbs(case, request.user, actor=actor),
        },
    )  # fmt: skip
