"""Who is told of a verb. Rows are written with the change; `mediation.outbox` sends them."""

from collections.abc import Callable, Iterable

from mediation.act import Act
from mediation.models import Membership, Notice, Party, Person
from mediation.permissions import holders
from workflows.permissions import Role
from workflows.vocabulary import PartyRole

#: Verbs whose notice is a receipt for the person who acted.
RECEIPTS = {"submit"}
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
    recipients: list[Recipient] = []
    chosen = Party.objects.filter(case=act.case).select_related("person")
    for party in chosen.prefetch_related("agents__person"):
        if roles and party.role not in roles:
            continue
        address = party.person.email if party.person else party.email
        recipients.append((party.person, party, address))
        recipients += [
            (agent.person, party, agent.person.email)
            for agent in party.agents.all()
            if agent.person is not None
        ]
    return recipients


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
    "complainants": lambda act: _parties(act, PartyRole.COMPLAINANT),
    "respondents": lambda act: _parties(act, PartyRole.RESPONDENT),
    "mediator": _mediator,
    "registrars": lambda act: _office(act, Role.REGISTRAR),
    "managers": lambda act: _office(act, Role.CASE_MANAGER),
    "court": _court,
    "session": _session,
}
