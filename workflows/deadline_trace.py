"""The reasons behind a computed date, in words a person can check."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from workflows.vocabulary import SuspensionReason

#: Why a term may stop running: a suspension (中止), a pending challenge, a public notice.
TOLL_REASONS = {
    **{reason.value: reason.label for reason in SuspensionReason},
    "recusal": _("Decision on a challenge of the mediator"),
    "announcement": _("Service by public announcement"),
}

_SENTENCES = {
    "start": _("The period starts on %(day)s; that day is not counted."),
    "start_hour": _("The period starts at %(moment)s."),
    "term_cal_day": ngettext_lazy(
        "It runs for %(n)d calendar day (%(basis)s).",
        "It runs for %(n)d calendar days (%(basis)s).",
        "n",
    ),
    "term_work_day": ngettext_lazy(
        "It runs for %(n)d working day (%(basis)s).",
        "It runs for %(n)d working days (%(basis)s).",
        "n",
    ),
    "term_month": ngettext_lazy(
        "It runs for %(n)d month (%(basis)s) and ends on the corresponding day, "
        "or on the last day of the month.",
        "It runs for %(n)d months (%(basis)s) and ends on the corresponding day, "
        "or on the last day of the month.",
        "n",
    ),
    "term_year": ngettext_lazy(
        "It runs for %(n)d year (%(basis)s) and ends on the corresponding day, "
        "or on the last day of the month.",
        "It runs for %(n)d years (%(basis)s) and ends on the corresponding day, "
        "or on the last day of the month.",
        "n",
    ),
    "term_hour": ngettext_lazy(
        "It runs for %(n)d hour by the clock (%(basis)s).",
        "It runs for %(n)d hours by the clock (%(basis)s).",
        "n",
    ),
    "extension_cal_day": ngettext_lazy(
        "It is extended by %(n)d calendar day.", "It is extended by %(n)d calendar days.", "n"
    ),
    "extension_work_day": ngettext_lazy(
        "It is extended by %(n)d working day.", "It is extended by %(n)d working days.", "n"
    ),
    "toll": ngettext_lazy(
        "It pauses from %(start)s to %(end)s, %(n)d day: %(reason)s.",
        "It pauses from %(start)s to %(end)s, %(n)d days: %(reason)s.",
        "n",
    ),
    "toll_ignored": _("The pause from %(start)s to %(end)s does not stop this period: %(reason)s."),
    "nominal": _("Counted in this way it ends on %(end)s."),
    "workdays": _("Working days as published: %(source)s."),
    "roll": _(
        "%(from)s is not a working day, so the period ends on the next one, %(to)s: %(source)s."
    ),
    "unknown_year": _(
        "The working days of %(year)s are not published yet. The date is provisional: "
        "the period does not end before %(nominal)s."
    ),
}


@dataclass(frozen=True)
class Step:
    """One reason: a code and its parameters, fit for storing as JSON (dates in ISO form)."""

    code: str
    params: Mapping[str, str | int]

    def sentence(self) -> str:
        """The reason as a sentence in the reader's language."""
        params = dict(self.params)
        if "reason" in params:
            params["reason"] = str(TOLL_REASONS.get(str(params["reason"]), params["reason"]))
        return str(_SENTENCES[self.code] % params)
