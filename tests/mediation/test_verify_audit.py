"""Tampering behind the application's back is found, and the first bad row is named."""

from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from documents.evidence import receive
from documents.models import Document, Evidence
from mediation.append_only import protect, unprotect
from mediation.management import audit
from mediation.models import Case, Event, Statement
from mediation.printing import print_papers
from tests.stories import Story, moment


@pytest.fixture
def writable(db: None) -> Iterator[None]:
    """Somebody with the database's own password lifted the protection."""
    unprotect(connection)
    yield
    protect(connection)


@pytest.fixture
def case(story: Story, writable: None) -> Case:
    """A case with some history, and another one before it."""
    story.to("submitted")
    other = story.case
    story.to("consent_pending")
    assert other.pk < story.case.pk
    story.everything_sent()
    Document.objects.update(status="ordered", sha256="")
    return story.case


def verify() -> tuple[int, str]:
    """Exit code and what was printed."""
    out = StringIO()
    try:
        call_command("verify_audit", stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def row(case: Case, seq: int) -> Any:
    """One event as a queryset, so that it can be changed."""
    return Event.objects.filter(case=case, seq=seq)


def alter(case: Case) -> None:
    row(case, 3).update(actor_name="别人")


def alter_data(case: Case) -> None:
    row(case, 3).update(data={"track": "T6"})


def alter_and_hash_anew(case: Case) -> None:
    event = row(case, 3).get()
    event.actor_name = "别人"
    row(case, 3).update(actor_name="别人", hash=event.compute_hash())


def delete(case: Case) -> None:
    row(case, 3).delete()


def delete_and_renumber(case: Case) -> None:
    row(case, 3).delete()
    for event in Event.objects.filter(case=case, seq__gt=3).order_by("seq"):
        row(case, event.seq).update(seq=event.seq - 1)


def reorder(case: Case) -> None:
    row(case, 3).update(seq=99)
    row(case, 4).update(seq=3)
    row(case, 99).update(seq=4)


def insert(case: Case) -> None:
    """A row of one's own at the end, properly linked."""
    last = Event.objects.filter(case=case).latest("seq")
    forged = Event.objects.get(pk=last.pk)
    forged.pk, forged.seq, forged.previous_hash = None, last.seq + 1, last.hash
    forged.verb, forged.key = "consent", None
    forged.hash = forged.compute_hash()
    forged.save(force_insert=True)


def truncate(case: Case) -> None:
    Statement.objects.filter(event__case=case).delete()
    Event.objects.filter(case=case, seq__gte=4).delete()


def replace_the_last(case: Case) -> None:
    last = Event.objects.filter(case=case).latest("seq")
    last.actor_name = "别人"
    row(case, last.seq).update(actor_name="别人", hash=last.compute_hash())


def delete_everything(case: Case) -> None:
    Statement.objects.filter(event__case=case).delete()
    Event.objects.filter(case=case).delete()


TAMPERING = [
    (alter, "event 3: its content was altered"),
    (alter_data, "event 3: its content was altered"),
    (alter_and_hash_anew, "event 4: it does not follow the event before it"),
    (delete, "event 4: event 3 before it is missing"),
    (delete_and_renumber, "event 3: its content was altered"),
    (reorder, "event 3: its content was altered"),
    (insert, "not the last event the case knows"),
    (truncate, "event 4: missing"),
    (replace_the_last, "not the last event the case knows"),
    (delete_everything, "event 1: missing"),
]


def test_an_untouched_history_passes(case: Case) -> None:
    code, printed = verify()
    assert code == 0
    assert f"{Event.objects.count()} events" in printed


@pytest.mark.parametrize(("tamper", "named"), TAMPERING, ids=[t.__name__ for t, _n in TAMPERING])
def test_tampering_is_found_and_the_first_bad_row_is_named(
    case: Case, tamper: Callable[[Case], None], named: str
) -> None:
    tamper(case)
    code, printed = verify()
    assert code == 1
    (line,) = printed.splitlines()
    assert line.startswith(f"case {case.pk} {case.number}, ")
    assert named in line


def test_rows_moved_to_another_case_are_found_in_both(case: Case) -> None:
    other = Case.objects.exclude(pk=case.pk).get()
    moved = Event.objects.filter(case=case, seq__gte=4)
    last = Event.objects.filter(case=other).latest("seq").seq
    for shift, event in enumerate(moved.order_by("seq"), start=1):
        Event.objects.filter(pk=event.pk).update(case=other, seq=last + shift)
    code, printed = verify()
    assert code == 1
    assert len(printed.splitlines()) == 2


def test_a_case_that_moved_while_it_was_read_is_not_blamed(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = audit._first_flaw, []

    def stale(one: Case, chain: Iterator[Event]) -> str:
        seen.append(one.pk)
        if seen.count(one.pk) == 1:
            one.event_count -= 1
        return real(one, chain)

    monkeypatch.setattr(audit, "_first_flaw", stale)
    assert verify()[0] == 0
    assert seen.count(case.pk) == 2


# --- files --------------------------------------------------------------------------------------


def stored(sha256: str, settings: Any) -> Path:
    """Where a file lies."""
    return Path(settings.DOCUMENT_ROOT) / sha256[:2] / sha256[2:4] / sha256


@pytest.fixture
def filed(story: Story) -> Evidence:
    """A case with printed papers and a piece of evidence."""
    story.to("submitted")
    print_papers()
    content = b"%PDF-1.7 evidence"
    upload = receive(BytesIO(content), "证据.pdf", len(content))
    story.do(
        "add_evidence", story.complainant, day="2026-08-03", party=story.first, file=upload,
        title="证书", proves="权利", visibility="shared",
    )  # fmt: skip
    return Evidence.objects.get()


def test_untouched_files_pass(filed: Evidence) -> None:
    assert verify()[0] == 0


@pytest.mark.parametrize("label", ["paper", "evidence"])
@pytest.mark.parametrize("how", ["altered", "missing"])
def test_a_file_that_is_not_as_it_was_is_named(
    filed: Evidence, settings: Any, label: str, how: str
) -> None:
    kept = Document.objects.get() if label == "paper" else filed
    place = stored(kept.sha256, settings)
    if how == "missing":
        place.unlink()
    else:
        place.chmod(0o600)
        place.write_bytes(place.read_bytes()[:-1] + b"!")
    code, printed = verify()
    assert code == 1
    assert f"{label} {kept.number}: its file" in printed
    assert how in printed


def test_a_row_that_names_another_file_is_found(filed: Evidence) -> None:
    Document.objects.update(sha256=filed.sha256)
    code, printed = verify()
    assert code == 1
    assert "bytes, not" in printed


def test_files_of_a_destroyed_case_are_not_missed(filed: Evidence, settings: Any) -> None:
    stored(filed.sha256, settings).unlink()
    Case.objects.update(state="destroyed", destroyed_at=moment("2026-08-03"))
    assert verify()[0] == 0


def test_words_that_are_not_those_of_the_event_are_found(case: Case) -> None:
    Statement.objects.filter(event__verb="search_conflicts").update(text="发现利益冲突")
    code, printed = verify()
    assert code == 1
    assert "its words were altered" in printed
