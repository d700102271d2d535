"""The demo: bodies and people of three cities, finished cases, and work on every desk."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mediation import clock
from mediation.models import Case, Organisation, Person
from mediation.scenarios.cast import call_organisations, call_people
from mediation.scenarios.play import Say, Worker, play
from mediation.scenarios.reading import DATA, read_scenario, supplied
from mediation.scenarios.worker import work
from workflows.permissions import Role

PASSWORD = "zhihe-demo"  # noqa: S105 - the demo's accounts are open to everybody
OPEN_CASES = DATA / "open-cases.json"
#: A day, or a day with a time, that is a whole value of a scenario.
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2})?")


def load_demo(say: Say, scenarios: Sequence[Path] | None = None, worker: Worker = work) -> None:
    """Make the demo's organisations, accounts and cases, each once however often it is called.

    :param say: is told what is being done.
    :param scenarios: the files to play, instead of all that are supplied.
    :param worker: as in `mediation.scenarios.play.play`.
    """
    cast = read_scenario(DATA / "cast.json")
    with transaction.atomic():
        organisations = call_organisations(cast["organisations"])
        for person in call_people(cast["people"], organisations).values():
            if not person.has_usable_password():
                person.set_password(PASSWORD)
                person.save()
    for path in [*supplied(), OPEN_CASES] if scenarios is None else scenarios:
        _play_once(path, organisations, say, worker)


def _play_once(
    path: Path, organisations: dict[str, Organisation], say: Say, worker: Worker
) -> None:
    data = read_scenario(path)
    first = data["cases"][0]
    body = organisations[first["organisation"]]
    if Case.objects.filter(organisation=body, title=first["title"]).exists():
        say(_("%(file)s: already there") % {"file": path.name})
        return
    if "as_of" in data:
        data = moved(data, clock.today() - date.fromisoformat(data["as_of"]))
    played = play(data, say=lambda line: None, worker=worker)
    numbers = "、".join(str(case) for case in played.cases)
    say(_("%(file)s: played (%(cases)s)") % {"file": path.name, "cases": numbers})


def moved(data: Any, by: timedelta) -> Any:
    """The scenario with every day moved; days inside sentences stay as they are."""
    if isinstance(data, dict):
        return {key: moved(value, by) for key, value in data.items()}
    if isinstance(data, list):
        return [moved(value, by) for value in data]
    if isinstance(data, str) and (match := DAY.fullmatch(data)):
        return f"{date.fromisoformat(match[1]) + by}{match[2] or ''}"
    return data


def accounts() -> list[tuple[str, str, str]]:
    """Who can sign in to the demo: e-mail address, name, and in what qualities."""
    emails = [one["email"] for one in read_scenario(DATA / "cast.json")["people"].values()]
    found = Person.objects.filter(email__in=emails).prefetch_related(
        "memberships__organisation", "mediator_profiles__organisation", "parties", "agencies"
    )
    people = {person.email: person for person in found}
    return [
        (email, people[email].name, "；".join(_qualities(people[email])))
        for email in emails
        if email in people
    ]


def _qualities(person: Person) -> list[str]:
    """Offices, places on rosters, and the sides on which the person stands."""
    found = [
        f"{Role(office.role).label} · {office.organisation}"
        for office in person.memberships.all()
        if office.until is None
    ]
    found += [
        f"{Role.MEDIATOR.label} · {profile.organisation}"
        for profile in person.mediator_profiles.all()
    ]
    found += sorted({str(Role(party.role).label) for party in person.parties.all()})
    if person.agencies.all():
        found.append(str(Role.AGENT.label))
    return found
