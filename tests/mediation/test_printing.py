"""The printing queue: every ordered paper is printed once, whatever happens to the workers."""

import subprocess
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from documents.models import Document
from documents.storage import open_checked
from mediation import clock, printing
from mediation.models import Notice
from mediation.printing import LEASE, MOST_ATTEMPTS, offer_again, print_papers
from tests.stories import Story, moment


def ordered(story: Story) -> Document:
    """A case with one paper waiting."""
    story.to("submitted")
    return Document.objects.get()


def text_of(paper: Document, place: Path) -> str:
    """What a reader of the PDF reads, without white space."""
    target = place / "paper.pdf"
    with open_checked(paper.sha256) as file:
        target.write_bytes(file.read())
    done = subprocess.run(["pdftotext", str(target), "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def test_an_ordered_paper_is_printed_and_kept_under_its_hash(story: Story, tmp_path: Path) -> None:
    paper = ordered(story)
    assert paper.status == "ordered"
    with clock.played(moment("2026-08-03", "10:01")):
        assert print_papers() == 1
    paper.refresh_from_db()
    assert (paper.status, paper.issued_at) == ("issued", moment("2026-08-03", "10:01"))
    with open_checked(paper.sha256) as file:
        assert len(file.read()) == paper.size
    assert "昆明翠湖生物科技有限公司" in text_of(paper, tmp_path)
    assert print_papers() == 0


@pytest.mark.slow
def test_every_paper_of_a_whole_case_prints_and_says_who_what_and_how_much(
    story: Story, tmp_path: Path
) -> None:
    story.to("performing")
    story.filed()
    story.granted()
    story.performed()
    print_papers()
    Notice.objects.update(status="sent")
    story.do(
        "follow_up", story.registrar, day="2026-09-21", text="已履行。", satisfied=True,
        on=moment("2026-09-21").date(),
    )  # fmt: skip
    story.do("close", story.manager, day="2026-09-22", text="结案。")
    story.archived()
    print_papers()
    papers = {paper.kind: paper for paper in Document.objects.filter(case=story.case)}
    assert {paper.status for paper in papers.values()} == {"issued"}
    read = {kind: text_of(paper, tmp_path) for kind, paper in papers.items()}
    assert len(read) == 7
    for kind, text in read.items():
        assert papers[kind].number in text
        assert "昆明翠湖生物科技有限公司" in text
        assert "昆明滇池机械有限责任公司" in text
    assert "人民币伍拾万元整" in read["application"]
    assert "91530102MAXXXX015P" in read["application"]
    assert "人民币肆拾伍万元整" in read["agreement"]
    assert story.agreement.content_hash in read["agreement"]
    assert story.agreement.content_hash in read["body_certificate"]
    assert "云南省昆明市中级人民法院" in read["confirmation_application"]
    assert "人民币肆拾伍万元整" in read["closing_report"]
    assert "（2026）云01民特99901号" in read["closing_report"]


def test_a_paper_under_another_workers_lease_is_left_alone(story: Story) -> None:
    paper = ordered(story)
    Document.objects.update(leased_until=clock.now() + LEASE, attempts=1)
    assert print_papers() == 0
    paper.refresh_from_db()
    assert paper.status == "ordered"


def test_a_paper_whose_worker_was_killed_is_printed_when_the_lease_has_run_out(
    story: Story,
) -> None:
    ordered(story)
    assert printing._take() is not None  # and then the worker is gone
    assert print_papers() == 0
    with clock.played(clock.now() + LEASE + timedelta(seconds=1)):
        assert print_papers() == 1


def test_a_worker_that_was_overtaken_changes_nothing(story: Story) -> None:
    ordered(story)
    slow = printing._take()
    assert slow is not None
    later = clock.now() + LEASE + timedelta(seconds=1)
    with clock.played(later):
        assert print_papers() == 1
    before = Document.objects.values().get()
    with clock.played(later + timedelta(minutes=1)):
        assert printing._print(slow) == 0
    assert Document.objects.values().get() == before


def test_a_paper_that_kills_every_worker_is_given_up(story: Story) -> None:
    paper = ordered(story)
    now = clock.now()
    for attempt in range(MOST_ATTEMPTS):
        with clock.played(now + attempt * (LEASE + timedelta(seconds=1))):
            assert printing._take() is not None
    with clock.played(now + timedelta(hours=1)):
        assert print_papers() == 0
    paper.refresh_from_db()
    assert paper.status == "failed"
    assert "died" in paper.error


def test_a_bad_paper_is_tried_five_times_then_failed_with_the_reason_and_stops_no_other(
    story: Story, caplog: Any
) -> None:
    story.to("consent_pending")
    bad, good = Document.objects.order_by("id")
    Document.objects.filter(pk=bad.pk).update(context={**bad.context, "facts": ""})
    now = clock.now()
    assert print_papers() == 1
    good.refresh_from_db()
    assert good.status == "issued"
    for hour in range(1, MOST_ATTEMPTS):
        bad.refresh_from_db()
        assert bad.status == "ordered"
        with clock.played(now + timedelta(hours=hour)):
            assert print_papers() == 0
    bad.refresh_from_db()
    assert (bad.status, bad.attempts) == ("failed", MOST_ATTEMPTS)
    assert "facts" in bad.error
    assert "could not be printed" in caplog.text


def test_a_failed_paper_is_printed_once_its_cause_is_mended(story: Story) -> None:
    paper = ordered(story)
    Document.objects.update(status="failed", attempts=MOST_ATTEMPTS, error="x")
    assert print_papers() == 0
    assert offer_again(Document.objects.all()) == 1
    assert print_papers() == 1
    paper.refresh_from_db()
    assert (paper.status, paper.error) == ("issued", "")


def test_issued_papers_are_never_offered_again(story: Story) -> None:
    ordered(story)
    print_papers()
    assert offer_again(Document.objects.all()) == 0


def test_competing_workers_print_each_paper_once(
    committed_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed_story.to("accepted")
    printed: list[str] = []
    real = printing.render_pdf

    def counted(kind: str, context: dict[str, Any]) -> bytes:
        printed.append(context["number"])
        return real(kind, context)

    monkeypatch.setattr(printing, "render_pdf", counted)

    def work() -> None:
        try:
            print_papers()
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not connection.in_atomic_block
    assert len(printed) == len(set(printed)) == 3
    assert set(Document.objects.values_list("status", flat=True)) == {"issued"}
