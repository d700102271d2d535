"""Forms of the verbs after the agreement: confirmation, performance, challenge, archive."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mediation.competence import competent_for
from mediation.facts import StoredFacts
from mediation.forms.base import VerbForm
from mediation.forms.fields import (
    CourtField,
    DayField,
    LongText,
    OwnPartyField,
    Setting,
    UploadField,
)


class ForParty(VerbForm):
    """A party's step without further arguments."""

    party = OwnPartyField()


class RecordNotarisation(VerbForm):
    """The notarial certificate."""

    certificate = forms.CharField(label=_("Number of the certificate"), max_length=60)
    on = DayField(label=_("Day"))


class FollowUp(VerbForm):
    """What the visit found."""

    on = DayField(label=_("Day of the visit"))
    text = LongText(label=_("Findings"))
    satisfied = forms.BooleanField(label=_("The parties are satisfied."), required=False)


class LawsuitNumber(VerbForm):
    """A court's case number, with an explanation."""

    number = forms.CharField(
        label=_("Court's case number"), max_length=60,
        help_text=_("e.g. （2026）云0102民初99901号"),
    )  # fmt: skip
    text = LongText(label=_("Explanation"), required=False)


class Archive(VerbForm):
    """How the file is kept."""

    volume = forms.CharField(label=_("Volume"), max_length=60)
    pages = forms.IntegerField(label=_("Pages"), min_value=1)
    index_complete = forms.BooleanField(label=_("The index is complete."), required=False)
    sealed_part_separate = forms.BooleanField(
        label=_("The confidential part is sealed in a volume of its own."), required=False
    )


# --- confirmation -----------------------------------------------------------------------------


class OverridePrecheck(VerbForm):
    """Why the application passes in spite of what the pre-check found."""

    text = LongText(label=_("Reasons"))

    @classmethod
    def is_offered(cls, setting: Setting) -> bool:
        """Only where something was found that was not passed yet."""
        return not setting.subject.override_reason and bool(
            StoredFacts(setting.case).confirmation_findings
        )

    def findings(self) -> list[str]:
        """What the reviewer has to weigh."""
        found = StoredFacts(self.setting.case).confirmation_findings
        return [str(finding.message) for finding in found]


class FileConfirmation(VerbForm):
    """The court and why it is competent."""

    court = CourtField(label=_("Court"))
    competence_basis = LongText(label=_("Basis of the court's competence"), rows=3)

    def begin(self, setting: Setting) -> dict[str, Any]:
        """The court the table of competence names, if it is verified."""
        answer = competent_for(setting.case)
        if not answer.verified or len(answer.courts) != 1:
            return {"competence_basis": answer.basis}
        courts = CourtField().queryset.filter(court_code=answer.courts[0].code)
        return {"court": courts.first(), "competence_basis": answer.basis}


class CourtText(VerbForm):
    """What the court asks for."""

    text = LongText(label=_("What the court asks for"))
    scan = UploadField(label=_("Scan of the court's paper"), required=False)


class SupplyCourt(VerbForm):
    """What is supplied."""

    text = LongText(label=_("What is supplied"))


class CourtAcceptance(VerbForm):
    """The court's number and day."""

    number = forms.CharField(
        label=_("Court's case number"), max_length=60, help_text=_("e.g. （2026）云01民特99901号")
    )
    on = DayField(label=_("Day of acceptance"))
    scan = UploadField(label=_("Scan of the court's paper"), required=False)


class CourtRefusal(VerbForm):
    """Why the court does not accept."""

    on = DayField(label=_("Day of the ruling"))
    text = LongText(label=_("Reasons of the court"))
    scan = UploadField(label=_("Scan of the court's paper"), required=False)


class CourtDay(VerbForm):
    """A decision with its day only."""

    on = DayField(label=_("Day of the ruling"))
    scan = UploadField(label=_("Scan of the court's paper"), required=False)


class CourtGrant(VerbForm):
    """The confirmation."""

    on = DayField(label=_("Day of the ruling"))
    judge = forms.CharField(label=_("Judge"), max_length=80)
    scan = UploadField(label=_("Scan of the court's paper"), required=False)


class CourtDismissal(VerbForm):
    """The dismissal."""

    on = DayField(label=_("Day of the ruling"))
    judge = forms.CharField(label=_("Judge"), max_length=80)
    text = LongText(label=_("Reasons of the court"))
    scan = UploadField(label=_("Scan of the court's paper"), required=False)


# --- obligations ------------------------------------------------------------------------------


class ReportPerformance(VerbForm):
    """The debtor's report with proof."""

    party = OwnPartyField(only="obligor")
    proof = UploadField(label=_("Proof"))
    text = forms.CharField(
        label=_("What was done"), max_length=120, help_text=_("e.g. Bank transfer of 2026-09-28")
    )


class CreditorStep(VerbForm):
    """A creditor's step without further arguments."""

    party = OwnPartyField(only="obligee")


class CreditorReasons(VerbForm):
    """A creditor's step with reasons."""

    party = OwnPartyField(only="obligee")
    text = LongText(label=_("Reasons"))


class CreditorLawsuit(VerbForm):
    """A creditor's lawsuit."""

    party = OwnPartyField(only="obligee")
    number = forms.CharField(
        label=_("Court's case number"), max_length=60,
        help_text=_("e.g. （2026）云0102民初99901号"),
    )  # fmt: skip
