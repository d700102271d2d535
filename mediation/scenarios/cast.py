"""The organisations and people of a scenario: found where they exist, made where they do not."""

from datetime import date
from typing import Any

from mediation.models import MediatorProfile, Organisation, Person
from mediation.permissions import appoint_to_office
from workflows.permissions import Role

#: Since when the people of a scenario hold their offices.
IN_OFFICE_SINCE = date(2026, 1, 5)


def call_organisations(data: dict[str, dict[str, Any]]) -> dict[str, Organisation]:
    """One row for each organisation, by its key; a committee before its stations."""
    found: dict[str, Organisation] = {}
    waiting = dict(data)
    while waiting:
        ready = [key for key, one in waiting.items() if one.get("parent") not in waiting]
        for key in ready or list(waiting):
            one = waiting.pop(key)
            fields = {k: v for k, v in one.items() if k not in ("name", "deliberately_wrong")}
            if "parent" in fields:
                fields["parent"] = found.get(fields["parent"])
            found[key], _made = Organisation.objects.get_or_create(
                name=one["name"], defaults=fields
            )
    return found


def call_people(
    data: dict[str, dict[str, Any]], organisations: dict[str, Organisation]
) -> dict[str, Person]:
    """One account for each person, by key, with offices and places on the rosters.

    A new account has no password: nobody signs in by it until one is set.
    """
    found = {}
    for key, one in data.items():
        person = Person.objects.filter(email=one["email"].lower()).first()
        if person is None:
            fields = {name: one[name] for name in ("name", "phone", "language") if name in one}
            person = Person.objects.create_user(one["email"], None, **fields)
        for office in one.get("offices", []):
            membership = appoint_to_office(
                person, Role(office["role"]), organisations[office["at"]]
            )
            if membership.since > IN_OFFICE_SINCE:
                membership.since = IN_OFFICE_SINCE
                membership.save()
        for body in one.get("mediator_at", []):
            MediatorProfile.objects.get_or_create(
                person=person, organisation=organisations[body],
                defaults={"register_number": one.get("register_number", "")},
            )  # fmt: skip
        found[key] = person
    return found
