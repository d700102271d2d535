"""Whether the history and the files are what they were when they were written."""

from collections.abc import Iterator
from itertools import groupby

from django.db import transaction

from documents import storage
from documents.models import Document, Evidence
from mediation.models import Case, Event, Statement
from mediation.models.record import GENESIS, hash_of
from workflows.states import CaseState

#: Rows held in memory at a time.
CHUNK = 500


def broken_chains() -> Iterator[str]:
    """The first bad row of every case whose chain of events does not hold, in the order of cases.

    Cases and events are read side by side, so that memory does not grow with their number. A
    case that seems broken is looked at again under its lock: it may just have moved.
    """
    cases = Case.objects.order_by("pk").only("number", "event_count", "chain_head")
    events = Event.objects.order_by("case_id", "seq", "pk").iterator(chunk_size=CHUNK)
    chains = groupby(events, key=lambda event: event.case_id)
    case_id, chain = next(chains, (None, iter(())))
    for case in cases.iterator(chunk_size=CHUNK):
        while case_id is not None and case_id < case.pk:  # begun after the cases were listed
            case_id, chain = next(chains, (None, iter(())))
        own = chain if case_id == case.pk else iter(())
        if _first_flaw(case, own) and (flaw := _looked_at_again(case.pk)):
            yield flaw


def _first_flaw(case: Case, chain: Iterator[Event]) -> str:
    """What is wrong first, with its case and number; blank when the chain holds."""
    name = f"case {case.pk} {case.number or ''}".strip()
    expected, head = 1, GENESIS
    for event in chain:
        flaw = _flaw(event, expected, head)
        if flaw:
            return f"{name}, event {event.seq}: {flaw}"
        expected, head = expected + 1, event.hash
    found = expected - 1
    if found < case.event_count:
        return (
            f"{name}, event {expected}: missing: the case counts {case.event_count} events, "
            f"the history ends after {found}"
        )
    if found > case.event_count or head != (case.chain_head or GENESIS):
        return f"{name}, event {found}: not the last event the case knows: added or replaced"
    return ""


def _flaw(event: Event, expected: int, head: str) -> str:
    if event.seq > expected:
        return f"event {expected} before it is missing"
    if event.seq < expected:
        return "this number occurs twice"
    if event.hash != event.compute_hash():
        return "its content was altered: it does not fit its hash"
    if event.previous_hash != head:
        return "it does not follow the event before it: altered, inserted or put elsewhere"
    return ""


@transaction.atomic
def _looked_at_again(case_id: int) -> str:
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    return _first_flaw(case, Event.objects.filter(case=case).order_by("seq", "pk").iterator())


def broken_statements() -> Iterator[str]:
    """Words that are not those whose hash the event keeps."""
    rows = Statement.objects.select_related("event__case").order_by("pk")
    for statement in rows.iterator(chunk_size=CHUNK):
        event = statement.event
        if {"sha256": hash_of(statement.text)} not in event.data.values():
            yield f"case {event.case_id} {event.case}, event {event.seq}: its words were altered"


def broken_files() -> Iterator[str]:
    """Issued papers and evidence whose file is missing or altered; destroyed files excepted."""
    papers = Document.objects.filter(status=Document.Status.ISSUED)
    for label, rows in (("paper", papers), ("evidence", Evidence.objects.all())):
        kept = rows.exclude(case__state=CaseState.DESTROYED).select_related("case")
        for row in kept.order_by("pk").iterator(chunk_size=CHUNK):
            flaw = _file_flaw(row.sha256, row.size)
            if flaw:
                yield f"case {row.case_id} {row.case}, {label} {row.number}: {flaw}"


def _file_flaw(sha256: str, size: int) -> str:
    try:
        with storage.open_checked(sha256) as file:
            length = file.seek(0, 2)
    except storage.MissingFile:
        return f"its file {sha256} is missing"
    except storage.AlteredFile:
        return f"its file {sha256} was altered"
    except ValueError:
        return f"{sha256!r} is no hash"
    return "" if length == size else f"its file has {length} bytes, not {size}"
