"""The working calendar knows the published years and refuses to guess the others."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import DayKind, UnknownYear, WorkCalendar, YearStatus, calendar_from

DATA = Path(__file__).resolve().parents[2] / "mediation" / "data" / "calendar.json"
RAW = json.loads(DATA.read_text(encoding="utf-8"))
CALENDAR = calendar_from(RAW)
KNOWN_DAYS = st.dates(date(2024, 1, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-04", True),  # make-up Sunday
        ("2026-02-14", True),  # make-up Saturday
        ("2026-02-16", False),  # Spring Festival on a Monday
        ("2026-02-28", True),
        ("2026-05-09", True),
        ("2026-09-20", True),
        ("2026-10-01", False),
        ("2026-10-10", True),
        ("2026-11-22", False),  # plain Sunday
        ("2026-11-23", True),  # plain Monday
        ("2025-01-26", True),
        ("2025-10-08", False),
        ("2024-02-09", True),  # the eve of the Spring Festival was not a statutory holiday
    ],
)
def test_notices_decide_which_days_are_worked(day: str, works: bool) -> None:
    assert CALENDAR.is_workday(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("year", "workdays"),
    # Days of the year, less weekends and weekday holidays, plus make-up days.
    [(2024, 251), (2025, 248), (2026, 248)],
)
def test_a_year_has_the_number_of_working_days_its_notice_leaves(year: int, workdays: int) -> None:
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range(366))
    assert sum(CALENDAR.is_workday(day) for day in days if day.year == year) == workdays


def test_next_workday_keeps_a_working_day() -> None:
    assert CALENDAR.next_workday(date(2026, 11, 23)) == date(2026, 11, 23)


def test_next_workday_leaves_a_holiday_behind() -> None:
    assert CALENDAR.next_workday(date(2026, 10, 1)) == date(2026, 10, 8)


def test_add_workdays_does_not_count_the_first_day() -> None:
    assert CALENDAR.add_workdays(date(2026, 9, 29), 5) == date(2026, 10, 12)


def test_add_workdays_goes_forwards_only() -> None:
    with pytest.raises(ValueError, match="forwards"):
        CALENDAR.add_workdays(date(2026, 9, 29), -1)


@given(KNOWN_DAYS, st.integers(0, 20))
def test_add_workdays_ends_after_exactly_that_many_working_days(day: date, n: int) -> None:
    end = CALENDAR.add_workdays(day, n)
    between = [day + timedelta(days=i) for i in range(1, (end - day).days + 1)]
    assert sum(CALENDAR.is_workday(each) for each in between) == n
    assert n == 0 or CALENDAR.is_workday(end)


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2027, 7, 1), date(2023, 12, 31)])
def test_a_year_without_notice_is_an_error(day: date) -> None:
    with pytest.raises(UnknownYear, match=str(day.year)) as caught:
        CALENDAR.is_workday(day)
    assert caught.value.year == day.year


def test_a_search_that_reaches_an_unknown_year_is_an_error() -> None:
    with pytest.raises(UnknownYear):
        CALENDAR.add_workdays(date(2026, 12, 30), 2)
    weekend_at_new_year = WorkCalendar({}, {2022: YearStatus.PUBLISHED})
    with pytest.raises(UnknownYear):
        weekend_at_new_year.next_workday(date(2022, 12, 31))


def test_a_provisional_year_counts_as_unknown() -> None:
    calendar = WorkCalendar({}, {2027: YearStatus.PROVISIONAL})
    with pytest.raises(UnknownYear):
        calendar.is_workday(date(2027, 3, 1))


def test_a_moment_is_not_taken_for_a_day() -> None:
    with pytest.raises(TypeError, match="Asia/Shanghai"):
        CALENDAR.is_workday(datetime(2026, 10, 1, tzinfo=UTC))


def test_every_published_year_cites_its_notice() -> None:
    assert all("国务院办公厅" in CALENDAR.source(year) for year in (2024, 2025, 2026))
    assert CALENDAR.source(2027) == ""


def _notice(year: str, holidays: list[str], workdays: list[str]) -> dict[str, object]:
    entry = {"status": "published", "source": "x", "holidays": holidays, "workdays": workdays}
    return {"years": {year: entry}}


def test_a_notice_may_name_days_of_the_december_before() -> None:
    calendar = calendar_from(_notice("2027", ["2026-12-31"], []))
    assert calendar.days == {date(2026, 12, 31): DayKind.HOLIDAY}


@pytest.mark.parametrize(
    ("holidays", "workdays", "error"),
    [
        (["2027-01-02"], [], "list only the exceptions"),  # a Saturday is off anyway
        ([], ["2027-01-04"], "list only the exceptions"),  # a Monday is worked anyway
        (["2026-11-30"], [], "does not belong"),
        (["2027-01-01", "2027-01-01"], [], "twice"),
    ],
)
def test_a_faulty_notice_is_refused(holidays: list[str], workdays: list[str], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        calendar_from(_notice("2027", holidays, workdays))
