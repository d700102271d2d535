"""Terms (期间): from a dated rule and a starting moment to the last instant, with reasons.

Counting follows 民法典 arts. 200-203 and 民事诉讼法 art. 85: the day on which a period starts
is not counted; a period in months or years ends on the corresponding day, or on the last day
of the month if there is none; a period that ends on a day off ends on the next working day.
Where the working days of a year are not published, the end is *provisional*: the answer
carries no effective date, only the nominal one, before which the period cannot end.

All counting is done in Asia/Shanghai. The module reads no clock.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from workflows.calendar import ONE_DAY, UnknownYear, WorkCalendar
from workflows.deadline_trace import TOLL_REASONS, Step

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Unit(StrEnum):
    """What a term is counted in."""

    CAL_DAY = "CAL_DAY"  # 日
    WORK_DAY = "WORK_DAY"  # 工作日
    MONTH = "MONTH"  # 月
    YEAR = "YEAR"  # 年
    HOUR = "HOUR"  # 小时


class Roll(StrEnum):
    """What happens when a term ends on a day off."""

    NEXT_WORKDAY = "NEXT_WORKDAY"
    NONE = "NONE"


class NoRule(LookupError):
    """No version of this rule is in force for this track on this day."""


@dataclass(frozen=True)
class Extension:
    """How a term may be extended (延长).

    :param by: who grants it: ``all_parties``, ``organ_head`` or ``court_president``.
    :param unit: what `max` is counted in.
    :param max: the longest extension, None where the law names no limit.
    :param needs: what must be on file before expiry, as a code.
    """

    by: str
    unit: Unit
    max: int | None
    needs: str


@dataclass(frozen=True)
class Rule:
    """One dated version of a term.

    :param tracks: the tracks it governs, empty for all.
    :param start_event: code of the event whose day is not counted.
    :param toll_reasons: the pauses that stop this term (`TOLL_REASONS`).
    :param on_expiry: the verb the system runs, '' when it only warns.
    :param basis: article or other source; `confidence` says how well it was read.
    :param effective_to: last day on which this version applies, None while in force.
    :param house_rule: the term is the body's own practice, not law.
    :param sentence: what the term means, in English.
    """

    rule_id: str
    tracks: tuple[str, ...]
    start_event: str
    unit: Unit
    n: int
    roll: Roll
    toll_reasons: tuple[str, ...]
    extension: Extension | None
    on_expiry: str
    basis: str
    effective_from: date
    effective_to: date | None
    confidence: str
    house_rule: bool
    sentence: str

    def __post_init__(self) -> None:
        if self.n <= 0:
            raise ValueError(f"{self.rule_id}: a term must be longer than nothing.")
        unknown = [reason for reason in self.toll_reasons if reason not in TOLL_REASONS]
        if unknown:
            raise ValueError(f"{self.rule_id}: unknown reasons to pause: {', '.join(unknown)}.")


@dataclass(frozen=True)
class Toll:
    """A pause (期间中止): from `start` to `end`, both aware; the day it starts still counts."""

    start: datetime
    end: datetime
    reason: str


@dataclass(frozen=True)
class Due:
    """When a term ends, and why.

    :param nominal: last day before moving it off a day off. While `provisional`, the earliest
        day on which the term can end.
    :param effective: last day in law; None while a needed year is not published.
    :param at: last instant (aware): end of the effective day, or the exact moment of a term in
        hours. While `provisional`, end of the nominal day: warn by it, never act on it.
    :param trace: how the date came about, step by step.
    """

    nominal: date
    effective: date | None
    provisional: bool
    at: datetime
    trace: tuple[Step, ...]


_Moment = TypeVar("_Moment", date, datetime)
#: A pause as dates: the days after the first and up to the second do not count.
Pause = tuple[date, date]


def due(
    rule: Rule,
    start: datetime,
    calendar: WorkCalendar,
    tolls: Sequence[Toll] = (),
    extra_days: int = 0,
) -> Due:
    """When a term that starts at `start` ends.

    :param start: aware moment of the start event.
    :param tolls: finished pauses; those whose reason the rule does not name stop nothing, and
        overlapping ones count once.
    :param extra_days: extension granted, in working days for a term in working days, otherwise
        in calendar days.
    :raises ValueError: a moment without a time zone, a pause that ends before it starts, or an
        extension the rule does not allow.
    """
    _check_input(rule, start, tolls, extra_days)
    counted = [toll for toll in tolls if toll.reason in rule.toll_reasons]
    if rule.unit is Unit.HOUR:
        return _due_in_hours(rule, start, tolls, counted, extra_days)
    first = _day(start)
    pauses = _merged((_day(toll.start), _day(toll.end)) for toll in counted)
    if rule.unit is Unit.WORK_DAY:
        nominal, unknown = _count_workdays(rule.n + extra_days, first, pauses, calendar)
    else:
        nominal = _nominal(rule, first) + timedelta(days=extra_days)
        nominal, unknown = _after_pauses(first, nominal, pauses), None
    effective: date | None = nominal
    try:
        if unknown is not None:
            raise UnknownYear(unknown)
        if rule.roll is Roll.NEXT_WORKDAY:
            effective = _rolled(nominal, pauses, calendar)
    except UnknownYear as error:
        effective, unknown = None, error.year
    trace = (
        Step("start", {"day": str(first)}),
        *_term_steps(rule, nominal, tolls, extra_days, running=(start, _end_of(nominal))),
        *_ending_steps(rule, nominal, effective, calendar, unknown),
    )
    return Due(nominal, effective, effective is None, _end_of(effective or nominal), trace)


def extension_days(rule: Rule, start: datetime) -> int | None:
    """The longest `extra_days` this rule allows, None where the law names no limit.

    A rule without extension allows 0. An extension in months is turned into the days between
    the two corresponding days.
    """
    if rule.extension is None:
        return 0
    if rule.extension.max is None or rule.extension.unit is not Unit.MONTH:
        return rule.extension.max
    first = _day(start)
    months = rule.n * (12 if rule.unit is Unit.YEAR else 1)
    longest = _months_after(first, months + rule.extension.max)
    return (longest - _months_after(first, months)).days


def rule_for(rules: Iterable[Rule], rule_id: str, track: str, on_date: date) -> Rule:
    """The version of a rule in force for a track on a day; a rule naming the track wins.

    :raises NoRule: none is in force.
    :raises ValueError: two versions claim the same day.
    """
    found = [
        rule
        for rule in rules
        if rule.rule_id == rule_id
        and (not rule.tracks or track in rule.tracks)
        and rule.effective_from <= on_date
        and (rule.effective_to is None or on_date <= rule.effective_to)
    ]
    found = [rule for rule in found if rule.tracks] or found
    if not found:
        raise NoRule(
            f"No rule {rule_id} is in force for track {track} on {on_date}. "
            "Enter one in the deadline rules, with its legal basis."
        )
    if len(found) > 1:
        raise ValueError(
            f"{len(found)} versions of {rule_id} are in force for track {track} on {on_date}. "
            "End the older one in the deadline rules."
        )
    return found[0]


def rules_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Build the rules from the parsed `deadline_rules.json` (dates in ISO form).

    :raises KeyError, ValueError: a row is incomplete or holds an unknown unit, roll or reason.
    """
    return tuple(_rule_from(row) for row in rows)


