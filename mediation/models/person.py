"""People and the offices they hold."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from documents.history import History
from mediation import clock
from workflows.permissions import ORGANISATION_ROLES, Role


class PersonManager(BaseUserManager["Person"]):
    """Creates persons who sign in with their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """A person with a password, or without one until an invitation is used."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str, **fields: Any) -> "Person":
        """An administrator of the installation: configuration, never the content of cases."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """A human being who signs in (用户)."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("full name"), max_length=80)
    phone = models.CharField(_("mobile phone"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the configuration"), default=False)
    joined_at = models.DateTimeField(_("since"), default=clock.now)

    history = History(excluded_fields=["password", "last_login"])
    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name as it appears on papers."""
        return self.name

    def get_short_name(self) -> str:
        """The same: Chinese names are not shortened."""
        return self.name


def display_name(person: Person) -> str:
    """How the sign-in pages address a person."""
    return str(person)


class Membership(models.Model):
    """An office held in an organisation, with its beginning and end (任职)."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        "mediation.Organisation",
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    role = models.CharField(
        _("role"), max_length=20, choices=[(r.value, r.label) for r in ORGANISATION_ROLES]
    )
    since = models.DateField(_("since"), default=clock.today)
    until = models.DateField(_("until"), null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=models.Q(until__isnull=True),
                name="membership_held_once",
                violation_error_message=_("This person already holds this office."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {Role(self.role).label} · {self.organisation}"


class MediatorProfile(models.Model):
    """A mediator on the roster of a body (调解员名册)."""

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="mediator_profiles", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        "mediation.Organisation",
        models.PROTECT,
        related_name="roster",
        verbose_name=_("organisation"),
    )
    fields = models.CharField(_("fields"), max_length=200, blank=True)
    languages = models.CharField(_("languages"), max_length=100, blank=True)
    register_number = models.CharField(_("registration number"), max_length=60, blank=True)
    active = models.BooleanField(_("in office"), default=True)

    history = History()

    class Meta:
        verbose_name = _("mediator")
        verbose_name_plural = _("roster of mediators")
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation"], name="mediator_listed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.organisation}"
