"""Check that no event, paper or piece of evidence was altered behind the application's back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mediation.management.audit import broken_chains, broken_files, broken_statements
from mediation.models import Event


class Command(BaseCommand):
    """`manage.py verify_audit`: reads everything, changes nothing; ends with 1 on any flaw."""

    help = "Recompute every case's chain of events and the hash of every stored file."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for the first bad row of each case and for each bad file."""
        flaws = 0
        for check in (broken_chains, broken_statements, broken_files):
            for flaw in check():
                self.stdout.write(flaw)
                flaws += 1
        if flaws:
            raise CommandError(f"{flaws} found that are not as they were written.", returncode=1)
        self.stdout.write(f"{Event.objects.count()} events and all files are as they were written.")
