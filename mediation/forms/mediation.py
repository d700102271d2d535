"""Forms of the verbs from the choice of a mediator to the last signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation.forms.base import RowForm, VerbForm, rows_of
from mediation.forms.fields import (
    AnyPartyField,
    DayField,
    LongText,
    MomentField,
    OwnPartyField,
    RosterField,
    SessionField,
    Setting,
)
from mediation.forms.intake import listed
from mediation.models import Agreement
from mediation.permissions import visible_sessions
from workflows.vocabulary import (
    TERMINATION_REASONS,
    ClauseKind,
    OutcomeReason,
    RecusalGround,
    SessionKind,
    SuspensionReason,
)

# --- mediator ---------------------------------------------------------------------------------


class ChooseMediator(VerbForm):
    """A party's choice."""

    party = OwnPartyField()
    mediator = RosterField(label=_("Mediator"))


class AppointMediator(VerbForm):
    """The body's choice."""

    mediator = RosterField(label=_("Mediator"))


class AcceptAppointment(VerbForm):
    """The disclosure."""

    disclosure = LongText(
        label=_("Relations and interests"),
        help_text=_("Relatives among the parties or agents, an interest in the matter, earlier "
                    "work on the same right, anything else that may raise doubts. If there is "
                    "nothing, say so."),
    )  # fmt: skip
    disclosure_signed = forms.BooleanField(
        label=_("What I disclose is true and complete; I will add anything I learn later.")
    )


class Reasons(VerbForm):
    """A step that only takes reasons."""

    text = LongText(label=_("Reasons"))


class ChallengeMediator(VerbForm):
    """Ground and reasons."""

    party = OwnPartyField(office=True)
    ground = forms.TypedChoiceField(
        label=_("Ground"), choices=RecusalGround.choices, coerce=RecusalGround
    )
    text = LongText(label=_("Reasons"), help_text=_("What you know and since when."))
    newly_known = forms.BooleanField(
        label=_("I learned of this ground only now"), required=False,
        help_text=_("Needed when more than 3 working days have passed since you knew the name."),
    )  # fmt: skip


# --- sessions ---------------------------------------------------------------------------------


class PlanSession(VerbForm):
    """Kind, moment, place, and with whom."""

    kind = forms.TypedChoiceField(
        label=_("Kind"), choices=SessionKind.choices, coerce=SessionKind, widget=forms.RadioSelect
    )
    starts_at = MomentField(label=_("Begins"))
    place = forms.CharField(label=_("Place or link"), max_length=200)
    side = AnyPartyField(
        label=_("Private session with"), required=False,
        help_text=_("Leave empty for a joint session."),
    )  # fmt: skip


class Attendance(RowForm):
    """Whether a party came, and who for it."""

    party = AnyPartyField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Who came for it"), max_length=120, required=False)
    present = forms.BooleanField(label=_("Present"), required=False)
    excused = forms.BooleanField(label=_("Absent with a reason"), required=False)

    def title(self) -> str:
        """The party of this row."""
        return str(self.initial.get("party_name", ""))


class RecordSession(VerbForm):
    """The minutes."""

    session = SessionField(label=_("Session"))
    minutes = LongText(label=_("Minutes"), rows=12, max_length=100_000)
    undisputed = LongText(
        label=_("Undisputed facts"), required=False,
        help_text=_("Only what both sides confirm; it may be used in court."),
    )  # fmt: skip
    rows = {"attendance": rows_of(Attendance, empty=0)}

    @classmethod
    def is_offered(cls, setting: Setting) -> bool:
        """Only while a session waits for its minutes."""
        sessions = visible_sessions(setting.actor, setting.case)
        return sessions.filter(recorded_at=None).exists()

    def begin_rows(self, name: str, setting: Setting) -> list[dict[str, Any]]:
        """A row for each party."""
        return [{"party": p.pk, "party_name": p.name, "name": p.name} for p in setting.parties]

    def arguments(self) -> dict[str, Any]:
        """Of a private session only the side it is held with is asked to come."""
        found = super().arguments()
        side = found["session"].side
        if side is not None:
            found["attendance"] = [row for row in found["attendance"] if row["party"] == side]
        return found


class WriteNote(VerbForm):
    """A private note."""

    text = LongText(label=_("Note"), rows=8)
    side = AnyPartyField(label=_("About"), required=False)


class AgreeExpert(VerbForm):
    """A party's consent to an expert."""

    party = OwnPartyField()
    expert = RosterField(label=_("Expert"), without_mediator=True)


