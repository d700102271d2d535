"""What the one door costs: `perform` against the same rows written by hand.

    python -m tests.bench.transitions [--cases 300]

Every round supplies a correction: the state, one history row, one event of the hash chain, a
term that ends, a term that begins and the notices, in one transaction. The raw round replays the
very statements that write, recorded from `perform`, through the driver alone.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

from tests.bench.place import prepare

prepare()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from mediation.actions import perform  # noqa: E402
from mediation.models import Case  # noqa: E402
from tests.bench.cases import copies_of  # noqa: E402
from tests.stories import Story  # noqa: E402

Statement = tuple[str, tuple[Any, ...]]


def waiting_for_a_correction(story: Story) -> None:
    """Play until the complainant has to supply something."""
    story.to("submitted")
    story.do("ask_correction", story.registrar, items=[{"item": "专利证书"}])


def supply(case: Case, story: Story) -> None:
    """The transition that is measured."""
    perform(case, "supply_correction", by=story.complainant, text="已补充。")


def recorded_writes(case: Case, story: Story) -> tuple[list[Statement], int]:
    """The writing statements of one transition, and the number of all statements."""
    writes: list[Statement] = []

    def record(execute: Callable[..., Any], sql: str, params: Any, many: bool, ctx: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")):
            writes.append((sql, tuple(params)))
        return execute(sql, params, many, ctx)

    with connection.execute_wrapper(record), CaptureQueriesContext(connection) as captured:
        supply(case, story)
    return writes, len(captured)


def raw(writes: list[Statement], old: Case, case: Case) -> None:
    """The same rows for another case, through the driver alone."""
    same = {old.pk: case.pk, old.reference: case.reference, old.number: case.number}
    driver = connection.connection
    sqlite = connection.vendor == "sqlite"
    cursor = driver.cursor()
    cursor.execute("BEGIN IMMEDIATE" if sqlite else "BEGIN")
    for sql, params in writes:
        values = [same.get(p, p) if isinstance(p, int | str) else p for p in params]
        cursor.execute(sql.replace("%s", "?") if sqlite else sql, values)
        if cursor.description:
            cursor.fetchall()
    cursor.execute("COMMIT")


def timed(rounds: list[Callable[[], None]]) -> list[float]:
    """Seconds of each round."""
    taken = []
    for one in rounds:
        began = time.perf_counter()
        one()
        taken.append(time.perf_counter() - began)
    return taken


def main() -> None:
    """Measure in alternating blocks, so that both meet the same noise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=300)
    count = parser.parse_args().cases
    story = Story()
    waiting_for_a_correction(story)
    cases = copies_of(story.case, 2 * count + 21)
    model = cases.pop()
    writes, statements = recorded_writes(model, story)
    for case in cases[:20]:  # warm-up
        supply(case, story)
    cases = cases[20:]
    through_door: list[float] = []
    by_hand: list[float] = []
    while cases:
        block, cases = cases[:50], cases[50:]
        half = len(block) // 2
        through_door += timed([lambda c=c: supply(c, story) for c in block[:half]])
        by_hand += timed([lambda c=c: raw(writes, model, c) for c in block[half:]])
    door, hand = statistics.median(through_door), statistics.median(by_hand)
    print(f"{connection.vendor}: {statements} statements, {len(writes)} of them write")
    print(f"  perform  {1000 * door:6.2f} ms  {1 / door:6.0f}/s")
    print(f"  raw SQL  {1000 * hand:6.2f} ms  {1 / hand:6.0f}/s")
    print(f"  perform runs at 1/{door / hand:.1f} of raw SQL")


if __name__ == "__main__":
    main()
