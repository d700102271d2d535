"""Organisations by what they are in law, and the rights people hold in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from documents.history import History
from workflows.permissions import ORGANISATION_ROLES
from workflows.vocabulary import CourtLevel, Nature


class Organisation(models.Model):
    """A mediation body, an authority, a court, or a station under a committee (机构)."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    short_name = models.CharField(
        _("short name in case numbers"),
        max_length=12,
        blank=True,
        help_text=_("e.g. 昆知 gives （2026）昆知调字第0001号"),
    )
    nature = models.CharField(_("legal nature"), max_length=24, choices=Nature.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="stations",
        verbose_name=_("belongs to"),
    )  # fmt: skip
    uscc = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    register_number = models.CharField(_("filing or licence number"), max_length=60, blank=True)
    region_code = models.CharField(_("region code"), max_length=6, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    court_code = models.CharField(_("court code"), max_length=12, blank=True)
    court_level = models.CharField(
        _("court level"), max_length=12, choices=CourtLevel.choices, blank=True
    )
    confirms_administrative = models.BooleanField(
        _("courts here confirm agreements of administrative mediation"),
        default=False,
        help_text=_("A regional trial; off unless a local rule says so."),
    )
    retention_years = models.PositiveSmallIntegerField(_("retention in years"), default=10)
    active = models.BooleanField(_("active"), default=True)

    history = History()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        default_permissions = ()
        permissions = [(f"act_as_{r}", f"Act as {r}") for r in ORGANISATION_ROLES]
        constraints = [
            models.UniqueConstraint(
                fields=["court_code"],
                condition=~models.Q(court_code=""),
                name="court_code_once",
            ),
            models.UniqueConstraint(
                fields=["short_name"],
                condition=~models.Q(short_name=""),
                name="short_name_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(nature=Nature.STATION) | models.Q(parent__isnull=False),
                name="station_has_a_committee",
                violation_error_message=_("A station belongs to a committee; name it."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganisationUserObjectPermission(UserObjectPermissionBase):
    """Guardian's grants on an organisation, one row per person and role."""

    content_object = models.ForeignKey(Organisation, models.CASCADE, related_name="permission_rows")


class NumberCounter(models.Model):
    """The last number given out per organisation and year; its row lock makes numbers gapless."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="counters")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="counter_per_year"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}/{self.year}: {self.last}"
