"""Forms of the application, section by section. A number that fails its check needs a reason."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mediation.forms.fields import LongText
from mediation.models import Agent, Case, Organisation, Party, Person, Right
from mediation.permissions import organisations_of
from workflows import identifiers
from workflows.permissions import Role
from workflows.vocabulary import (
    IDENTIFIER_OF,
    MEDIATION_BODIES,
    IpType,
    Nature,
    PartyKind,
    PartyRole,
    Power,
)

FOR_ONESELF, AS_AGENT, AT_COUNTER = "oneself", "agent", "counter"

#: Kinds of identity number, by what the party is in law.
ID_KINDS = {
    PartyKind.NATURAL_PERSON: [
        ("resident_id", _("Resident identity card")),
        ("hk_macao_permit", _("Mainland travel permit for Hong Kong and Macao residents")),
        ("taiwan_permit", _("Mainland travel permit for Taiwan residents")),
        ("passport", _("Passport")),
    ],
    PartyKind.COMPANY: [("uscc", _("Unified social credit code"))],
    PartyKind.SOLE_TRADER: [("uscc", _("Unified social credit code"))],
    PartyKind.FOREIGN_PERSON: [
        ("passport", _("Passport")),
        ("permanent_residence", _("Foreign permanent resident identity card")),
    ],
    PartyKind.FOREIGN_COMPANY: [("foreign_register", _("Number in the home register"))],
}
CONTACT = ("address", "phone", "email")
#: What is asked of each kind of party, in this order.
PARTY_FIELDS = {
    PartyKind.NATURAL_PERSON: (
        "name", "id_kind", "id_number", "id_reason", "gender", "ethnicity", "birth_year",
        "occupation", *CONTACT,
    ),
    PartyKind.COMPANY: (
        "name", "id_kind", "id_number", "id_reason", "representative", "representative_title",
        *CONTACT,
    ),
    PartyKind.SOLE_TRADER: (
        "name", "id_kind", "id_number", "id_reason", "representative", *CONTACT,
    ),
    PartyKind.FOREIGN_PERSON: (
        "name", "nationality", "id_kind", "id_number", "id_reason", "occupation", *CONTACT,
    ),
    PartyKind.FOREIGN_COMPANY: (
        "name", "nationality", "id_kind", "id_number", "id_reason", "representative",
        "representative_title", *CONTACT,
    ),
}  # fmt: skip


class KindForm(forms.Form):
    """What a party is in law; the questions follow from it."""

    kind = forms.ChoiceField(
        label=_("What is this party?"), choices=PartyKind.choices, widget=forms.RadioSelect
    )


class StartForm(forms.Form):
    """The body, the kind of right, and for whom one applies."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(nature__in=MEDIATION_BODIES, active=True).order_by("name"),
        label=_("Mediation body"),
        help_text=_("The body of the region where a party lives or the right was infringed."),
    )  # fmt: skip
    ip_type = forms.ChoiceField(
        label=_("What is the dispute about?"), choices=[("", "—"), *IpType.choices]
    )
    behalf = forms.ChoiceField(
        label=_("For whom do you apply?"), widget=forms.RadioSelect, initial=FOR_ONESELF
    )
    kind = forms.ChoiceField(
        label=_("The complainant is"), choices=PartyKind.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offices = list(organisations_of(person, Role.REGISTRAR))
        choices = [
            (FOR_ONESELF, _("For myself, or for the company or organisation I represent by law")),
            (AS_AGENT, _("For somebody else, as agent or lawyer")),
        ]
        if self.offices:
            choices.append((AT_COUNTER, _("For somebody at our counter, as registrar")))
        self.fields["behalf"].choices = choices

    def clean(self) -> dict[str, Any]:
        """At the counter one takes in applications for one's own body only."""
        cleaned = super().clean() or {}
        body = cleaned.get("organisation")
        cleaned["station"] = None
        if body is not None and cleaned.get("behalf") == AT_COUNTER:
            stations = [o for o in self.offices if o.nature == Nature.STATION]
            cleaned["station"] = next((s for s in stations if s.parent_id == body.pk), None)
            if body not in self.offices and cleaned["station"] is None:
                self.add_error("organisation", gettext("You are not a registrar of this body."))
        return cleaned


# --- numbers ----------------------------------------------------------------------------------


class NumberChecked(forms.ModelForm):
    """A form with a number that is checked, and a reason when it stands in spite of the check.

    The field for the reason appears once it is needed.
    """

    number_field = ""
    reason_field = ""
    warnings: tuple[Any, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        bound = self.is_bound and self._check(self._typed(self.number_field))
        needed = getattr(self.instance, self.reason_field) or (bound and not bound.valid)
        if self.reason_field in self.fields and not needed:
            self.fields[self.reason_field].widget = forms.HiddenInput()

    def check_kind(self) -> str | None:
        """Which check applies, if any."""
        raise NotImplementedError

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name)) or "")

    def _check(self, number: str) -> identifiers.Checked | None:
        kind = self.check_kind()
        return identifiers.check(kind, number) if kind and number.strip() else None

    def clean(self) -> dict[str, Any]:
        """The number as it is stored, or what is wrong with it and what it might be."""
        cleaned = super().clean() or {}
        checked = self._check(cleaned.get(self.number_field) or "")
        if checked is None or checked.valid:
            cleaned[self.reason_field] = ""
        if checked is None:
            return cleaned
        if checked.valid:
            cleaned[self.number_field], self.warnings = checked.normalised, checked.warnings
        elif not cleaned.get(self.reason_field):
            self.add_error(self.number_field, self._problem(checked))
        return cleaned

    @staticmethod
    def _problem(checked: identifiers.Checked) -> str:
        reason = gettext("If it is right as it stands, say why below.")
        sentences = (checked.problem, checked.suggestion, reason)
        return " ".join(str(sentence) for sentence in sentences if sentence)


