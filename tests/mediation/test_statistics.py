"""Figures: what each counts, by which day, and what is withheld."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from mediation import clock
from mediation.models import Case, Event, Obligation
from mediation.statistics import (
    Figure,
    Group,
    Scope,
    accepted_cases,
    by_ip_type,
    by_month,
    by_track,
    figures,
    months,
    successful_cases,
    terminated_cases,
)
from tests.stories import Story, moment


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def year(story: Story) -> Scope:
    return months([story.body.pk], 2026)


def figure(scope: Scope, slug: str) -> Figure:
    return next(f for f in figures(scope) if f.slug == slug)


def copies(story: Story, n: int, **fields: Any) -> list[Case]:
    """More cases of the same body, as far as figures look at them."""
    last = Case.objects.order_by("-number_seq").values_list("number_seq", flat=True).first() or 0
    return Case.objects.bulk_create(
        Case(
            organisation=story.body, opened_by=story.registrar, title="x", ip_type="trademark",
            number=f"S{last + i}", number_year=2026, number_seq=last + i,
            **{"state": "closed", "track": "T1", **fields},
        )
        for i in range(1, n + 1)
    )  # fmt: skip


def terminated(story: Story, cases: list[Case], at: datetime) -> None:
    for case in cases:
        Event.objects.create(
            case=case, seq=1, machine="case", subject_id=case.pk, verb="terminate",
            source="mediating", target="terminated", actor_name="x", actor_roles="mediator",
            at=at, recorded_at=at, previous_hash="0" * 64, hash=f"{case.pk:064d}",
        )  # fmt: skip


def test_a_settled_case_counts_as_accepted_and_settled_by_its_own_days(story: Story) -> None:
    story.to("performing")
    august, september = months([story.body.pk], 2026, 8, 8), months([story.body.pk], 2026, 9, 9)
    assert accepted_cases(august).get() == story.case
    assert successful_cases(august).get() == story.case
    assert not accepted_cases(september).exists()
    assert not successful_cases(september).exists()


def test_the_last_evening_of_a_month_in_china_belongs_to_that_month(story: Story) -> None:
    [late] = copies(story, 1, accepted_at=moment("2026-08-31", "23:30"))
    [next_day] = copies(story, 1, accepted_at=moment("2026-09-01", "00:00"))
    assert accepted_cases(months([story.body.pk], 2026, 8, 8)).get() == late
    assert accepted_cases(months([story.body.pk], 2026, 9, 9)).get() == next_day


def test_the_success_rate_leaves_out_withdrawals_and_requests_never_accepted(
    story: Story,
) -> None:
    at = moment("2026-08-20")
    copies(story, 6, accepted_at=at, effective_at=at)
    terminated(story, copies(story, 2, accepted_at=at), at)
    terminated(story, copies(story, 3), at)  # refused before acceptance
    copies(story, 4, accepted_at=at, state="withdrawn")
    rate = figure(year(story), "success_rate")
    assert terminated_cases(year(story)).count() == 2
    assert rate.value == pytest.approx(6 / 8)
    assert rate.whole == 8
    assert rate.percent == "75.0"


def test_another_body_is_not_counted(story: Story) -> None:
    copies(story, 6, accepted_at=moment("2026-08-20"))
    assert figure(months([story.court.pk], 2026), "accepted").value == 0


def test_days_in_mediation_leave_out_the_time_the_period_stood_still(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediation.statistics.SMALLEST_GROUP", 1)
    story.to("mediating")
    story.do("suspend", story.mediator, day="2026-08-11", reason="appraisal", text="鉴定")
    story.do("resume", story.manager, day="2026-08-16", text="恢复")
    story.agreed_unsigned()
    story.performing()
    # From 2026-08-06 to 2026-08-14, without five days of appraisal.
    assert figure(year(story), "median_days").value == pytest.approx(3)


def test_the_days_are_those_of_the_middle_case(story: Story) -> None:
    for n in (1, 2, 3, 4, 100):
        copies(
            story, 1, accepted_at=moment("2026-01-01"),
            effective_at=moment("2026-01-01") + timedelta(days=n),
        )  # fmt: skip
    assert figure(year(story), "median_days").value == 3


def test_amounts_in_different_currencies_are_never_added(story: Story) -> None:
    at = moment("2026-08-20")
    copies(story, 4, accepted_at=at, amount=Decimal("100.00"))
    copies(story, 2, accepted_at=at, amount=Decimal("7.50"), currency="USD")
    assert figure(year(story), "claimed").value == {
        "CNY": Decimal("400.00"), "USD": Decimal("15.00"),
    }  # fmt: skip


def test_figures_of_fewer_than_five_cases_are_withheld(story: Story) -> None:
    story.to("performing")
    story.filed()
    story.granted()
    story.performed()
    found = {f.slug: f for f in figures(year(story))}
    assert found["accepted"].value == 1
    for slug in ("success_rate", "median_days", "claimed", "agreed", "performed",
                 "confirmation_applied", "confirmation_granted", "performance"):  # fmt: skip
        assert found[slug].withheld, slug
        assert found[slug].value is None, slug


def test_a_filed_granted_and_performed_case_moves_its_three_rates(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediation.statistics.SMALLEST_GROUP", 1)
    story.to("performing")
    assert figure(year(story), "confirmation_applied").value == 0
    story.filed()
    assert figure(year(story), "confirmation_applied").value == 1
    assert figure(year(story), "confirmation_granted").value == 0
    story.granted()
    assert figure(year(story), "confirmation_granted").value == 1
    assert figure(year(story), "performance").value == 0
    story.performed()
    assert figure(year(story), "performance").value == 1
    assert figure(year(story), "performed").value == {"CNY": Decimal("450000.00")}
    assert figure(year(story), "agreed").value == {"CNY": Decimal("450000.00")}
    assert figure(year(story), "success_of_accepted").value == 1


def test_an_obligation_of_tomorrow_is_not_due(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediation.statistics.SMALLEST_GROUP", 1)
    story.to("performing")  # to be paid until 2026-09-30
    with clock.played(moment("2026-09-30")):
        assert figure(year(story), "performance").value is None
    with clock.played(moment("2026-10-01")):
        assert figure(year(story), "performance").value == 0


def test_a_waived_obligation_is_not_due(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mediation.statistics.SMALLEST_GROUP", 1)
    story.to("performing")
    Obligation.objects.update(state="waived")
    assert figure(year(story), "performance").value is None


def test_small_groups_are_withheld_and_cannot_be_found_by_subtraction(story: Story) -> None:
    at = moment("2026-08-20")
    copies(story, 9, accepted_at=at)
    Case.objects.filter(number_seq__lte=2).update(ip_type="data")
    Case.objects.filter(number_seq__gt=2).update(ip_type="design")
    more = copies(story, 12, accepted_at=at)
    Case.objects.filter(pk__in=[c.pk for c in more]).update(ip_type="software")
    groups = {g.label: g.accepted for g in by_ip_type(year(story))}
    assert groups == {"Data": None, "Design": None, "Software copyright": 12}


def test_breakdowns_by_track_and_month_count_the_same_cases(story: Story) -> None:
    copies(story, 5, accepted_at=moment("2026-08-20"), effective_at=moment("2026-09-02"))
    copies(story, 6, accepted_at=moment("2026-09-20"))
    scope = year(story)
    assert by_track(scope) == [Group("People's mediation", 11, 5)]
    assert by_month(scope) == [Group("2026-08", 5, 0), Group("2026-09", 6, 5)]


def test_figures_take_the_same_queries_for_two_cases_and_for_twelve(
    story: Story, django_assert_num_queries: Any
) -> None:
    copies(story, 2, accepted_at=moment("2026-08-20"), effective_at=moment("2026-08-30"))
    with CaptureQueriesContext(connection) as few:
        figures(year(story))
    copies(story, 10, accepted_at=moment("2026-08-20"), effective_at=moment("2026-08-30"))
    with django_assert_num_queries(len(few)):
        figures(year(story))
