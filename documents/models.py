"""Papers that were issued and files that were handed in. Bytes are kept by their SHA-256."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.history import History
from workflows.vocabulary import Visibility

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_verification() -> str:
    """The number by which anybody can check a paper: 12 characters in groups of four."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return "-".join(code[i : i + 4] for i in (0, 4, 8))


class Document(models.Model):
    """A paper issued in a case (文书). Its content is frozen when it is ordered; the bytes are
    printed afterwards, outside the lock of the case, and never change."""

    class Status(models.TextChoices):
        """Whether the paper is printed."""

        ORDERED = "ordered", _("Being prepared")
        ISSUED = "issued", _("Issued")
        FAILED = "failed", _("Could not be printed")

    case = models.ForeignKey("mediation.Case", models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=32)
    number = models.CharField(_("number"), max_length=60)
    verification = models.CharField(max_length=14, unique=True, default=new_verification)
    party = models.ForeignKey(
        "mediation.Party", models.PROTECT, null=True, blank=True, related_name="documents"
    )
    visibility = models.CharField(
        max_length=14, choices=Visibility.choices, default=Visibility.SHARED
    )
    context = models.JSONField()
    ordered_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ORDERED)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    issued_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["id"]
        indexes = [models.Index(fields=["status", "leased_until"], name="document_queue")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="issued") | ~models.Q(sha256=""),
                name="issued_paper_has_bytes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Evidence(models.Model):
    """A file handed in: evidence, a scan, a proof of performance (证据)."""

    case = models.ForeignKey("mediation.Case", models.PROTECT, related_name="evidence")
    party = models.ForeignKey(
        "mediation.Party", models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    proves = models.CharField(_("what it proves"), max_length=300, blank=True)
    visibility = models.CharField(
        _("who may see it"),
        max_length=14,
        choices=Visibility.choices,
        default=Visibility.SHARED,
    )
    filename = models.CharField(max_length=160)
    content_type = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="uploads"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)

    history = History()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="evidence_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
