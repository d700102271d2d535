"""The agreement in versions, its clauses, signatures, obligations and confirmation."""

import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.history import History
from mediation import clock
from mediation.models.case import Case
from mediation.models.organisation import Organisation
from mediation.models.party import Party
from mediation.models.person import Person
from workflows.states import (
    CONFIRMATION_AT_COURT,
    AgreementState,
    ConfirmationState,
    ObligationState,
)
from workflows.vocabulary import ClauseKind


class Agreement(models.Model):
    """One version of the mediation agreement (调解协议书)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        max_length=12, choices=AgreementState.choices, default=AgreementState.DRAFT
    )
    oral = models.BooleanField(_("oral"), default=False)
    facts = models.TextField(_("facts and issues"))
    responsibility = models.TextField(_("responsibility"), blank=True)
    confidentiality = models.TextField(_("confidentiality"), blank=True)
    confirmation_intended = models.BooleanField(
        _("the parties intend to apply for judicial confirmation"), default=False
    )
    content_hash = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    sealed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="sealed_agreements"
    )
    effective_at = models.DateTimeField(null=True, blank=True)
    notary_certificate = models.CharField(_("notarial certificate"), max_length=60, blank=True)
    notarised_on = models.DateField(null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("mediation agreement")
        verbose_name_plural = _("mediation agreements")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(fields=["case", "version"], name="agreement_version_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state=AgreementState.EFFECTIVE),
                name="one_effective_agreement",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=AgreementState.EFFECTIVE)
                | models.Q(effective_at__isnull=False),
                name="effective_agreement_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} v{self.version}"

    def content(self) -> dict[str, Any]:
        """The text that is signed, as plain data in a fixed order."""
        return {
            "case": self.case.reference,
            "version": self.version,
            "oral": self.oral,
            "parties": [[p.role, p.name, p.id_number] for p in self.case.parties.order_by("id")],
            "facts": self.facts,
            "responsibility": self.responsibility,
            "clauses": [clause.content() for clause in self.clauses.order_by("number")],
            "confidentiality": self.confidentiality,
            "confirmation_intended": self.confirmation_intended,
        }

    def hash_of_content(self) -> str:
        """SHA-256 of `content()` in canonical JSON: what every signer signs."""
        canonical = json.dumps(
            self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


class Clause(models.Model):
    """One clause: who does what for whom, how much, by when (协议条款)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="clauses")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=ClauseKind.choices)
    obligor = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("who performs"),
    )  # fmt: skip
    payee = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("for whom"),
    )  # fmt: skip
    object = models.CharField(_("object"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    amount = models.DecimalField(
        _("amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(max_length=3, default="CNY")
    due_on = models.DateField(_("due"), null=True, blank=True)
    payee_account = models.CharField(_("payee's account"), max_length=120, blank=True)
    conditions = models.CharField(_("conditions"), max_length=300, blank=True)
    breach = models.CharField(_("consequence of breach"), max_length=300, blank=True)

    history = History()

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="clause_number_once"),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gt=0),
                name="clause_amount_is_positive",
                violation_error_message=_("An amount is greater than zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:40]}"

    def content(self) -> list[Any]:
        """The clause as plain data, for the hash that is signed."""
        return [
            self.number, self.kind, self.obligor_id and self.obligor.name,
            self.payee_id and self.payee.name, self.object, self.text,
            None if self.amount is None else f"{self.amount:.2f}", self.currency,
            self.due_on and self.due_on.isoformat(), self.payee_account, self.conditions,
            self.breach,
        ]  # fmt: skip

    @property
    def is_obligation(self) -> bool:
        """Whether somebody has to do something by it that can be tracked."""
        return self.obligor_id is not None


class Signature(models.Model):
    """One signature under one frozen text (签名). Never edited."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="signatures")
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    name = models.CharField(_("name as signed"), max_length=80)
    capacity = models.CharField(_("capacity"), max_length=20)
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "party"],
                condition=models.Q(party__isnull=False),
                name="party_signs_once",
            ),
            models.UniqueConstraint(
                fields=["agreement", "person"],
                condition=models.Q(party__isnull=True),
                name="mediator_signs_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.signed_at:%Y-%m-%d}"


class Obligation(models.Model):
    """What a party has undertaken, with its date and its proof (履行义务)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="obligations")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="obligations")
    obligor = models.ForeignKey(
        Party, models.PROTECT, related_name="owes", verbose_name=_("who performs")
    )
    obligee = models.ForeignKey(
        Party, models.PROTECT, related_name="is_owed", verbose_name=_("for whom")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(
        max_length=12, choices=ObligationState.choices, default=ObligationState.PENDING
    )
    proof = models.ForeignKey(
        "documents.Evidence", models.PROTECT, null=True, blank=True, related_name="+"
    )
    performed_at = models.DateTimeField(null=True, blank=True)
    lawsuit_number = models.CharField(max_length=60, blank=True)

    history = History()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["state", "due_on"], name="obligation_due")]

    def __str__(self) -> str:
        return str(self.clause)


class Confirmation(models.Model):
    """An application for judicial confirmation and the court's answer (司法确认)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="confirmations")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="confirmations")
    court = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="confirmations",
        verbose_name=_("court"),
    )  # fmt: skip
    competence_basis = models.TextField(_("basis of competence"), blank=True)
    state = models.CharField(
        max_length=16, choices=ConfirmationState.choices, default=ConfirmationState.PREPARING
    )
    opened_at = models.DateTimeField(default=clock.now)
    override_reason = models.TextField(_("reasons for passing the warnings"), blank=True)
    filed_at = models.DateTimeField(_("filed"), null=True, blank=True)
    court_number = models.CharField(_("court case number"), max_length=60, blank=True)
    accepted_on = models.DateField(_("accepted by the court"), null=True, blank=True)
    ruled_on = models.DateField(_("day of the ruling"), null=True, blank=True)
    judge = models.CharField(_("judge"), max_length=80, blank=True)
    ruling_text = models.TextField(_("reasons of the court"), blank=True)
    scan = models.ForeignKey(
        "documents.Evidence", models.PROTECT, null=True, blank=True, related_name="+"
    )

    history = History()

    class Meta:
        verbose_name = _("judicial confirmation")
        verbose_name_plural = _("judicial confirmations")
        ordering = ["id"]
        indexes = [models.Index(fields=["court", "state", "-filed_at"], name="court_desk")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=models.Q(
                    state__in=[
                        ConfirmationState.PREPARING,
                        *CONFIRMATION_AT_COURT,
                        ConfirmationState.GRANTED,
                    ]
                ),
                name="one_confirmation_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[s.value for s in CONFIRMATION_AT_COURT])
                | models.Q(court__isnull=False),
                name="filed_confirmation_has_a_court",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.court_number or self.get_state_display()}"
