"""Pages for everybody: track, join, check a paper, language, errors."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents.models import Document
from mediation import clock
from mediation.invitations import code_of
from mediation.models import Invitation, Party, Person
from mediation.scenarios.demo import PASSWORD
from tests.mediation.web.pages import opened, signed_in
from tests.stories import Story, moment

ENGLISH = {"accept-language": "en"}


def track(number: str, code: str) -> Any:
    return Client(headers=ENGLISH).post(reverse("track"), {"number": number, "code": code})


# --- track ------------------------------------------------------------------------------------


def test_number_and_code_show_stage_state_and_last_day_and_nothing_else(story: Story) -> None:
    story.to("accepted")
    page = track(story.case.number, story.case.tracking_code.lower()).content.decode()
    assert "2026-08-06" in page
    assert 'aria-current="step"' in page
    for secret in (story.first.name, story.second.name, story.case.title, story.case.reference):
        assert secret not in page


def test_a_half_width_number_is_the_same_number(story: Story) -> None:
    story.to("submitted")
    number = story.case.number.replace("（", "(").replace("）", ")")
    assert "case" in track(number, story.case.tracking_code).context


def test_a_wrong_code_and_an_unknown_number_get_the_same_answer(story: Story) -> None:
    story.to("submitted")
    wrong = track(story.case.number, "AAAAAAAA").context["form"].non_field_errors()
    unknown = track("（2026）昆知调字第9999号", "AAAAAAAA").context["form"].non_field_errors()
    empty = track("（2026）昆知调字第9999号", "--------").context["form"].non_field_errors()
    assert wrong == unknown == empty
    assert len(wrong) == 1


def test_the_last_day_does_not_betray_a_private_session(story: Story) -> None:
    story.to("mediating")
    story.session(kind="caucus", side=story.first)
    page = track(story.case.number, story.case.tracking_code).content.decode()
    assert "2026-08-10" in page
    assert "2026-08-12" not in page


# --- join -------------------------------------------------------------------------------------


@pytest.fixture
def code(story: Story) -> str:
    story.to("triage")
    story.do("fix_track", story.registrar, day="2026-08-04", track="T1", cause="纠纷")
    story.do("search_conflicts", story.registrar, day="2026-08-04", result="未发现")
    story.do("ask_respondent", story.registrar, day="2026-08-04")
    return code_of(Invitation.objects.get(party=story.second))


def test_looking_at_an_invitation_does_not_use_it_up(story: Story, code: str) -> None:
    with clock.played(moment("2026-08-05")):
        for _again in range(2):
            page = Client(headers=ENGLISH).get(reverse("join"), {"code": code})
            assert story.first.name in page.content.decode()
            assert "voluntary" in page.content.decode()
    assert Invitation.objects.get(party=story.second).used_at is None


def test_whoever_is_not_signed_in_comes_back_after_signing_in(story: Story, code: str) -> None:
    with clock.played(moment("2026-08-05")):
        client = Client(headers=ENGLISH)
        page = client.get(reverse("join"), {"code": code}).content.decode()
        assert "/accounts/signup/?next=%2Fjoin%2F%3Fcode%3D" in page
        client.post(reverse("join"), {"code": code})
    assert Party.objects.get(pk=story.second.pk).person is None


def test_a_code_joins_once(story: Story, code: str) -> None:
    with clock.played(moment("2026-08-05")):
        page = signed_in(story.respondent).post(reverse("join"), {"code": code.lower()})
        assert page.url == reverse("case", args=[story.case.reference])
        other = signed_in(story.person("late", "迟到")).post(reverse("join"), {"code": code})
    assert "code" in other.context["form"].errors
    assert Party.objects.get(pk=story.second.pk).person == story.respondent


def test_nobody_joins_both_sides(story: Story, code: str) -> None:
    with clock.played(moment("2026-08-05")):
        page = signed_in(story.complainant).post(reverse("join"), {"code": code})
    assert "code" in page.context["form"].errors


# --- check a paper ----------------------------------------------------------------------------


def test_a_paper_is_checked_and_a_file_compared_with_it(story: Story) -> None:
    story.to("submitted")
    paper = Document.objects.get(case=story.case)
    content = b"%PDF-1.7 paper"
    sha256 = hashlib.sha256(content).hexdigest()
    Document.objects.filter(pk=paper.pk).update(
        status="issued", sha256=sha256, issued_at=paper.ordered_at
    )
    client = Client(headers=ENGLISH)
    typed = paper.verification.replace("-", "").lower()
    page = client.get(reverse("verify"), {"code": typed}, follow=True).content.decode()
    assert sha256 in page
    assert paper.number in page
    assert story.first.name not in page
    where = reverse("verify_paper", args=[paper.verification])
    assert client.post(where, {"file": SimpleUploadedFile("a.pdf", content)}).context["same"]
    other = client.post(where, {"file": SimpleUploadedFile("a.pdf", content + b" ")})
    assert other.context["same"] is False


def test_a_paper_that_is_not_issued_is_not_vouched_for(story: Story) -> None:
    story.to("submitted")
    paper = Document.objects.get(case=story.case)
    page = Client(headers=ENGLISH).get(reverse("verify_paper", args=[paper.verification]))
    assert page.status_code == 404
    assert paper.number not in page.content.decode()


# --- language, errors, health -----------------------------------------------------------------


def test_the_language_is_kept_in_a_cookie(db: None) -> None:
    client = Client(headers={"accept-language": "zh-hans"})
    client.post(reverse("switch_language"), {"language": "en", "next": "/track/"})
    page = client.get(reverse("track"))
    assert '<html lang="en">' in page.content.decode()
    client.post(reverse("switch_language"), {"language": "zh-hans", "next": "/track/"})
    assert '<html lang="zh-Hans">' in client.get(reverse("track")).content.decode()


def test_the_language_follows_the_person_to_another_device(story: Story) -> None:
    signed_in(story.complainant).post(reverse("switch_language"), {"language": "zh-hans"})
    story.complainant.refresh_from_db()
    assert story.complainant.language == "zh-hans"
    elsewhere = opened(story.complainant, "home").content.decode()
    assert '<html lang="zh-Hans">' in elsewhere


def test_an_account_keeps_the_language_it_was_opened_in(db: None) -> None:
    password = "a-long-enough-phrase-7"
    Client(headers={"accept-language": "zh-hans"}).post(
        reverse("account_signup"),
        {"email": "new@example.org", "name": "新人", "password1": password, "password2": password},
    )
    assert Person.objects.get(email="new@example.org").language == "zh-hans"


def test_switching_the_language_never_leads_to_another_site(db: None) -> None:
    page = Client().post(
        reverse("switch_language"), {"language": "en", "next": "https://elsewhere.example/"}
    )
    assert page.url == "/"


@pytest.mark.parametrize("name", ["home", "track", "join", "verify", "account_login",
                                  "account_signup", "account_reset_password"])  # fmt: skip
def test_public_pages_open_without_signing_in_and_without_scripts(db: None, name: str) -> None:
    page = Client(headers=ENGLISH).get(reverse(name))
    text = page.content.decode()
    assert page.status_code == 200
    assert "<script" not in text
    assert " style=" not in text
    assert 'href="#main"' in text


def test_an_unknown_address_says_so_in_our_words(client: Client, db: None, settings: Any) -> None:
    settings.DEBUG = False
    page = client.get("/nowhere/", headers=ENGLISH)
    assert page.status_code == 404
    assert "nothing at this address" in page.content.decode()


def test_a_form_without_its_token_is_refused_in_our_words(db: None) -> None:
    page = Client(enforce_csrf_checks=True, headers=ENGLISH).post(reverse("track"), {})
    assert page.status_code == 403
    assert "The page has expired" in page.content.decode()


def test_the_service_says_that_it_is_well(client: Client, db: None) -> None:
    assert client.get("/healthz").content == b"ok"


def test_the_demo_offers_its_accounts_and_a_real_installation_does_not(
    story: Story, settings: Any
) -> None:
    address = "yang@demo.example"
    Person.objects.create_user(address, name="演示人员")
    assert address not in Client().get("/").content.decode()
    settings.DEMO = True
    page = Client().get("/").content.decode()
    assert address in page
    assert PASSWORD in page
    assert story.complainant.email not in page
