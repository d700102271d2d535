"""The page of a case and the list of one's own cases."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Document, Evidence
from mediation.models import Case, Clause, Event, Obligation, Party, Person, Session
from mediation.permissions import grant
from tests.mediation.web.pages import opened, signed_in
from tests.stories import Story, moment
from workflows.permissions import Role


def page(person: Person, story: Story) -> Any:
    return opened(person, "case", story.case.reference)


def labels(response: Any, name: str = "steps_now") -> list[str]:
    return [str(step.label) for step in response.context[name]]


def test_the_next_step_comes_first_and_depends_on_who_reads(story: Story) -> None:
    story.to("consent_pending")
    asked = page(story.respondent, story)
    assert str(asked.context["next"]) == "Say whether you agree to mediation."
    assert labels(asked) == ["Agree to mediation", "Refuse mediation"]
    waiting = page(story.complainant, story)
    assert labels(waiting) == []
    assert "nothing for you to do now" in waiting.content.decode()


def test_what_was_said_once_is_no_longer_the_next_step(story: Story) -> None:
    story.to("accepted")
    assert labels(page(story.complainant, story)) == ["Choose a mediator"]
    story.do("choose_mediator", story.complainant, party=story.first, mediator=story.mediator)
    after = page(story.complainant, story)
    assert labels(after) == []
    assert "Choose a mediator" in labels(after, "steps_aside")


def test_whoever_has_signed_is_not_asked_again(story: Story) -> None:
    story.to("agreed_unsigned")
    assert "Sign the agreement" in labels(page(story.complainant, story))
    story.sign(story.complainant, story.first)
    assert "Sign the agreement" not in labels(page(story.complainant, story))
    assert "Sign the agreement" in labels(page(story.respondent, story))


def test_what_is_not_possible_yet_says_why(story: Story) -> None:
    story.to("consent_pending")
    found = page(story.registrar, story).context["steps_blocked"]
    reasons = {str(step.label): step.reasons for step in found}
    assert reasons["Accept the case"] == ["Every necessary party must have consented to mediation."]


def test_each_side_sees_its_own_part_of_an_obligation(story: Story) -> None:
    story.to("performing")
    debtor = page(story.respondent, story).context["obligations"][0][1]
    creditor = page(story.complainant, story).context["obligations"][0][1]
    assert [str(s.label) for s in debtor] == ["Report performance"]
    assert [str(s.label) for s in creditor] == ["Confirm performance", "Give up this claim"]


def test_identity_numbers_of_others_are_masked(story: Story) -> None:
    story.to("consent_pending")
    number = "53010319000315002X"
    Party.objects.filter(pk=story.second.pk).update(id_kind="resident_id", id_number=number)
    assert number not in page(story.complainant, story).content.decode()
    assert "530103********002X" in page(story.complainant, story).content.decode()
    assert number in page(story.respondent, story).content.decode()
    assert number in page(story.registrar, story).content.decode()


def test_phone_and_e_mail_of_the_other_side_are_not_shown(story: Story) -> None:
    story.to("mediating")
    assert story.second.phone not in page(story.complainant, story).content.decode()
    assert story.second.phone in page(story.mediator, story).content.decode()


def test_a_private_session_is_known_to_its_side_and_the_mediator_only(story: Story) -> None:
    story.to("mediating")
    story.do(
        "plan_session", story.mediator, day="2026-08-11", kind="caucus", side=story.first,
        starts_at=moment("2026-08-12"), place="第九调解室",
    )  # fmt: skip
    seen = {
        who: "第九调解室" in page(getattr(story, who), story).content.decode()
        for who in ("complainant", "respondent", "mediator", "registrar", "manager")
    }
    assert seen == {"complainant": True, "respondent": False, "mediator": True,
                    "registrar": False, "manager": False}  # fmt: skip


def test_a_choice_of_mediator_stays_with_the_side_that_made_it(story: Story) -> None:
    story.to("accepted")
    story.do("choose_mediator", story.complainant, party=story.first, mediator=story.mediator)
    sentence = f"{story.complainant.name} named a mediator"
    assert sentence in page(story.complainant, story).content.decode()
    assert sentence not in page(story.respondent, story).content.decode()


def test_private_notes_are_on_nobody_elses_page(story: Story) -> None:
    story.to("mediating")
    story.do("write_note", story.mediator, text="只有我知道", side=None)
    assert "只有我知道" in page(story.mediator, story).content.decode()
    for person in (story.complainant, story.respondent, story.manager, story.registrar):
        assert "只有我知道" not in page(person, story).content.decode()
        assert "wrote a note" not in page(person, story).content.decode()


def test_history_speaks_in_sentences(story: Story) -> None:
    story.to("mediating")
    told = [t.sentence for t in page(story.manager, story).context["history"]]
    assert told[0] == "周堃 disclosed relations and interests and accepted the appointment."
    assert f"李喆 agreed to mediation for {story.second.name}." in told
    assert not any("%(" in sentence for sentence in told)


def test_enum_codes_and_dates_are_words_in_the_history(story: Story) -> None:
    story.to("mediating")
    story.do("terminate", story.manager, reason="DEADLOCK", text="未达成一致")
    newest = page(story.complainant, story).context["history"][0].sentence
    assert newest == "陈主任 terminated mediation: No agreement could be reached."


def test_an_amount_is_shown_in_figures_and_capitals(story: Story) -> None:
    story.to("performing")
    text = page(story.complainant, story).content.decode()
    assert "450,000.00" in text
    assert "人民币肆拾伍万元整" in text


def test_a_term_explains_its_day(story: Story) -> None:
    story.to("submitted")
    text = page(story.complainant, story).content.decode()
    assert "Check of the application" in text
    assert "It runs for 3 working days" in text


@pytest.mark.parametrize("who", ["clerk", "supervisor", "mediator"])
def test_who_has_no_part_in_a_case_does_not_learn_that_it_exists(story: Story, who: str) -> None:
    story.to("consent_pending")
    assert page(getattr(story, who), story).status_code == 404


# --- queries ----------------------------------------------------------------------------------


def queries_of(person: Person, url: str) -> int:
    client = signed_in(person)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def more_rows(story: Story, n: int) -> None:
    """As many further rows of every kind the page lists."""
    case, agreement = story.case, story.agreement
    for i in range(n):
        party = Party.objects.create(
            case=case, role="third_party", kind="company", name=f"第三人{i}", necessary=False
        )
        clause = Clause.objects.create(
            agreement=agreement, number=10 + i, kind="payment", text="付款", obligor=party,
            payee=story.first, amount=1, due_on=date(2026, 9, 30),
        )  # fmt: skip
        Obligation.objects.create(
            case=case, clause=clause, obligor=story.second, obligee=story.first
        )
        Session.objects.create(case=case, kind="joint", starts_at=moment("2026-08-20"),
                               place="室", mediator=story.mediator)  # fmt: skip
        Evidence.objects.create(
            case=case, party=story.first, number=50 + i, title="证据", filename="a.pdf",
            content_type="application/pdf", sha256="0" * 64, size=1, uploaded_by=story.complainant,
        )  # fmt: skip
        paper = Document.objects.filter(case=case).earliest("id")
        Document.objects.create(
            case=case, kind=paper.kind, number=f"n{i}", context=paper.context,
            ordered_at=paper.ordered_at,
        )  # fmt: skip
        event = Event.objects.filter(case=case).latest("seq")
        event.pk, event.seq, event.key = None, event.seq + 1, None
        event.verb, event.data = "appoint_mediator", {"mediator": {"id": story.mediator.pk}}
        event.save(force_insert=True)


@pytest.mark.parametrize("who", ["complainant", "mediator", "registrar"])
def test_the_page_asks_as_many_queries_for_ten_rows_as_for_one(story: Story, who: str) -> None:
    story.to("performing")
    person, url = getattr(story, who), reverse("case", args=[story.case.reference])
    more_rows(story, 1)
    one = queries_of(person, url)
    more_rows_from(story, 9)
    assert queries_of(person, url) == one


def more_rows_from(story: Story, n: int) -> None:
    Clause.objects.filter(number__gte=10).update(number=100)
    Evidence.objects.filter(number__gte=50).update(number=200)
    more_rows(story, n)


def own_cases(story: Story, n: int) -> None:
    for i in range(n):
        case = Case.objects.get(pk=story.case.pk)
        case.pk, case.reference = None, f"own{Case.objects.count()}x{i}"
        case.number = case.number_seq = None
        case.state = "draft"
        case.save()
        Party.objects.create(case=case, role="complainant", kind="company", name="甲",
                             person=story.complainant)  # fmt: skip
        grant(story.complainant, Role.COMPLAINANT, case)


def test_the_list_of_own_cases_asks_as_many_queries_for_ten_as_for_one(story: Story) -> None:
    story.to("agreed_unsigned")
    one = queries_of(story.complainant, reverse("my_cases"))
    own_cases(story, 9)
    assert queries_of(story.complainant, reverse("my_cases")) == one


def test_the_list_says_the_next_step_and_its_last_day(story: Story) -> None:
    story.to("agreed_unsigned")
    row = opened(story.complainant, "my_cases").context["rows"][0]
    assert row.step.mine
    assert "sign" in str(row.step.sentence)
    assert row.deadline.rule_id == "M_PERIOD_T1"
    assert [p.name for p in row.others] == [story.second.name]


def test_the_list_goes_on_where_a_page_ended(story: Story) -> None:
    story.to("submitted")
    own_cases(story, 29)
    first = opened(story.complainant, "my_cases").context
    second = opened(story.complainant, "my_cases", after=first["page"].after).context
    shown = [row.case.pk for row in (*first["rows"], *second["rows"])]
    assert len(shown) == len(set(shown)) == 30


def test_the_mediator_finds_cases_at_the_desk_not_among_own_ones(story: Story) -> None:
    story.to("mediating")
    assert not opened(story.mediator, "my_cases").context["rows"]


def test_what_is_missing_stands_on_the_page_with_the_way_to_correct_it(story: Story) -> None:
    story.to("submitted")
    items = [{"item": "主体资格证明", "requirement": "营业执照复印件"}]
    story.do("ask_correction", story.registrar, day="2026-08-04", items=items)
    page = opened(story.complainant, "case", story.case.reference).content.decode()
    assert "营业执照复印件" in page
    assert reverse("application", args=[story.case.reference]) in page
    story.do("supply_correction", story.complainant, day="2026-08-05", text="已补交。")
    checked = opened(story.registrar, "case", story.case.reference).content.decode()
    assert "营业执照复印件" in checked


def test_what_the_court_asks_for_can_be_read_by_those_who_supply_it(story: Story) -> None:
    story.to("performing")
    story.filed()
    story.do(
        "ask_supplement", story.clerk, subject=story.confirmation, day="2026-08-19",
        text="请补充专利登记簿副本。",
    )  # fmt: skip
    for person in (story.registrar, story.complainant):
        page = opened(person, "case", story.case.reference).content.decode()
        assert "请补充专利登记簿副本。" in page
