"""An application being written: who may change it, what is complete, what it begins with."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from documents.history import recorded_as
from mediation.actions import open_case
from mediation.models import Agent, Case, Organisation, Party, Person
from mediation.permissions import actor_for
from workflows.permissions import Actor, Role, Word
from workflows.states import CaseState
from workflows.vocabulary import Channel, IpType, Nature, PartyRole, Power, Track

DATA_NOTICE = COMMITMENT = "2026-11"  # versions of the texts a complainant accepts
EDITABLE = (CaseState.DRAFT, CaseState.CORRECTION)
PATENTS = (IpType.INVENTION, IpType.UTILITY_MODEL, IpType.DESIGN, IpType.INVENTOR_REWARD)
#: The parts of an application, in the order of the task list.
SECTIONS = ("complainants", "respondents", "rights", "story", "evidence", "declarations")
#: An application can be submitted without files.
OPTIONAL = ("evidence",)


def likely_track(body: Organisation, ip_type: str) -> Track:
    """The track a request takes at a body until the registrar fixes it."""
    if body.nature == Nature.ADMINISTRATIVE_ORGAN:
        return Track.T2 if ip_type in PATENTS else Track.T3
    by_nature = {Nature.COMMERCIAL_BODY: Track.T6, Nature.TRADE_BODY: Track.T7}
    return by_nature.get(Nature(body.nature), Track.T1)


@transaction.atomic
def begin(
    person: Person,
    role: Role,
    *,
    organisation: Organisation,
    ip_type: str,
    kind: str,
    station: Organisation | None = None,
) -> Case:
    """Open a draft with its first complainant: the person, or whom the person acts for.

    :param role: complainant, agent, or registrar (at the counter).
    :param kind: what the complainant is in law.
    """
    at_counter = role == Role.REGISTRAR
    case = open_case(
        person, role, organisation=organisation, station=station, ip_type=ip_type,
        track=likely_track(organisation, ip_type),
        channel=Channel.COUNTER if at_counter else Channel.ONLINE,
    )  # fmt: skip
    with recorded_as(person, "case.edit_complainants"):
        own = role == Role.COMPLAINANT
        party = Party(
            case=case, role=PartyRole.COMPLAINANT, kind=kind, person=person if own else None,
            name=person.name if own and kind.endswith("person") else "",
            phone=person.phone if own else "", email=person.email if own else "",
        )  # fmt: skip
        party.save()
        if role == Role.AGENT:
            powers = [Power.SPEAK, Power.RECEIVE]
            Agent(party=party, person=person, name=person.name, phone=person.phone,
                  email=person.email, powers=powers).save()  # fmt: skip
    return case


def may_edit(case: Case, actor: Actor) -> bool:
    """Whether the actor may change the application now: one's own, or one begun at the counter."""
    mine = bool(actor.acts_for) or (
        case.channel != Channel.ONLINE and case.state == CaseState.DRAFT
    )
    return case.state in EDITABLE and mine and Word.EDIT_DRAFT in actor.words


@contextmanager
def editing(case: Case, person: Person, section: str) -> Iterator[Case]:
    """Change one section: the case is locked and read anew, and history says who and what.

    :raises PermissionDenied: it was submitted meanwhile, or the person lost the right.
    """
    with transaction.atomic(), recorded_as(person, f"case.edit_{section}"):
        locked = (
            Case.objects.select_for_update(of=("self",))
            .select_related("organisation")
            .get(pk=case.pk)
        )
        if not may_edit(locked, actor_for(person, locked)):
            raise PermissionDenied("This application can no longer be changed.")
        yield locked


def complete_sections(case: Case) -> dict[str, bool]:
    """Which sections hold everything they need. Five queries."""
    parties = list(case.parties.prefetch_related("agents"))
    complainants = [p for p in parties if p.role == PartyRole.COMPLAINANT]
    respondents = [p for p in parties if p.role == PartyRole.RESPONDENT]
    return {
        "complainants": bool(complainants) and all(map(_is_complete, complainants)),
        "respondents": bool(respondents) and all(p.name for p in respondents),
        "rights": case.rights.exists() or bool(case.right_explanation),
        "story": bool(case.title and case.statement) and case.claims.exists(),
        "evidence": case.evidence.exists(),
        "declarations": bool(case.data_notice_accepted_at and case.commitment_signed_at),
    }


def _is_complete(party: Party) -> bool:
    known: list[Any] = [party.name, party.id_number, party.address, party.phone]
    return all(known) and all(agent.powers for agent in party.agents.all())
