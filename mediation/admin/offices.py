"""Offices and rosters: who acts in what quality for whom, since when and until when."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mediation.admin.access import ByEmailAdmin, ByEmailForm
from mediation.models import MediatorProfile, Membership
from mediation.permissions import appoint_to_office, end_office
from workflows.permissions import Role
from workflows.vocabulary import Nature


class OfficeForm(ByEmailForm):
    """A new office."""

    class Meta:
        model = Membership
        fields = ("email", "organisation", "role")

    def clean(self) -> dict[str, Any]:
        """A court's staff sits in courts only, and nobody appoints themselves."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        organisation, role = cleaned.get("organisation"), cleaned.get("role")
        at_court = organisation is not None and organisation.nature == Nature.COURT
        allowed_at_court = role in (Role.COURT_CLERK, Role.ADMINISTRATOR)
        if organisation and role and role != Role.ADMINISTRATOR and at_court != allowed_at_court:
            self.add_error(
                "role",
                _("Court clerks hold office in courts, all others in mediation bodies."),
            )
        person = self.instance.person_id
        if person is not None and person == self.by.pk:
            raise ValidationError(
                _("Nobody gives an office to themselves. Ask another administrator.")
            )
        held = Membership.objects.filter(
            person=person, organisation=organisation, role=role, until=None
        )
        if held.exists():
            raise ValidationError(_("This person already holds this office."))
        return cleaned


@admin.register(Membership)
class MembershipAdmin(ByEmailAdmin):
    """Offices are given and ended, never edited; the grants follow at once."""

    form = OfficeForm
    list_display = ("person", "role", "organisation", "since", "until")
    list_filter = ("role", ("until", admin.EmptyFieldListFilter), "organisation")
    list_select_related = ("person", "organisation")
    search_fields = ("person__name", "person__email", "organisation__name")
    ordering = ("until", "organisation__name", "role", "person__name")
    actions = ("end_now",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An office that was held is a fact."""
        return obj is None and super().has_change_permission(request)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new office asks for three things; a past one shows its days."""
        if obj is None:
            return ("email", "organisation", "role")
        return ("person", "organisation", "role", "since", "until")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The office and its grant."""
        made = appoint_to_office(obj.person, Role(obj.role), obj.organisation)
        obj.pk, obj.since = made.pk, made.since

    @admin.action(description=gettext_lazy("End the selected offices today"))
    def end_now(self, request: HttpRequest, chosen: QuerySet[Membership]) -> None:
        """From the next request on, these persons no longer act in these offices."""
        held = list(chosen.filter(until=None).select_related("person", "organisation"))
        for membership in held:
            end_office(membership)
        messages.success(
            request,
            ngettext("%(n)d office was ended.", "%(n)d offices were ended.", len(held))
            % {"n": len(held)},
        )


class RosterForm(ByEmailForm):
    """A mediator new on the roster."""

    class Meta:
        model = MediatorProfile
        fields = ("email", "organisation", "register_number", "fields", "languages", "active")


@admin.register(MediatorProfile)
class MediatorProfileAdmin(ByEmailAdmin):
    """The roster from which the parties choose."""

    list_display = ("person", "organisation", "fields", "languages", "register_number", "active")
    list_filter = ("active", "organisation")
    list_select_related = ("person", "organisation")
    search_fields = ("person__name", "register_number", "fields")
    ordering = ("organisation__name", "person__name")
    form = RosterForm

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Whom the entry is about is fixed once it is made."""
        if obj is None:
            return super().get_form(request, obj, **kwargs)
        kwargs["fields"] = ("register_number", "fields", "languages", "active")
        return super(ByEmailAdmin, self).get_form(
            request, obj, form=admin.ModelAdmin.form, **kwargs
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The same."""
        return () if obj is None else ("person", "organisation")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The same."""
        if obj is None:
            return RosterForm.Meta.fields
        return ("person", "organisation", "register_number", "fields", "languages", "active")
