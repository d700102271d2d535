"""What is left of a played case, as files: its agreement, the court's package, its history."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from documents.models import Document
from documents.storage import open_checked
from mediation.court_package import package_of
from mediation.models import Case, Confirmation, Event
from workflows.states import CONFIRMATION_SEEN_BY_COURT


def write_outcome(case: Case, folder: Path) -> Iterator[Path]:
    """Write what there is of `agreement.pdf`, `court-package.zip` and `events.json`.

    Yields each file once it is written; one that there is no occasion for is not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    papers = Document.objects.filter(case=case, kind="agreement", status=Document.Status.ISSUED)
    paper = papers.order_by("id").last()
    if paper is not None:
        with open_checked(paper.sha256) as file:
            yield _written(folder / "agreement.pdf", file.read())
    filed = Confirmation.objects.filter(case=case, state__in=CONFIRMATION_SEEN_BY_COURT)
    confirmation = filed.order_by("id").last()
    if confirmation is not None:
        package = package_of(confirmation)
        yield _written(folder / "court-package.zip", b"".join(package.content))
    history = {"case": case.number, "events": [_plain(one) for one in _events(case)]}
    text = json.dumps(history, ensure_ascii=False, indent=1) + "\n"
    yield _written(folder / "events.json", text.encode())


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _events(case: Case) -> Iterator[Event]:
    yield from Event.objects.filter(case=case).order_by("seq")


def _plain(event: Event) -> dict[str, Any]:
    return {
        "seq": event.seq, "at": event.at.isoformat(), "machine": event.machine,
        "verb": event.verb, "from": event.source, "to": event.target, "by": event.actor_name,
        "roles": event.actor_roles, "visibility": event.visibility, "data": event.data,
        "previous_hash": event.previous_hash, "hash": event.hash,
    }  # fmt: skip
