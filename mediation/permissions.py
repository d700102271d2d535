"""Who may see and do what: guardian grants in, actors and visible querysets out.

A grant says *in what quality* a person acts, on one case or in one organisation; the words
that follow from it stand in `workflows.permissions`. A missing rule hides.
"""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from guardian.shortcuts import assign_perm, remove_perm

from documents.models import Document, Evidence
from mediation import clock
from mediation.models import (
    Case,
    CaseUserObjectPermission,
    Confirmation,
    Event,
    Membership,
    Note,
    Organisation,
    OrganisationUserObjectPermission,
    Party,
    Person,
    Session,
)
from workflows.permissions import (
    CASE_ROLES,
    ORGANISATION_ROLES,
    ROLE_WORDS,
    SIDE_ROLES,
    Actor,
    Role,
    Word,
    agent_words,
)
from workflows.states import CONFIRMATION_SEEN_BY_COURT, FINISHED, CaseState
from workflows.vocabulary import Channel, SessionKind, Visibility

V = Visibility

# --- grants ---------------------------------------------------------------------------------


def grant(person: Person, role: Role, subject: Case | Organisation) -> None:
    """Let `person` act in `role` on one case or in one organisation."""
    assign_perm(f"act_as_{role}", person, subject)


def revoke(person: Person, role: Role, subject: Case | Organisation) -> None:
    """End it; from the next request on the person sees nothing of it."""
    remove_perm(f"act_as_{role}", person, subject)


@transaction.atomic
def appoint_to_office(person: Person, role: Role, organisation: Organisation) -> Membership:
    """Give an office: the membership that says since when, and the grant that follows."""
    if role not in ORGANISATION_ROLES:
        raise ValueError(f"{role} is not an office in an organisation.")
    membership, _made = Membership.objects.get_or_create(
        person=person, organisation=organisation, role=role, until=None
    )
    grant(person, role, organisation)
    return membership


@transaction.atomic
def end_office(membership: Membership) -> None:
    """End an office today, and its grant at once."""
    membership.until = clock.today()
    membership.save()
    revoke(membership.person, Role(membership.role), membership.organisation)


def permission_of(role: Role, model: type[Model]) -> int:
    """Id of the permission row behind a role."""
    content_type = ContentType.objects.get_for_model(model)
    return Permission.objects.get(content_type=content_type, codename=f"act_as_{role}").pk


def holders(case: Case, role: Role) -> QuerySet[Person]:
    """Everybody who acts in `role` in this case, or in its organisation."""
    model = CaseUserObjectPermission if role not in ORGANISATION_ROLES else (
        OrganisationUserObjectPermission
    )  # fmt: skip
    subject = case.pk if role not in ORGANISATION_ROLES else case.organisation_id
    rows = model.objects.filter(content_object_id=subject, permission__codename=f"act_as_{role}")
    return Person.objects.filter(pk__in=rows.values("user_id"), is_active=True)


# --- actors ---------------------------------------------------------------------------------


def actor_for(person: Person, case: Case) -> Actor:
    """What `person` is in `case`: roles, words, and the parties acted for.

    One statement for staff, two for a court clerk or somebody on a side.
    """
    if not person.is_active:
        return Actor(id=person.pk, name=str(person))
    roles = _roles(person, case)
    acts_for = _acts_for(person, case) if roles & set(SIDE_ROLES) else {}
    if acts_for:
        roles &= set(SIDE_ROLES)  # whoever stands on a side holds no office in that case
    words = frozenset[Word]().union(
        *(ROLE_WORDS[role] for role in roles - set(SIDE_ROLES)), *acts_for.values()
    )
    return Actor(person.pk, str(person), roles, words, acts_for)


