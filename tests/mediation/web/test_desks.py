"""Desks and lists in general: who sits there, pages, counts, filters, queries."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mediation.models import Case, Party
from mediation.permissions import appoint_to_office, end_office
from mediation.web.layout import desks_of
from mediation.web.lists import capped_counts, page_of, shown
from tests.mediation.web.pages import copies_of, opened, signed_in
from tests.stories import Story, moment
from workflows.permissions import Role

DESKS = {
    "desk_registrar": "registrar",
    "desk_manager": "manager",
    "desk_mediator": "mediator",
    "desk_court": "clerk",
    "desk_supervisor": "supervisor",
    "desk_archive": "archivist",
}


# --- who sits where ---------------------------------------------------------------------------


@pytest.mark.parametrize("page", DESKS)
def test_each_desk_is_open_to_its_office_only(story: Story, page: str) -> None:
    story.to("mediating")
    for who in (*DESKS.values(), "complainant", "respondent"):
        allowed = who == DESKS[page] or (page == "desk_supervisor" and who == "manager")
        assert opened(getattr(story, who), page).status_code == (200 if allowed else 403), who
    assert Client().get(reverse(page)).status_code == 302


def test_an_office_that_ended_closes_the_desk_at_once(story: Story) -> None:
    end_office(story.registrar.memberships.get())
    assert opened(story.registrar, "desk_registrar").status_code == 403


@pytest.mark.parametrize(("page", "who"), DESKS.items())
def test_the_menu_names_only_the_desks_one_has(story: Story, page: str, who: str) -> None:
    content = opened(getattr(story, who), page).content.decode()
    own = {p for p in DESKS if f'href="{reverse(p)}"' in content.split("</nav>")[0]}
    assert own == {page}


def test_the_desks_of_the_menu_take_one_query_however_many_offices(story: Story) -> None:
    for role in (Role.CASE_MANAGER, Role.ARCHIVIST, Role.SUPERVISOR):
        appoint_to_office(story.registrar, role, story.body)
    with CaptureQueriesContext(connection) as queries:
        assert len(desks_of(story.registrar)) == 4
    assert len(queries) == 1


# --- lists ------------------------------------------------------------------------------------


def test_pages_by_keyset_show_every_case_once_also_where_moments_are_equal(story: Story) -> None:
    story.to("submitted")
    copies_of(story, 11)
    Case.objects.filter(number_seq__lte=6).update(filed_at=moment("2026-08-03"))
    for newest_first in (True, False):
        seen: list[int] = []
        after = ""
        while True:
            page = page_of(
                Case.objects.all(), by="filed_at", after=after, size=5, newest_first=newest_first
            )
            seen += [case.pk for case in page.rows]
            if not (after := page.after):
                break
        expected = Case.objects.order_by("filed_at", "id").values_list("pk", flat=True)
        assert seen == list(reversed(expected) if newest_first else expected)


@pytest.mark.parametrize("after", ["x", "1~", "~", "9" * 40 + "~1", "1~" + "9" * 30, "²~1"])
def test_an_unreadable_page_is_the_first_page_or_an_empty_one(story: Story, after: str) -> None:
    story.to("submitted")
    assert opened(story.registrar, "desk_registrar", after=after).status_code == 200


def test_counts_stop_at_the_cap(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.to("submitted")
    copies_of(story, 5)
    monkeypatch.setattr("mediation.web.lists.CAP", 3)
    counts = capped_counts(
        {"all": Case.objects.all(), "none": Case.objects.none()}, story.registrar
    )
    assert counts == {"all": 4, "none": 0}
    assert (shown(4), shown(3)) == ("3+", "3")


def test_filters_stand_in_the_address_and_narrow_the_list(story: Story) -> None:
    story.to("submitted")
    [other] = copies_of(story, 1)
    Case.objects.filter(pk=other.pk).update(state="triage", ip_type="design", title="另一案")
    Party.objects.filter(case=other, role="respondent").update(name="丙商行")

    def listed(**query: Any) -> set[int]:
        page = opened(story.registrar, "desk_registrar", **query)
        return {row.case.pk for row in page.context["rows"]}

    assert listed() == {story.case.pk, other.pk}
    assert listed(state="triage") == {other.pk}
    assert listed(ip_type="design") == {other.pk}
    assert listed(q="丙商") == {other.pk}
    assert listed(q="另一") == {other.pk}
    assert listed(track="T6") == set()
    assert listed(state="nonsense") == {story.case.pk, other.pk}


@pytest.mark.parametrize("page", ["desk_registrar", "desk_manager", "desk_mediator"])
def test_a_desk_takes_the_same_queries_for_two_cases_and_for_twelve(
    story: Story, page: str, django_assert_num_queries: Any
) -> None:
    story.to("appointing" if page == "desk_mediator" else "triage")
    copies_of(story, 1)
    client = signed_in(getattr(story, DESKS[page]))
    client.get(reverse(page))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(page))
    copies_of(story, 10)
    with django_assert_num_queries(len(few)):
        page_of_twelve = client.get(reverse(page))
    assert len(page_of_twelve.context["rows"]) == 12
    assert len(few) <= 16
