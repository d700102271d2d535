"""People: accounts, and the end of all offices of somebody who leaves."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mediation.admin.access import ConfigurationAdmin
from mediation.admin.leaver import leave, offices_of
from mediation.models import Person


class NewPersonForm(forms.ModelForm):
    """An account without a password: the person sets one by “Forgot your password?”."""

    class Meta:
        model = Person
        fields = ("name", "email", "phone", "language")

    def save(self, commit: bool = True) -> Person:
        """Nobody but the person ever knows a password."""
        person: Person = super().save(commit=False)
        person.set_unusable_password()
        if commit:
            person.save()
        return person


@admin.register(Person)
class PersonAdmin(ConfigurationAdmin):
    """Accounts. Passwords are the persons' own and are not set here."""

    organisation_field = "memberships__organisation"
    list_display = ("name", "email", "is_active", "is_staff", "joined_at")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")
    ordering = ("name", "pk")
    change_form_template = "admin/person.html"

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """A new person needs less."""
        if obj is None:
            kwargs["form"] = NewPersonForm
        return super().get_form(request, obj, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Never the password, never rights."""
        if obj is None:
            return NewPersonForm.Meta.fields
        return ("name", "email", "phone", "language", "is_active", "is_staff", "joined_at",
                "last_login")  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The address of somebody who has signed in is theirs: whoever could change it could
        have the password sent to themselves, and read that person's cases."""
        fixed: tuple[str, ...] = ("joined_at", "last_login")
        if obj is not None and obj.last_login is not None:
            fixed += ("email",)
        if not request.user.is_superuser or obj == request.user:
            fixed += ("is_staff", "is_active")
        return fixed

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The languages there are."""
        if db_field.name == "language":
            choices = [("", gettext_lazy("As the browser asks")), *settings.LANGUAGES]
            return forms.ChoiceField(label=db_field.verbose_name, choices=choices, required=False)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_urls(self) -> list[Any]:
        """The page for somebody who leaves."""
        page = self.admin_site.admin_view(self.leave_page)
        return [path("<int:pk>/leave/", page, name="person_leave"), *super().get_urls()]

    def leave_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ends every office of a person at once, after a look at what ends."""
        person = get_object_or_404(self.get_queryset(request), pk=pk)
        if not request.user.is_superuser or person == request.user:
            messages.error(
                request, _("Only another administrator of the installation may do this.")
            )
            return redirect(reverse("admin:mediation_person_change", args=[pk]))
        if request.method == "POST":
            left = leave(person, close_account=bool(request.POST.get("close_account")))
            messages.success(
                request, _("%(person)s holds no office any more.") % {"person": person}
            )
            if left:
                text = ngettext(
                    "%(n)d case still names this person as mediator; the case manager must act.",
                    "%(n)d cases still name this person as mediator; the case manager must act.",
                    left,
                )
                messages.warning(request, text % {"n": left})
            return redirect(reverse("admin:mediation_person_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request), "opts": self.model._meta, "person": person,
            "title": gettext_lazy("End all offices"), **offices_of(person),
        }  # fmt: skip
        return TemplateResponse(request, "admin/leave.html", context)