def _roles(person: Person, case: Case) -> frozenset[Role]:
    """Every grant of the person in one statement; what concerns this case is chosen here."""
    columns = ("permission__codename", "content_object_id")
    on_case = CaseUserObjectPermission.objects.filter(user=person, content_object_id=case.pk)
    in_office = OrganisationUserObjectPermission.objects.filter(user=person)
    roles, courts = set(), set()
    for code, where in on_case.values_list(*columns).union(
        in_office.values_list(*columns), all=True
    ):
        role = Role(code.removeprefix("act_as_"))
        if role == Role.COURT_CLERK:
            courts.add(where)
        elif role in CASE_ROLES or where in (case.organisation_id, case.station_id):
            roles.add(role)
    if case.state not in FINISHED:
        roles.discard(Role.ARCHIVIST)
    if case.state == CaseState.DRAFT and case.channel == Channel.ONLINE:
        roles -= set(ORGANISATION_ROLES)  # a party's draft is nobody else's business
    if courts and _has_reached_court(case, courts):
        roles.add(Role.COURT_CLERK)
    if case.mediator_id != person.pk:
        roles.discard(Role.MEDIATOR)
    return frozenset(roles)


def _has_reached_court(case: Case, courts: set[int]) -> bool:
    """Whether an application for confirmation of this case was filed with one of the courts."""
    return Confirmation.objects.filter(
        case_id=case.pk, court_id__in=courts, state__in=CONFIRMATION_SEEN_BY_COURT
    ).exists()


def _acts_for(person: Person, case: Case) -> dict[int, frozenset[Word]]:
    as_agent = Q(agents__person=person) & in_authority("agents__")
    parties = Party.objects.filter(Q(person=person) | as_agent, case=case)
    acts: dict[int, frozenset[Word]] = {}
    for party, role, itself, powers in parties.values_list(
        "pk", "role", "person_id", "agents__powers"
    ):
        side = Role(role)
        alone = itself == person.pk
        words = ROLE_WORDS[side] if alone else agent_words(side, frozenset(powers))
        acts[party] = acts.get(party, frozenset()) | words
    return acts


def in_authority(agent: str = "") -> Q:
    """Agents whose authority has not ended; its last day still counts.

    `agent` is the way from the queried model to the agent, e.g. ``agents__``.
    """
    return Q(**{f"{agent}until": None}) | Q(**{f"{agent}until__gte": clock.today()})


# --- visible cases: each desk has its own list ------------------------------------------------


def cases_of_person(person: Person) -> QuerySet[Case]:
    """Cases in which the person takes part: as party, agent, mediator or expert."""
    rows = CaseUserObjectPermission.objects.filter(user=person).values("content_object_id")
    return Case.objects.filter(pk__in=rows)


def organisations_of(person: Person, *roles: Role) -> QuerySet[Organisation]:
    """Organisations in which the person holds one of the offices."""
    rows = OrganisationUserObjectPermission.objects.filter(
        user=person, permission__codename__in=[f"act_as_{role}" for role in roles]
    ).values("content_object_id")
    return Organisation.objects.filter(pk__in=rows)


def cases_of_staff(person: Person, *roles: Role) -> QuerySet[Case]:
    """Cases of the organisations in which the person holds one of the offices."""
    own = list(organisations_of(person, *roles).values_list("pk", flat=True))
    return Case.objects.filter(organisation_id__in=own)


def cases_of_station(person: Person) -> QuerySet[Case]:
    """Cases taken in at the stations where the person is a registrar."""
    own = list(organisations_of(person, Role.REGISTRAR).values_list("pk", flat=True))
    return Case.objects.filter(station_id__in=own)


