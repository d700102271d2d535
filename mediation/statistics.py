"""The figures of a body: each indicator is defined once, with what it counts and by which day.

Definitions follow domain rules 9.1. Figures are aggregates; no name leaves this module. A group
of fewer than five cases could point to the people in it, so its figures are withheld
(`Figure.withheld`), and where subtraction would give a withheld group away, so is one more.
"""

import calendar
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediation import clock
from mediation.clock import SHANGHAI
from mediation.models import Agreement, Case, Clause, Confirmation, Deadline, Event, Obligation
from workflows.states import AgreementState, CaseState, ConfirmationState, ObligationState
from workflows.vocabulary import CONFIRMABLE_TRACKS, IpType, Track

#: The smallest group whose figures are shown.
SMALLEST_GROUP = 5
PERIOD_RULES = ("M_PERIOD_T1", "M_PERIOD_T4", "M_PERIOD_T5", "P_OWNERSHIP")
Label = str | Promise


@dataclass(frozen=True)
class Scope:
    """What is counted: cases of these organisations, with moments from `start` until before `end`.

    Both ends are midnight in China.
    """

    organisations: tuple[int, ...]
    start: datetime
    end: datetime

    def within(self, field: str) -> Q:
        """The moment in `field` lies in the period."""
        return Q(**{f"{field}__gte": self.start, f"{field}__lt": self.end})

    def days_within(self, field: str) -> Q:
        """The day in `field` lies in the period."""
        first, beyond = (m.astimezone(SHANGHAI).date() for m in (self.start, self.end))
        return Q(**{f"{field}__gte": first, f"{field}__lt": beyond})


def months(organisations: Collection[int], year: int, first: int = 1, last: int = 12) -> Scope:
    """The scope from the first to the last of these months, e.g. the third quarter: 7 to 9.

    Periods are whole months, so that nobody learns of one case by moving a border by a day.
    """
    start = date(year, first, 1)
    end = date(year, last, calendar.monthrange(year, last)[1]) + timedelta(days=1)
    return Scope(
        tuple(sorted(organisations)),
        datetime(start.year, start.month, start.day, tzinfo=SHANGHAI),
        datetime(end.year, end.month, end.day, tzinfo=SHANGHAI),
    )


@dataclass(frozen=True)
class Figure:
    """One indicator: its value, what it counts, by which day, and of how many cases it speaks.

    `value` is a count, a share from 0 to 1 of `whole`, a number of days, or amounts by
    currency; None where there is nothing to measure or the figure is `withheld`.
    """

    slug: str
    name: Label
    definition: Label
    basis: Label
    unit: str
    value: Any
    cases: int
    whole: int = 0
    withheld: bool = False

    @property
    def percent(self) -> str:
        """A share as people read it: 66.7."""
        return f"{self.value:.1%}".removesuffix("%")


# --- the cases behind the figures -------------------------------------------------------------


def accepted_cases(scope: Scope) -> QuerySet[Case]:
    """受理: accepted in the period."""
    return _cases(scope).filter(scope.within("accepted_at"))


def successful_cases(scope: Scope) -> QuerySet[Case]:
    """调解成功: the agreement took effect in the period; a case counts once."""
    return _cases(scope).filter(scope.within("effective_at"))


def terminated_cases(scope: Scope) -> QuerySet[Case]:
    """终止: accepted, and ended in the period without an agreement."""
    ended = Event.objects.filter(
        scope.within("at"), machine="case", target=CaseState.TERMINATED,
        case__organisation_id__in=scope.organisations,
    ).exclude(source=CaseState.TERMINATED)  # fmt: skip
    return _cases(scope).filter(accepted_at__isnull=False, pk__in=ended.values("case_id"))


def _cases(scope: Scope) -> QuerySet[Case]:
    return Case.objects.filter(organisation_id__in=scope.organisations)


# --- indicators -------------------------------------------------------------------------------


