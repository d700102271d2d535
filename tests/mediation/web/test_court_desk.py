"""The court's pages: the package and nothing else, for the court it was filed with."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Document, Evidence
from documents.storage import store
from mediation.models import Agreement, Case, Confirmation, Note, Organisation
from tests.mediation.web.pages import copies_of, opened, posted, signed_in
from tests.stories import Story
from workflows.permissions import Role

SCAN = b"%PDF-1.7 licence"


@pytest.fixture
def filed(story: Story) -> Story:
    """An application filed with the court, its papers printed, one file opened to the court and
    one not."""
    story.to("mediating")
    for number, visibility in ((1, "court_package"), (2, "shared")):
        Evidence.objects.create(
            case=story.case, party=story.first, number=number, title=f"执照{visibility}",
            visibility=visibility, filename="执照.pdf", content_type="application/pdf",
            sha256=store(SCAN), size=len(SCAN), uploaded_by=story.complainant,
        )  # fmt: skip
    Note.objects.create(case=story.case, author=story.mediator, text="底线四十万")
    story.agreed_unsigned()
    story.performing()
    story.filed()
    for paper in Document.objects.filter(case=story.case):
        Document.objects.filter(pk=paper.pk).update(
            status="issued", sha256=store(paper.kind.encode()), size=1
        )
    return story


def test_the_court_reads_its_package_and_not_the_case(filed: Story) -> None:
    page = opened(filed.clerk, "court_confirmation", filed.confirmation.pk)
    content = page.content.decode()
    assert [paper.kind for paper, _title in page.context["papers"]] == [
        "confirmation_application", "agreement", "body_certificate",
    ]  # fmt: skip
    assert "执照court_package" in content
    for hidden in ("执照shared", "底线四十万", "受理通知书", "双方陈述了意见"):
        assert hidden not in content
    assert opened(filed.clerk, "case", filed.case.reference).status_code == 404


def test_papers_and_files_of_the_package_can_be_downloaded_and_no_others(filed: Story) -> None:
    pk = filed.confirmation.pk
    for paper in Document.objects.filter(case=filed.case):
        inside = paper.kind in ("confirmation_application", "agreement", "body_certificate")
        answer = opened(filed.clerk, "court_paper", pk, paper.verification)
        assert answer.status_code == (200 if inside else 404), paper.kind
        if inside:
            assert b"".join(answer.streaming_content) == paper.kind.encode()
    for number, status in ((1, 200), (2, 404)):
        answer = opened(filed.clerk, "court_file", pk, number)
        assert answer.status_code == status
        if status == 200:
            assert b"".join(answer.streaming_content) == SCAN


def test_the_whole_package_is_one_zip_of_known_length(filed: Story) -> None:
    answer = opened(filed.clerk, "court_package", filed.confirmation.pk)
    content = b"".join(answer.streaming_content)
    assert int(answer["Content-Length"]) == len(content)
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    listed = json.loads(archive.read("manifest.json"))["files"]
    assert [entry["title"][:2] for entry in listed] == ["01", "02", "03", "04"]


def test_a_package_that_is_still_being_printed_says_so(filed: Story) -> None:
    Document.objects.filter(kind="agreement").update(status="ordered")
    address = reverse("court_package", args=[filed.confirmation.pk])
    answer = signed_in(filed.clerk).get(address, follow=True)
    assert "still being printed" in answer.content.decode()


def test_another_court_and_the_body_find_nothing_here(filed: Story) -> None:
    court = Organisation.objects.create(name="另一法院", nature="court", court_code="云02")
    stranger = filed.officer("other", "他院书记员", Role.COURT_CLERK, court)
    pk = filed.confirmation.pk
    verification = Document.objects.get(kind="agreement").verification
    for person in (stranger, filed.registrar, filed.complainant, filed.mediator, filed.manager):
        for name, *args in (
            ("court_confirmation", pk), ("court_package", pk), ("court_paper", pk, verification),
            ("court_file", pk, 1),
        ):  # fmt: skip
            assert opened(person, name, *args).status_code == 404, (person, name)
    assert "No application fits" in opened(stranger, "desk_court").content.decode()


def test_an_application_that_is_only_being_prepared_is_not_the_courts_business(
    filed: Story,
) -> None:
    Confirmation.objects.update(state="preparing")
    assert opened(filed.clerk, "court_confirmation", filed.confirmation.pk).status_code == 404


def test_the_clerk_enters_the_courts_decision_from_the_page(filed: Story) -> None:
    page = opened(filed.clerk, "court_confirmation", filed.confirmation.pk)
    verbs = {verb for verb, _wording, _unmet in page.context["verbs"]}
    assert verbs == {"accept", "ask_supplement", "refuse", "allow_withdrawal"}
    address = ("act_on", filed.case.reference, "confirmation", filed.confirmation.pk, "accept")
    form = opened(filed.clerk, *address)
    assert form.status_code == 200
    hidden = {field.html_name: field.value() for field in form.context["form"].hidden_fields()}
    answer = posted(
        filed.clerk, *address, number="（2026）云01民特99901号", on="2026-08-20", **hidden
    )
    assert answer.status_code == 302
    assert answer["Location"] == reverse("court_confirmation", args=[filed.confirmation.pk])
    filed.confirmation.refresh_from_db()
    assert filed.confirmation.state == "accepted"


def test_what_waits_for_the_court_comes_first(filed: Story) -> None:
    def waiting() -> dict[str, int]:
        page = opened(filed.clerk, "desk_court")
        return {w.slug: len(w.lines) for w in page.context["waiting"]}

    assert waiting() == {"accept": 1, "rule": 0}
    Confirmation.objects.update(state="accepted")
    assert waiting() == {"accept": 0, "rule": 1}
    Confirmation.objects.update(state="granted")
    assert waiting() == {"accept": 0, "rule": 0}


def test_the_courts_desk_takes_the_same_queries_for_two_applications_and_for_twelve(
    filed: Story, django_assert_num_queries: Any
) -> None:
    def file_again(cases: list[Case]) -> None:
        for case in cases:
            version = Agreement.objects.create(case=case, version=1, facts="x")
            Confirmation.objects.create(
                case=case, agreement=version, court=filed.court, state="filed",
                filed_at=filed.confirmation.filed_at,
            )  # fmt: skip

    client = signed_in(filed.clerk)
    file_again(copies_of(filed, 1))
    client.get(reverse("desk_court"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("desk_court"))
    file_again(copies_of(filed, 10))
    with django_assert_num_queries(len(few)):
        page = client.get(reverse("desk_court"))
    assert len(page.context["lines"]) == 12
    assert len(few) <= 12
