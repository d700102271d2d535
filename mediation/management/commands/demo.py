"""Load the demo: `make run` does it on an empty installation."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mediation.scenarios.demo import PASSWORD, accounts, load_demo


class Command(BaseCommand):
    """`manage.py demo`: may be run again at any time; nothing is made twice."""

    help = "Make the organisations, accounts and cases of the demonstration (ZHIHE_DEMO=1 only)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing, then list the accounts."""
        if not settings.DEMO:
            raise CommandError(
                "The demo offers accounts with a known password. Set ZHIHE_DEMO=1 on an "
                "installation that holds no real cases."
            )
        load_demo(self.stdout.write)
        self.stdout.write(f"\nAccounts, all with the password {PASSWORD}:")
        for email, name, qualities in accounts():
            self.stdout.write(f"  {email:<34} {name}  {qualities}")
