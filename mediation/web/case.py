"""The page of a case: what to do next first, then everything this reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from documents.kinds import KINDS
from mediation.actions import available_verbs
from mediation.facts import StoredFacts
from mediation.forms.fields import Setting
from mediation.forms.verbs import form_of
from mediation.models import Agreement, Case, Confirmation, Deadline, Obligation, Party, Recusal
from mediation.permissions import (
    visible_documents,
    visible_events,
    visible_evidence,
    visible_notes,
    visible_sessions,
)
from mediation.web.access import case_for, person_of, word_of
from mediation.web.act import FINAL
from mediation.web.files import may_print_again
from mediation.web.history import told_events
from mediation.web.next_steps import HOUSEKEEPING, WAITING, next_step
from workflows import identifiers
from workflows.permissions import Actor, Word
from workflows.states import OBLIGATION_SETTLED, OPEN, CaseState, ConfirmationState
from workflows.vocabulary import Matter, OutcomeReason
from workflows.wording import WORDING

#: Steps that are always possible and seldom next; they stand apart.
ASIDE = {
    ("case", verb)
    for verb in (
        "add_evidence", "withdraw", "end_participation", "challenge_mediator", "write_note",
        "hand_over", "refuse_signature", "release_mediator", "terminate", "suspend",
        "agree_extension", "agree_expert", "engage_expert", "record_notarisation",
        "decline_appointment", "revise_agreement", "record_oral_agreement", "record_lawsuit",
        "deem_withdrawn", "appoint_agent", "dismiss_agent",
    )
}  # fmt: skip
#: Verbs by which a party declares its will once; afterwards they are no longer the next step.
DECLARES = {
    "consent": Matter.MEDIATION,
    "choose_mediator": Matter.MEDIATOR,
    "apply_confirmation": Matter.CONFIRMATION,
    "ask_remediation": Matter.REMEDIATION,
}


@dataclass(frozen=True)
class Step:
    """A verb somebody may take: where, its button, and what still stands against it."""

    url: str
    label: Any
    help: Any
    reasons: list[str]
    final: bool
    aside: bool
    repeated: bool


@dataclass(frozen=True)
class PartyCard:
    """A party as this reader may see it."""

    party: Party
    own: bool
    id_number: str
    contact: bool


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about one case that this person may see and do."""
    person = person_of(request)
    found, actor = case_for(person, reference)
    if found.state == CaseState.DRAFT:
        return redirect("application", reference)
    page = CasePage(found, actor, person)
    return render(request, "case/page.html", page.context())