def _rule_from(row: Mapping[str, Any]) -> Rule:
    extension = row["extension"]
    if extension is not None:
        extension = Extension(**{**extension, "unit": Unit(extension["unit"])})
    ends = row["effective_to"]
    return Rule(
        rule_id=row["rule_id"],
        tracks=tuple(row["tracks"]),
        start_event=row["start_event"],
        unit=Unit(row["unit"]),
        n=row["n"],
        roll=Roll(row["roll"]),
        toll_reasons=tuple(row["toll_reasons"]),
        extension=extension,
        on_expiry=row["on_expiry"],
        basis=row["basis"],
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=date.fromisoformat(ends) if ends else None,
        confidence=row["confidence"],
        house_rule=row["house_rule"],
        sentence=row["sentence"],
    )


def _check_input(rule: Rule, start: datetime, tolls: Sequence[Toll], extra_days: int) -> None:
    moments = [start, *(moment for toll in tolls for moment in (toll.start, toll.end))]
    if any(moment.utcoffset() is None for moment in moments):
        raise ValueError("Terms are counted from moments with a time zone.")
    if any(toll.end < toll.start for toll in tolls):
        raise ValueError("A pause cannot end before it starts.")
    allowed = extension_days(rule, start)
    if extra_days < 0 or (allowed is not None and extra_days > allowed):
        raise ValueError(
            f"{rule.rule_id} may be extended by at most {allowed} days; {extra_days} were asked."
        )


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, SHANGHAI)


