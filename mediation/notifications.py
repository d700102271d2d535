"""Who is told of a verb. Rows are written with the change; `mediation.outbox` sends them."""

from collections.abc import Callable, Iterable

from mediation.act import Act
from mediation.models import Agent, Membership, Notice, Party, Person
from mediation.permissions import holders, in_authority
from workflows.permissions import Role
from workflows.states import CaseState
from workflows.vocabulary import PartyRole

#: Verbs whose notice is a receipt for the person who acted.
RECEIPTS = {"submit"}
#: States in which the respondents have not been asked yet.
UNASKED = (CaseState.DRAFT, CaseState.SUBMITTED, CaseState.CORRECTION, CaseState.TRIAGE)
Recipient = tuple[Person | None, Party | None, str]


def tell(act: Act, audiences: Iterable[str]) -> None:
    """Write one notice for each recipient, each once, and not for the one who acted."""
    template = act.verb if act.machine == "case" else f"{act.machine}.{act.verb}"
    found: dict[tuple[str, int | None], Notice] = {}
    for audience in audiences:
        for person, party, address in AUDIENCES[audience](act):
            if person is not None and person == act.person and act.verb not in RECEIPTS:
                continue
            key = (address, party.pk if party else None)
            found[key] = Notice(
                case=act.case, verb=act.verb, template=template, recipient=person, party=party,
                address=address, language=person.language if person else "", made_at=act.at,
            )  # fmt: skip
    if found:
        Notice.objects.bulk_create(found.values())


def _parties(act: Act, *roles: str) -> list[Recipient]:
    """The parties of these roles and their agents, each at its own address."""
    chosen = {p.pk: p for p in act.facts.parties if not roles or p.role in roles}
    recipients: list[Recipient] = [
        (p.person, p, p.person.email if p.person else p.email) for p in chosen.values()
    ]
    agents = Agent.objects.filter(in_authority(), party__in=chosen).exclude(person=None)
    for agent in agents.select_related("person").order_by("party_id", "id"):
        recipients.append((agent.person, chosen[agent.party_id], agent.person.email))
    return recipients


def _asked(act: Act) -> list[Recipient]:
    """The complainants, and everybody else once the request was put to them: before that nobody
    else knows of the case."""
    return _parties(act, PartyRole.COMPLAINANT) if act.event.source in UNASKED else _parties(act)


def _office(act: Act, role: Role) -> list[Recipient]:
    return [(person, None, person.email) for person in holders(act.case, role)]


def _mediator(act: Act) -> list[Recipient]:
    mediator = Person.objects.filter(pk=act.case.mediator_id).first()
    return [(mediator, None, mediator.email)] if mediator else []


def _court(act: Act) -> list[Recipient]:
    court_id = act.subject.court_id
    clerks = Membership.objects.filter(
        organisation_id=court_id, role=Role.COURT_CLERK, until__isnull=True, person__is_active=True
    ).select_related("person")
    return [(m.person, None, m.person.email) for m in clerks]


def _session(act: Act) -> list[Recipient]:
    """A private session is announced to its own side only."""
    side = act.data.get("side")
    recipients = _parties(act)
    return recipients if side is None else [r for r in recipients if r[1] == side]


AUDIENCES: dict[str, Callable[[Act], list[Recipient]]] = {
    "parties": _parties,
    "everybody asked": _asked,
    "complainants": lambda act: _parties(act, PartyRole.COMPLAINANT),
    "respondents": lambda act: _parties(act, PartyRole.RESPONDENT),
    "mediator": _mediator,
    "registrars": lambda act: _office(act, Role.REGISTRAR),
    "managers": lambda act: _office(act, Role.CASE_MANAGER),
    "court": _court,
    "session": _session,
}
