"""Somebody leaves: every office ends at once, and open cases get another mediator."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mediation.actions import perform
from mediation.models import Case, CaseUserObjectPermission, MediatorProfile, Membership, Person
from mediation.permissions import end_office, revoke
from workflows.permissions import Role
from workflows.states import IN_MEDIATION, CaseState


def offices_of(person: Person) -> dict[str, Any]:
    """What ends: offices and roster entries by name, cases only by their number."""
    return {
        "offices": Membership.objects.filter(person=person, until=None).select_related(
            "organisation"
        ),
        "rosters": MediatorProfile.objects.filter(person=person, active=True).select_related(
            "organisation"
        ),
        "open_cases": Case.objects.filter(mediator=person, state__in=IN_MEDIATION).count(),
    }


@transaction.atomic
def leave(person: Person, close_account: bool) -> int:
    """End the offices and roster entries of `person`, and take away what was seen as mediator.

    Cases that may be given to another mediator are released through the door, so that the case
    manager is told. Where the state does not allow it (suspended, being signed) the mediator
    stays named in the case but no longer sees it.

    Returns the number of cases that still name the person.
    """
    for membership in Membership.objects.filter(person=person, until=None):
        end_office(membership)
    for profile in MediatorProfile.objects.filter(person=person, active=True):
        profile.active = False
        profile.save()
    releasable = (CaseState.APPOINTING, CaseState.MEDIATING)
    for case in Case.objects.filter(mediator=person, state__in=releasable):
        perform(case, "release_mediator", by=None, text=_("The mediator has left the body."))
    as_mediator = CaseUserObjectPermission.objects.filter(
        user=person, permission__codename=f"act_as_{Role.MEDIATOR}"
    ).select_related("content_object")
    for row in as_mediator:
        revoke(person, Role.MEDIATOR, row.content_object)
    if close_account:
        person.is_active = False
        person.save()
    return Case.objects.filter(mediator=person, state__in=IN_MEDIATION).count()
