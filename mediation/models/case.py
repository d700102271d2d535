"""The case, its rights and its claims."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from documents.history import History
from mediation import clock
from mediation.models.organisation import Organisation
from mediation.models.person import Person
from workflows.permissions import CASE_ROLES
from workflows.states import STAGE_OF, CaseState
from workflows.vocabulary import (
    Channel,
    IpType,
    OutcomeReason,
    SuspensionReason,
    Track,
)

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_reference() -> str:
    """An unguessable name of a case for addresses: 16 characters, 79 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(16))


def new_tracking_code() -> str:
    """The code on the receipt that, with the number, shows where a case stands: 8 characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8)).upper()


class Case(models.Model):
    """A complaint about the infringement of a right, and what became of it (案件)."""

    reference = models.CharField(max_length=16, unique=True, default=new_reference)
    tracking_code = models.CharField(max_length=8, default=new_tracking_code)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cases", verbose_name=_("mediation body")
    )
    station = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="station_cases",
        verbose_name=_("station"),
    )  # fmt: skip
    number = models.CharField(  # noqa: DJ001 - drafts have none, and the column is unique
        _("case number"), max_length=40, null=True, blank=True, unique=True
    )
    number_year = models.PositiveSmallIntegerField(null=True, blank=True)
    number_seq = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=CaseState.choices, default=CaseState.DRAFT
    )
    version = models.PositiveIntegerField(default=0)
    track = models.CharField(_("track"), max_length=2, choices=Track.choices, default=Track.T1)
    track_fixed_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(
        _("channel"), max_length=12, choices=Channel.choices, default=Channel.ONLINE
    )
    ip_type = models.CharField(_("kind of right"), max_length=24, choices=IpType.choices)
    cause = models.CharField(_("cause of action"), max_length=60, blank=True)
    title = models.CharField(_("short title"), max_length=120)
    statement = models.TextField(_("what happened"), blank=True)
    right_explanation = models.TextField(_("why there is no number"), blank=True)
    pending_elsewhere = models.TextField(_("pending before a court or authority"), blank=True)
    amount = models.DecimalField(
        _("amount claimed"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    fee = models.DecimalField(_("fee"), max_digits=12, decimal_places=2, default=0)
    place_code = models.CharField(_("region of the dispute"), max_length=6, blank=True)
    inviting_court = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="referred_cases",
        verbose_name=_("inviting court"),
    )  # fmt: skip
    referral_number = models.CharField(_("referral number"), max_length=60, blank=True)
    earlier_case = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="later_cases"
    )
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="opened_cases")
    opened_at = models.DateTimeField(default=clock.now)

    data_notice_version = models.CharField(max_length=20, blank=True)
    data_notice_accepted_at = models.DateTimeField(null=True, blank=True)
    commitment_version = models.CharField(max_length=20, blank=True)
    commitment_signed_at = models.DateTimeField(null=True, blank=True)

    filed_at = models.DateTimeField(_("filed"), null=True, blank=True)
    received_at = models.DateTimeField(_("limitation interrupted"), null=True, blank=True)
    correction_items = models.JSONField(default=list, blank=True)
    correction_asked_at = models.DateTimeField(null=True, blank=True)
    correction_supplied_at = models.DateTimeField(null=True, blank=True)
    conflict_searched_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    mediator = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="mediated_cases",
        verbose_name=_("mediator"),
    )  # fmt: skip
    suspension_reason = models.CharField(
        max_length=16, choices=SuspensionReason.choices, blank=True
    )
    effective_at = models.DateTimeField(_("agreement effective"), null=True, blank=True)
    outcome_reason = models.CharField(
        _("reason of the outcome"), max_length=20, choices=OutcomeReason.choices, blank=True
    )
    outcome_text = models.TextField(blank=True)
    lawsuit_number = models.CharField(_("court case number"), max_length=60, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    archive_volume = models.CharField(_("volume"), max_length=60, blank=True)
    retain_until = models.DateField(_("keep until"), null=True, blank=True)
    legal_hold = models.BooleanField(_("legal hold"), default=False)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    # End of the event chain: a truncated history no longer matches its case.
    event_count = models.PositiveIntegerField(default=0)
    chain_head = models.CharField(max_length=64, blank=True)

    history = History(excluded_fields=["event_count", "chain_head", "version"])

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        default_permissions = ()
        permissions = [(f"act_as_{r}", f"Act as {r}") for r in CASE_ROLES]
        indexes = [
            models.Index(fields=["organisation", "state", "-filed_at", "-id"], name="case_desk"),
            models.Index(fields=["mediator", "state"], name="case_mediator"),
            models.Index(fields=["organisation", "accepted_at"], name="case_accepted"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number_year", "number_seq"], name="case_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.DRAFT) | Q(number__isnull=False),
                name="filed_case_has_a_number",
                violation_error_message=_("A filed case has a number."),
            ),
            models.CheckConstraint(
                condition=Q(fee=0) | Q(track=Track.T6),
                name="only_commercial_mediation_costs",
                violation_error_message=_("Only commercial mediation may charge a fee."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CaseState.MEDIATING, CaseState.AGREED_UNSIGNED])
                | Q(mediator__isnull=False),
                name="mediation_has_a_mediator",
                violation_error_message=_("Mediation needs a mediator."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CaseState.EFFECTIVE, CaseState.PERFORMING])
                | Q(effective_at__isnull=False),
                name="effect_has_a_moment",
                violation_error_message=_("An effective agreement has a moment of effect."),
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def concerns_ownership(self) -> bool:
        """Whether the dispute is about whose the right is; every such cause says 权属."""
        return "权属" in self.cause

    @property
    def stage(self) -> str:
        """What a layperson would say of the case."""
        return STAGE_OF[CaseState(self.state)]


class CaseUserObjectPermission(UserObjectPermissionBase):
    """Guardian's grants on a case, one row per person and role; queried without groups."""

    content_object = models.ForeignKey(Case, models.CASCADE, related_name="permission_rows")


class Right(models.Model):
    """An intellectual-property right the complaint rests on (权利)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="rights")
    ip_type = models.CharField(_("kind of right"), max_length=24, choices=IpType.choices)
    number = models.CharField(_("number"), max_length=60, blank=True)
    number_reason = models.CharField(
        _("why the number is right although its check fails"), max_length=200, blank=True
    )
    name = models.CharField(_("name or subject"), max_length=200)
    owner = models.CharField(_("owner"), max_length=200)
    right_class = models.CharField(_("class"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=60, blank=True)
    co_owned = models.BooleanField(_("several owners or an exclusive licensee"), default=False)

    history = History()

    class Meta:
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name} {self.number}".strip()


class Claim(models.Model):
    """One request of the complainant (调解请求)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="claims")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("request"))
    amount = models.DecimalField(
        _("amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )

    history = History()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text[:60]
