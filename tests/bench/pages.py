"""What a list page costs with few and with many cases behind it.

python -m tests.bench.pages [--cases 2000]
"""

import argparse
import statistics
import time

from tests.bench.place import prepare

prepare()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from mediation.models import Person  # noqa: E402
from tests.bench.cases import copies_of  # noqa: E402
from tests.bench.transitions import waiting_for_a_correction  # noqa: E402
from tests.stories import Story  # noqa: E402


def measured(person: Person, page: str) -> tuple[int, float]:
    """Statements of one view of the page, and the median of ten views in milliseconds."""
    client = Client()
    client.force_login(person)
    url = reverse(page)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        if client.get(url).status_code != 200:
            raise LookupError(f"{person} may not open {url}.")
    # Read now: the next request empties the record.
    statements = len(captured)
    taken = []
    for _view in range(10):
        began = time.perf_counter()
        client.get(url)
        taken.append(time.perf_counter() - began)
    return statements, 1000 * statistics.median(taken)


def main() -> None:
    """Each page with one case, then with many."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    count = parser.parse_args().cases
    story = Story()
    pages = {
        "desk_registrar": story.registrar,
        "desk_manager": story.manager,
        "desk_mediator": story.mediator,
        "desk_archive": story.archivist,
        "desk_supervisor": story.supervisor,
        "desk_court": story.clerk,
        "my_cases": story.complainant,
        "inbox": story.complainant,
    }
    waiting_for_a_correction(story)
    few = {page: measured(person, page) for page, person in pages.items()}
    copies_of(story.case, count)
    print(f"{connection.vendor}: statements and milliseconds with 1 and with {count + 1} cases")
    for page, person in pages.items():
        (n1, t1), (n2, t2) = few[page], measured(person, page)
        print(f"  {page:<16} {n1:>3} {t1:7.1f} ms   {n2:>3} {t2:7.1f} ms")


if __name__ == "__main__":
    main()
