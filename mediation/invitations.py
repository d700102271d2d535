"""Codes by which a respondent or an agent joins a case, once."""

import base64
import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from mediation import clock
from mediation.models import Agent, Case, Invitation, Party, Person
from mediation.permissions import grant
from workflows.permissions import Role
from workflows.states import EXITS, FINISHED

VALID_FOR = timedelta(days=60)


class InvitationRefused(Exception):
    """The code cannot be used; the message says why."""


def code_of(invitation: Invitation) -> str:
    """The code itself: 26 letters and digits (130 bits), in groups of up to five."""
    digest = salted_hmac("zhihe.invitation", invitation.nonce, algorithm="sha256").digest()
    code = base64.b32encode(digest).decode()[:26]
    return "-".join(code[i : i + 5] for i in range(0, 26, 5))


def hash_of(code: str) -> str:
    """What is stored of a code, whatever spaces, dashes or case a person typed."""
    plain = "".join(ch for ch in code.upper() if ch.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def invite(party: Party, at: datetime, agent: Agent | None = None) -> Invitation:
    """A fresh code for a party or its agent; any earlier one stops working."""
    Invitation.objects.filter(
        party=party, agent=agent, used_at__isnull=True, revoked_at__isnull=True
    ).update(revoked_at=at)
    invitation = Invitation(
        party=party, agent=agent, nonce=secrets.token_hex(16), made_at=at,
        expires_at=at + VALID_FOR,
    )  # fmt: skip
    invitation.code_hash = hash_of(code_of(invitation))
    invitation.save()
    return invitation


def find(code: str) -> Invitation:
    """The usable invitation behind a code. Looking does not use it up.

    :raises InvitationRefused: unknown, used, replaced or expired; all in the same words, so
        that guessing teaches nothing.
    """
    found = (
        Invitation.objects.select_related("party__case__organisation", "agent")
        .filter(code_hash=hash_of(code), used_at__isnull=True, revoked_at__isnull=True)
        .filter(expires_at__gt=clock.now())
        .exclude(party__case__state__in=[*EXITS, *FINISHED])
        .first()
    )
    if found is None:
        raise InvitationRefused(
            _("This code is not valid any more. Check it, or ask the mediation body for a new one.")
        )
    return found


@transaction.atomic
def join(code: str, person: Person) -> Case:
    """`person` becomes the party (or its agent) the code was made for.

    :raises InvitationRefused: the code is not usable, or the person stands on the other side or
        mediates the case, or did: what one side confided must not serve the other.
    """
    invitation = find(code)
    case = Case.objects.select_for_update(of=("self",)).get(pk=invitation.party.case_id)
    invitation = find(code)  # once more, now that nobody else can use it
    other_sides = Party.objects.filter(case=case).exclude(role=invitation.party.role)
    if other_sides.filter(Q(person=person) | Q(agents__person=person)).exists():
        raise InvitationRefused(_("You already stand on another side of this case."))
    heard = case.appointments.filter(mediator=person, accepted_at__isnull=False)
    if case.mediator_id == person.pk or heard.exists():
        raise InvitationRefused(_("The mediator of a case cannot join it as a party."))
    invited: Party | Agent = invitation.agent or invitation.party
    invited.person = person
    invited.save()
    role = Role.AGENT if invitation.agent else Role(invitation.party.role)
    grant(person, role, case)
    invitation.used_at, invitation.used_by = clock.now(), person
    invitation.save()
    return case
