"""Papers and evidence reach those who may see them, and nobody else."""

from typing import Any
from urllib.parse import quote

import pytest
from django.urls import reverse

from documents.evidence import Upload
from documents.models import Document, Evidence
from documents.storage import AlteredFile, store
from mediation.models import Person
from mediation.web import registrar
from tests.mediation.web.pages import in_queues, opened, posted
from tests.stories import Story

PDF = b"%PDF-1.7 content"


def hand_in(story: Story, visibility: str) -> Evidence:
    upload = Upload(store(PDF), len(PDF), "采购合同.pdf", "application/pdf")
    story.do(
        "add_evidence", story.complainant, party=story.first, file=upload, title="采购合同",
        proves="侵权", visibility=visibility,
    )  # fmt: skip
    return Evidence.objects.get()


def body_of(response: Any) -> bytes:
    """The content; reading it to its end closes the file."""
    return b"".join(response.streaming_content)


def reaches(person: Person, story: Story, number: int) -> bool:
    response = opened(person, "evidence", story.case.reference, number)
    return response.status_code == 200 and body_of(response) == PDF


def issued(story: Story) -> Document:
    paper = Document.objects.filter(case=story.case).earliest("id")
    Document.objects.filter(pk=paper.pk).update(
        status="issued", sha256=store(PDF), issued_at=paper.ordered_at
    )
    return paper


def test_a_file_is_downloaded_under_its_chinese_name_and_kept_by_nobody(story: Story) -> None:
    story.to("mediating")
    evidence = hand_in(story, "shared")
    response = opened(story.respondent, "evidence", story.case.reference, evidence.number)
    assert body_of(response) == PDF
    assert response["Content-Disposition"] == (
        f"attachment; filename*=utf-8''{quote('采购合同.pdf')}"
    )
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        ("shared", {"complainant", "respondent", "registrar", "mediator"}),
        ("one_side", {"complainant", "registrar", "mediator"}),
        ("secret", {"complainant"}),
    ],
)
def test_a_file_is_read_by_those_it_is_meant_for(
    story: Story, visibility: str, readers: set[str]
) -> None:
    story.to("mediating")
    evidence = hand_in(story, visibility)
    everybody = ("complainant", "respondent", "registrar", "mediator", "clerk", "supervisor")
    reached = {who for who in everybody if reaches(getattr(story, who), story, evidence.number)}
    assert reached == readers


def test_what_one_may_not_read_is_not_on_the_page_either(story: Story) -> None:
    story.to("mediating")
    hand_in(story, "one_side")
    page = opened(story.respondent, "case", story.case.reference).content.decode()
    assert "采购合同" not in page
    assert "added a file" not in page


def test_a_paper_that_is_being_printed_says_so(story: Story) -> None:
    story.to("submitted")
    paper = Document.objects.get(case=story.case)
    page = opened(story.complainant, "paper", story.case.reference, paper.verification)
    assert page.status_code == 202
    assert page["Retry-After"]
    assert "being prepared" in page.content.decode()


def test_a_paper_is_downloaded_or_opened_in_the_browser(story: Story) -> None:
    story.to("submitted")
    paper = issued(story)
    where = ("paper", story.case.reference, paper.verification)
    downloaded = opened(story.complainant, *where)
    assert downloaded["Content-Disposition"].startswith("attachment")
    assert body_of(downloaded) == PDF
    viewed = opened(story.complainant, *where, view="1")
    assert viewed["Content-Disposition"].startswith("inline")
    assert "sandbox" in viewed["Content-Security-Policy"]
    assert body_of(viewed) == PDF


def test_an_altered_file_is_never_handed_out(story: Story, settings: Any) -> None:
    story.to("mediating")
    evidence = hand_in(story, "shared")
    path = next(p for p in settings.DOCUMENT_ROOT.rglob(evidence.sha256))
    path.chmod(0o600)
    path.write_bytes(b"%PDF-1.7 altered")
    with pytest.raises(AlteredFile):
        opened(story.complainant, "evidence", story.case.reference, evidence.number)


def test_a_file_of_another_case_is_not_found_through_ones_own(story: Story) -> None:
    story.to("mediating")
    hand_in(story, "shared")
    page = opened(story.complainant, "evidence", story.case.reference, 99)
    assert page.status_code == 404
    assert reverse("evidence", args=["y" * 16, 1])
    assert opened(story.complainant, "evidence", "y" * 16, 1).status_code == 404


def test_the_office_orders_a_paper_anew_that_could_not_be_printed(story: Story) -> None:
    story.to("submitted")
    Document.objects.filter(case=story.case).update(status="failed", attempts=5, error="x")
    paper = Document.objects.filter(case=story.case).earliest("id")
    assert in_queues(registrar.QUEUES, registrar.registrar_cases([story.body])) >= {"unprinted"}
    address = reverse("print_again", args=[story.case.reference, paper.verification])
    assert address in opened(story.registrar, "case", story.case.reference).content.decode()
    posted(story.registrar, "print_again", story.case.reference, paper.verification)
    paper.refresh_from_db()
    assert (paper.status, paper.attempts) == ("ordered", 0)


def test_a_party_cannot_order_a_paper_anew(story: Story) -> None:
    story.to("submitted")
    Document.objects.filter(case=story.case).update(status="failed")
    paper = Document.objects.filter(case=story.case).earliest("id")
    page = opened(story.complainant, "case", story.case.reference).content.decode()
    assert "/print/" not in page
    answer = posted(story.complainant, "print_again", story.case.reference, paper.verification)
    assert answer.status_code == 403
    paper.refresh_from_db()
    assert paper.status == "failed"
