"""What is recorded of a case as it moves: events, deadlines, notices. Never edited by hand."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from mediation import clock
from mediation.models.case import Case
from mediation.models.party import Party
from mediation.models.person import Person
from workflows.vocabulary import Visibility

GENESIS = "0" * 64


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def hash_of(words: Any) -> str:
    """What an event keeps of free text or rows: their SHA-256, in canonical JSON."""
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


class Event(models.Model):
    """Who moved what, when (事件). Append-only, chained per case by SHA-256.

    `data` keeps references, codes, dates and amounts, and of free text only its SHA-256, so
    that the history can be kept when personal data has to go.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    machine = models.CharField(max_length=16)
    subject_id = models.BigIntegerField()
    verb = models.CharField(max_length=40)
    source = models.CharField(max_length=20)
    target = models.CharField(max_length=20)
    actor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="events")
    actor_name = models.CharField(max_length=80)
    actor_roles = models.CharField(max_length=80)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    visibility = models.CharField(
        max_length=14, choices=Visibility.choices, default=Visibility.SHARED
    )
    side = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)
    key = models.CharField(max_length=64, null=True)  # noqa: DJ001 - unique when given
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["case_id", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="event_seq_once"),
            models.UniqueConstraint(fields=["case", "key"], name="event_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.seq} {self.machine}.{self.verb}"

    def compute_hash(self) -> str:
        """SHA-256 over every field and the previous hash, in canonical JSON."""
        fields: dict[str, Any] = {
            "case": self.case_id, "seq": self.seq, "machine": self.machine,
            "subject": self.subject_id, "verb": self.verb, "source": self.source,
            "target": self.target, "actor": self.actor_id, "actor_name": self.actor_name,
            "actor_roles": self.actor_roles, "at": _utc(self.at),
            "recorded_at": _utc(self.recorded_at), "visibility": self.visibility,
            "side": self.side_id, "data": self.data, "key": self.key,
            "previous": self.previous_hash,
        }  # fmt: skip
        canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


class Statement(models.Model):
    """What somebody wrote when acting (陈述), for whoever may read the event. The event itself
    keeps only its hash, so that the words can go when personal data has to."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="statements")
    text = models.TextField()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.event}: {self.text[:40]}"


class Deadline(models.Model):
    """A term running in a case (期限)."""

    class Status(models.TextChoices):
        """What became of the term."""

        OPEN = "open", _("Running")
        MET = "met", _("Met")
        EXPIRED = "expired", _("Expired")
        CANCELLED = "cancelled", _("No longer needed")

    case = models.ForeignKey(Case, models.PROTECT, related_name="deadlines")
    machine = models.CharField(max_length=16, default="case")
    subject_id = models.BigIntegerField()
    rule_id = models.CharField(max_length=24)
    started_at = models.DateTimeField()
    nominal = models.DateField(_("nominal end"))
    effective = models.DateField(_("last day"), null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    provisional = models.BooleanField(_("provisional"), default=False)
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.CharField(max_length=16, blank=True)
    tolls = models.JSONField(default=list)
    extra_days = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    on_expiry = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    trace = models.JSONField(default=list)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["ends_at", "id"]
        indexes = [
            models.Index(fields=["status", "ends_at"], name="deadline_sweep"),
            models.Index(fields=["case", "status"], name="deadline_of_case"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.effective or self.nominal}"


class Notice(models.Model):
    """A message to one person, written with the change it tells of and sent afterwards (通知).

    It says that something happened and where to read it, never what.
    """

    class Status(models.TextChoices):
        """Whether it has gone out."""

        PENDING = "pending", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not delivered")

    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    verb = models.CharField(max_length=60)
    recipient = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="notices"
    )
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="notices")
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=10, blank=True)
    template = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["status", "next_attempt_at"], name="notice_sweep"),
            models.Index(fields=["recipient", "-made_at", "-id"], name="notice_inbox"),
        ]

    def __str__(self) -> str:
        return f"{self.template} → {self.address}"
