"""Figures that reach a criminal threshold are shown to a person, and only shown."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from workflows.thresholds import (
    Alert,
    Figures,
    Ground,
    Measure,
    NoThresholds,
    Tier,
    criminal_alerts,
    thresholds_from,
)

DATA = Path(__file__).resolve().parents[2] / "mediation" / "data" / "criminal_thresholds.json"
THRESHOLDS = thresholds_from(json.loads(DATA.read_text(encoding="utf-8")))
TODAY = date(2026, 11, 22)


def alerts(act: str, **figures: object) -> list[Alert]:
    money = ("illegal_income", "turnover", "unsold", "loss")
    known = {k: Decimal(str(v)) if k in money else v for k, v in figures.items()}
    return criminal_alerts(act, Figures(**known), TODAY, THRESHOLDS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("act", "measure", "threshold"),
    [
        ("goods_mark", "illegal_income", 30_000),
        ("goods_mark", "turnover", 50_000),
        ("service_mark", "illegal_income", 50_000),
        ("sale", "illegal_income", 30_000),
        ("sale", "turnover", 50_000),
        ("copyright", "illegal_income", 30_000),
        ("copyright", "turnover", 50_000),
        ("copyright", "copies", 500),
        ("copyright", "works_online", 500),
        ("copyright", "downloads", 10_000),
        ("copyright", "clicks", 100_000),
        ("copyright", "members", 1_000),
        ("trade_secret", "illegal_income", 300_000),
        ("trade_secret", "loss", 300_000),
    ],
)
def test_each_threshold_alerts_exactly_from_its_figure(
    act: str, measure: str, threshold: int
) -> None:
    assert alerts(act, **{measure: threshold - 1}) == []
    (ordinary,) = alerts(act, **{measure: threshold})
    assert (ordinary.measure, ordinary.threshold) == (Measure(measure), Decimal(threshold))
    assert (ordinary.ground, ordinary.tier) == (Ground.ORDINARY, Tier.ORDINARY)
    assert alerts(act, **{measure: threshold * 10 - 1})[0].tier is Tier.ORDINARY
    (graver,) = alerts(act, **{measure: threshold * 10})
    assert (graver.threshold, graver.tier) == (Decimal(threshold * 10), Tier.GRAVER)


@pytest.mark.parametrize(
    ("act", "measure", "threshold"),
    [
        ("goods_mark", "illegal_income", 20_000),
        ("goods_mark", "turnover", 30_000),
        ("service_mark", "illegal_income", 30_000),
        ("sale", "illegal_income", 20_000),
        ("sale", "turnover", 30_000),
        ("copyright", "illegal_income", 20_000),
        ("copyright", "turnover", 30_000),
        ("trade_secret", "illegal_income", 100_000),
        ("trade_secret", "loss", 100_000),
    ],
)
def test_a_repeat_offender_is_alerted_from_a_lower_figure(
    act: str, measure: str, threshold: int
) -> None:
    assert alerts(act, **{measure: threshold}) == []
    assert alerts(act, **{measure: threshold - 1}, repeat=True) == []
    (alert,) = alerts(act, **{measure: threshold}, repeat=True)
    assert alert.ground is Ground.REPEAT


def test_two_counterfeit_marks_lower_the_threshold_for_counterfeiting_only() -> None:
    assert alerts("goods_mark", turnover=30_000, marks=2)[0].ground is Ground.TWO_MARKS
    assert alerts("service_mark", illegal_income=30_000, marks=2)[0].ground is Ground.TWO_MARKS
    assert alerts("sale", turnover=30_000, marks=2) == []


def test_unsold_goods_count_together_with_sales_at_three_times_the_threshold() -> None:
    assert alerts("sale", unsold=149_999) == []
    assert alerts("sale", unsold=150_000)[0].measure is Measure.WITH_UNSOLD
    assert alerts("sale", unsold=110_000, turnover=40_000)[0].figure == 150_000
    assert alerts("sale", unsold=60_000, turnover=29_999, repeat=True) == []
    assert alerts("sale", unsold=90_000, repeat=True)[0].threshold == 90_000


def test_two_figures_at_half_of_their_thresholds_alert_together_for_copyright() -> None:
    assert alerts("copyright", copies=250) == []
    assert alerts("copyright", copies=250, clicks=49_999) == []
    both = alerts("copyright", copies=250, clicks=50_000)
    assert [alert.measure for alert in both] == [Measure.COPIES, Measure.CLICKS]
    assert {alert.ground for alert in both} == {Ground.TWO_AT_HALF}
    assert alerts("goods_mark", illegal_income=15_000, turnover=25_000) == []


def test_every_figure_that_reaches_its_threshold_is_told() -> None:
    told = alerts("goods_mark", illegal_income=30_000, turnover=600_000)
    assert [(alert.measure, alert.tier) for alert in told] == [
        (Measure.ILLEGAL_INCOME, Tier.ORDINARY),
        (Measure.TURNOVER, Tier.GRAVER),
    ]


def test_sale_of_counterfeit_tea_for_62000_yuan_is_alerted() -> None:
    (alert,) = alerts("sale", turnover=62_000)
    assert alert.threshold == 50_000


def test_unknown_figures_raise_no_alert() -> None:
    assert alerts("goods_mark") == []
    assert alerts("trade_secret", turnover=9_000_000) == []  # not a measure of this act


def test_an_alert_says_that_a_person_decides() -> None:
    with translation.override("en"):
        for figure in (320_000, 3_200_000):
            message = alerts("trade_secret", loss=figure)[0].message
            assert message.startswith(f"Loss {figure:,} reaches")
            assert "For human review only" in message
            assert "nothing is reported automatically" in message
            assert "法释〔2025〕5号" in message


def test_a_day_or_an_act_without_thresholds_is_an_error_and_not_silence() -> None:
    with pytest.raises(NoThresholds, match="2025-04-25"):
        criminal_alerts("sale", Figures(), date(2025, 4, 25), THRESHOLDS)
    with pytest.raises(NoThresholds, match="patent"):
        criminal_alerts("patent", Figures(), TODAY, THRESHOLDS)
