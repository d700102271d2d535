"""What happens in mediation: appointments, challenges, sessions, notes, experts, handovers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.history import History
from mediation import clock
from mediation.models.case import Case
from mediation.models.party import Party
from mediation.models.person import Person
from workflows.states import RecusalState
from workflows.vocabulary import HandoverKind, RecusalGround, SessionKind, Visibility


class Appointment(models.Model):
    """A mediator in a case, from designation to release (选定或指定)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="appointments")
    mediator = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    chosen_by_parties = models.BooleanField(_("chosen by the parties"), default=False)
    designated_at = models.DateTimeField(default=clock.now)
    disclosure = models.TextField(_("disclosure"), blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_text = models.TextField(blank=True)

    history = History()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_at__isnull=True),
                name="one_mediator_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mediator} · {self.case}"


class Recusal(models.Model):
    """A challenge of the mediator and its decision (回避申请)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="recusals")
    mediator = models.ForeignKey(Person, models.PROTECT, related_name="challenges")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True)
    ground = models.CharField(_("ground"), max_length=16, choices=RecusalGround.choices)
    text = models.TextField(_("reasons"))
    state = models.CharField(max_length=12, choices=RecusalState.choices, default=RecusalState.OPEN)
    opened_at = models.DateTimeField(default=clock.now)
    decision_text = models.TextField(_("reasons of the decision"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("challenge of the mediator")
        verbose_name_plural = _("challenges of mediators")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(state=RecusalState.OPEN),
                name="one_challenge_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.get_ground_display()}"


class Session(models.Model):
    """A joint or private session with its minutes (调解会议、笔录)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=8, choices=SessionKind.choices)
    side = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, verbose_name=_("held with")
    )
    starts_at = models.DateTimeField(_("begins"))
    place = models.CharField(_("place or link"), max_length=200)
    mediator = models.ForeignKey(Person, models.PROTECT, related_name="sessions")
    recorded_at = models.DateTimeField(null=True, blank=True)
    attendance = models.JSONField(_("attendance"), default=list, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    undisputed = models.TextField(_("undisputed facts"), blank=True)

    history = History()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=SessionKind.JOINT, side__isnull=True)
                | models.Q(kind=SessionKind.CAUCUS, side__isnull=False),
                name="caucus_has_one_side",
                violation_error_message=_("A private session names its side."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at:%Y-%m-%d %H:%M}"


class Note(models.Model):
    """A private note of the mediator (调解员笔记)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    author = models.ForeignKey(Person, models.PROTECT, related_name="notes")
    side = models.ForeignKey(Party, models.PROTECT, null=True, blank=True)
    visibility = models.CharField(
        max_length=14, choices=Visibility.choices, default=Visibility.CAUCUS
    )
    text = models.TextField()
    written_at = models.DateTimeField(default=clock.now)

    history = History()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case} {self.written_at:%Y-%m-%d}"


class Engagement(models.Model):
    """An expert heard in the case (专家、技术调查官)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="engagements")
    expert = models.ForeignKey(Person, models.PROTECT, related_name="engagements")
    scope = models.TextField(_("questions to the expert"))
    engaged_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("engagement of an expert")
        verbose_name_plural = _("engagements of experts")

    def __str__(self) -> str:
        return f"{self.expert} · {self.case}"


class Handover(models.Model):
    """What went to another authority: the case, a clue, a request (移送)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="handovers")
    kind = models.CharField(_("kind"), max_length=12, choices=HandoverKind.choices)
    receiver = models.CharField(_("receiver"), max_length=120)
    basis = models.TextField(_("legal basis"))
    text = models.TextField(_("facts and materials"))
    told_on = models.DateField(_("complainant told on"), null=True, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    history = History()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} → {self.receiver}"


class FollowUp(models.Model):
    """A follow-up visit (回访记录)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="follow_ups")
    on = models.DateField(_("day"))
    by = models.ForeignKey(Person, models.PROTECT, null=True)
    text = models.TextField(_("findings"))
    satisfied = models.BooleanField(_("parties satisfied"), default=True)

    history = History()

    class Meta:
        verbose_name = _("follow-up visit")
        verbose_name_plural = _("follow-up visits")
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.case} {self.on}"
