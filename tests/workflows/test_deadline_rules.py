"""The shipped terms, and the choice of the version in force."""

import contextlib
import json
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import calendar_from
from workflows.deadlines import (
    SHANGHAI,
    NoRule,
    Roll,
    Rule,
    Unit,
    due,
    extension_days,
    rule_for,
    rules_from,
)

DATA = Path(__file__).resolve().parents[2] / "mediation" / "data"
CALENDAR = calendar_from(json.loads((DATA / "calendar.json").read_text(encoding="utf-8")))
RULES = rules_from(json.loads((DATA / "deadline_rules.json").read_text(encoding="utf-8")))


# --- choosing the rule ------------------------------------------------------------------------


def version(effective_from: str, effective_to: str | None, n: int, tracks: str = "") -> Rule:
    return Rule(
        rule_id="X", tracks=tuple(tracks.split()), start_event="served", unit=Unit.CAL_DAY, n=n,
        roll=Roll.NEXT_WORKDAY, toll_reasons=(), extension=None, on_expiry="", basis="art. 1",
        effective_from=date.fromisoformat(effective_from),
        effective_to=date.fromisoformat(effective_to) if effective_to else None,
        confidence="D", house_rule=True, sentence="",
    )  # fmt: skip


def test_the_version_in_force_on_the_day_is_chosen() -> None:
    rules = [version("2024-01-01", "2025-12-31", 30), version("2026-01-01", None, 20)]
    assert rule_for(rules, "X", "T1", date(2025, 12, 31)).n == 30
    assert rule_for(rules, "X", "T1", date(2026, 1, 1)).n == 20


def test_a_rule_that_names_the_track_wins() -> None:
    rules = [version("2024-01-01", None, 30), version("2024-01-01", None, 15, "T2 T3")]
    assert rule_for(rules, "X", "T2", date(2026, 1, 1)).n == 15
    assert rule_for(rules, "X", "T1", date(2026, 1, 1)).n == 30


def test_a_day_without_a_version_has_no_rule() -> None:
    with pytest.raises(NoRule, match="X is in force for track T1 on 2023-12-31"):
        rule_for([version("2024-01-01", None, 30)], "X", "T1", date(2023, 12, 31))
    with pytest.raises(NoRule):
        rule_for([version("2024-01-01", None, 30, "T2")], "X", "T1", date(2026, 1, 1))


def test_two_versions_for_one_day_are_not_chosen_between() -> None:
    rules = [version("2024-01-01", None, 30), version("2026-01-01", None, 20)]
    with pytest.raises(ValueError, match="2 versions"):
        rule_for(rules, "X", "T1", date(2026, 5, 1))


# --- the shipped rules ------------------------------------------------------------------------

TERMS = {
    "INTAKE_REVIEW": "3 WORK_DAY", "CORRECTION": "7 CAL_DAY", "RESP_REPLY_T1": "5 WORK_DAY",
    "P_SERVE": "5 WORK_DAY", "P_REPLY": "15 CAL_DAY", "P_FILE": "5 WORK_DAY",
    "P_NOFILE": "5 WORK_DAY", "P_OWNERSHIP": "2 MONTH", "P_RECUSAL_REQ": "3 WORK_DAY",
    "P_JURIS": "5 WORK_DAY", "P_RESTORE": "15 CAL_DAY", "P_COPY": "5 WORK_DAY",
    "C_CHOOSE": "2 WORK_DAY", "C_APPOINT": "3 WORK_DAY", "C_CONFIRM": "3 WORK_DAY",
    "C_CONTACT": "3 WORK_DAY", "M_PERIOD_T1": "30 CAL_DAY", "M_PERIOD_T4": "30 CAL_DAY",
    "M_PERIOD_T5": "15 CAL_DAY", "M_PERIOD_T5_SUMMARY": "7 CAL_DAY",
    "TECH_INV_NOTICE": "3 CAL_DAY", "JC_WINDOW": "30 CAL_DAY", "JC_ACCEPT": "3 CAL_DAY",
    "JC_REVIEW": "15 CAL_DAY", "JC_REVIEW_OUTER": "30 CAL_DAY", "JC_OBJECT_P": "15 CAL_DAY",
    "JC_OBJECT_T": "6 MONTH", "ENFORCE": "2 YEAR", "NOTARY_ENFORCE": "2 YEAR",
    "SERVICE_ANN": "30 CAL_DAY", "EXPO_HANDOVER": "24 HOUR", "EXPO_REPLY": "24 HOUR",
    "RETRIEVE_STAY": "1 YEAR", "RECUSAL_DECIDE": "3 WORK_DAY", "ARCHIVE": "30 CAL_DAY",
}  # fmt: skip