def figures(scope: Scope) -> list[Figure]:
    """All indicators of the period, in the order of a report."""
    accepted = accepted_cases(scope).count()
    successful = successful_cases(scope).count()
    terminated = terminated_cases(scope).count()
    by_accepted, by_effect = _("day of acceptance"), _("day the agreement took effect")
    found = [
        Figure("accepted", _("Cases accepted"),
               _("Cases the body accepted after every necessary party consented."),
               by_accepted, "count", accepted, accepted),
        Figure("successful", _("Cases settled"),
               _("Cases whose agreement took effect, wholly or in part; each case once."),
               by_effect, "count", successful, successful),
        Figure("terminated", _("Cases terminated"),
               _("Accepted cases that ended without an agreement. Withdrawn cases and requests "
                 "that were never accepted are not counted."),
               _("day of termination"), "count", terminated, terminated),
        _share("success_rate", _("Success rate"),
               _("Settled ÷ (settled + terminated)."), _("day of the outcome"),
               successful, successful + terminated),
        _share("success_of_accepted", _("Settled share of accepted cases"),
               _("Of the cases accepted in the period, those with an effective agreement by now."),
               by_accepted, accepted_cases(scope).filter(effective_at__isnull=False).count(),
               accepted),
        _days_to_agreement(scope),
        *_amounts(scope),
        *_confirmation(scope),
        _performance(scope),
    ]  # fmt: skip
    return [_withhold(figure) for figure in found]


def _share(
    slug: str, name: Label, definition: Label, basis: Label, part: int, whole: int
) -> Figure:
    value = part / whole if whole else None
    return Figure(slug, name, definition, basis, "share", value, whole, whole)


def _days_to_agreement(scope: Scope) -> Figure:
    """Days in mediation; the time a term stood still is not counted."""
    stood_still: dict[int, timedelta] = {}
    paused = Deadline.objects.filter(
        case__in=successful_cases(scope), rule_id__in=PERIOD_RULES
    ).exclude(tolls=[])
    for case_id, tolls in paused.values_list("case_id", "tolls"):
        stood_still[case_id] = sum(
            (datetime.fromisoformat(b) - datetime.fromisoformat(a) for a, b, _reason in tolls),
            timedelta(0),
        )
    settled = successful_cases(scope).filter(accepted_at__isnull=False)
    days = [
        (effective - accepted - stood_still.get(pk, timedelta(0))) / timedelta(days=1)
        for pk, accepted, effective in settled.values_list("pk", "accepted_at", "effective_at")
    ]
    return Figure(
        "median_days", _("Days to the agreement (median)"),
        _("From acceptance to the effective agreement, without the time the period stood still."),
        _("day the agreement took effect"), "days", median(days) if days else None, len(days),
    )  # fmt: skip


def _amounts(scope: Scope) -> Iterable[Figure]:
    claimed = accepted_cases(scope).filter(amount__isnull=False)
    agreed = Clause.objects.filter(
        scope.within("agreement__effective_at"),
        agreement__case__organisation_id__in=scope.organisations,
        agreement__state=AgreementState.EFFECTIVE, amount__isnull=False,
    )  # fmt: skip
    performed = Obligation.objects.filter(
        scope.within("performed_at"), case__organisation_id__in=scope.organisations,
        state=ObligationState.PERFORMED, clause__amount__isnull=False,
    )  # fmt: skip
    yield _money("claimed", _("Amount claimed"), _("What the accepted complaints claim."),
                 _("day of acceptance"), claimed, "", "pk")  # fmt: skip
    yield _money("agreed", _("Amount agreed"), _("Amounts in the clauses of effective agreements."),
                 _("day the agreement took effect"), agreed, "", "agreement__case")  # fmt: skip
    yield _money("performed", _("Amount performed"),
                 _("Amounts of obligations that were performed."),
                 _("day of performance"), performed, "clause__", "case")  # fmt: skip


def _money(
    slug: str, name: Label, definition: Label, basis: Label,
    rows: QuerySet[Any], prefix: str, case: str,
) -> Figure:  # fmt: skip
    """Sums by currency: amounts in different currencies are never added."""
    sums = rows.order_by().values_list(f"{prefix}currency").annotate(total=Sum(f"{prefix}amount"))
    value: dict[str, Decimal] = dict(sums.order_by(f"{prefix}currency"))
    return Figure(
        slug, name, definition, basis, "money", value or None,
        rows.aggregate(n=Count(case, distinct=True))["n"],
    )  # fmt: skip


