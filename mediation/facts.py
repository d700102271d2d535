"""The facts of a stored case, as the guards ask for them. Read once, then thrown away."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from documents.models import Document
from mediation import clock, deadlines, rules
from mediation.competence import competent_for
from mediation.models import (
    Agent,
    Agreement,
    Appointment,
    Case,
    Confirmation,
    Deadline,
    Declaration,
    Event,
    Invitation,
    MediatorProfile,
    Notice,
    Obligation,
    Party,
    Recusal,
    Session,
)
from mediation.numbers import unexplained_numbers
from mediation.permissions import in_authority
from workflows.permissions import Actor
from workflows.precheck import AgreementFacts, ClauseFacts, Finding, Purpose, precheck
from workflows.states import (
    OBLIGATION_SETTLED,
    AgreementState,
    ConfirmationState,
    ObligationState,
    RecusalState,
)
from workflows.vocabulary import Matter, PartyRole, Track

OPEN_VERSIONS = (AgreementState.DRAFT, AgreementState.SIGNING)


class StoredFacts:
    """Implements `workflows.facts.CaseFacts` for a case in the database."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.now: datetime = clock.now()
        # A guard is asked twice, once for its reasons and once by the machine itself.
        self._available: dict[int, bool] = {}
        self._conflicts: dict[int, list[str]] = {}

    @property
    def today(self) -> date:
        """The day in China."""
        return clock.today()

    # --- intake ---------------------------------------------------------------------------

    @cached_property
    def parties(self) -> list[Party]:
        """All parties of the case, with the people who stand for themselves."""
        return list(self.case.parties.select_related("person"))

    @cached_property
    def necessary(self) -> list[Party]:
        """The parties without whom nothing binds."""
        return [p for p in self.parties if p.necessary and p.role != PartyRole.THIRD_PARTY]

    @property
    def respondent_count(self) -> int:
        """How many respondents are named."""
        return sum(p.role == PartyRole.RESPONDENT for p in self.parties)

    @cached_property
    def right_count(self) -> int:
        """How many rights are named."""
        return self.case.rights.count()

    @cached_property
    def claim_count(self) -> int:
        """How many requests are stated."""
        return self.case.claims.count()

    @cached_property
    def correction_notified(self) -> bool:
        """A notice of the correction went out to the complainants."""
        return Notice.objects.filter(
            case=self.case, template="ask_correction", status=Notice.Status.SENT
        ).exists()

    @cached_property
    def unexplained_numbers(self) -> int:
        """Numbers that fail their check without a reason on record."""
        return len(unexplained_numbers(self.case, self.parties))

    @cached_property
    def respondents_notified(self) -> bool:
        """Every respondent was sent the request, or has joined with the code it came with."""
        reached = (
            Notice.objects.filter(
                case=self.case, template="ask_respondent", status=Notice.Status.SENT
            )
            .order_by()
            .values_list("party_id")
        )
        joined = Invitation.objects.filter(party__case=self.case, used_at__isnull=False)
        known = {pk for (pk,) in reached.union(joined.values_list("party_id"))}
        return all(p.pk in known for p in self.parties if p.role == PartyRole.RESPONDENT)

    @cached_property
    def pending_deadline(self) -> Mapping[str, datetime | None]:
        """Terms still running or run out, by rule, the latest of each rule; a paused or
        provisional one has no end yet. What was met or called off is no longer asked about."""
        latest = {d.rule_id: d for d in Deadline.objects.filter(case=self.case).order_by("id")}
        awaited = (Deadline.Status.OPEN, Deadline.Status.EXPIRED)
        return {
            rule: None if d.paused_at else d.ends_at
            for rule, d in latest.items()
            if d.status in awaited
        }

    @property
    def latest_extension(self) -> date | None:
        """The last day to which the mediation period may be extended."""
        return deadlines.latest_extension(self.case)

    # --- joint will -----------------------------------------------------------------------

    @cached_property
    def declarations(self) -> dict[tuple[int, str], Declaration]:
        """The last word of each party in each matter. The choice of a mediator is used up once
        a mediator has left the case."""
        rows = list(Declaration.objects.filter(case=self.case).order_by("id"))
        if any(d.matter == Matter.MEDIATOR for d in rows):
            left = Appointment.objects.filter(case=self.case).aggregate(last=Max("ended_at"))
            rows = [
                d for d in rows
                if d.matter != Matter.MEDIATOR or left["last"] is None or d.at > left["last"]
            ]  # fmt: skip
        return {(d.party_id, d.matter): d for d in rows}

    def all_agree(self, matter: str, subject: str = "") -> bool:
        """Whether the last word of every necessary party is yes, to this very subject."""
        last = [self.declarations.get((p.pk, matter)) for p in self.necessary]
        return bool(last) and all(d and d.agreed and d.subject == subject for d in last)

    @cached_property
    def joint_choice(self) -> int | None:
        """The mediator every necessary party has named, if it is the same one."""
        chosen = {
            d.subject if (d := self.declarations.get((p.pk, Matter.MEDIATOR))) else ""
            for p in self.necessary
        }
        return int(chosen.pop()) if len(chosen) == 1 and "" not in chosen else None

    # --- mediator -------------------------------------------------------------------------

    def mediator_available(self, person_id: int) -> bool:
        """On the roster, in office, and not a party or agent here."""
        if person_id not in self._available:
            self._available[person_id] = self._find_available(person_id)
        return self._available[person_id]

    def _find_available(self, person_id: int) -> bool:
        listed = MediatorProfile.objects.filter(
            person_id=person_id,
            organisation_id=self.case.organisation_id,
            active=True,
            person__is_active=True,
        ).exists()
        involved = any(p.person_id == person_id for p in self.parties) or (
            Party.objects.filter(case=self.case, agents__person_id=person_id).exists()
        )
        return listed and not involved

    def mediator_conflicts(self, person_id: int) -> list[str]:
        """Earlier cases in which this person stood on a side against or for these parties."""
        if person_id not in self._conflicts:
            self._conflicts[person_id] = self._find_conflicts(person_id)
        return self._conflicts[person_id]

    def _find_conflicts(self, person_id: int) -> list[str]:
        numbers = [p.id_number for p in self.parties if p.id_number]
        mine = Q(person_id=person_id) | Q(agents__person_id=person_id)
        past = Party.objects.filter(mine).exclude(case=self.case)
        same = past.filter(id_number__in=numbers) | past.filter(
            case__parties__id_number__in=numbers
        )
        released = Recusal.objects.filter(
            case=self.case, mediator_id=person_id, state=RecusalState.UPHELD
        ).exists()
        found = [
            _("In %(case)s this person stood on a side of these parties.") % {"case": case}
            for case in sorted({str(p.case) for p in same.select_related("case").distinct()})
        ]
        if released:
            found.append(_("This person was recused in this very case."))
        return found

    @cached_property
    def recusal_open(self) -> bool:
        """A challenge is undecided."""
        return Recusal.objects.filter(case=self.case, state=RecusalState.OPEN).exists()

    def agents_in_authority(self, party_id: int) -> set[int]:
        """Agents of the party whose authority has not ended."""
        agents = Agent.objects.filter(in_authority(), party_id=party_id)
        return set(agents.values_list("pk", flat=True))

    # --- sessions -------------------------------------------------------------------------

    def session_ready(self, session: Any) -> bool:
        """Announced, of this case, not before its day, not yet recorded."""
        has_come = session.starts_at.astimezone(clock.SHANGHAI).date() <= self.today
        return session.case_id == self.case.pk and has_come and session.recorded_at is None

    @cached_property
    def complainant_missed_session(self) -> bool:
        """A recorded session shows a complainant absent without reason."""
        ids = {p.pk for p in self.parties if p.role == PartyRole.COMPLAINANT}
        recorded = Session.objects.filter(case=self.case, recorded_at__isnull=False)
        return any(
            row.get("party") in ids and not row.get("present") and not row.get("excused")
            for session in recorded
            for row in session.attendance
        )

    # --- agreement ------------------------------------------------------------------------

    @cached_property
    def agreement(self) -> Agreement | None:
        """The latest version."""
        return Agreement.objects.filter(case=self.case).order_by("-version").first()

    @property
    def agreement_version(self) -> int:
        """Number of the latest version."""
        return self.agreement.version if self.agreement else 0

    @property
    def agreement_exists(self) -> bool:
        """A version is open."""
        return self.agreement is not None and self.agreement.state in OPEN_VERSIONS

    @property
    def agreement_effective(self) -> bool:
        """The latest version binds."""
        return self.agreement is not None and self.agreement.state == AgreementState.EFFECTIVE

    @cached_property
    def _signatures(self) -> list[tuple[int | None, int, str]]:
        if self.agreement is None:
            return []
        return list(self.agreement.signatures.values_list("party_id", "person_id", "content_hash"))

    @property
    def signatures_complete(self) -> bool:
        """Every necessary party and the mediator, each under this very text."""
        if self.agreement is None or not self.agreement.content_hash:
            return False
        good = [s for s in self._signatures if s[2] == self.agreement.content_hash]
        parties = {party for party, _person, _hash in good if party}
        mediators = {person for party, person, _hash in good if party is None}
        return {p.pk for p in self.necessary} <= parties and self.case.mediator_id in mediators

    @property
    def sealed(self) -> bool:
        """The seal is under the latest version."""
        return self.agreement is not None and self.agreement.sealed_at is not None

    def has_signed(self, party: Any, actor: Actor) -> bool:
        """Whether this party, or without a party this mediator, has signed."""
        return any(
            (signed == party.pk) if party is not None else (signed is None and who == actor.id)
            for signed, who, _hash in self._signatures
        )

    def _findings(self, purpose: Purpose) -> list[Finding]:
        if self.agreement is None:
            return []
        clauses = tuple(
            ClauseFacts(
                number=c.number, kind=c.kind, object=c.object, amount=c.amount,
                currency=c.currency, due_on=c.due_on, payee=c.payee.name if c.payee else "",
                text=c.text, conditions=c.conditions,
            )
            for c in self.agreement.clauses.select_related("payee")
        )  # fmt: skip
        return precheck(
            AgreementFacts(
                clauses=clauses,
                ip_type=self.case.ip_type,
                all_signed=self.signatures_complete,
                window_open=True,
                owners_missing=self.owners_missing,
                purpose=purpose,
            ),
            words=rules.precheck_words(),
        )

    @cached_property
    def owners_missing(self) -> tuple[str, ...]:
        """Rights with further owners or an exclusive licensee who are not parties."""
        names = {p.name for p in self.parties}
        return tuple(r.owner for r in self.case.rights.all() if r.co_owned and r.owner not in names)

    @cached_property
    def agreement_findings(self) -> list[Finding]:
        """The content check before signing."""
        return self._findings("signing")

    @cached_property
    def confirmation_findings(self) -> list[Finding]:
        """The pre-check of the grounds on which a court refuses."""
        return self._findings("confirmation")

    # --- confirmation and performance -----------------------------------------------------

    @property
    def confirmation(self) -> Confirmation | None:
        """The latest application for the latest version."""
        return Confirmation.objects.filter(agreement=self.agreement).order_by("id").last()

    @cached_property
    def confirmation_state(self) -> str:
        """State of the latest agreement's confirmation."""
        found = self.confirmation if self.agreement is not None else None
        return found.state if found else ""

    @cached_property
    def competent_court_codes(self) -> tuple[str, ...] | None:
        """What the dated table answers, where it is verified."""
        answer = competent_for(self.case)
        return tuple(court.code for court in answer.courts) if answer.verified else None

    @cached_property
    def _obligation_states(self) -> list[str]:
        return list(
            Obligation.objects.filter(
                case=self.case, clause__agreement__state=AgreementState.EFFECTIVE
            ).values_list("state", flat=True)
        )

    @property
    def obligation_count(self) -> int:
        """Obligations of the effective agreement."""
        return len(self._obligation_states)

    @property
    def obligations_open(self) -> int:
        """Those neither performed nor waived."""
        return sum(s not in OBLIGATION_SETTLED for s in self._obligation_states)

    @property
    def breached_obligations(self) -> int:
        """Those overdue or before a court."""
        failed = (ObligationState.BREACHED, ObligationState.SUED)
        return sum(s in failed for s in self._obligation_states)

    @property
    def enforceable_title(self) -> bool:
        """A ruling of confirmation, an enforceable notarisation, or a court's judgment."""
        notarised = self.agreement is not None and bool(self.agreement.notary_certificate)
        granted = self.confirmation_state == ConfirmationState.GRANTED
        return granted or notarised or self.case.track == Track.T5

    @cached_property
    def follow_up_count(self) -> int:
        """Follow-up visits on record."""
        return self.case.follow_ups.count()

    # --- closing --------------------------------------------------------------------------

    @cached_property
    def papers_pending(self) -> int:
        """Papers ordered and not printed."""
        return Document.objects.filter(case=self.case).exclude(
            status=Document.Status.ISSUED
        ).count()  # fmt: skip

    @cached_property
    def notices_pending(self) -> int:
        """Notices still waiting to go out."""
        return Notice.objects.filter(case=self.case, status=Notice.Status.PENDING).count()

    @cached_property
    def _approvers(self) -> set[int]:
        rows = Event.objects.filter(case=self.case, verb="approve_destruction")
        return set(rows.values_list("actor_id", flat=True))

    @property
    def destruction_approvals(self) -> int:
        """Different persons who approved."""
        return len(self._approvers)

    def has_approved_destruction(self, person_id: int | None) -> bool:
        """Whether this person is one of them."""
        return person_id in self._approvers
