"""The application of a scenario, as the person who opens the case fills it in."""

from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from typing import Any

from documents.evidence import Upload, receive
from documents.history import recorded_as
from mediation import clock
from mediation.actions import open_case, perform
from mediation.models import Agent, Case, Claim, Organisation, Party, Person, Right, Session
from mediation.scenarios.sample_pdf import sample_pdf
from workflows.permissions import Role
from workflows.vocabulary import PartyRole, Visibility

CASE_TEXTS = (
    "track", "channel", "ip_type", "title", "statement", "right_explanation", "pending_elsewhere",
    "currency", "place_code", "referral_number",
)  # fmt: skip
#: Version of the notices that whoever opens a case accepts.
NOTICE_VERSION = "1"


@dataclass
class OpenCase:
    """A case being played, and what the names in its scenario stand for."""

    case: Case
    people: dict[str, Person]
    organisations: dict[str, Organisation]
    parties: dict[str, Party] = field(default_factory=dict)

    def party(self, name: str) -> Party:
        """The party of this key, as it is now."""
        self.parties[name].refresh_from_db()
        return self.parties[name]

    def person(self, name: str) -> Person:
        """The person of this key."""
        return self.people[name]

    def court(self, name: str) -> Organisation:
        """The court of this key."""
        return self.organisations[name]

    def session(self, number: int) -> Session:
        """The session with this number, in the order of announcement."""
        sessions = list(Session.objects.filter(case=self.case).order_by("id"))
        if number > len(sessions):
            raise KeyError(number)
        return sessions[number - 1]

    def file(self, title: str) -> Upload:
        """A received file: a small PDF that says its title."""
        content = sample_pdf(title)
        return receive(BytesIO(content), f"{title}.pdf", len(content))


def open_as_told(
    data: dict[str, Any],
    people: dict[str, Person],
    organisations: dict[str, Organisation],
    earlier: dict[str, Case],
) -> OpenCase:
    """Open the case, enter parties, rights and claims, and hand in the evidence."""
    by, role = people[data["opened"]["by"]], Role(data["opened"]["as"])
    case = open_case(by, role, **_case_fields(data, organisations, earlier))
    opened = OpenCase(case, people, organisations)
    with recorded_as(by, "case.edit"):
        for one in data["parties"]:
            opened.parties[one["key"]] = _enter_party(case, one, by, people)
        for one in data.get("rights", []):
            fields = {k: v for k, v in one.items() if k != "deliberately_wrong"}
            Right.objects.create(case=case, **fields)
        for position, one in enumerate(data["claims"], start=1):
            Claim.objects.create(
                case=case, position=position, text=one["text"], amount=_money(one, "amount")
            )
    for one in data.get("evidence", []):
        perform(
            case, "add_evidence", by=by, party=opened.parties[one["party"]],
            file=opened.file(one["title"]), title=one["title"], proves=one["proves"],
            visibility=one.get("visibility", Visibility.SHARED),
        )  # fmt: skip
    case.refresh_from_db()
    return opened


def _case_fields(
    data: dict[str, Any], organisations: dict[str, Organisation], earlier: dict[str, Case]
) -> dict[str, Any]:
    fields = {name: data[name] for name in CASE_TEXTS if name in data}
    fields |= {
        name: organisations[data[name]]
        for name in ("organisation", "station", "inviting_court")
        if name in data
    }
    fields |= {name: _money(data, name) for name in ("amount", "fee") if name in data}
    if "earlier_case" in data:
        fields["earlier_case"] = earlier[data["earlier_case"]]
    now = clock.now()
    return fields | {
        "data_notice_version": NOTICE_VERSION, "data_notice_accepted_at": now,
        "commitment_version": NOTICE_VERSION, "commitment_signed_at": now,
    }  # fmt: skip


def _money(data: dict[str, Any], name: str) -> Decimal | None:
    return Decimal(data[name]) if name in data else None


def _enter_party(case: Case, data: dict[str, Any], by: Person, people: dict[str, Person]) -> Party:
    fields = {
        k: v for k, v in data.items() if k not in ("key", "person", "agents", "deliberately_wrong")
    }
    party = Party(case=case, **fields)
    own_side = data["role"] == PartyRole.COMPLAINANT
    if own_side and people.get(data.get("person", "")) == by:
        party.person = by
    party.save()
    for one in data.get("agents", []):
        agent = Agent(party=party, **{k: v for k, v in one.items() if k != "person"})
        if own_side and people.get(one.get("person", "")) == by:
            agent.person = by
        agent.save()
    return party