def _confirmation(scope: Scope) -> Iterable[Figure]:
    eligible = Agreement.objects.filter(
        scope.within("effective_at"), case__organisation_id__in=scope.organisations, oral=False,
        state=AgreementState.EFFECTIVE, case__track__in=CONFIRMABLE_TRACKS,
    )  # fmt: skip
    applied = eligible.filter(confirmations__filed_at__isnull=False).count()
    yield _share("confirmation_applied", _("Applications for judicial confirmation"),
                 _("Agreements sent to a court ÷ written agreements that may be confirmed "
                   "(not those of cases entrusted by a court)."),
                 _("day the agreement took effect"), applied, eligible.count())  # fmt: skip
    filed = Confirmation.objects.filter(
        scope.within("filed_at"), case__organisation_id__in=scope.organisations
    )
    granted = filed.filter(state=ConfirmationState.GRANTED).count()
    yield _share("confirmation_granted", _("Confirmations granted"),
                 _("Granted by now ÷ filed. Applications still before the court count as filed."),
                 _("day of filing with the court"), granted, filed.count())  # fmt: skip


def _performance(scope: Scope) -> Figure:
    due = Obligation.objects.filter(
        scope.days_within("due_on"), due_on__lt=clock.today(),
        case__organisation_id__in=scope.organisations,
    ).exclude(state=ObligationState.WAIVED)  # fmt: skip
    performed = due.filter(state=ObligationState.PERFORMED).count()
    figure = _share(
        "performance", _("Performance rate"),
        _("Obligations performed by now ÷ obligations that fell due; waived ones are left out."),
        _("due day"), performed, due.count(),
    )  # fmt: skip
    cases = due.aggregate(n=Count("case", distinct=True))["n"]
    return replace(figure, cases=cases)


def _withhold(figure: Figure) -> Figure:
    """A plain count of cases says nothing about anybody; everything else may."""
    if figure.unit == "count" or not 0 < figure.cases < SMALLEST_GROUP:
        return figure
    return replace(figure, value=None, whole=0, withheld=True)


# --- by track, kind of right, month -----------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """One line of a breakdown; a withheld number is None."""

    label: Label
    accepted: int | None
    successful: int | None


def by_track(scope: Scope) -> list[Group]:
    """Accepted and settled cases by track."""
    return _breakdown(scope, "track", lambda value: Track(value).label, Track.values)


def by_ip_type(scope: Scope) -> list[Group]:
    """Accepted and settled cases by kind of right."""
    return _breakdown(scope, "ip_type", lambda value: IpType(value).label, IpType.values)


def by_month(scope: Scope) -> list[Group]:
    """Accepted and settled cases by month, each by its own day."""
    counted = [
        {
            (day.year, day.month): n
            for day, n in cases.order_by()
            .values_list(TruncMonth(field, tzinfo=SHANGHAI))
            .annotate(n=Count("pk"))
        }
        for field, cases in (
            ("accepted_at", accepted_cases(scope)),
            ("effective_at", successful_cases(scope)),
        )
    ]
    keys = sorted(set(counted[0]) | set(counted[1]))
    return _groups(keys, counted, lambda key: f"{key[0]}-{key[1]:02d}")


def _breakdown(
    scope: Scope, field: str, label: Callable[[Any], Label], order: Collection[str]
) -> list[Group]:
    counted = [
        dict(cases.order_by().values_list(field).annotate(n=Count("pk")))
        for cases in (accepted_cases(scope), successful_cases(scope))
    ]
    keys = [value for value in order if value in counted[0] or value in counted[1]]
    return _groups(keys, counted, label)


def _groups(
    keys: list[Any], counted: list[dict[Any, int]], label: Callable[[Any], Label]
) -> list[Group]:
    accepted, successful = (_shown([by_key.get(key, 0) for key in keys]) for by_key in counted)
    return [Group(label(key), a, s) for key, a, s in zip(keys, accepted, successful, strict=True)]


def _shown(numbers: list[int]) -> list[int | None]:
    """The numbers of a breakdown, small ones withheld.

    One withheld number alone would follow from the total, so the next smallest goes with it.
    """
    small = {i for i, n in enumerate(numbers) if 0 < n < SMALLEST_GROUP}
    if len(small) == 1:
        rest = [i for i, n in enumerate(numbers) if n >= SMALLEST_GROUP]
        small |= {min(rest, key=lambda i: numbers[i])} if rest else set()
    return [None if i in small else n for i, n in enumerate(numbers)]