class PartyForm(NumberChecked):
    """A party, with what is asked of its kind."""

    number_field, reason_field = "id_number", "id_reason"

    class Meta:
        model = Party
        fields = sorted({name for names in PARTY_FIELDS.values() for name in names})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kind = PartyKind(self.instance.kind)
        self.fields = {name: self.fields[name] for name in PARTY_FIELDS[kind]}
        self.fields["id_kind"] = forms.ChoiceField(
            label=_("Kind of identity number"), choices=ID_KINDS[kind]
        )
        if len(ID_KINDS[kind]) == 1:
            only, label = ID_KINDS[kind][0]
            self.fields["id_kind"].widget = forms.HiddenInput()
            self.fields["id_kind"].initial = self.initial["id_kind"] = only
            self.fields["id_number"].label = label
        if kind == PartyKind.SOLE_TRADER:
            self.fields["representative"].label = _("Operator")
        self._ask_of_side(self.instance.role)

    def _ask_of_side(self, role: str) -> None:
        """One knows all about oneself; of the other side what one knows."""
        if role == PartyRole.COMPLAINANT:
            for name in ("id_number", "address", "phone"):
                self.fields[name].required = True
        else:
            self.fields["id_number"].help_text = _("Leave empty if you do not know it.")
            self.fields["email"].help_text = _("The invitation goes to this address, or by post.")

    def check_kind(self) -> str | None:
        """Only national codes have a check digit."""
        kinds = [code for code, _label in ID_KINDS[PartyKind(self.instance.kind)]]
        chosen = self._typed("id_kind") if self.is_bound else self.instance.id_kind
        kind = chosen if chosen in kinds else kinds[0]
        return kind if kind in ("uscc", "resident_id") else None

    def clean(self) -> dict[str, Any]:
        """Somebody who cannot be reached cannot be asked."""
        cleaned = super().clean()
        if self.instance.role == PartyRole.RESPONDENT and not any(
            cleaned.get(name) for name in CONTACT
        ):
            self.add_error(
                "address", gettext("Give an address, a phone number or an e-mail address.")
            )
        return cleaned


class AgentForm(forms.ModelForm):
    """The agent who writes the application."""

    powers = forms.MultipleChoiceField(
        label=_("Powers"), choices=Power.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("As in the power of attorney, which you add under Evidence. To settle, waive "
                    "or admit you need special authority."),
    )  # fmt: skip

    class Meta:
        model = Agent
        fields = ("name", "firm", "licence", "phone", "powers", "until")
        widgets = {"until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class RightForm(NumberChecked):
    """A right the complaint rests on."""

    number_field, reason_field = "number", "number_reason"

    class Meta:
        model = Right
        fields = (
            "ip_type", "number", "number_reason", "name", "owner", "right_class", "status",
            "co_owned",
        )  # fmt: skip
        help_texts = {
            "number": _("e.g. ZL202619990001.5 for a patent; leave empty if there is none."),
            "right_class": _("For a trade mark, the class of goods or services."),
            "status": _("e.g. in force, applied for, expired"),
        }

    def check_kind(self) -> str | None:
        """By the kind of right; some carry no number."""
        chosen = self._typed("ip_type") if self.is_bound else self.instance.ip_type
        return IDENTIFIER_OF.get(IpType(chosen)) if chosen in IpType.values else None


class ExplanationForm(forms.ModelForm):
    """Why no right can be named."""

    right_explanation = LongText(
        label=_("Why there is no number"), rows=3, required=False, max_length=2000,
        help_text=_("Only if no right can be named, e.g. for a trade secret."),
    )  # fmt: skip

    class Meta:
        model = Case
        fields = ("right_explanation",)


class ClaimRow(forms.Form):
    """One request."""

    text = LongText(label=_("Request"), rows=2, max_length=1000)
    amount = forms.DecimalField(
        label=_("Amount (CNY)"), required=False, min_value=Decimal("0.01"), max_digits=16,
        decimal_places=2,
    )  # fmt: skip


class StoryForm(forms.ModelForm):
    """What happened, in short and at length, and how much is claimed."""

    title = forms.CharField(
        label=_("Short title"), max_length=120,
        help_text=_("e.g. Infringement of the patent for an algae separator"),
    )  # fmt: skip
    statement = LongText(
        label=_("What happened"), rows=10,
        help_text=_("Who did what, when and where, and how you learned of it. The other side "
                    "reads this."),
    )  # fmt: skip
    amount = forms.DecimalField(
        label=_("Total amount claimed (CNY)"), required=False, min_value=Decimal(0),
        max_digits=16, decimal_places=2, help_text=_("Leave empty if you claim no money."),
    )  # fmt: skip

    class Meta:
        model = Case
        fields = ("title", "statement", "amount")


class DeclarationsForm(forms.Form):
    """What one must accept and declare before submitting."""

    data_notice = forms.BooleanField(
        label=_("I have read how personal data is used and agree to it.")
    )
    commitment = forms.BooleanField(
        label=_("I commit myself: what I state is true and complete, I know that mediation is "
                "voluntary, and I will not use it to harm others or to mislead a court.")
    )  # fmt: skip
    pending_elsewhere = LongText(
        label=_("Is a lawsuit, arbitration or administrative procedure pending about this?"),
        rows=3, required=False, max_length=2000,
        help_text=_("Name the court or authority and its case number; leave empty if there is "
                    "none."),
    )  # fmt: skip
