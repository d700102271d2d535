"""Who may configure what: the installation's administrator all of it, an organisation's
administrator (an office) that organisation, its offices and its roster."""

from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.admin import SimpleHistoryAdmin

from mediation.models import Organisation, Person
from mediation.permissions import organisations_of
from workflows.permissions import Role


def administered(person: Person) -> QuerySet[Organisation]:
    """Organisations this person administers."""
    if not person.is_active:
        return Organisation.objects.none()
    if person.is_superuser:
        return Organisation.objects.all()
    return organisations_of(person, Role.ADMINISTRATOR)


class ConfigurationAdmin(SimpleHistoryAdmin):
    """Rows of the organisations one administers, with their history; nothing is deleted here."""

    #: Lookup from a row to its organisation.
    organisation_field = "organisation"
    #: Only the installation's administrator may add rows.
    added_by_superuser_only = False

    def _administers(self, request: HttpRequest) -> bool:
        person = request.user
        if not isinstance(person, Person) or not person.is_active:
            return False
        return person.is_superuser or administered(person).exists()

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Administrators."""
        return self._administers(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Administrators, the rows of `get_queryset`."""
        return self._administers(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """The same."""
        return self._administers(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The same, where the organisation's administrator may add."""
        if self.added_by_superuser_only:
            return request.user.is_superuser
        return self._administers(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: papers and histories point to these rows. They are ended or set inactive."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What this person administers."""
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        own = administered(request.user).values("pk")
        return rows.filter(**{f"{self.organisation_field}__in": own}).distinct()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """What was changed, when and by whom: of rows one administers."""
        self._own(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> Any:
        """A former version, to read. Going back to one would pass by what follows from it."""
        self._own(request, object_id)
        if request.method == "POST":
            raise PermissionDenied("A former version is not put back.")
        return super().history_form_view(request, object_id, version_id, extra_context)

    def revert_disabled(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """So there is no button for it."""
        return True

    def _own(self, request: HttpRequest, object_id: str) -> None:
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """An organisation is one of those administered."""
        if db_field.related_model is Organisation and db_field.name == "organisation":
            kwargs["queryset"] = administered(request.user).order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ByEmailForm(forms.ModelForm):
    """Names a person by the exact e-mail address: there is no list of everybody to look through."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"),
        help_text=gettext_lazy("The person needs an account. Add it first under “People”."),
    )
    #: Who fills in the form; set by the page.
    by: Person

    def clean_email(self) -> str:
        """The account behind the address, which is kept as the row's person."""
        email: str = self.cleaned_data["email"]
        person = Person.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise ValidationError(
                _("No active account has this address. Add the person first under “People”.")
            )
        self.instance.person = person
        return email


class ByEmailAdmin(ConfigurationAdmin):
    """Rows that bind a person to an organisation."""

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The form knows who fills it in."""
        form = super().get_form(request, obj, **kwargs)
        form.by = request.user
        return form
