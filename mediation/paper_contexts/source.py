"""The stored case as the builders of papers read it: every relation once, whatever its length."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from documents import chinese
from documents.completeness import Context
from documents.models import Document, Evidence
from mediation.act import Act, ActionRefused
from mediation.clock import SHANGHAI
from mediation.models import (
    Agreement,
    Clause,
    Confirmation,
    Deadline,
    Obligation,
    Party,
    Session,
    Signature,
)
from mediation.paper_contexts import texts
from workflows import identifiers
from workflows.amounts import capitals
from workflows.vocabulary import PartyKind, PartyRole, SessionKind, Track, Visibility

#: Files that may be named in a paper both sides read.
OPENLY_VISIBLE = (Visibility.SHARED, Visibility.COURT_PACKAGE)
#: Steps that have no rules of their own in administrative mediation outside patents.
RESTING_ON_THE_RIGHT = {"correction", "reply", "acceptance", "non_acceptance", "termination"}
ORGANISED = (PartyKind.COMPANY, PartyKind.FOREIGN_COMPANY)


class PaperRefused(ActionRefused):
    """The paper this verb must issue cannot be made; the reasons say what is missing."""


class PaperSource:
    """A case at the moment of one act.

    Everything is fetched when first asked for and kept: the number of queries does not grow
    with the number of parties, clauses or files.
    """

    def __init__(self, act: Act) -> None:
        self.act = act
        self.case = act.case
        self.day: date = act.at.astimezone(SHANGHAI).date()

    # --- words and sentences ----------------------------------------------------------------

    def word(self, vocabulary: str, code: str) -> str:
        """The Chinese word for a code; the code itself where none is on file."""
        return texts.words()[vocabulary].get(code, code)

    def sentence(self, key: str, **values: str) -> str:
        """The sentence that fits this case on this day, with `values` filled in."""
        row = texts.closest(texts.sentences(), key, self.day, self._facts(values))
        return row.text.format(self_name=self.self_name, **values)

    def sentences(self, key: str, **values: str) -> list[str]:
        """All sentences of a list that fit this case on this day."""
        rows = texts.every(texts.sentences(), key, self.day, self._facts(values))
        return [row.text.format(self_name=self.self_name, **values) for row in rows]

    def citations(self, key: str) -> list[str]:
        """The legal bases in force today for this kind of act; administrative mediation outside
        patents rests on the statute of the right."""
        if self.case.track == Track.T3 and key in RESTING_ON_THE_RIGHT:
            key = "administrative"
        rows = texts.every(texts.citations(), key, self.day, self._facts({}))
        return [row.text for row in rows]

    def _facts(self, values: dict[str, str]) -> dict[str, str]:
        return {
            "track": self.case.track,
            "ip_type": self.case.ip_type,
            "reason": self.case.outcome_reason,
            **values,
        }

    def filled(self, text: str | None) -> str:
        """The text, or the mark of a blank the form allows."""
        return text.strip() if text and text.strip() else self.sentence("unfilled")

    def on(self, moment: datetime | date | None) -> str:
        """A day as papers print it; blank when it is not known."""
        if moment is None:
            return ""
        if isinstance(moment, datetime):
            moment = moment.astimezone(SHANGHAI).date()
        return chinese.day(moment)

    def in_capitals(self, amount: Decimal, currency: str) -> str:
        """An amount in Chinese capitals with the name of its currency."""
        try:
            written = capitals(amount)
        except ValueError as problem:
            raise PaperRefused(
                [_("The amount %(amount)s cannot be written in capitals. Correct it.")
                 % {"amount": amount}]
            ) from problem  # fmt: skip
        return self.word("currency", currency) + written.removeprefix("人民币")

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount in figures and capitals."""
        unit = f"{chinese.grouped(amount)}元" if currency == "CNY" else chinese.grouped(amount)
        in_capitals = self.in_capitals(amount, currency)
        return f"{self.word('currency', currency)}{unit}（大写：{in_capitals}）"

    # --- rows -------------------------------------------------------------------------------

    @cached_property
    def parties(self) -> list[Party]:
        """All parties with their agents."""
        return list(self.case.parties.prefetch_related("agents").order_by("id"))

    def side(self, *roles: str) -> list[Party]:
        """The parties in these roles."""
        return [party for party in self.parties if party.role in roles]

    @cached_property
    def applicants(self) -> list[Party]:
        """Those who must all sign and apply together."""
        return [p for p in self.parties if p.necessary and p.role != PartyRole.THIRD_PARTY]

    @cached_property
    def open_evidence(self) -> list[Evidence]:
        """The files both sides know of; what one side confided is named in no paper."""
        return list(
            Evidence.objects.filter(case=self.case, visibility__in=OPENLY_VISIBLE).order_by(
                "number"
            )
        )

    @cached_property
    def deadlines(self) -> dict[str, Deadline]:
        """The running terms by rule."""
        rows = Deadline.objects.filter(case=self.case, status=Deadline.Status.OPEN)
        return {row.rule_id: row for row in rows.order_by("id")}

    def term(self, rule_ids: Iterable[str]) -> Deadline:
        """The running term among these rules.

        :raises PaperRefused: none runs; the table of rules has a gap.
        """
        found = [self.deadlines[rule] for rule in rule_ids if rule in self.deadlines]
        if not found:
            raise PaperRefused(
                [_("No term for this step is on file for track %(track)s on this day. Ask the "
                   "administrator to complete the table of terms.") % {"track": self.case.track}]
            )  # fmt: skip
        return found[0]

    def last_day(self, deadline: Deadline) -> str:
        """The last day of a term. Where the calendar is not published yet it is the nominal one,
        which is never too late."""
        if deadline.rule_id == "EXPO_REPLY" and deadline.ends_at is not None:
            return chinese.moment(deadline.ends_at.isoformat())
        return self.on(deadline.effective or deadline.nominal)

    @cached_property
    def confirmation(self) -> Confirmation | None:
        """The application for confirmation: the one acted on, else the latest."""
        if isinstance(self.act.subject, Confirmation):
            return self.act.subject
        rows = Confirmation.objects.filter(case=self.case).select_related("court")
        return rows.order_by("-id").first()

    @cached_property
    def agreement(self) -> Agreement | None:
        """The version this is about: the one acted on, else the latest."""
        if isinstance(self.act.subject, Agreement):
            return self.act.subject
        if isinstance(self.act.subject, Confirmation):
            return self.act.subject.agreement
        return Agreement.objects.filter(case=self.case).order_by("-version").first()

    @cached_property
    def clauses(self) -> list[Clause]:
        """The clauses of that version."""
        if self.agreement is None:
            return []
        return list(self.agreement.clauses.select_related("obligor", "payee").order_by("number"))

    @cached_property
    def signatures(self) -> list[Signature]:
        """The signatures under that version."""
        if self.agreement is None:
            return []
        return list(self.agreement.signatures.select_related("party").order_by("id"))

    @cached_property
    def joint_sessions(self) -> list[Session]:
        """Recorded joint sessions. That a private one was held is nobody else's business."""
        rows = Session.objects.filter(case=self.case, kind=SessionKind.JOINT)
        return list(rows.filter(recorded_at__isnull=False).order_by("starts_at", "id"))

    @cached_property
    def obligations(self) -> list[Obligation]:
        """What the parties undertook in that version."""
        rows = Obligation.objects.filter(case=self.case, clause__agreement=self.agreement)
        return list(rows.select_related("clause").order_by("clause__number", "id"))

    @cached_property
    def agreement_number(self) -> str:
        """The number of that version's paper.

        :raises PaperRefused: it was never ordered.
        """
        version = self.agreement.version if self.agreement else 0
        paper = (
            Document.objects.filter(case=self.case, kind="agreement", context__version=version)
            .order_by("-id")
            .only("number")
            .first()
        )
        if paper is None:
            raise PaperRefused([_("There is no agreement paper yet that this paper could name.")])
        return paper.number

    # --- what all papers share --------------------------------------------------------------

    @property
    def self_name(self) -> str:
        """How the body calls itself: 本会, 本局, 本中心."""
        return self.word("self_name", self.case.organisation.nature)

    @property
    def subject(self) -> str:
        """What the dispute is about (案由)."""
        ip_type = self.word("ip_type", self.case.ip_type)
        return self.case.cause.strip() or self.sentence("default_subject", ip_type=ip_type)

    def body(self) -> Context:
        """The mediation body."""
        body = self.case.organisation
        licence = [
            self.sentence("licence_uscc", uscc=body.uscc) if body.uscc else "",
            self.sentence("licence_register", number=body.register_number)
            if body.register_number
            else "",
        ]
        return {
            "name": body.name,
            "self_name": self.self_name,
            "address": self.filled(body.address),
            "phone": self.filled(body.phone),
            "licence": self.filled("，".join(part for part in licence if part)),
            "nature_name": self.word("nature", body.nature),
        }

    def channel(self) -> str:
        """Where the case came from."""
        court, referral = self.case.inviting_court, self.case.track
        if court is not None and referral in texts.words()["referral"]:
            return f"{court.name}{self.word('referral', referral)}"
        return self.word("channel", self.case.channel)

    def case_entry(self) -> Context:
        """The case."""
        return {
            "number": self.case.number,
            "track": self.case.track,
            "track_name": self.word("track", self.case.track),
            "subject": self.subject,
            "ip_type_name": self.word("ip_type", self.case.ip_type),
            "channel_name": self.channel(),
            "filed_on": self.on(self.case.filed_at),
            "accepted_on": self.on(self.case.accepted_at),
        }

    def party_entry(self, party: Party) -> Context:
        """One party. Personal numbers are masked: the other side reads every paper, and a court
        finds them in the manifest of its package."""
        head, post = self._head(party)
        return {
            "role": party.role,
            "role_name": self.word("role", party.role),
            "name": party.name,
            "kind": party.kind,
            "gender": party.gender,
            "ethnicity": party.ethnicity,
            "age": self._age(party),
            "occupation": party.occupation,
            "id_kind": self._id_kind(party),
            "id_number": self.filled(masked_number(party)),
            "address": self.filled(party.address),
            "phone": self.filled(party.phone),
            "representative": party.representative,
            "representative_title": head,
            "representative_post": post,
            "agents": [
                {
                    "name": agent.name,
                    "firm": agent.firm,
                    "powers": [self.word("power", power) for power in agent.powers]
                    or [self.word("power", "speak")],
                }
                for agent in party.agents.all()
                if agent.until is None or agent.until >= self.day
            ],
        }

    def _id_kind(self, party: Party) -> str:
        if party.id_kind in texts.words()["id_kind"]:
            return self.word("id_kind", party.id_kind)
        return self.word("id_kind_of_party", party.kind)

    def _head(self, party: Party) -> tuple[str, str]:
        """In what quality the representative stands for the party, and the post, if another."""
        title = party.representative_title.strip()
        if title in texts.words()["head"]:
            return title, ""
        return self.word("head_of_party", party.kind), title

    def _age(self, party: Party) -> int | None:
        """Full years: from the identity number where there is one, else from the year given."""
        number = party.id_number.strip()
        if party.id_kind == "resident_id" and identifiers.check("resident_id", number).valid:
            born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
            before_birthday = (self.day.month, self.day.day) < (born.month, born.day)
            return self.day.year - born.year - before_birthday
        return self.day.year - party.birth_year if party.birth_year else None

    def party_entries(self, parties: Iterable[Party] | None = None) -> list[Context]:
        """Several parties, or all."""
        return [self.party_entry(p) for p in (self.parties if parties is None else parties)]

    def mediators(self) -> list[dict[str, Any]]:
        """The mediator of the case.

        :raises PaperRefused: there is none.
        """
        if self.case.mediator is None:
            raise PaperRefused([_("The paper must name the mediator, and there is none.")])
        return [{"name": self.case.mediator.name}]

    def names(self, parties: Iterable[Party]) -> str:
        """Names as the line of addressees prints them."""
        return "、".join(party.name for party in parties)


def masked_number(party: Party) -> str:
    """An identity number as others may read it: a company's in full, a person's masked."""
    number = party.id_number.strip()
    if party.id_kind == "uscc" or party.kind in ORGANISED:
        return number
    return identifiers.mask("resident_id", number) if number else ""
