"""Working days (工作日) from the State Council's yearly holiday notices.

A year is known only when its notice is published. A question about any other year is an
error: whoever asks must show that the date is provisional instead of inventing one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class DayKind(StrEnum):
    """A day that differs from the Monday-to-Friday week."""

    WORKDAY = "workday"  # 调休上班: a weekend day worked instead of a holiday
    HOLIDAY = "holiday"  # 放假: a weekday off


class YearStatus(StrEnum):
    """Whether the holiday notice of a year is out."""

    PUBLISHED = "published"
    PROVISIONAL = "provisional"


class UnknownYear(LookupError):
    """The holiday notice of this year is not in the calendar."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"The working days of {year} are not published. "
            f"Enter the State Council's holiday notice for {year} in the working calendar."
        )


@dataclass(frozen=True)
class WorkCalendar:
    """The days on which offices work.

    :param days: the exceptions to Monday-Friday, as the notices list them.
    :param years: which years' notices are in; a year that is absent is not published.
    :param sources: the notice of each year, to be cited where a date depends on it.
    """

    days: Mapping[date, DayKind]
    years: Mapping[int, YearStatus]
    sources: Mapping[int, str] = field(default_factory=dict)

    def knows(self, year: int) -> bool:
        """Whether the notice of this year is published."""
        return self.years.get(year) is YearStatus.PUBLISHED

    def source(self, year: int) -> str:
        """The notice that fixes this year's days, '' when it is not recorded."""
        return self.sources.get(year, "")

    def is_workday(self, day: date) -> bool:
        """Whether offices work on this day.

        :raises UnknownYear: the notice of that year is not published.
        """
        if isinstance(day, datetime):
            raise TypeError("Ask about a date, not a moment: convert it to Asia/Shanghai first.")
        if not self.knows(day.year):
            raise UnknownYear(day.year)
        kind = self.days.get(day)
        return day.weekday() < SATURDAY if kind is None else kind is DayKind.WORKDAY

    def next_workday(self, day: date) -> date:
        """The first working day on or after `day`.

        :raises UnknownYear: the search reaches a year that is not published.
        """
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def add_workdays(self, day: date, n: int) -> date:
        """The `n`-th working day after `day`; `day` itself is not counted.

        :raises UnknownYear: the count reaches a year that is not published.
        :raises ValueError: `n` is negative.
        """
        if n < 0:
            raise ValueError("Working days are counted forwards: n must not be negative.")
        while n:
            day += ONE_DAY
            n -= self.is_workday(day)
        return day


def calendar_from(data: Mapping[str, Any]) -> WorkCalendar:
    """Build the calendar from the parsed `calendar.json`.

    :param data: ``{"years": {"2026": {"status", "source", "holidays": [...], "workdays": [...]}}}``
        with ISO dates. A notice may also name days of the December before its year.
    :raises ValueError: a date lies outside its notice, or is no exception to Monday-Friday,
        or stands twice.
    """
    days: dict[date, DayKind] = {}
    years: dict[int, YearStatus] = {}
    sources: dict[int, str] = {}
    for name, entry in data["years"].items():
        year = int(name)
        years[year] = YearStatus(entry["status"])
        sources[year] = entry["source"]
        for key, kind in (("holidays", DayKind.HOLIDAY), ("workdays", DayKind.WORKDAY)):
            for text in entry[key]:
                day = date.fromisoformat(text)
                _check_exception(day, kind, year)
                if day in days:
                    raise ValueError(f"The calendar names {day} twice.")
                days[day] = kind
    return WorkCalendar(days, years, sources)


def _check_exception(day: date, kind: DayKind, year: int) -> None:
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        raise ValueError(f"{day} does not belong to the notice for {year}.")
    if (day.weekday() < SATURDAY) is (kind is DayKind.WORKDAY):
        raise ValueError(f"{day} is a {kind} without being named; list only the exceptions.")
