"""Deal with every term that has run out; the worker does the same every minute."""

from typing import Any

from django.core.management.base import BaseCommand

from mediation.expiry import deal_with_passed


class Command(BaseCommand):
    """`manage.py run_deadlines`: safe to run at any time, by several at once, and twice."""

    help = "Run what follows from terms that have passed; print what was done."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each term dealt with, then how many there were."""
        count = 0
        for passed in deal_with_passed():
            self.stdout.write(str(passed))
            count += 1
        self.stdout.write(f"{count} dealt with")
