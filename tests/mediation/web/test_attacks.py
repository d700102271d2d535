"""What somebody with the source in hand sends: nothing breaks, nothing is lost, nothing leaks."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.models import Evidence
from mediation import clock
from mediation.actions import ActionRefused, KeyReused, perform
from mediation.invitations import code_of, invite
from mediation.models import Agent, Event, Notice, Party
from mediation.outbox import message_for
from mediation.permissions import grant
from tests.mediation.web.pages import opened, signed_in
from tests.mediation.web.test_act import address_of
from tests.mediation.web.test_filing import STORY, begin
from tests.stories import Story, moment
from workflows.permissions import Role
from workflows.vocabulary import Power

ODD_COUNTS = ("abc", "1e3", "9" * 5000, "٣", "-5", "")


def filled(client: Client, address: str, **data: Any) -> dict[str, Any]:
    """What the page of a verb holds, its rows included, and `data`."""
    form = client.get(address).context["form"]
    held = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    for name, rows in form.row_sets():
        held |= {f"{name}-TOTAL_FORMS": len(rows.forms), f"{name}-INITIAL_FORMS": 0}
    return {**held, **data}


# --- requests no browser sends ----------------------------------------------------------------


@pytest.mark.parametrize("charset", ["bogus", "utf-7", "utf-16", "idna", "base64"])
def test_a_form_in_another_character_set_is_refused(charset: str, db: None) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\n+2AA-\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    response = Client().generic("POST", reverse("join"), body, content_type=kind)
    assert response.status_code == 400


@pytest.mark.parametrize("address", ["/cases/a%00b/", "/verify/%00/", "/cases/x/papers/%00/"])
def test_an_address_with_a_zero_byte_never_reaches_the_database(
    address: str, story: Story, django_assert_num_queries: Any
) -> None:
    client = signed_in(story.complainant)
    with django_assert_num_queries(0):
        assert client.get(address).status_code == 400


@pytest.mark.parametrize("count", ODD_COUNTS)
def test_asking_for_a_row_more_with_an_odd_count_gives_one_row(count: str, story: Story) -> None:
    story.to("mediating")
    address = address_of(story.case, "draft_agreement")
    rows = {"add_row": "clauses", "clauses-TOTAL_FORMS": count, "clauses-INITIAL_FORMS": "0"}
    page = signed_in(story.mediator).post(address, rows)
    assert len(page.context["form"].formsets["clauses"].forms) == 1


@pytest.mark.parametrize("count", ODD_COUNTS)
def test_a_draft_survives_an_odd_count_of_claims(count: str, story: Story) -> None:
    client = signed_in(story.complainant)
    case = begin(client, story)
    address = reverse("application_section", args=[case.reference, "story"])
    page = client.post(address, {**STORY, "claims-TOTAL_FORMS": count, "add_row": "1"})
    assert len(page.context["rows"].forms) == 1


def test_a_form_never_builds_more_rows_than_anybody_writes(story: Story) -> None:
    story.to("mediating")
    rows = {"clauses-TOTAL_FORMS": "999999999", "clauses-INITIAL_FORMS": "0"}
    page = signed_in(story.mediator).post(address_of(story.case, "draft_agreement"), rows)
    assert len(page.context["form"].formsets["clauses"].forms) <= 200
    client = signed_in(story.complainant)
    address = reverse("application_section", args=[begin(client, story).reference, "story"])
    page = client.post(address, {**STORY, "claims-TOTAL_FORMS": "999999999"})
    assert len(page.context["rows"].forms) <= 200


# --- days nobody means ------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["0001-01-01", "0226-08-12", "9999-12-31"])
def test_a_session_is_never_announced_for_a_day_outside_the_calendar(
    day: str, story: Story
) -> None:
    story.to("mediating")
    client, address = signed_in(story.mediator), address_of(story.case, "plan_session")
    data = filled(client, address, kind="joint", place="第一调解室", starts_at=f"{day}T00:00")
    assert "starts_at" in client.post(address, data).context["form"].errors


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_clause_is_never_due_when_no_term_can_be_counted(day: str, story: Story) -> None:
    story.to("mediating")
    client, address = signed_in(story.mediator), address_of(story.case, "draft_agreement")
    clause = {"kind": "payment", "text": "支付。", "amount": "1", "due_on": day,
              "obligor": story.second.pk, "payee": story.first.pk}  # fmt: skip
    rows = {f"clauses-0-{name}": value for name, value in clause.items()}
    page = client.post(address, filled(client, address, facts="事实", **rows))
    assert "due_on" in page.context["form"].formsets["clauses"].forms[0].errors


# --- the same key ------------------------------------------------------------------------------


def test_a_second_file_under_the_key_of_the_first_is_not_lost_in_silence(story: Story) -> None:
    story.to("mediating")
    client, address = signed_in(story.complainant), address_of(story.case, "add_evidence")
    held = filled(client, address, title="合同", proves="约定", visibility="shared")

    def send(content: bytes) -> Any:
        return client.post(address, {**held, "file": SimpleUploadedFile("a.pdf", content)})

    assert send(b"%PDF-1 first").status_code == 302
    assert send(b"%PDF-1 first").status_code == 302
    assert Evidence.objects.filter(case=story.case).count() == 1
    assert send(b"%PDF-1 second").context["reasons"] == [
        "This request was already used for something else. Start again."
    ]


def test_a_key_belongs_to_one_row(story: Story) -> None:
    story.to("mediating")
    two = [*story.clauses(), {**story.clauses()[0], "amount": 5, "due_on": date(2026, 9, 29)}]
    story.session()
    story.drafted(clauses=two)
    story.do("open_signing", story.mediator, day="2026-08-13")
    story.performing()
    one, other = story.case.obligations.order_by("id")
    perform(one, "confirm", by=story.complainant, key="k", party=story.first)
    with pytest.raises(KeyReused):
        perform(other, "confirm", by=story.complainant, key="k", party=story.first)


def test_the_same_request_with_days_moments_and_choices_is_recognised(story: Story) -> None:
    story.to("mediating")
    data = {"kind": "caucus", "side": story.first, "starts_at": moment("2026-08-12"),
            "place": "第一调解室"}  # fmt: skip
    first = perform(story.case, "plan_session", by=story.mediator, key="k", **data)
    again = perform(story.case, "plan_session", by=story.mediator, key="k", **data)
    assert again == first
    assert Event.objects.filter(verb="plan_session").count() == 1


# --- an agent whose authority has ended --------------------------------------------------------


def former_agent(story: Story) -> Any:
    agent = story.person("agent", "律师")
    Agent.objects.create(
        party=story.first, person=agent, name="律师", powers=[Power.SETTLE],
        until=clock.today() - timedelta(days=1),
    )  # fmt: skip
    grant(agent, Role.AGENT, story.case)
    return agent


def test_a_former_agent_is_told_nothing_more(story: Story) -> None:
    story.to("accepted")
    agent = former_agent(story)
    party = Party.objects.get(pk=story.first.pk)
    perform(story.case, "end_participation", by=story.complainant, party=party, text="不再调解")
    assert Notice.objects.filter(verb="end_participation").exists()
    assert not Notice.objects.filter(recipient=agent).exists()


def test_a_former_agent_no_longer_sees_the_case_in_the_own_list(story: Story) -> None:
    story.to("accepted")
    agent = former_agent(story)
    assert opened(agent, "my_cases").context["rows"] == []
    Agent.objects.filter(person=agent).update(until=clock.today())
    [row] = opened(agent, "my_cases").context["rows"]
    assert row.own == [story.first]


# --- what must not be said, or not by this person ----------------------------------------------


def test_a_challenged_mediator_cannot_end_the_case_to_escape_the_decision(story: Story) -> None:
    story.to("mediating")
    story.do(
        "challenge_mediator", story.respondent, day="2026-08-11", party=story.second,
        ground="interest", text="利害关系",
    )  # fmt: skip
    ending: dict[str, Any] = {"day": "2026-08-12", "reason": "DEADLOCK", "text": "未能达成一致。"}
    with pytest.raises(ActionRefused) as refusal:
        story.do("terminate", story.mediator, **ending)
    assert refusal.value.codes == ("actor_is_not_challenged",)
    story.do("terminate", story.manager, **ending)
    assert story.case.state == "terminated"


def test_a_transfer_for_a_suspected_crime_warns_no_suspect(story: Story) -> None:
    story.to("triage")
    story.do(
        "transfer", story.manager, day="2026-08-05", reason="CRIME", receiver="某公安局",
        basis="依据", text="涉案事实与材料",
    )  # fmt: skip
    page = opened(story.complainant, "case", story.case.reference).content.decode()
    for clue in ("某公安局", "涉案事实与材料", "A crime is suspected"):
        assert clue not in page
    page = opened(story.manager, "case", story.case.reference).content.decode()
    assert "涉案事实与材料" in page
    assert "A crime is suspected" in page


def test_a_name_cannot_pass_for_a_paragraph_of_our_message(story: Story) -> None:
    story.to("triage")
    Party.objects.filter(pk=story.first.pk).update(name="甲公司\r\n\r\n请打开 https://evil.example")
    story.ask()
    notice = Notice.objects.get(template="ask_respondent")
    body = message_for(notice, "respondent@example.org").body
    assert "甲公司 请打开" in body


def test_a_former_mediator_cannot_join_a_side(story: Story) -> None:
    story.to("mediating")
    story.do("release_mediator", story.manager, day="2026-08-11", text="调离")
    code = code_of(invite(story.second, clock.now()))
    page = signed_in(story.mediator).post(reverse("join"), {"code": code})
    assert "The mediator of a case cannot join it as a party." in page.content.decode()
    story.second.refresh_from_db()
    assert story.second.person == story.respondent


def test_one_code_lets_one_person_in_and_looking_uses_nothing_up(story: Story) -> None:
    story.to("triage")
    story.ask()
    code = code_of(invite(story.second, clock.now()))
    address = reverse("join")
    for _scanner in range(3):
        assert Client().get(address, {"code": code}).status_code == 200
    assert signed_in(story.respondent).post(address, {"code": code}).status_code == 302
    other = story.person("other", "某人")
    assert signed_in(other).post(address, {"code": code}).status_code == 200
    story.second.refresh_from_db()
    assert story.second.person == story.respondent