def _dates(toll: Toll) -> dict[str, str | int]:
    start, end = _day(toll.start), _day(toll.end)
    return {"start": str(start), "end": str(end), "n": (end - start).days}


def _months_after(day: date, months: int) -> date:
    """The corresponding day `months` later, or that month's last day (民法典 202)."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _nominal(rule: Rule, first: date) -> date:
    if rule.unit is Unit.CAL_DAY:
        return first + timedelta(days=rule.n)
    return _months_after(first, rule.n * (12 if rule.unit is Unit.YEAR else 1))


def _merged(spans: Iterable[tuple[_Moment, _Moment]]) -> list[tuple[_Moment, _Moment]]:
    """Spans in order, overlapping or touching ones joined, so that no time counts twice."""
    joined: list[tuple[_Moment, _Moment]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _paused(day: date, pauses: Sequence[Pause]) -> bool:
    return any(start < day <= end for start, end in pauses)


def _after_pauses(first: date, last: date, pauses: Sequence[Pause]) -> date:
    """Move a last day by the real length of every pause that begins while the term runs."""
    for start, end in pauses:
        running_from = max(start, first)
        if running_from < last and running_from < end:
            last += end - running_from
    return last


def _count_workdays(
    n: int, first: date, pauses: Sequence[Pause], calendar: WorkCalendar
) -> tuple[date, int | None]:
    """The `n`-th working day outside the pauses, and the first unpublished year it needed.

    Every day of an unpublished year is taken for a working day, so that the answer is the
    earliest possible one.
    """
    day, unknown = first, None
    while n:
        day += ONE_DAY
        if _paused(day, pauses):
            continue
        if calendar.knows(day.year):
            n -= calendar.is_workday(day)
        else:
            n, unknown = n - 1, unknown or day.year
    return day, unknown


def _rolled(day: date, pauses: Sequence[Pause], calendar: WorkCalendar) -> date:
    """The first working day on or after `day` outside the pauses."""
    while _paused(day, pauses) or not calendar.is_workday(day):
        day += ONE_DAY
    return day


def _due_in_hours(
    rule: Rule, start: datetime, tolls: Sequence[Toll], counted: Sequence[Toll], extra_days: int
) -> Due:
    """Hours run on clock time, through nights and holidays."""
    at = (start + timedelta(hours=rule.n, days=extra_days)).astimezone(SHANGHAI)
    for begin, end in _merged((toll.start, toll.end) for toll in counted):
        running_from = max(begin, start)
        if running_from < at and running_from < end:
            at += end - running_from
    trace = (
        Step("start_hour", {"moment": _minute(start)}),
        *_term_steps(rule, _minute(at), tolls, extra_days, running=(start, at)),
    )
    return Due(at.date(), at.date(), False, at, trace)


def _minute(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _term_steps(
    rule: Rule,
    end: date | str,
    tolls: Sequence[Toll],
    extra_days: int,
    *,
    running: tuple[datetime, datetime],
) -> list[Step]:
    """The term, its extension and pauses, and where that leads.

    :param running: from the start to the nominal end; a pause outside it changes nothing and
        is not told.
    """
    steps = [Step(f"term_{rule.unit.lower()}", {"n": rule.n, "basis": rule.basis})]
    if extra_days:
        kind = "work" if rule.unit is Unit.WORK_DAY else "cal"
        steps.append(Step(f"extension_{kind}_day", {"n": extra_days}))
    for toll in tolls:
        if toll.start < running[1] and toll.end > running[0]:
            code = "toll" if toll.reason in rule.toll_reasons else "toll_ignored"
            steps.append(Step(code, {"reason": toll.reason, **_dates(toll)}))
    return [*steps, Step("nominal", {"end": str(end)})]


def _ending_steps(
    rule: Rule,
    nominal: date,
    effective: date | None,
    calendar: WorkCalendar,
    unknown: int | None,
) -> list[Step]:
    """How the working calendar bears on the end."""
    if effective is None:
        return [Step("unknown_year", {"year": str(unknown), "nominal": str(nominal)})]
    source = calendar.source(effective.year)
    if effective != nominal:
        return [Step("roll", {"from": str(nominal), "to": str(effective), "source": source})]
    if rule.unit is Unit.WORK_DAY:
        return [Step("workdays", {"source": source})]
    return []
