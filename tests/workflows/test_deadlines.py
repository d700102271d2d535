"""Terms end on the day the law says, and an unpublished year is never guessed."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import DayKind, WorkCalendar, YearStatus, calendar_from
from workflows.deadlines import (
    SHANGHAI,
    Due,
    Extension,
    Roll,
    Rule,
    Toll,
    Unit,
    due,
)

DATA = Path(__file__).resolve().parents[2] / "mediation" / "data"
CALENDAR = calendar_from(json.loads((DATA / "calendar.json").read_text(encoding="utf-8")))
#: Every year published, without any holiday: for dates beyond the notices.
PLAIN = WorkCalendar({}, dict.fromkeys(range(2020, 2045), YearStatus.PUBLISHED))


def rule(unit: Unit, n: int, **changes: object) -> Rule:
    roll = Roll.NONE if unit in (Unit.WORK_DAY, Unit.HOUR) else Roll.NEXT_WORKDAY
    made = Rule(
        rule_id="X", tracks=(), start_event="served", unit=unit, n=n, roll=roll,
        toll_reasons=("appraisal", "recusal"), extension=None, on_expiry="", basis="art. 1",
        effective_from=date(2020, 1, 1), effective_to=None, confidence="D", house_rule=True,
        sentence="",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def at(day: str | date, hour: int = 10) -> datetime:
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(day, time(hour), SHANGHAI)


def pause(start: str, end: str, reason: str = "appraisal") -> Toll:
    return Toll(at(start), at(end), reason)


def ends(made: Due) -> tuple[str, str]:
    return str(made.nominal), str(made.effective)


def codes(made: Due) -> list[str]:
    return [step.code for step in made.trace]


# --- the published vectors --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "unit", "n", "nominal", "effective"),
    [
        ("2026-09-02", Unit.CAL_DAY, 30, "2026-10-02", "2026-10-08"),  # National Day
        ("2026-10-23", Unit.CAL_DAY, 30, "2026-11-22", "2026-11-23"),  # Sunday
        ("2026-01-16", Unit.CAL_DAY, 30, "2026-02-15", "2026-02-24"),  # Spring Festival
        ("2026-09-20", Unit.CAL_DAY, 15, "2026-10-05", "2026-10-08"),
        ("2026-04-21", Unit.CAL_DAY, 10, "2026-05-01", "2026-05-06"),
        ("2026-11-20", Unit.CAL_DAY, 3, "2026-11-23", "2026-11-23"),
        ("2026-09-29", Unit.WORK_DAY, 5, "2026-10-12", "2026-10-12"),  # 10-10 is worked
        ("2026-02-13", Unit.WORK_DAY, 5, "2026-02-27", "2026-02-27"),  # 02-14 is worked
        ("2026-05-08", Unit.WORK_DAY, 3, "2026-05-12", "2026-05-12"),  # 05-09 is worked
        ("2026-04-30", Unit.WORK_DAY, 3, "2026-05-08", "2026-05-08"),
    ],
)
def test_terms_end_on_the_published_vectors(
    start: str, unit: Unit, n: int, nominal: str, effective: str
) -> None:
    made = due(rule(unit, n), at(start), CALENDAR)
    assert ends(made) == (nominal, effective)
    assert not made.provisional
    assert made.at == datetime.combine(date.fromisoformat(effective), time.max, SHANGHAI)


@pytest.mark.parametrize(
    ("start", "unit", "n", "nominal", "effective"),
    [
        ("2026-12-31", Unit.MONTH, 2, "2027-02-28", "2027-03-01"),  # no 31st; a Sunday
        ("2028-02-29", Unit.YEAR, 2, "2030-02-28", "2030-02-28"),  # no 29th
        ("2027-08-31", Unit.MONTH, 6, "2028-02-29", "2028-02-29"),
        ("2027-03-15", Unit.MONTH, 1, "2027-04-15", "2027-04-15"),
        ("2027-01-31", Unit.MONTH, 1, "2027-02-28", "2027-03-01"),
        ("2027-12-05", Unit.MONTH, 1, "2028-01-05", "2028-01-05"),
        ("2028-02-29", Unit.YEAR, 1, "2029-02-28", "2029-02-28"),
    ],
)
def test_months_and_years_end_on_the_corresponding_day_or_the_month_end(
    start: str, unit: Unit, n: int, nominal: str, effective: str
) -> None:
    assert ends(due(rule(unit, n), at(start), PLAIN)) == (nominal, effective)


@pytest.mark.parametrize(
    ("start", "unit", "n", "nominal"),
    [
        ("2026-12-02", Unit.CAL_DAY, 30, "2027-01-01"),
        ("2026-12-31", Unit.MONTH, 2, "2027-02-28"),
        ("2028-02-29", Unit.YEAR, 2, "2030-02-28"),
        ("2026-12-30", Unit.WORK_DAY, 3, "2027-01-02"),  # the earliest day it could be
    ],
)
def test_a_term_that_ends_in_an_unpublished_year_has_no_effective_date(
    start: str, unit: Unit, n: int, nominal: str
) -> None:
    made = due(rule(unit, n), at(start), CALENDAR)
    assert made.effective is None
    assert made.provisional
    assert str(made.nominal) == nominal
    assert made.at == datetime.combine(made.nominal, time.max, SHANGHAI)
    assert codes(made)[-1] == "unknown_year"


def test_the_term_becomes_certain_when_the_notice_is_published() -> None:
    start = at("2026-12-02")
    assert due(rule(Unit.CAL_DAY, 30), start, CALENDAR).provisional
    holiday = {**CALENDAR.days, date(2027, 1, 1): DayKind.HOLIDAY}
    years = {**CALENDAR.years, 2027: YearStatus.PUBLISHED}
    made = due(rule(Unit.CAL_DAY, 30), start, WorkCalendar(holiday, years))
    assert ends(made) == ("2027-01-01", "2027-01-04")


def test_a_term_that_does_not_roll_needs_no_calendar() -> None:
    made = due(rule(Unit.CAL_DAY, 30, roll=Roll.NONE), at("2026-12-02"), CALENDAR)
    assert ends(made) == ("2027-01-01", "2027-01-01")


# --- the first day and the last instant -------------------------------------------------------


def test_the_first_day_is_the_day_in_shanghai() -> None:
    late_in_london = datetime(2026, 11, 1, 17, 0, tzinfo=UTC)  # already 2 November in Shanghai
    made = due(rule(Unit.CAL_DAY, 3), late_in_london, CALENDAR)
    assert str(made.effective) == "2026-11-05"


def test_a_term_lasts_until_the_end_of_the_day_in_shanghai() -> None:
    made = due(rule(Unit.CAL_DAY, 3), at("2026-11-20"), CALENDAR)
    assert made.at.astimezone(UTC) == datetime(2026, 11, 23, 15, 59, 59, 999999, UTC)


def test_hours_run_by_the_clock_through_holidays() -> None:
    made = due(rule(Unit.HOUR, 24), at("2026-10-02", hour=15), CALENDAR)
    assert made.at == at("2026-10-03", hour=15)
    assert ends(made) == ("2026-10-03", "2026-10-03")
    assert not made.provisional


def test_hours_never_wait_for_a_holiday_notice() -> None:
    made = due(rule(Unit.HOUR, 24), at("2026-12-31", hour=20), CALENDAR)
    assert not made.provisional
    assert made.at == at("2027-01-01", hour=20)


def test_a_moment_without_time_zone_is_refused() -> None:
    naive = datetime(2026, 11, 20, 10, 0)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        due(rule(Unit.CAL_DAY, 3), naive, CALENDAR)
    with pytest.raises(ValueError, match="time zone"):
        due(rule(Unit.CAL_DAY, 3), at("2026-11-20"), CALENDAR, [Toll(naive, naive, "appraisal")])


# --- pauses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "n", "without", "nominal", "effective"),
    [
        (Unit.CAL_DAY, 30, "2026-04-01", "2026-04-18", "2026-04-20"),  # a Saturday
        (Unit.WORK_DAY, 5, "2026-03-09", "2026-03-26", "2026-03-26"),
        (Unit.MONTH, 2, "2026-05-06", "2026-05-19", "2026-05-19"),
        (Unit.YEAR, 1, None, "2027-03-19", "None"),
        (Unit.HOUR, 24, "2026-03-03", "2026-03-20", "2026-03-20"),
    ],
)
def test_a_pause_of_17_days_moves_each_term_by_its_own_rule(
    unit: Unit, n: int, without: str | None, nominal: str, effective: str
) -> None:
    start, toll = at("2026-03-02"), pause("2026-03-03", "2026-03-20")
    if unit is Unit.HOUR:
        toll = Toll(at("2026-03-02", 12), at("2026-03-19", 12), "appraisal")
    assert str(due(rule(unit, n), start, CALENDAR).effective) == str(without)
    made = due(rule(unit, n), start, CALENDAR, [toll])
    assert ends(made) == (nominal, effective)


def test_only_the_reasons_a_rule_names_stop_it() -> None:
    made = due(
        rule(Unit.CAL_DAY, 10, toll_reasons=("recusal",)),
        at("2026-03-02"),
        CALENDAR,
        [pause("2026-03-03", "2026-03-20"), pause("2026-03-04", "2026-03-06", "recusal")],
    )
    assert str(made.nominal) == "2026-03-14"
    assert codes(made).count("toll") == codes(made).count("toll_ignored") == 1


def test_overlapping_pauses_count_once() -> None:
    tolls = [pause("2026-03-05", "2026-03-12"), pause("2026-03-03", "2026-03-10", "recusal")]
    made = due(rule(Unit.CAL_DAY, 10), at("2026-03-02"), CALENDAR, tolls)
    assert str(made.nominal) == "2026-03-21"  # 3 to 12 March: nine days, not fourteen


def test_a_pause_after_the_end_changes_nothing() -> None:
    made = due(
        rule(Unit.CAL_DAY, 10), at("2026-03-02"), CALENDAR, [pause("2026-04-01", "2026-05-01")]
    )
    assert str(made.effective) == "2026-03-12"
    assert "toll" not in codes(made)


def test_a_pause_counts_only_from_the_start_of_the_term() -> None:
    made = due(
        rule(Unit.CAL_DAY, 10), at("2026-03-02"), CALENDAR, [pause("2026-02-20", "2026-03-05")]
    )
    assert str(made.nominal) == "2026-03-15"


def test_the_day_on_which_a_pause_begins_still_counts() -> None:
    made = due(
        rule(Unit.CAL_DAY, 10), at("2026-03-02"), CALENDAR, [pause("2026-03-12", "2026-03-20")]
    )
    assert ends(made) == ("2026-03-12", "2026-03-12")


def test_hours_stop_only_while_the_term_runs() -> None:
    running, start = rule(Unit.HOUR, 24), at("2026-03-02", 10)
    early = Toll(at("2026-03-01", 10), at("2026-03-02", 13), "appraisal")
    late = Toll(at("2026-03-03", 13), at("2026-03-04", 13), "appraisal")
    assert due(running, start, CALENDAR, [early]).at == at("2026-03-03", 13)
    assert due(running, start, CALENDAR, [early, late]).at == at("2026-03-03", 13)


def test_a_term_does_not_end_within_a_pause_that_begins_on_its_last_weekend() -> None:
    # Nominal end Saturday 14 March; the pause begins on the Sunday and lasts to Wednesday.
    made = due(
        rule(Unit.CAL_DAY, 12), at("2026-03-02"), CALENDAR, [pause("2026-03-15", "2026-03-18")]
    )
    assert ends(made) == ("2026-03-14", "2026-03-19")


def test_a_pause_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        due(rule(Unit.CAL_DAY, 9), at("2026-03-02"), CALENDAR, [pause("2026-03-09", "2026-03-05")])


# --- extensions -------------------------------------------------------------------------------

BY_ALL = Extension("all_parties", Unit.CAL_DAY, None, "consent")


def test_an_extension_adds_its_days_before_the_end_is_rolled() -> None:
    extended = rule(Unit.CAL_DAY, 30, extension=BY_ALL)
    made = due(extended, at("2026-09-02"), CALENDAR, extra_days=15)
    assert ends(made) == ("2026-10-17", "2026-10-19")


def test_a_term_in_working_days_is_extended_by_working_days() -> None:
    extended = rule(Unit.WORK_DAY, 3, extension=BY_ALL)
    made = due(extended, at("2026-09-29"), CALENDAR, extra_days=2)
    assert str(made.effective) == "2026-10-12"


@pytest.mark.parametrize("extra", [-1, 11])
def test_an_extension_beyond_the_limit_is_refused(extra: int) -> None:
    limited = rule(Unit.CAL_DAY, 15, extension=replace(BY_ALL, max=10))
    assert due(limited, at("2026-03-02"), CALENDAR, extra_days=10)
    with pytest.raises(ValueError, match="at most 10 days"):
        due(limited, at("2026-03-02"), CALENDAR, extra_days=extra)


def test_a_term_without_extension_cannot_be_extended() -> None:
    with pytest.raises(ValueError, match="at most 0 days"):
        due(rule(Unit.CAL_DAY, 15), at("2026-03-02"), CALENDAR, extra_days=1)


# --- against a slow day-by-day count ----------------------------------------------------------

PAUSES = st.lists(
    st.builds(
        lambda day, length: Toll(
            at(date(2024, 6, 1) + timedelta(days=day)),
            at(date(2024, 6, 1) + timedelta(days=day + length)),
            "appraisal",
        ),
        st.integers(0, 60),
        st.integers(0, 30),
    ),
    max_size=3,
)
STARTS = st.dates(date(2024, 6, 1), date(2024, 8, 1))


def slow_due(made: Rule, first: date, tolls: Sequence[Toll]) -> tuple[date, date]:
    """Walk day by day, crossing off what counts."""
    paused = {
        toll.start.date() + timedelta(days=i)
        for toll in tolls
        for i in range(1, (toll.end - toll.start).days + 1)
    }
    left = made.n
    if made.unit in (Unit.MONTH, Unit.YEAR):
        month = first.year * 12 + first.month - 1 + made.n * (12 if made.unit is Unit.YEAR else 1)
        after = date(month // 12, month % 12 + 1, 1)
        last = after
        while last.month == after.month and last.day != first.day:
            last += timedelta(days=1)
        left = (last - first).days - (last.month != after.month)
    day = first
    while left:
        day += timedelta(days=1)
        counts = made.unit is not Unit.WORK_DAY or CALENDAR.is_workday(day)
        left -= counts and day not in paused
    end = day
    while day in paused or not CALENDAR.is_workday(day):
        day += timedelta(days=1)
    return end, day


@given(st.sampled_from([Unit.CAL_DAY, Unit.WORK_DAY]), st.integers(1, 60), STARTS, PAUSES)
def test_days_agree_with_a_day_by_day_count(
    unit: Unit, n: int, first: date, tolls: list[Toll]
) -> None:
    made = due(rule(unit, n), at(first), CALENDAR, tolls)
    assert (made.nominal, made.effective) == slow_due(rule(unit, n), first, tolls)


@given(
    st.sampled_from([(Unit.MONTH, 1), (Unit.MONTH, 2), (Unit.MONTH, 6), (Unit.YEAR, 1)]),
    st.dates(date(2024, 1, 1), date(2025, 6, 30)),
    PAUSES,
)
def test_months_and_years_agree_with_a_day_by_day_count(
    term: tuple[Unit, int], first: date, tolls: list[Toll]
) -> None:
    made = due(rule(*term), at(first), CALENDAR, tolls)
    assert (made.nominal, made.effective) == slow_due(rule(*term), first, tolls)


# --- reasons ----------------------------------------------------------------------------------


def test_every_date_explains_itself_in_sentences() -> None:
    extended = rule(Unit.CAL_DAY, 30, extension=BY_ALL)
    made = due(
        extended,
        at("2026-08-20"),
        CALENDAR,
        [pause("2026-08-21", "2026-08-28"), pause("2026-08-25", "2026-08-26", "death")],
        extra_days=6,
    )
    with translation.override("en"):
        told = [step.sentence() for step in made.trace]
    assert told == [
        "The period starts on 2026-08-20; that day is not counted.",
        "It runs for 30 calendar days (art. 1).",
        "It is extended by 6 calendar days.",
        "It pauses from 2026-08-21 to 2026-08-28, 7 days: Appraisal or evaluation.",
        "The pause from 2026-08-25 to 2026-08-26 does not stop this period: "
        "Death or dissolution of a party.",
        "Counted in this way it ends on 2026-10-02.",
        "2026-10-02 is not a working day, so the period ends on the next one, 2026-10-08: "
        "《国务院办公厅关于2026年部分节假日安排的通知》（国办发明电〔2025〕7号）.",
    ]


def test_a_provisional_date_says_which_notice_is_missing() -> None:
    made = due(rule(Unit.CAL_DAY, 30), at("2026-12-02"), CALENDAR)
    with translation.override("en"):
        assert made.trace[-1].sentence() == (
            "The working days of 2027 are not published yet. The date is provisional: "
            "the period does not end before 2027-01-01."
        )


@pytest.mark.parametrize("unit", list(Unit))
def test_every_kind_of_step_has_a_sentence_and_can_be_stored(unit: Unit) -> None:
    extended = rule(unit, 2, extension=BY_ALL)
    tolls = [pause("2026-03-02", "2026-03-04"), pause("2026-03-02", "2026-03-05", "sham")]
    made = due(extended, at("2026-03-02", hour=9), CALENDAR, tolls, extra_days=1)
    assert {"toll", "toll_ignored", "nominal"} < set(codes(made))
    assert json.loads(json.dumps([dict(step.params) for step in made.trace]))
    with translation.override("en"):
        assert all("%" not in step.sentence() for step in made.trace)
