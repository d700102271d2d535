"""The competent court is named where the table is verified, and otherwise left to a person."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from workflows.courts import CourtAnswer, competent_courts, court_table_from

DATA = Path(__file__).resolve().parents[2] / "mediation" / "data" / "courts.json"
RAW = json.loads(DATA.read_text(encoding="utf-8"))
TABLE = court_table_from(RAW)
TODAY = date(2026, 11, 22)
KUNMING, XINING, LIANZHOU, SHENZHEN = "530111", "630103", "441882", "440305"


def ask(ip_type: str, *places: str, **changes: Any) -> CourtAnswer:
    question = {"track": "T1", "inviting_court": None, "on_date": TODAY, **changes}
    return competent_courts(TABLE, ip_type=ip_type, place_codes=places, **question)


def codes(answer: CourtAnswer) -> list[str]:
    return [court.code for court in answer.courts]


TECHNICAL = ["invention", "utility_model", "plant_variety", "layout_design", "software"]


@pytest.mark.parametrize("ip_type", TECHNICAL)
@pytest.mark.parametrize(
    ("place", "court"), [(KUNMING, "云01"), (XINING, "青01"), (LIANZHOU, "粤73")]
)
def test_technical_disputes_go_to_the_intermediate_or_ip_court(
    ip_type: str, place: str, court: str
) -> None:
    answer = ask(ip_type, place)
    assert (codes(answer), answer.verified, answer.reason) == ([court], True, "")
    assert answer.basis


@pytest.mark.parametrize("ip_type", ["trademark", "copyright", "contract", "inventor_reward"])
@pytest.mark.parametrize("place", [KUNMING, XINING, "630102"])
def test_ordinary_disputes_have_no_verified_basic_court(ip_type: str, place: str) -> None:
    answer = ask(ip_type, place)
    assert (codes(answer), answer.verified, answer.reason) == ([], False, "unverified")
    assert "法〔2025〕167号" in answer.basis


@pytest.mark.parametrize("ip_type", ["design", "trade_secret"])
def test_a_candidate_is_named_but_never_as_verified(ip_type: str) -> None:
    answer = ask(ip_type, KUNMING)
    assert (codes(answer), answer.verified, answer.reason) == (["云01"], False, "unverified")


def test_every_place_founds_competence_and_the_parties_choose() -> None:
    answer = ask("invention", KUNMING, XINING, "530112")
    assert codes(answer) == ["云01", "青01"]
    assert answer.verified


def test_an_uncovered_place_does_not_spoil_a_verified_one() -> None:
    assert codes(ask("invention", "620102", KUNMING)) == ["云01"]
    assert ask("invention", "620102", KUNMING).verified


@pytest.mark.parametrize("place", ["620102", "530302", SHENZHEN])
def test_a_place_outside_the_table_is_never_guessed(place: str) -> None:
    answer = ask("invention", place)
    assert (codes(answer), answer.verified, answer.reason) == ([], False, "unverified")


def test_no_place_at_all_gives_no_court() -> None:
    assert ask("invention").reason == "unverified"


def test_a_case_referred_by_a_court_goes_back_to_it_whatever_the_subject() -> None:
    answer = ask("trademark", XINING, track="T4", inviting_court="云01")
    assert (codes(answer), answer.verified) == (["云01"], True)


@pytest.mark.parametrize(
    ("code", "reason"), [(None, "no_inviting_court"), ("", "no_inviting_court"),
                         ("沪01", "unverified")],
)  # fmt: skip
def test_a_referral_without_a_known_court_gives_no_court(code: str | None, reason: str) -> None:
    answer = ask("invention", KUNMING, track="T4", inviting_court=code)
    assert (codes(answer), answer.verified, answer.reason) == ([], False, reason)


def test_an_entrusted_case_is_never_confirmed() -> None:
    answer = ask("invention", KUNMING, track="T5", inviting_court="云01")
    assert (codes(answer), answer.reason) == ([], "track_excluded")


def test_rows_apply_from_their_day_only() -> None:
    assert ask("invention", KUNMING, on_date=date(2022, 4, 30)).reason == "unverified"
    assert ask("invention", KUNMING, on_date=date(2022, 5, 1)).verified


def test_a_verified_row_takes_effect_when_the_administrator_adds_it() -> None:
    row = {
        **RAW["competence"][-1],
        "region": "5301",
        "courts": ["云0111"],
        "verified": True,
        "effective_from": "2026-01-01",
    }
    table = court_table_from({**RAW, "competence": [*RAW["competence"], row]})
    answer = competent_courts(
        table, ip_type="trademark", track="T1", inviting_court=None, place_codes=[KUNMING],
        on_date=TODAY,
    )  # fmt: skip
    assert (codes(answer), answer.verified) == (["云0111"], True)


def test_the_narrower_region_wins_over_a_later_row() -> None:
    row = {**RAW["competence"][0], "region": "53", "courts": ["云7101"]}
    table = court_table_from(
        {**RAW, "competence": [*RAW["competence"], {**row, "effective_from": "2026-01-01"}]}
    )
    answer = competent_courts(
        table, ip_type="invention", track="T1", inviting_court=None, place_codes=[KUNMING],
        on_date=TODAY,
    )  # fmt: skip
    assert codes(answer) == ["云01"]


def test_an_unknown_type_or_track_is_an_error() -> None:
    with pytest.raises(ValueError, match="perfume"):
        ask("perfume", KUNMING)
    with pytest.raises(ValueError, match="T9"):
        ask("invention", KUNMING, track="T9")


@pytest.mark.parametrize(
    ("courts", "verified", "error"),
    [(["云99"], True, "not listed"), ([], True, "must name a court")],
)
def test_a_faulty_row_is_refused(courts: list[str], verified: bool, error: str) -> None:
    row = {**RAW["competence"][0], "courts": courts, "verified": verified}
    with pytest.raises(ValueError, match=error):
        court_table_from({**RAW, "competence": [row]})


def test_no_basic_court_ships_as_verified() -> None:
    basic = {row["code"] for row in RAW["courts"] if row["level"] == "basic"}
    assert {"云0102", "青0102", "粤1882"} <= basic
    assert not any(basic & set(row["courts"]) and row["verified"] for row in RAW["competence"])
