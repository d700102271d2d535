"""Ordered papers are printed here, outside every transaction and every lock of a case.

The row is the truth: a worker takes a paper by leasing it, prints, and hands the bytes in under
the same lease. A worker that dies leaves a lease that runs out, and another one takes over; the
same context gives the same bytes, so nothing is lost by printing twice.
"""

import logging
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from documents.models import Document
from documents.pdf import render_pdf
from documents.storage import store
from mediation import clock

#: How long a worker may take over one paper; printing takes less than a second.
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 5
#: Waiting time after a failure, doubled with each further one.
PAUSE = timedelta(seconds=10)
Status = Document.Status
logger = logging.getLogger(__name__)


def print_papers(limit: int = 50) -> int:
    """Print what is ordered, oldest first, and say how many papers were issued.

    Several workers may run this at once. A paper that cannot be printed is tried again later,
    and is marked as failed, with the reason, after `MOST_ATTEMPTS`.
    """
    _give_up()
    printed = 0
    for _turn in range(limit):
        paper = _take()
        if paper is None:
            break
        printed += _print(paper)
    return printed


def _free() -> Q:
    return Q(status=Status.ORDERED) & (
        Q(leased_until__isnull=True) | Q(leased_until__lte=clock.now())
    )


def _give_up() -> None:
    """Papers whose last worker died over them: the lease ran out, no attempt is left."""
    Document.objects.filter(_free(), attempts__gte=MOST_ATTEMPTS).update(
        status=Status.FAILED,
        leased_until=None,
        error="The worker died each time this paper was printed. See its log.",
    )


@transaction.atomic
def _take() -> Document | None:
    """Lease the oldest free paper; the count of attempts tells this lease from any other."""
    waiting: QuerySet[Document] = Document.objects.filter(_free(), attempts__lt=MOST_ATTEMPTS)
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    paper = waiting.order_by("id").first()
    if paper is None:
        return None
    paper.attempts += 1
    paper.leased_until = clock.now() + LEASE
    paper.save(update_fields=["attempts", "leased_until"])
    return paper


def _print(paper: Document) -> int:
    """Print one leased paper; 1 when it was issued."""
    try:
        pdf = render_pdf(paper.kind, paper.context)
        sha256 = store(pdf)
    except Exception as failure:  # noqa: BLE001 - one bad paper must not stop the others
        logger.exception("Paper %s (%s) could not be printed.", paper.pk, paper.kind)
        _put_back(paper, failure)
        return 0
    return _under_lease(paper).update(
        status=Status.ISSUED,
        sha256=sha256,
        size=len(pdf),
        issued_at=clock.now(),
        leased_until=None,
        error="",
    )


def _put_back(paper: Document, failure: Exception) -> None:
    last = paper.attempts >= MOST_ATTEMPTS
    pause = PAUSE * 2 ** (paper.attempts - 1)
    _under_lease(paper).update(
        status=Status.FAILED if last else Status.ORDERED,
        leased_until=None if last else clock.now() + pause,
        error=f"{type(failure).__name__}: {failure}"[:300],
    )


def _under_lease(paper: Document) -> QuerySet[Document]:
    """The row, unless somebody else has taken it over since."""
    return Document.objects.filter(pk=paper.pk, status=Status.ORDERED, attempts=paper.attempts)


def offer_again(papers: QuerySet[Document]) -> int:
    """Order failed papers anew, once their cause is mended; says how many."""
    return papers.filter(status=Status.FAILED).update(
        status=Status.ORDERED, attempts=0, leased_until=None, error=""
    )