def test_the_shipped_rules_hold_every_term_of_the_field() -> None:
    assert {made.rule_id: f"{made.n} {made.unit}" for made in RULES} == TERMS


def test_every_shipped_rule_names_its_basis_and_meaning() -> None:
    for made in RULES:
        assert made.basis, made.rule_id
        assert made.sentence, made.rule_id
        assert made.start_event, made.rule_id
        assert made.house_rule is (made.confidence == "D"), made.rule_id


@pytest.mark.parametrize("track", ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8"])
def test_no_track_has_two_versions_of_a_rule_on_one_day(track: str) -> None:
    for rule_id in TERMS:
        with contextlib.suppress(NoRule):
            rule_for(RULES, rule_id, track, date(2026, 11, 22))


def test_the_system_acts_by_itself_only_where_silence_has_a_consequence() -> None:
    assert {made.rule_id: made.on_expiry for made in RULES if made.on_expiry} == {
        "CORRECTION": "lapse",
        "RESP_REPLY_T1": "record_silence",
        "P_REPLY": "record_silence",
        "P_OWNERSHIP": "terminate",
        "M_PERIOD_T1": "terminate",
        "M_PERIOD_T4": "terminate",
        "M_PERIOD_T5": "terminate",
        "M_PERIOD_T5_SUMMARY": "terminate",
        "JC_WINDOW": "lapse",
    }


def test_an_entrusted_case_has_no_window_for_confirmation() -> None:
    with pytest.raises(NoRule):
        rule_for(RULES, "JC_WINDOW", "T5", date(2026, 11, 22))


def test_an_extension_of_a_month_reaches_the_next_corresponding_day() -> None:
    ownership = rule_for(RULES, "P_OWNERSHIP", "T2", date(2026, 3, 1))
    start = datetime.combine(date(2025, 12, 31), time(10), SHANGHAI)
    assert extension_days(ownership, start) == 31
    made = due(ownership, start, CALENDAR, extra_days=31)
    assert str(made.effective) == "2026-03-31"


@given(st.sampled_from(RULES), st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.integers(0, 23))
def test_no_rule_ever_ends_on_a_guess(made: Rule, first: date, hour: int) -> None:
    answer = due(made, datetime.combine(first, time(hour), SHANGHAI), CALENDAR)
    assert answer.nominal >= first
    assert answer.provisional is (answer.effective is None)
    if answer.effective is not None and made.unit is not Unit.HOUR:
        assert CALENDAR.is_workday(answer.effective)
        assert answer.effective >= answer.nominal
        assert answer.effective == answer.at.date()


def test_a_faulty_rule_is_refused() -> None:
    row = json.loads((DATA / "deadline_rules.json").read_text(encoding="utf-8"))[0]
    with pytest.raises(ValueError, match="weather"):
        rules_from([{**row, "toll_reasons": ["weather"]}])
    with pytest.raises(ValueError, match="FORTNIGHT"):
        rules_from([{**row, "unit": "FORTNIGHT"}])
    with pytest.raises(ValueError, match="longer than nothing"):
        rules_from([{**row, "n": 0}])
