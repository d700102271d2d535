"""An application from the first page to the receipt, as somebody without JavaScript fills it in."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mediation import clock
from mediation.models import Agent, Case, Party, Right
from tests.mediation.web.pages import opened, posted, signed_in
from tests.stories import Story, moment
from workflows.vocabulary import Nature

COMPANY = {
    "name": "昆明翠湖生物科技有限公司", "id_kind": "uscc", "id_number": "91530102MAXXXX015P",
    "representative": "杨玥", "representative_title": "法定代表人",
    "address": "昆明市五华区翠湖南路100号", "phone": "13900000001",
}  # fmt: skip
RESPONDENT = {
    "name": "昆明滇池机械有限责任公司", "id_kind": "uscc", "id_number": "91530112MAXXXX0900",
    "address": "昆明市西山区滇池路200号", "email": "respondent@example.org",
}  # fmt: skip
RIGHT = {
    "ip_type": "invention", "number": "ZL202619990001.5", "name": "一种藻水分离装置",
    "owner": "昆明翠湖生物科技有限公司",
}  # fmt: skip
STORY = {
    "title": "藻水分离机发明专利侵权", "statement": "被申请人制造、销售的产品落入保护范围。",
    "amount": "500000", "claims-TOTAL_FORMS": "3", "claims-INITIAL_FORMS": "0",
    "claims-0-text": "停止侵权。", "claims-1-text": "赔偿损失。", "claims-1-amount": "500000",
}  # fmt: skip
DECLARED = {"data_notice": "on", "commitment": "on"}


def begin(client: Client, story: Story, **changes: Any) -> Case:
    start = {"organisation": story.body.pk, "ip_type": "invention", "behalf": "oneself",
             "kind": "company", **changes}  # fmt: skip
    response = client.post(reverse("apply"), start)
    assert response.status_code == 302, response.context["form"].errors
    return Case.objects.latest("id")


def fill_in(client: Client, case: Case) -> None:
    """Every section."""
    own = case.parties.get()
    pages = [
        (("application_item", "complainants", own.pk), COMPANY),
        (("application_add", "respondents"), RESPONDENT),
        (("application_add", "rights"), RIGHT),
        (("application_section", "story"), STORY),
        (("application_section", "declarations"), DECLARED),
    ]
    for (name, *args), data in pages:
        address = reverse(name, args=[case.reference, *args])
        if args == ["respondents"]:
            address += "?kind=company"
        response = client.post(address, data)
        assert response.status_code == 302, (address, response.context["form"].errors)


def submit(client: Client, case: Case) -> Any:
    check = client.get(reverse("application_check", args=[case.reference]))
    form = check.context["form"]
    data = {"seen": form["seen"].value(), "key": form["key"].value()}
    return client.post(reverse("act", args=[case.reference, "submit"]), data, follow=True)


def test_somebody_files_an_application_and_gets_a_receipt(story: Story) -> None:
    client = signed_in(story.complainant)
    case = begin(client, story)
    fill_in(client, case)
    with clock.played(moment("2026-08-03")):
        page = submit(client, case)
    case.refresh_from_db()
    assert case.state == "submitted"
    assert page.redirect_chain[-1][0] == reverse("receipt", args=[case.reference])
    assert case.number in page.content.decode()
    assert case.tracking_code in page.content.decode()
    assert "2026-08-06" in page.content.decode()  # three working days
    assert [c.text for c in case.claims.all()] == ["停止侵权。", "赔偿损失。"]


def test_the_task_list_says_how_much_is_done(story: Story) -> None:
    client = signed_in(story.complainant)
    case = begin(client, story)
    tasks = reverse("application", args=[case.reference])
    assert "0 / 6 done" in client.get(tasks).content.decode()
    client.post(reverse("application_section", args=[case.reference, "declarations"]), DECLARED)
    page = client.get(tasks)
    assert "1 / 6 done" in page.content.decode()
    assert not page.context["ready"]


def test_a_draft_survives_signing_out(story: Story) -> None:
    client = signed_in(story.complainant)
    case = begin(client, story)
    client.post(reverse("application_section", args=[case.reference, "story"]), STORY)
    client.logout()
    page = opened(story.complainant, "application_section", case.reference, "story")
    assert "藻水分离机发明专利侵权" in page.content.decode()
    assert case.reference in opened(story.complainant, "my_cases").content.decode()


def test_a_wrong_number_is_refused_beside_its_field_with_what_it_might_be(story: Story) -> None:
    client = signed_in(story.complainant)
    case = begin(client, story)
    page = client.post(
        reverse("application_add", args=[case.reference, "rights"]),
        {**RIGHT, "number": "ZL202619990001.6"},
    )
    error = str(page.context["form"].errors["number"])
    assert "the last character is 5" in error
    assert "number_reason" in [f.name for f in page.context["form"].visible_fields()]
    assert 'id="id_number_error"' in page.content.decode()
    assert not Right.objects.exists()


def test_a_wrong_number_stands_once_a_reason_is_given(story: Story) -> None:
    client = signed_in(story.complainant)
    case = begin(client, story)
    client.post(
        reverse("application_add", args=[case.reference, "rights"]),
        {**RIGHT, "number": "ZL202619990001.6", "number_reason": "证书如此记载"},
    )
    right = Right.objects.get()
    assert (right.number, right.number_reason) == ("ZL202619990001.6", "证书如此记载")


def test_a_number_is_stored_in_its_usual_spelling_and_needs_no_reason_then(story: Story) -> None:
    client = signed_in(story.complainant)
    case = begin(client, story)
    client.post(
        reverse("application_item", args=[case.reference, "complainants", case.parties.get().pk]),
        {**COMPANY, "id_number": " 91530102maxxxx015p ", "id_reason": "无"},
    )
    party = case.parties.get()
    assert (party.id_number, party.id_reason) == ("91530102MAXXXX015P", "")


def test_a_respondent_who_cannot_be_reached_is_not_enough(story: Story) -> None:
    client = signed_in(story.complainant)
    case = begin(client, story)
    page = client.post(
        reverse("application_add", args=[case.reference, "respondents"]) + "?kind=company",
        {"name": "某公司", "id_kind": "uscc"},
    )
    assert "address" in page.context["form"].errors


def test_respondents_are_added_and_taken_out_but_never_the_own_party(story: Story) -> None:
    client = signed_in(story.complainant)
    case = begin(client, story)
    add = reverse("application_add", args=[case.reference, "respondents"]) + "?kind=company"
    client.post(add, RESPONDENT)
    client.post(add, {**RESPONDENT, "name": "第二被申请人", "id_number": ""})
    assert case.parties.filter(role="respondent").count() == 2
    second = case.parties.get(name="第二被申请人")
    client.post(reverse("application_remove", args=[case.reference, "respondents", second.pk]))
    own = case.parties.get(role="complainant")
    client.post(reverse("application_remove", args=[case.reference, "complainants", own.pk]))
    assert set(case.parties.values_list("role", flat=True)) == {"complainant", "respondent"}
    assert not Party.objects.filter(pk=second.pk).exists()


def test_asking_for_another_row_saves_nothing_and_keeps_what_was_typed(story: Story) -> None:
    client = signed_in(story.complainant)
    case = begin(client, story)
    address = reverse("application_section", args=[case.reference, "story"])
    page = client.post(address, {**STORY, "title": "", "add_row": "claims"})
    assert len(page.context["rows"].forms) == 4
    assert "赔偿损失。" in page.content.decode()
    assert not case.claims.exists()


def test_an_agent_files_for_somebody_else_within_the_stated_powers(story: Story) -> None:
    lawyer = story.person("lawyer", "林律师")
    client = signed_in(lawyer)
    case = begin(client, story, behalf="agent")
    agent = Agent.objects.get(person=lawyer)
    client.post(
        reverse("application_item", args=[case.reference, "agents", agent.pk]),
        {"name": "林律师", "firm": "某律师事务所", "powers": ["speak", "receive", "settle"]},
    )
    fill_in(client, case)
    with clock.played(moment("2026-08-03")):
        submit(client, case)
    case.refresh_from_db()
    assert case.state == "submitted"
    assert case.parties.get(role="complainant").person is None


def test_a_registrar_takes_in_an_application_at_the_counter_of_the_own_body(story: Story) -> None:
    client = signed_in(story.registrar)
    case = begin(client, story, behalf="counter")
    assert case.channel == "counter"
    fill_in(client, case)
    with clock.played(moment("2026-08-03")):
        submit(client, case)
    case.refresh_from_db()
    assert case.state == "submitted"


def test_a_registrar_does_not_see_what_somebody_writes_at_home(story: Story) -> None:
    story.to("draft")
    for name in ("case", "application", "application_check"):
        assert opened(story.registrar, name, story.case.reference).status_code == 404


def test_only_a_registrar_of_the_body_may_file_at_its_counter(story: Story) -> None:
    start = {"organisation": story.body.pk, "ip_type": "design", "behalf": "counter",
             "kind": "company"}  # fmt: skip
    page = posted(story.complainant, "apply", **start)
    assert "behalf" in page.context["form"].errors
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("nature", "ip_type", "track"),
    [
        (Nature.PEOPLES_COMMITTEE, "invention", "T1"),
        (Nature.ADMINISTRATIVE_ORGAN, "invention", "T2"),
        (Nature.ADMINISTRATIVE_ORGAN, "trademark", "T3"),
        (Nature.COMMERCIAL_BODY, "software", "T6"),
    ],
)
def test_the_body_suggests_the_track(story: Story, nature: str, ip_type: str, track: str) -> None:
    type(story.body).objects.update(nature=nature)
    case = begin(signed_in(story.complainant), story, ip_type=ip_type)
    assert case.track == track


def test_nobody_else_opens_or_changes_a_draft(story: Story) -> None:
    story.to("draft")
    for person in (story.respondent, story.mediator, story.clerk):
        page = posted(
            person, "application_section", story.case.reference, "story", **STORY
        )  # fmt: skip
        assert page.status_code == 404
    assert Client().get(reverse("application", args=[story.case.reference])).status_code == 302


def test_a_submitted_application_can_no_longer_be_changed(story: Story) -> None:
    story.to("submitted")
    page = posted(story.complainant, "application_section", story.case.reference, "story", **STORY)
    assert page.status_code == 404
    story.case.refresh_from_db()
    assert story.case.title == "藻水分离机发明专利侵权"


def test_a_correction_opens_the_sections_again_and_is_handed_in(story: Story) -> None:
    story.to("submitted")
    story.do(
        "ask_correction", story.registrar, day="2026-08-04",
        items=[{"item": "被申请人地址", "requirement": "补充门牌号"}],
    )  # fmt: skip
    client = signed_in(story.complainant)
    reference = story.case.reference
    assert "补充门牌号" in client.get(reverse("application", args=[reference])).content.decode()
    client.post(
        reverse("application_item", args=[reference, "respondents", story.second.pk]),
        {**RESPONDENT, "address": "昆明市西山区滇池路200号附1号"},
    )
    with clock.played(moment("2026-08-05")):
        story.case.refresh_from_db()
        client.post(
            reverse("act", args=[reference, "supply_correction"]),
            {"seen": story.case.version, "key": "k1", "text": "已补充门牌号"},
        )
    story.case.refresh_from_db()
    story.second.refresh_from_db()
    assert story.case.state == "submitted"
    assert story.second.address.endswith("附1号")
    newest = story.second.history.first()
    assert (newest.history_user, newest.history_change_reason) == (
        story.complainant, "case.edit_respondents",
    )  # fmt: skip


def test_a_file_handed_in_with_the_draft_shows_in_its_section(story: Story) -> None:
    story.to("draft")
    page = signed_in(story.complainant).post(
        reverse("act", args=[story.case.reference, "add_evidence"]),
        {
            "seen": story.case.version, "key": "k1", "party": story.first.pk,
            "file": SimpleUploadedFile("证书.pdf", b"%PDF-1.7 x"), "title": "专利证书",
            "proves": "权利", "visibility": "shared",
        },
        follow=True,
    )  # fmt: skip
    assert page.redirect_chain[-1][0] == reverse(
        "application_section", args=[story.case.reference, "evidence"]
    )
    assert "专利证书" in page.content.decode()
