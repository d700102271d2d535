"""The worker: prints papers, sends notices, watches the clock."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections

from documents.pdf import check_renderer
from mediation.expiry import deal_with_passed
from mediation.outbox import send_notices
from mediation.printing import print_papers

#: Seconds to wait when there was nothing to do, and between two looks at the terms.
IDLE = 1.0
BETWEEN_SWEEPS = 60.0
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """`manage.py work`: any number of workers may run, on any number of machines.

    SIGTERM and Ctrl-C let it finish the paper or message in hand, then it ends. Killed outright
    it leaves a lease behind that runs out.
    """

    help = "Print ordered papers, send waiting notices and run what follows from passed terms."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` for cron, tests and the demo."""
        parser.add_argument(
            "--once", action="store_true", help="Do everything that is due now, then end."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to stop."""
        problems = check_renderer()
        if problems:
            raise CommandError("Papers cannot be printed here:\n- " + "\n- ".join(problems))
        if options["once"]:
            self._everything_due()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        self.stdout.write("Working. Stop with Ctrl-C or SIGTERM.")
        self._until(stop)
        self.stdout.write("Stopped.")

    def _everything_due(self) -> None:
        """First the terms, since they order papers and write notices."""
        for passed in deal_with_passed():
            self.stdout.write(str(passed))
        papers = sent = 0
        while done := print_papers():
            papers += done
        while done := send_notices():
            sent += done
        self.stdout.write(f"{papers} papers printed, {sent} notices sent")

    def _until(self, stop: threading.Event) -> None:
        """One small step at a time, so that a signal is heeded at once."""
        next_sweep = time.monotonic()
        while not stop.is_set():
            if time.monotonic() >= next_sweep:
                self._step(self._sweep)
                next_sweep = time.monotonic() + BETWEEN_SWEEPS
            done = self._step(lambda: print_papers(1)) + self._step(lambda: send_notices(1))
            if not done:
                stop.wait(IDLE)

    def _sweep(self) -> int:
        for passed in deal_with_passed():
            self.stdout.write(str(passed))
        return 0

    def _step(self, work: Callable[[], int]) -> int:
        """A database that is away for a moment does not end the worker."""
        close_old_connections()
        try:
            return work()
        except DatabaseError:
            logger.exception("The database did not answer; trying again.")
            return 0