class CasePage:
    """One reader's view of one case. Every kind of row is read once."""

    def __init__(self, case: Case, actor: Actor, person: Any) -> None:
        self.case, self.actor, self.person = case, actor, person
        self.facts = StoredFacts(case)
        self.parties = self.facts.parties
        prefetch_related_objects(self.parties, "agents")
        self.names = {p.pk: p.name for p in self.parties}

    def context(self) -> dict[str, Any]:
        """What the template shows."""
        beside = {**self.mediation(), **self.agreement()}
        steps = self.steps("case", self.case)
        for name in ("recusals", "agreements", "confirmations"):
            steps += [step for _row, own in beside[name] for step in own]
        owed = any(own for _row, own in beside["obligations"])
        return {
            "case": self.case,
            "next": self.lead(),
            "steps_now": [s for s in steps if not s.aside and not s.reasons],
            "steps_blocked": [s for s in steps if not s.aside and s.reasons],
            "steps_aside": [s for s in steps if s.aside],
            "steps_owed": owed,
            "people": [self.card(p) for p in self.parties],
            **beside,
            **self.files(),
            "history": told_events(
                self.case, visible_events(self.actor, self.case).order_by("seq"), self.names
            ),
            **self.deadlines(),
            "internal": Word.VIEW_INTERNAL in self.actor.words,
            "corrects": Word.EDIT_DRAFT in self.actor.words
            and self.case.state == CaseState.CORRECTION,
            "gives_codes": Word.ASK_RESPONDENT in self.actor.words and self.case.state in OPEN,
            # Whoever is suspected of a crime may be reading; what may be told stands in a paper.
            "tells_outcome": Word.VIEW_INTERNAL in self.actor.words
            or self.case.outcome_reason != OutcomeReason.CRIME,
        }  # fmt: skip

    def deadlines(self) -> dict[str, list[Deadline]]:
        """The running terms by their end, and those that are over."""
        found = Deadline.objects.filter(case=self.case).order_by("ends_at", "id")
        if Word.VIEW_INTERNAL not in self.actor.words:
            found = found.exclude(rule_id__in=HOUSEKEEPING)
        rows = list(found)
        running = [d for d in rows if d.status == Deadline.Status.OPEN]
        return {"deadlines": running, "over": [d for d in rows if d not in running]}

    # --- steps --------------------------------------------------------------------------------

    def steps(self, machine: str, subject: Any) -> list[Step]:
        """The verbs of one row that this reader may take, in the order of the rule book."""
        available = available_verbs(subject, self.person, self.case, self.actor, self.facts)
        order = [verb for (m, verb) in WORDING if m == machine]
        offered = [
            verb
            for verb in order
            if verb in available
            and form_of(machine, verb).is_offered(self._setting(machine, subject, verb))
        ]
        return [self._step(machine, subject, verb, available[verb]) for verb in offered]

    def _setting(self, machine: str, subject: Any, verb: str) -> Setting:
        word = word_of(machine, verb)
        return Setting(self.case, subject, self.actor, self.person, word, self.parties)

    def _step(self, machine: str, subject: Any, verb: str, reasons: list[str]) -> Step:
        wording = WORDING[machine, verb]
        if machine == "case":
            url = reverse("act", args=[self.case.reference, verb])
        else:
            url = reverse("act_on", args=[self.case.reference, machine, subject.pk, verb])
        repeated = machine == "case" and self._declared(verb)
        return Step(
            url, wording.label, wording.help, reasons, final=(machine, verb) in FINAL,
            aside=(machine, verb) in ASIDE or repeated, repeated=repeated,
        )  # fmt: skip

    def _declared(self, verb: str) -> bool:
        """Whether every party acted for has already declared its will in the verb's matter."""
        matter, own = DECLARES.get(verb), self.actor.acts_for
        return bool(own) and all(matter in self.declared.get(party, ()) for party in own)

    @cached_property
    def declared(self) -> dict[int, set[str]]:
        """The matters in which each party has agreed, for what now stands to be agreed."""
        facts = self.facts
        now = {
            Matter.CONFIRMATION: self._application(),
            Matter.REMEDIATION: str(facts.agreement_version),
        }
        found: dict[int, set[str]] = {}
        for (party, matter), declaration in facts.declarations.items():
            if declaration.agreed and declaration.subject == now.get(matter, declaration.subject):
                found.setdefault(party, set()).add(matter)
        return found

    def _application(self) -> str:
        """What a party joins in: the application that is being prepared."""
        found = self.facts.confirmation if self.facts.agreement else None
        return str(found.pk) if found and found.state == ConfirmationState.PREPARING else ""

    def lead(self) -> Any:
        """The sentence above the steps: what the reader is to do, or what the case waits for."""
        own = [p for p in self.parties if p.pk in self.actor.acts_for]
        if not own:
            return WAITING[self.case.state]
        signed = {s.party_id for row in self.versions[:1] for s in row.signatures.all()}
        return next_step(self.case, own, self.declared, signed, self.open_obligations).sentence

    # --- people -------------------------------------------------------------------------------

    def card(self, party: Party) -> PartyCard:
        """The party, its identity number masked unless it is one's own or one's office needs it."""
        own = party.pk in self.actor.acts_for
        trusted = own or Word.VIEW_ID_NUMBERS in self.actor.words
        number = party.id_number if trusted else masked(party)
        return PartyCard(party, own, number, contact=trusted or Word.MEDIATE in self.actor.words)

    def mediation(self) -> dict[str, Any]:
        """Appointment, challenges, experts, sessions and what only the mediator or body reads."""
        case, actor = self.case, self.actor
        challenges = Recusal.objects.filter(case=case).select_related("mediator", "party")
        internal = Word.VIEW_INTERNAL in actor.words
        return {
            "appointments": case.appointments.select_related("mediator").order_by("-id"),
            "recusals": [(row, self.steps("recusal", row)) for row in self._bound(challenges)],
            "engagements": case.engagements.select_related("expert"),
            "sessions": visible_sessions(actor, case).select_related("side", "mediator"),
            "notes": visible_notes(actor, case).select_related("side"),
            "follow_ups": case.follow_ups.select_related("by") if internal else [],
            "handovers": case.handovers.all() if internal else [],
        }

    def agreement(self) -> dict[str, Any]:
        """Versions, confirmations, obligations, each with its steps."""
        confirmations = Confirmation.objects.filter(case=self.case).select_related(
            "court", "agreement"
        )
        return {
            "agreements": [(row, self.steps("agreement", row)) for row in self.versions],
            "confirmations": [
                (row, self.steps("confirmation", row)) for row in self._bound(confirmations)
            ],
            "obligations": [(row, self.steps("obligation", row)) for row in self.obligations],
        }

    @cached_property
    def versions(self) -> list[Agreement]:
        """Every version of the agreement, the latest first, with clauses and signatures."""
        rows = Agreement.objects.filter(case=self.case).order_by("-version")
        return self._bound(
            rows.prefetch_related(
                "clauses__obligor", "clauses__payee", "signatures__party", "signatures__person"
            )
        )

    @cached_property
    def obligations(self) -> list[Obligation]:
        """Every obligation."""
        rows = Obligation.objects.filter(case=self.case)
        return self._bound(rows.select_related("clause__agreement", "obligor", "obligee", "proof"))

    @property
    def open_obligations(self) -> list[Obligation]:
        """Those neither performed nor waived."""
        return [o for o in self.obligations if o.state not in OBLIGATION_SETTLED]

    def _bound(self, rows: Iterable[Any]) -> list[Any]:
        """Rows that know their case without asking for it again."""
        found = list(rows)
        for row in found:
            row.case = self.case
        return found

    def files(self) -> dict[str, Any]:
        """Rights, claims, evidence and papers."""
        papers = list(
            visible_documents(self.actor, self.case).select_related("party").order_by("id")
        )
        return {
            "rights": self.case.rights.all(),
            "claims": self.case.claims.all(),
            "evidence": visible_evidence(self.actor, self.case).select_related("party"),
            "may_print_again": may_print_again(self.actor),
            "papers": [(paper, KINDS[paper.kind].title_of(paper.context)) for paper in papers],
        }


def masked(party: Party) -> str:
    """An identity number as others see it; company codes are public."""
    if not party.id_number or party.id_kind == "uscc":
        return party.id_number
    if party.id_kind == "resident_id":
        return identifiers.mask("resident_id", party.id_number)
    return party.id_number[:2] + "*" * 6
