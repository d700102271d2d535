"""Figures for supervision: aggregates only, no case and no name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mediation import clock
from mediation.models import Organisation
from mediation.statistics import SMALLEST_GROUP, by_ip_type, by_month, by_track, figures, months
from mediation.web.desks import names_of, office_holders
from workflows.permissions import ORGANISATION_ROLES, ROLE_WORDS, Word

SUPERVISING = [role for role in ORGANISATION_ROLES if Word.SUPERVISE in ROLE_WORDS[role]]
#: First and last month of every period offered.
PARTS = {
    "": (1, 12), "q1": (1, 3), "q2": (4, 6), "q3": (7, 9), "q4": (10, 12),
    **{f"m{month}": (month, month) for month in range(1, 13)},
}  # fmt: skip
FIRST_YEAR = 2024


class PeriodForm(forms.Form):
    """A year or a part of it, and one organisation of those supervised."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    part = forms.ChoiceField(
        label=_("Part of the year"),
        required=False,
        choices=[
            ("", _("The whole year")),
            ("q1", _("First quarter")), ("q2", _("Second quarter")),
            ("q3", _("Third quarter")), ("q4", _("Fourth quarter")),
            *((f"m{month}", f"{month:02d}") for month in range(1, 13)),
        ],
    )  # fmt: skip
    body = forms.TypedChoiceField(label=_("Organisation"), coerce=int, required=False)

    def __init__(self, data: Any, where: Iterable[Organisation]) -> None:
        this_year = clock.today().year
        super().__init__({"year": this_year, **data.dict()})
        self.fields["year"].choices = [(y, y) for y in range(this_year, FIRST_YEAR - 1, -1)]
        self.fields["body"].choices = [("", _("All")), *((o.pk, o.name) for o in where)]


@require_safe
@office_holders(*SUPERVISING)
def figures_page(request: HttpRequest, where: list[Organisation]) -> HttpResponse:
    """The indicators of a period with their definitions, and three breakdowns."""
    form = PeriodForm(request.GET, where)
    context: dict[str, Any] = {"form": form, "body": names_of(where), "smallest": SMALLEST_GROUP}
    if form.is_valid():
        chosen = form.cleaned_data["body"]
        bodies = [chosen] if chosen else [o.pk for o in where]
        scope = months(bodies, form.cleaned_data["year"], *PARTS[form.cleaned_data["part"]])
        context |= {
            "figures": figures(scope),
            "breakdowns": [
                (_("By track"), by_track(scope)),
                (_("By kind of right"), by_ip_type(scope)),
                (_("By month"), by_month(scope)),
            ],
        }
    return render(request, "supervisor/figures.html", context)
