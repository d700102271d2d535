"""One page for every verb."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.evidence import Upload
from documents.models import Evidence
from mediation import clock
from mediation.actions import available_verbs
from mediation.facts import StoredFacts
from mediation.models import Agreement, Case, Clause, Event, Party, Session
from tests.mediation.web.pages import opened, signed_in
from tests.stories import Story, moment


def send(person: Any, subject: Any, verb: str, day: str = "", **data: Any) -> Any:
    """Open the page of a verb and send its form with what the page held and `data`."""
    client, address = signed_in(person), address_of(subject, verb)
    with clock.played(moment(day) if day else clock.now()):
        form = client.get(address).context["form"]
        held = {name: form[name].value() for name in form.fields if form[name].value() is not None}
        return client.post(address, {**held, **data}, follow=True)


def address_of(subject: Any, verb: str) -> str:
    if isinstance(subject, Case):
        return reverse("act", args=[subject.reference, verb])
    machine = type(subject).__name__.lower()
    return reverse("act_on", args=[subject.case.reference, machine, subject.pk, verb])


def test_a_verb_is_done_and_leads_back_to_the_case(story: Story) -> None:
    story.to("consent_pending")
    page = send(story.respondent, story.case, "consent", "2026-08-06", answer="同意")
    assert page.redirect_chain == [(reverse("case", args=[story.case.reference]), 302)]
    assert "Done: Agree to mediation." in page.content.decode()
    assert Event.objects.filter(verb="consent", actor=story.respondent).exists()


def test_a_refusal_shows_every_reason_and_keeps_what_was_entered(story: Story) -> None:
    story.to("triage")
    client = signed_in(story.manager)
    address = address_of(story.case, "transfer")
    page = client.post(
        address,
        {"seen": story.case.version, "key": "k", "reason": "COMPETENCE", "receiver": "某局",
         "basis": "依据", "text": "说明"},
    )  # fmt: skip
    assert page.status_code == 200
    assert page.context["reasons"] == [
        "Tell the complainant first and enter the day, unless a crime is suspected."
    ]
    assert 'value="某局"' in page.content.decode()
    assert Case.objects.get().state == "triage"


def test_whoever_looked_too_long_is_told_and_may_send_again(story: Story) -> None:
    story.to("consent_pending")
    seen = story.case.version
    story.do("add_evidence", story.complainant, party=story.first, **_file())
    data = {"seen": seen, "key": "k", "party": story.second.pk, "answer": "同意调解"}
    client, address = signed_in(story.respondent), address_of(story.case, "consent")
    page = client.post(address, data)
    assert page.context["stale"]
    assert "同意调解" in page.content.decode()
    assert reverse("case", args=[story.case.reference]) in page.content.decode()
    again = client.post(address, {**data, "seen": page.context["form"]["seen"].value()})
    assert again.status_code == 302


def _file() -> dict[str, Any]:
    return {"file": Upload("0" * 64, 1, "x.pdf", "application/pdf"), "title": "t", "proves": "p",
            "visibility": "shared"}  # fmt: skip


def test_sending_the_same_page_twice_does_the_thing_once(story: Story) -> None:
    story.to("consent_pending")
    data = {"seen": story.case.version, "key": "k", "party": story.second.pk}
    client, address = signed_in(story.respondent), address_of(story.case, "consent")
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 302
    assert Event.objects.filter(verb="consent").count() == 1


def test_somebody_in_the_case_without_the_right_gets_403_a_stranger_404(story: Story) -> None:
    story.to("consent_pending")
    stranger = story.person("stranger", "路人")
    assert opened(story.complainant, "act", story.case.reference, "accept").status_code == 403
    assert opened(stranger, "act", story.case.reference, "consent").status_code == 404
    assert opened(story.manager, "act", story.case.reference, "unheard_of").status_code == 404
    signed_out = Client().get(address_of(story.case, "consent"))
    assert signed_out.status_code == 302
    assert signed_out.url.startswith(reverse("account_login"))


def test_nobody_acts_for_the_other_side(story: Story) -> None:
    story.to("accepted")
    page = signed_in(story.respondent).post(
        address_of(story.case, "choose_mediator"),
        {"seen": story.case.version, "key": "k", "party": story.first.pk,
         "mediator": story.mediator.pk},
    )  # fmt: skip
    assert "party" in page.context["form"].errors
    assert not Event.objects.filter(verb="choose_mediator").exists()


def test_only_the_roster_of_the_body_may_be_chosen(story: Story) -> None:
    story.to("accepted")
    page = opened(story.complainant, "act", story.case.reference, "choose_mediator")
    assert list(page.context["form"].fields["mediator"].queryset) == [story.mediator]


def test_a_row_of_another_case_is_not_found(story: Story) -> None:
    story.to("agreed_unsigned")
    theirs = story.agreement
    story.case_fields["track"] = "T1"
    other = Case.objects.get(pk=story.case.pk)
    address = reverse("act_on", args=["x" * 16, "agreement", theirs.pk, "sign"])
    assert signed_in(story.complainant).get(address).status_code == 404
    address = reverse("act_on", args=[other.reference, "agreement", theirs.pk + 1, "sign"])
    assert signed_in(story.complainant).get(address).status_code == 404


def test_a_file_is_not_lost_when_the_rest_of_the_form_is_wrong(story: Story) -> None:
    story.to("mediating")
    client, address = signed_in(story.complainant), address_of(story.case, "add_evidence")
    data = {"seen": story.case.version, "key": "k", "party": story.first.pk, "visibility": "shared"}
    upload = SimpleUploadedFile("证据一.pdf", b"%PDF-1.7 content")
    page = client.post(address, {**data, "file": upload})
    assert set(page.context["form"].errors) == {"title", "proves"}
    assert "证据一.pdf" in page.content.decode()
    token = page.context["form"].fields["file"].widget.get_context("file", None, {})["token"]
    done = client.post(address, {**data, "file_kept": token, "title": "证据", "proves": "事实"})
    assert done.status_code == 302
    assert Evidence.objects.get().filename == "证据一.pdf"


def test_the_token_of_a_kept_file_is_worth_nothing_to_anybody_else(story: Story) -> None:
    story.to("mediating")
    address = address_of(story.case, "add_evidence")
    data = {"seen": story.case.version, "key": "k", "visibility": "shared"}
    page = signed_in(story.complainant).post(
        address,
        {**data, "party": story.first.pk, "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 a")},
    )
    token = page.context["form"].fields["file"].widget.get_context("file", None, {})["token"]
    theirs = signed_in(story.respondent).post(
        address,
        {**data, "party": story.second.pk, "file_kept": token, "title": "t", "proves": "p"},
    )
    assert "file" in theirs.context["form"].errors
    assert not Evidence.objects.exists()


def test_a_file_of_another_kind_is_refused_beside_its_field(story: Story) -> None:
    story.to("mediating")
    page = send(
        story.complainant, story.case, "add_evidence", title="t", proves="p",
        file=SimpleUploadedFile("a.exe", b"MZ"),
    )  # fmt: skip
    assert "PDF" in str(page.context["form"].errors["file"])


CLAUSE = {
    "clauses-TOTAL_FORMS": "5", "clauses-INITIAL_FORMS": "0", "clauses-0-kind": "payment",
    "clauses-0-text": "支付赔偿款。", "clauses-0-amount": "450000",
    "clauses-0-due_on": "2026-09-30",
}  # fmt: skip


def test_a_draft_is_written_clause_by_clause_and_rewritten(story: Story) -> None:
    story.to("mediating")
    rows = {
        **CLAUSE, "clauses-0-obligor": story.second.pk, "clauses-0-payee": story.first.pk,
        "clauses-2-kind": "other", "clauses-2-text": "互不追究。",
    }  # fmt: skip
    send(story.mediator, story.case, "draft_agreement", facts="事实", **rows)
    agreement = Agreement.objects.get()
    assert [c.text for c in agreement.clauses.all()] == ["支付赔偿款。", "互不追究。"]
    assert agreement.clauses.first().due_on == date(2026, 9, 30)
    page = opened(story.mediator, "act", story.case.reference, "draft_agreement")
    rows = page.context["form"].formsets["clauses"]
    assert len(rows.forms) == 7  # the two clauses and five empty rows
    again = {
        "clauses-TOTAL_FORMS": "7", "clauses-INITIAL_FORMS": "2", "clauses-0-DELETE": "on",
        "clauses-1-kind": "other", "clauses-1-text": "互不追究。",
    }  # fmt: skip
    send(story.mediator, story.case, "draft_agreement", facts="事实二", **again)
    assert [c.text for c in Agreement.objects.get().clauses.all()] == ["互不追究。"]


def test_the_page_of_a_long_draft_asks_no_more_than_that_of_a_short_one(story: Story) -> None:
    story.to("mediating")
    client, address = signed_in(story.mediator), address_of(story.case, "draft_agreement")

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    story.drafted()
    one = queries()
    story.drafted(clauses=story.clauses() * 10)
    assert queries() == one


def test_another_row_is_given_without_complaint(story: Story) -> None:
    story.to("mediating")
    page = send(story.mediator, story.case, "draft_agreement", add_row="clauses", **CLAUSE)
    form = page.context["form"]
    assert len(form.formsets["clauses"].forms) == 6
    assert not form.errors
    assert not page.context["formset_errors"]
    assert "支付赔偿款。" in page.content.decode()
    assert not Agreement.objects.exists()


def test_a_wrong_row_is_named_in_the_summary(story: Story) -> None:
    story.to("mediating")
    rows = {**CLAUSE, "clauses-0-amount": "-1", "clauses-0-text": ""}
    page = send(story.mediator, story.case, "draft_agreement", facts="事实", **rows)
    assert {e["id"] for e in page.context["formset_errors"]} == {
        "id_clauses-0-amount", "id_clauses-0-text",
    }  # fmt: skip
    assert 'href="#id_clauses-0-amount"' in page.content.decode()


def test_minutes_of_a_private_session_speak_of_its_own_side_only(story: Story) -> None:
    story.to("mediating")
    story.do(
        "plan_session", story.mediator, day="2026-08-11", kind="caucus", side=story.first,
        starts_at=moment("2026-08-12"), place="第二调解室",
    )  # fmt: skip
    session = Session.objects.get()
    send(
        story.mediator, story.case, "record_session", "2026-08-12", session=session.pk,
        minutes="私下", **{
            "attendance-TOTAL_FORMS": "2", "attendance-INITIAL_FORMS": "2",
            "attendance-0-party": story.first.pk, "attendance-0-present": "on",
            "attendance-1-party": story.second.pk,
        },
    )  # fmt: skip
    session.refresh_from_db()
    assert [row["party"] for row in session.attendance] == [story.first.pk]


def test_everybody_signs_on_the_page_that_shows_the_text(story: Story) -> None:
    story.to("agreed_unsigned")
    agreement = story.agreement
    page = opened(
        story.complainant, "act_on", story.case.reference, "agreement", agreement.pk, "sign"
    )
    assert "人民币肆拾伍万元整" in page.content.decode()
    for person in (story.complainant, story.respondent):
        send(person, agreement, "sign", "2026-08-14", name=person.name)
    send(story.mediator, agreement, "countersign", "2026-08-14", name="周堃")
    send(story.registrar, agreement, "seal", "2026-08-14")
    story.case.refresh_from_db()
    assert story.case.state == "performing"


def test_a_signature_under_another_text_is_refused(story: Story) -> None:
    story.to("agreed_unsigned")
    page = send(story.complainant, story.agreement, "sign", name="杨玥", content_hash="0" * 64)
    assert page.context["reasons"]
    assert not story.agreement.signatures.exists()


def test_the_debtor_reports_and_the_creditor_confirms(story: Story) -> None:
    story.to("performing")
    proof = SimpleUploadedFile("回单.pdf", b"%PDF-1.7 paid")
    send(story.respondent, story.obligation, "report", "2026-09-20", proof=proof, text="已转账")
    assert story.obligation.state == "reported"
    send(story.complainant, story.obligation, "confirm", "2026-09-21")
    assert story.obligation.state == "performed"


def test_the_competent_court_is_suggested_or_said_to_be_unverified(story: Story) -> None:
    story.to("performing")
    story.do("apply_confirmation", story.complainant, day="2026-08-17", party=story.first)
    page = opened(
        story.registrar, "act_on", story.case.reference, "confirmation", story.confirmation.pk,
        "file",
    )  # fmt: skip
    answer = page.context["answer"]
    chosen = page.context["form"].initial.get("court")
    assert (chosen == story.court) if answer.verified else (chosen is None)
    assert ("not verified" in page.content.decode()) is not answer.verified


def test_the_court_enters_its_ruling_without_reading_the_case(story: Story) -> None:
    story.to("performing")
    story.filed()
    assert opened(story.clerk, "case", story.case.reference).status_code == 404
    page = send(
        story.clerk, story.confirmation, "accept", "2026-08-20",
        number="（2026）云01民特99901号", on="2026-08-20",
    )  # fmt: skip
    assert page.status_code == 200
    assert story.confirmation.state == "accepted"


@pytest.mark.parametrize("state", Story.PATH[1:])
def test_the_page_of_every_verb_somebody_may_take_opens(story: Story, state: str) -> None:
    story.to(state)
    people = [story.complainant, story.respondent, story.registrar, story.manager, story.mediator,
              story.archivist]  # fmt: skip
    opened_pages = 0
    for person in people:
        client = signed_in(person)
        if client.get(reverse("case", args=[story.case.reference])).status_code == 404:
            continue
        for verb in available_verbs(story.case, person):
            assert client.get(address_of(story.case, verb)).status_code == 200, (state, verb)
            opened_pages += 1
    assert opened_pages
    assert Party.objects.count() == 2


def test_the_reviewer_is_asked_only_about_findings_and_sees_them(story: Story) -> None:
    story.to("performing")
    for person, party in ((story.complainant, story.first), (story.respondent, story.second)):
        story.do("apply_confirmation", person, day="2026-08-17", party=party)
    at = (story.case.reference, "confirmation", story.confirmation.pk, "override_precheck")
    address = reverse("act_on", args=at)
    assert address not in opened(story.manager, "case", story.case.reference).content.decode()
    Clause.objects.filter(agreement=story.agreement).update(text="双方办理离婚手续。")
    finding = StoredFacts(story.case).confirmation_findings[0]
    assert address in opened(story.manager, "case", story.case.reference).content.decode()
    assert str(finding.message) in opened(story.manager, "act_on", *at).content.decode()
