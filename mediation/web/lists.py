"""Long lists: one page at a time by keyset, and counts that stop counting in time.

`OFFSET` reads and throws away everything before the page; a keyset begins where the last page
ended. The condition is written `a <= x AND (a < x OR id < y)`, which both databases answer from
an index; the equal `(a < x) OR (a = x AND id < y)` they do not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery

from mediation.models import Person

PAGE = 25
CAP = 1000
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Page:
    """One page of a list; `after` continues it and is empty on the last page."""

    rows: list[Any]
    after: str = ""
    first: bool = True


def page_of(
    query: QuerySet[Any], *, by: str, after: str = "", newest_first: bool = True, size: int = PAGE
) -> Page:
    """The page of `query` that follows the row named by `after`.

    Parameters
    ----------
    by : a field with a moment in every row; rows of the same moment are told apart by their id
    after : `Page.after` of the page before; anything unreadable begins at the first page
    newest_first : descending, as a register is read; a queue is read from its oldest row
    """
    start = _read(after)
    sign, beyond = ("-", "lt") if newest_first else ("", "gt")
    ordered = query.order_by(f"{sign}{by}", f"{sign}id")
    if start is not None:
        moment, pk = start
        not_before = Q(**{f"{by}__{beyond}e": moment})
        ordered = ordered.filter(
            not_before & (Q(**{f"{by}__{beyond}": moment}) | Q(**{f"id__{beyond}": pk}))
        )
    rows = list(ordered[: size + 1])
    if len(rows) <= size:
        return Page(rows, "", start is None)
    last = rows[size - 1]
    return Page(rows[:size], f"{(getattr(last, by) - EPOCH) // TICK}~{last.pk}", start is None)


def _read(after: str) -> tuple[datetime, int] | None:
    ticks, _tilde, pk = after.partition("~")
    try:
        return EPOCH + int(ticks) * TICK, int(pk)
    except (ValueError, OverflowError):
        return None


class _CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def capped_counts(queries: Mapping[str, QuerySet[Any]], person: Person) -> dict[str, int]:
    """How many rows each query has, up to `CAP` + 1, all in one statement."""
    columns = {
        f"n_{name}": _CountOf(query.order_by().values("pk")[: CAP + 1])
        for name, query in queries.items()
    }
    # The person's own row is only the one line the columns stand in.
    line = Person.objects.filter(pk=person.pk).values(**columns).get()
    return {name: line[f"n_{name}"] or 0 for name in queries}


def shown(count: int) -> str:
    """A capped count for people: 7, or 1,000+."""
    return f"{CAP:,}+" if count > CAP else f"{count:,}"
