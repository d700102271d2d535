"""Play one case from the application to its end, and keep its papers."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mediation.scenarios.outcome import write_outcome
from mediation.scenarios.play import WentOtherwise, play
from mediation.scenarios.problems import BadScenario
from mediation.scenarios.reading import read_scenario, supplied


class Command(BaseCommand):
    """`manage.py walkthrough --out DIR`: every run makes one more case.

    Ends with 1 when the scenario is wrong, listing every problem with its place in the file;
    with 2 when the play went otherwise than written.
    """

    help = "Play a scenario and write agreement.pdf, court-package.zip and events.json."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which scenario, and where to."""
        parser.add_argument(
            "--scenario", type=Path, help="a file as in docs/scenarios.md; else the first supplied"
        )
        parser.add_argument("--out", type=Path, required=True, help="folder for the files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, play, write."""
        if settings.PRODUCTION:
            raise CommandError("Scenarios make people and cases; play them outside production.")
        try:
            data = read_scenario(options["scenario"] or supplied()[0])
            played = play(data, say=self.stdout.write)
        except BadScenario as bad:
            for problem in bad.problems:
                self.stderr.write(str(problem))
            sys.exit(1)
        except WentOtherwise as otherwise:
            self.stderr.write(f"{otherwise.place}:")
            for reason in otherwise.reasons:
                self.stderr.write(f"  {reason}")
            sys.exit(2)
        for file in write_outcome(played.cases[-1], options["out"]):
            self.stdout.write(str(file))