class EngageExpert(VerbForm):
    """The expert's task."""

    expert = RosterField(label=_("Expert"), without_mediator=True)
    scope = LongText(label=_("Questions to the expert"))
    undertaking_signed = forms.BooleanField(
        label=_("The expert has signed the confidentiality undertaking."), required=False
    )


class Suspend(VerbForm):
    """Why mediation pauses."""

    reason = forms.TypedChoiceField(
        label=_("Reason"), choices=SuspensionReason.choices, coerce=SuspensionReason
    )
    text = LongText(label=_("Explanation"))


class AgreeExtension(VerbForm):
    """The new last day."""

    party = OwnPartyField()
    until = DayField(label=_("New last day of mediation"))


class Terminate(VerbForm):
    """Why mediation failed."""

    reason = forms.TypedChoiceField(
        label=_("Reason"), choices=listed(*TERMINATION_REASONS), coerce=OutcomeReason
    )
    text = LongText(label=_("Explanation"))


# --- agreement --------------------------------------------------------------------------------


class ClauseRow(RowForm):
    """One clause."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "—"), *ClauseKind.choices])
    obligor = AnyPartyField(label=_("Who performs"), required=False)
    payee = AnyPartyField(label=_("For whom"), required=False)
    due_on = DayField(label=_("Due"), required=False)
    amount = forms.DecimalField(
        label=_("Amount (CNY)"), required=False, min_value=0.01, max_digits=16, decimal_places=2
    )
    payee_account = forms.CharField(label=_("Payee's account"), max_length=120, required=False)
    object = forms.CharField(
        label=_("Object"), max_length=200, required=False,
        help_text=_("The product, model, work or sum"),
    )  # fmt: skip
    text = LongText(label=_("Text of the clause"), rows=3, max_length=4000)
    conditions = forms.CharField(label=_("Conditions"), max_length=300, required=False)
    breach = forms.CharField(label=_("Consequence of breach"), max_length=300, required=False)


CLAUSE_FIELDS = tuple(ClauseRow.base_fields)


class DraftAgreement(VerbForm):
    """The whole text, clause by clause."""

    facts = LongText(label=_("Facts and issues"), rows=6)
    responsibility = LongText(label=_("Responsibility"), required=False)
    confidentiality = LongText(label=_("Confidentiality"), rows=3, required=False)
    confirmation_intended = forms.BooleanField(
        label=_("The parties intend to apply for judicial confirmation."), required=False
    )
    rows = {"clauses": rows_of(ClauseRow)}

    def begin(self, setting: Setting) -> dict[str, Any]:
        """The latest text: a draft is rewritten, a later version starts from the one before."""
        latest = self._latest(setting)
        names = ("facts", "responsibility", "confidentiality", "confirmation_intended")
        return {name: getattr(latest, name) for name in names} if latest else {}

    def begin_rows(self, name: str, setting: Setting) -> list[dict[str, Any]]:
        """Its clauses."""
        latest = self._latest(setting)
        clauses = latest.clauses.select_related("obligor", "payee") if latest else []
        return [{field: getattr(clause, field) for field in CLAUSE_FIELDS} for clause in clauses]

    @staticmethod
    def _latest(setting: Setting) -> Agreement | None:
        return Agreement.objects.filter(case=setting.case).order_by("-version").first()


class RecordOralAgreement(VerbForm):
    """What was agreed and done on the spot."""

    facts = LongText(label=_("Facts and what was agreed"))
    performed_at_once = forms.BooleanField(
        label=_("Everything was performed on the spot, and both sides confirm it."), required=False
    )
    rows = {"clauses": rows_of(ClauseRow)}


class Sign(VerbForm):
    """A signature under the very text that was shown."""

    party = OwnPartyField(unsigned=True)
    name = forms.CharField(
        label=_("Your full name"), max_length=80,
        help_text=_("Typing your name here is your signature. It has the same effect as a "
                    "signature by hand."),
    )  # fmt: skip
    content_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def begin(self, setting: Setting) -> dict[str, Any]:
        """The text that is shown."""
        return {"content_hash": setting.subject.content_hash}


class Countersign(VerbForm):
    """The mediator's signature."""

    name = Sign.base_fields["name"]
    content_hash = Sign.base_fields["content_hash"]
    begin = Sign.begin

    @classmethod
    def is_offered(cls, setting: Setting) -> bool:
        """Once is enough."""
        signed = {s.person_id for s in setting.subject.signatures.all() if s.party_id is None}
        return setting.actor.id not in signed
