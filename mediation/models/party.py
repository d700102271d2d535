"""Parties, their agents, the code by which a party joins, and what parties decide together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.history import History
from mediation import clock
from mediation.models.case import Case
from mediation.models.person import Person
from workflows.vocabulary import FOREIGN_KINDS, Matter, PartyKind, PartyRole, Power


class Party(models.Model):
    """A side's member: a person, company or foreigner (当事人)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    role = models.CharField(_("role"), max_length=12, choices=PartyRole.choices)
    kind = models.CharField(_("kind"), max_length=16, choices=PartyKind.choices)
    name = models.CharField(_("name"), max_length=200)
    id_kind = models.CharField(_("kind of identity number"), max_length=20, blank=True)
    id_number = models.CharField(_("identity number"), max_length=40, blank=True)
    id_reason = models.CharField(
        _("why the number is right although its check fails"), max_length=200, blank=True
    )
    gender = models.CharField(_("gender"), max_length=10, blank=True)
    ethnicity = models.CharField(_("ethnicity"), max_length=20, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    occupation = models.CharField(_("occupation"), max_length=60, blank=True)
    nationality = models.CharField(_("nationality"), max_length=60, blank=True)
    representative = models.CharField(_("legal representative"), max_length=80, blank=True)
    representative_title = models.CharField(_("post"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="parties",
        verbose_name=_("account"),
    )  # fmt: skip
    necessary = models.BooleanField(_("necessary party"), default=True)

    history = History()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["id"]
        indexes = [models.Index(fields=["id_number"], name="party_id_number")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_foreign(self) -> bool:
        """Whether the case touches a foreign element through this party (涉外)."""
        return self.kind in FOREIGN_KINDS


class Agent(models.Model):
    """Somebody who acts for a party within itemised powers (代理人)."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="agents")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="agencies"
    )
    name = models.CharField(_("name"), max_length=80)
    firm = models.CharField(_("firm"), max_length=120, blank=True)
    licence = models.CharField(_("licence or identity number"), max_length=40, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    powers = models.JSONField(_("powers"), default=list)
    until = models.DateField(_("authority ends"), null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("agent")
        verbose_name_plural = _("agents")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def power_names(self) -> list[str]:
        """The powers as words."""
        return [str(Power(p).label) for p in self.powers]


class Invitation(models.Model):
    """The code by which a respondent or agent joins, once (邀请码).

    The code follows from `nonce` and the installation's secret (see `mediation.invitations`);
    the database alone does not give it away.
    """

    party = models.ForeignKey(Party, models.CASCADE, related_name="invitations")
    agent = models.ForeignKey(
        Agent, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    nonce = models.CharField(max_length=32)
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.party} {self.made_at:%Y-%m-%d}"


class Declaration(models.Model):
    """A party's will in a matter that needs several (意思表示). Never edited: the last counts."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="declarations")
    party = models.ForeignKey(Party, models.PROTECT, related_name="declarations")
    matter = models.CharField(max_length=20, choices=Matter.choices)
    subject = models.CharField(
        max_length=60, blank=True, help_text=_("e.g. the mediator's id, or the new date")
    )
    agreed = models.BooleanField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="declarations")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "matter", "party"], name="declaration_of_case")]

    def __str__(self) -> str:
        return f"{self.party}: {self.matter} {self.agreed}"
