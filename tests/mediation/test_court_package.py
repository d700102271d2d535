"""What a court downloads: the papers of the application, and nothing else of the case."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from documents.evidence import receive
from documents.models import Document
from documents.storage import AlteredFile
from mediation.court_package import PackageNotReady, package_of
from mediation.models import Party
from mediation.printing import print_papers
from tests.stories import Story


def upload(story: Story, title: str, visibility: str) -> None:
    """A file of the complainant."""
    content = f"%PDF-1.7 {title}".encode()
    file = receive(BytesIO(content), f"{title}.pdf", len(content))
    story.do(
        "add_evidence", story.complainant, day="2026-08-03", party=story.first, file=file,
        title=title, proves="", visibility=visibility,
    )  # fmt: skip


def filed(story: Story) -> Story:
    """A filed application with files of every kind of visibility."""
    story.draft()
    Party.objects.filter(pk=story.second.pk).update(
        kind="natural_person", name="李喆", id_kind="resident_id", id_number="53010319000315002X"
    )
    for title, visibility in (
        ("授权委托书", "court_package"), ("专利登记簿副本", "court_package"),
        ("往来邮件", "shared"), ("秘密点清单", "secret"), ("底价测算", "one_side"),
    ):  # fmt: skip
        upload(story, title, visibility)
    for step in Story.PATH[1:9]:
        getattr(story, step)()
    story.filed()
    return story


def unpacked(story: Story) -> dict[str, bytes]:
    """Name to bytes, as the court sees them."""
    made = package_of(story.confirmation)
    content = b"".join(made.content)
    assert len(content) == made.content_length
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_package_holds_the_three_papers_and_what_the_parties_opened_to_the_court(
    story: Story,
) -> None:
    filed(story)
    print_papers()
    files = unpacked(story)
    assert list(files) == [
        "manifest.json",
        "01 司法确认申请书（2026）昆知调确字第0001号.pdf",
        "02 调解协议书（2026）昆知调协字第0001号.pdf",
        "03 调解组织证明（2026）昆知调证字第0001号.pdf",
        "04 授权委托书.pdf",
        "05 专利登记簿副本.pdf",
    ]
    assert all(content.startswith(b"%PDF-") for content in list(files.values())[1:])


def test_the_manifest_names_every_file_by_hash_and_the_applicants_in_full(story: Story) -> None:
    filed(story)
    print_papers()
    manifest: dict[str, Any] = json.loads(unpacked(story)["manifest.json"])
    assert manifest["case_number"] == story.case.number
    assert manifest["court"] == story.court.name
    assert manifest["applicants"][1]["id_number"] == "53010319000315002X"
    agreement = Document.objects.get(kind="agreement")
    assert manifest["files"][1]["sha256"] == agreement.sha256
    assert manifest["agreement_number"] == agreement.number
    assert manifest["content_hash"] == story.agreement.content_hash
    printed = json.dumps(list(Document.objects.values_list("context", flat=True)))
    assert "53010319000315002X" not in printed


def test_the_same_application_gives_the_same_bytes(story: Story) -> None:
    filed(story)
    print_papers()
    first, second = (b"".join(package_of(story.confirmation).content) for _turn in range(2))
    assert first == second


def test_an_application_that_was_not_filed_has_no_package(story: Story) -> None:
    story.to("performing")
    story.do("apply_confirmation", story.complainant, day="2026-08-17", party=story.first)
    with pytest.raises(PackageNotReady):
        package_of(story.confirmation)


def test_the_package_waits_for_papers_that_are_not_printed_yet(story: Story) -> None:
    filed(story)
    with pytest.raises(PackageNotReady):
        package_of(story.confirmation)


def test_an_altered_paper_is_never_handed_out(story: Story, settings: Any) -> None:
    filed(story)
    print_papers()
    sha256 = Document.objects.get(kind="agreement").sha256
    place = settings.DOCUMENT_ROOT / sha256[:2] / sha256[2:4] / sha256
    place.chmod(0o600)
    place.write_bytes(b"%PDF- something else")
    with pytest.raises(AlteredFile):
        package_of(story.confirmation)
