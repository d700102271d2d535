"""Forms of the verbs from the application to acceptance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation.forms.base import RowForm, VerbForm, rows_of
from mediation.forms.fields import (
    AgentField,
    AnyPartyField,
    DayField,
    LongText,
    OwnPartyField,
    UploadField,
)
from workflows.vocabulary import (
    REJECTION_REASONS,
    TRANSFER_REASONS,
    HandoverKind,
    OutcomeReason,
    PartyRole,
    Power,
    ServiceMethod,
    Track,
    Visibility,
)


def listed(*values: OutcomeReason | Visibility) -> list[tuple[str, object]]:
    """Some members of a vocabulary as choices."""
    return [(value.value, value.label) for value in values]


class AddEvidence(VerbForm):
    """A file that proves something."""

    party = OwnPartyField(office=True)
    file = UploadField(label=_("File"))
    title = forms.CharField(
        label=_("Title"), max_length=120, help_text=_("e.g. Purchase contract of 2026-05-01")
    )
    proves = forms.CharField(label=_("What it proves"), max_length=300)
    visibility = forms.ChoiceField(
        label=_("Who may see it"),
        widget=forms.RadioSelect,
        initial=Visibility.SHARED,
        choices=[
            (Visibility.SHARED, _("Everybody in the case: both sides, the mediator and the body")),
            (Visibility.COURT_PACKAGE, _("The same, and the court that confirms the agreement")),
            (Visibility.ONE_SIDE, _("The mediation body and the mediator, not the other side")),
            (Visibility.SECRET, _("Nobody but you: a trade secret you will show in person")),
        ],
    )


class FixTrack(VerbForm):
    """The rule set and the cause of action."""

    track = forms.TypedChoiceField(label=_("Track"), choices=Track.choices, coerce=Track)
    cause = forms.CharField(
        label=_("Cause of action"), max_length=60,
        help_text=_("As in the list of causes of action, e.g. 侵害发明专利权纠纷"),
    )  # fmt: skip

    def begin(self, setting):  # type: ignore[no-untyped-def]
        """What the case says now."""
        return {"track": setting.case.track, "cause": setting.case.cause}


class SearchConflicts(VerbForm):
    """What the search found."""

    result = LongText(label=_("What was searched and found"))


class CorrectionItem(RowForm):
    """One thing that is missing."""

    item = forms.CharField(label=_("What is missing"), max_length=120)
    requirement = LongText(label=_("What to supply, and in which form"), rows=2, max_length=1000)


class AskCorrection(VerbForm):
    """The complete list."""

    rows = {"items": rows_of(CorrectionItem)}


class SupplyCorrection(VerbForm):
    """What was corrected."""

    text = LongText(
        label=_("What you have corrected"),
        help_text=_("Change the application and add files first; then say here what is new."),
    )


class Reject(VerbForm):
    """The reason of the list, and in words."""

    reason = forms.TypedChoiceField(
        label=_("Reason"), choices=listed(*REJECTION_REASONS), coerce=OutcomeReason
    )
    text = LongText(label=_("Explanation and other remedies"))


class Transfer(VerbForm):
    """Where the case goes."""

    reason = forms.TypedChoiceField(
        label=_("Reason"), choices=listed(*TRANSFER_REASONS), coerce=OutcomeReason
    )
    receiver = forms.CharField(label=_("Receiver"), max_length=120)
    basis = LongText(label=_("Legal basis"), rows=2)
    text = LongText(label=_("Facts and materials"))
    told_on = DayField(
        label=_("Complainant told on"), required=False,
        help_text=_("Not needed where a crime is suspected."),
    )  # fmt: skip


class HandOver(VerbForm):
    """What another authority is told."""

    kind = forms.TypedChoiceField(
        label=_("Kind"), choices=HandoverKind.choices, coerce=HandoverKind
    )
    receiver = forms.CharField(label=_("Receiver"), max_length=120)
    basis = LongText(label=_("Legal basis"), rows=2)
    text = LongText(label=_("Facts and materials"))


class RecordService(VerbForm):
    """How and when the request arrived."""

    side = AnyPartyField(PartyRole.RESPONDENT, label=_("Served on"))
    method = forms.TypedChoiceField(
        label=_("Method"), choices=ServiceMethod.choices, coerce=ServiceMethod
    )
    on = DayField(label=_("Day of service"))
    reference = forms.CharField(
        label=_("Reference"), max_length=120,
        help_text=_("Postal number, or who received it or witnessed it."),
    )  # fmt: skip


class Consent(VerbForm):
    """Agreement to mediate, with an answer to the request."""

    party = OwnPartyField()
    answer = LongText(
        label=_("Your answer to the request"), required=False,
        help_text=_("The other side reads it. You may leave it empty and speak in the session."),
    )  # fmt: skip


class PartyWithReasons(VerbForm):
    """A party's step that takes a word of explanation, which may stay empty."""

    party = OwnPartyField()
    text = LongText(label=_("Reasons"), required=False)


class AppointAgent(VerbForm):
    """Who acts for the party, and within which powers."""

    party = OwnPartyField()
    name = forms.CharField(label=_("Full name"), max_length=80)
    firm = forms.CharField(label=_("Firm"), max_length=120, required=False)
    licence = forms.CharField(label=_("Licence or identity number"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("The code to join goes there."))
    powers = forms.MultipleChoiceField(
        label=_("Powers"), choices=Power.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("To settle, waive or admit needs special authority in the power of attorney."),
    )  # fmt: skip
    until = DayField(label=_("Authority ends"), required=False)

    def clean_powers(self) -> str:
        """As the verb takes them."""
        return ",".join(self.cleaned_data["powers"])


class DismissAgent(VerbForm):
    """Whose authority ends."""

    party = OwnPartyField()
    agent = AgentField(label=_("Agent"))
