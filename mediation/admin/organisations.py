"""Organisations: mediation bodies, their stations, authorities, courts."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mediation.admin.access import ConfigurationAdmin
from mediation.models import Organisation


@admin.register(Organisation)
class OrganisationAdmin(ConfigurationAdmin):
    """What an organisation is called, is in law, and how it is reached."""

    organisation_field = "pk"
    added_by_superuser_only = True
    list_display = ("name", "short_name", "nature", "parent", "active")
    list_filter = ("nature", "active")
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "court_code")
    ordering = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "short_name", "nature", "parent", "active")}),
        (_("Register and address"), {"fields": (
            "uscc", "register_number", "region_code", "address", "phone", "email")}),
        (_("Courts only"), {"fields": ("court_code", "court_level")}),
        (_("Rules of the body"), {"fields": ("confirms_administrative", "retention_years")}),
    )  # fmt: skip
    #: What decides about powers, numbers and courts is for the installation's administrator.
    reserved = ("name", "short_name", "nature", "parent", "active", "court_code", "court_level",
                "confirms_administrative", "retention_years")  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """An organisation's own administrator keeps its address up to date."""
        return () if request.user.is_superuser else self.reserved