def visible_cases(person: Person) -> QuerySet[Case]:
    """Every case the person may open; for fetching one case, not for lists."""
    if not person.is_authenticated or not person.is_active:
        return Case.objects.none()
    staff = [
        r for r in ORGANISATION_ROLES if Word.VIEW_CASE in ROLE_WORDS[r] and r != Role.ARCHIVIST
    ]
    own = list(organisations_of(person, *staff).values_list("pk", flat=True))
    archives = list(organisations_of(person, Role.ARCHIVIST).values_list("pk", flat=True))
    taking_part = CaseUserObjectPermission.objects.filter(user=person)
    of_body = Q(organisation_id__in=own) | Q(station_id__in=own)
    return Case.objects.filter(
        (of_body & ~Q(state=CaseState.DRAFT, channel=Channel.ONLINE))
        | Q(pk__in=taking_part.values("content_object_id"))
        | Q(organisation_id__in=archives, state__in=FINISHED)
    )


def visible_confirmations(person: Person) -> QuerySet[Confirmation]:
    """What a court's staff may read: applications filed with their court, nothing else."""
    courts = list(organisations_of(person, Role.COURT_CLERK).values_list("pk", flat=True))
    return Confirmation.objects.filter(court_id__in=courts, state__in=CONFIRMATION_SEEN_BY_COURT)


# --- visible content of one case --------------------------------------------------------------


def _visibility(actor: Actor, side_field: str, owner: bool = False) -> Q:
    """Rows of a case an actor may read, where `side_field` names the party they belong to."""
    if Word.VIEW_CASE not in actor.words:
        return Q(pk__in=[])
    allowed = Q(visibility__in=[V.SHARED, V.COURT_PACKAGE])
    if actor.acts_for:
        own_side = Q(**{f"{side_field}__in": list(actor.acts_for)})
        allowed |= Q(visibility__in=[V.ONE_SIDE, V.CAUCUS]) & own_side
    if Word.VIEW_INTERNAL in actor.words:
        allowed |= Q(visibility__in=[V.INTERNAL, V.ONE_SIDE])
    if Word.VIEW_CAUCUS in actor.words:
        allowed |= Q(visibility__in=[V.CAUCUS, V.ONE_SIDE])
    return allowed


def visible_events(actor: Actor, case: Case) -> QuerySet[Event]:
    """The history this actor may read."""
    return Event.objects.filter(case=case).filter(_visibility(actor, "side"))


def visible_documents(actor: Actor, case: Case) -> QuerySet[Document]:
    """The papers this actor may read. A court reads those of its package only."""
    papers = Document.objects.filter(case=case)
    if Word.VIEW_CONFIRMATION in actor.words and Word.VIEW_CASE not in actor.words:
        return papers.filter(visibility=V.COURT_PACKAGE)
    return papers.filter(_visibility(actor, "party"))


def visible_evidence(actor: Actor, case: Case) -> QuerySet[Evidence]:
    """The files this actor may read; a trade secret only by whoever handed it in."""
    files = Evidence.objects.filter(case=case)
    if Word.VIEW_CONFIRMATION in actor.words and Word.VIEW_CASE not in actor.words:
        return files.filter(visibility=V.COURT_PACKAGE)
    return files.filter(
        _visibility(actor, "party")
        | Q(visibility=V.SECRET, uploaded_by_id=actor.id or 0)
        | (Q(visibility=V.SECRET, party__in=list(actor.acts_for)) if actor.acts_for else Q(pk=0))
    )


def visible_sessions(actor: Actor, case: Case) -> QuerySet[Session]:
    """Joint sessions for all; private ones for the mediator and the side they are held with."""
    sessions = Session.objects.filter(case=case)
    if Word.VIEW_CASE not in actor.words:
        return sessions.none()
    if Word.VIEW_CAUCUS in actor.words:
        return sessions
    return sessions.filter(
        Q(kind=SessionKind.JOINT) | Q(kind=SessionKind.CAUCUS, side__in=list(actor.acts_for))
    )


def visible_notes(actor: Actor, case: Case) -> QuerySet[Note]:
    """A mediator's private notes: their author's alone."""
    if Word.VIEW_CAUCUS not in actor.words:
        return Note.objects.none()
    return Note.objects.filter(case=case, author_id=actor.id or 0)
