"""From the application to acceptance or refusal (申请、审查、受理)."""

from datetime import date
from typing import Any

from viewflow.fsm import State

from workflows import guards as g
from workflows.case.state import case_state
from workflows.flow import FileRef, PartyRef, Rows, Text
from workflows.permissions import Word, may
from workflows.states import BEFORE_SIGNING, EXITS, OPEN, CaseState
from workflows.vocabulary import (
    ADMINISTRATIVE_TRACKS,
    HandoverKind,
    OutcomeReason,
    ServiceMethod,
    Track,
)

C = CaseState
NOT_ENDED = tuple(s for s in OPEN if s not in (C.DRAFT, *EXITS))
NOT_DRAFT = tuple(s for s in OPEN if s != C.DRAFT)


def end_without_consent(flow: Any, **_: Any) -> CaseState:
    """Without consent an administrative request is not filed; any other mediation ends."""
    return C.NOT_ACCEPTED if flow.case.track in ADMINISTRATIVE_TRACKS else C.TERMINATED


WITHOUT_CONSENT = State.GET_STATE(end_without_consent, states=[C.NOT_ACCEPTED, C.TERMINATED])


class Intake:
    """Application, check, correction, consent, acceptance."""

    case: Any
    data: dict[str, Any]
    now: Any

    @case_state.transition(
        source=C.DRAFT,
        target=C.SUBMITTED,
        permission=may(Word.SUBMIT_APPLICATION),
        conditions=[
            g.data_notice_is_accepted,
            g.commitment_is_signed,
            g.respondent_is_named,
            g.right_is_named_or_explained,
            g.facts_are_stated,
            g.claim_is_stated,
        ],
    )
    def submit(self) -> None:
        """The application is filed (申请). The request interrupts the limitation period
        from this day (法释〔2020〕17号 art. 12; 民法典 art. 195)."""
        self.case.filed_at = self.now
        self.case.received_at = self.now

    @case_state.transition(
        source=[C.DRAFT, C.SUBMITTED, C.CORRECTION, C.TRIAGE, C.CONSENT_PENDING, C.ACCEPTED,
                C.APPOINTING, C.MEDIATING, C.SUSPENDED, C.EFFECTIVE, C.PERFORMING],
        permission=may(Word.ADD_EVIDENCE),
    )  # fmt: skip
    def add_evidence(
        self,
        *,
        file: FileRef,
        title: Text,
        proves: Text,
        visibility: str,
        party: PartyRef | None = None,
    ) -> None:
        """A party, or the registrar for the body, adds a file that proves something (证据)."""

    @case_state.transition(source=[C.SUBMITTED, C.TRIAGE], permission=may(Word.CHECK_APPLICATION))
    def fix_track(self, *, track: Track, cause: str) -> None:
        """The registrar fixes the rule set and the cause of action (案由)."""
        self.case.track = track
        self.case.cause = cause
        self.case.track_fixed_at = self.now

    @case_state.transition(source=[C.SUBMITTED, C.TRIAGE], permission=may(Word.CHECK_APPLICATION))
    def search_conflicts(self, *, result: Text) -> None:
        """The registrar searches parties and agents for conflicts of interest (利益冲突检索)."""
        self.case.conflict_searched_at = self.now

    @case_state.transition(
        source=C.SUBMITTED,
        target=C.TRIAGE,
        permission=may(Word.CHECK_APPLICATION),
        conditions=[g.numbers_are_checked],
    )
    def pass_check(self) -> None:
        """Data and numbers are checked; an invalid number is never let through in silence."""

    @case_state.transition(
        source=[C.SUBMITTED, C.TRIAGE],
        target=C.CORRECTION,
        permission=may(Word.CHECK_APPLICATION),
        conditions=[g.correction_items_are_listed, g.correction_not_asked_before],
    )
    def ask_correction(self, *, items: Rows) -> None:
        """Everything missing is asked for once, in one complete list (一次性告知补正)."""
        self.case.correction_items = list(items)
        self.case.correction_asked_at = self.now

    @case_state.transition(
        source=C.CORRECTION,
        target=C.SUBMITTED,
        permission=may(Word.SUBMIT_APPLICATION),
        conditions=[g.correction_is_in_time],
    )
    def supply_correction(self, *, text: Text) -> None:
        """The complainant supplies what was asked for, in time (补正)."""
        self.case.correction_supplied_at = self.now

    @case_state.transition(
        source=C.CORRECTION,
        target=C.NOT_ACCEPTED,
        permission=may(Word.RECORD_LAPSE),
        conditions=[g.correction_is_served, g.correction_term_is_over],
    )
    def lapse(self) -> None:
        """The correction did not come in time: treated as not applied for; may be refiled."""
        self.case.outcome_reason = OutcomeReason.LAPSED

    @case_state.transition(
        source=C.TRIAGE,
        target=C.NOT_ACCEPTED,
        permission=may(Word.DECIDE_INTAKE),
        conditions=[g.rejection_reason_is_listed],
    )
    def reject(self, *, reason: OutcomeReason, text: Text) -> None:
        """The request is not accepted, for a listed reason, with the other remedies named
        (不予受理; 司法部令第75号)."""
        self.case.outcome_reason = reason
        self.case.outcome_text = text

    @case_state.transition(
        source=C.TRIAGE,
        target=C.TRANSFERRED,
        permission=may(Word.DECIDE_INTAKE),
        conditions=[g.transfer_reason_is_listed, g.complainant_is_told_first],
    )
    def transfer(
        self,
        *,
        reason: OutcomeReason,
        receiver: str,
        basis: Text,
        text: Text,
        told_on: date | None = None,
    ) -> None:
        """Another body is competent: the file goes there; the complainant is told first, except
        where a crime is suspected (移送; CNIPA Order 81 art. 9)."""
        self.case.outcome_reason = reason
        self.case.outcome_text = text

    @case_state.transition(
        source=NOT_ENDED,
        permission=may(Word.APPOINT_AGENT),
        conditions=[g.at_most_two_agents, g.powers_are_listed],
    )
    def appoint_agent(
        self,
        *,
        party: PartyRef,
        name: Text,
        firm: Text,
        licence: Text,
        email: Text,
        powers: str,
        until: date | None = None,
    ) -> None:
        """A party names somebody to act for it, within powers named one by one (授权委托;
        民诉法 arts 61-62). `powers` holds values of `Power`, joined by commas."""

    @case_state.transition(
        source=NOT_ENDED,
        permission=may(Word.APPOINT_AGENT),
        conditions=[g.agent_acts_for_the_party],
    )
    def dismiss_agent(self, *, party: PartyRef, agent: int) -> None:
        """A party ends an agent's authority; from the next request on the agent sees nothing."""

    @case_state.transition(source=NOT_DRAFT, permission=may(Word.HAND_OVER))
    def hand_over(self, *, kind: HandoverKind, receiver: str, basis: Text, text: Text) -> None:
        """A clue or a request for cooperation goes to another authority; the case goes on."""

    @case_state.transition(
        source=C.TRIAGE,
        target=C.CONSENT_PENDING,
        permission=may(Word.ASK_RESPONDENT),
        conditions=[
            g.conflicts_are_searched,
            g.track_is_fixed,
            g.respondent_is_named,
        ],
    )
    def ask_respondent(self) -> None:
        """The request is served on every respondent, who may consent or refuse (征询意见)."""

    @case_state.transition(
        source=C.CONSENT_PENDING,
        permission=may(Word.ASK_RESPONDENT),
        conditions=[g.day_of_service_has_come],
    )
    def record_service(
        self, *, side: PartyRef, method: ServiceMethod, on: date, reference: str
    ) -> None:
        """The request reached a respondent on paper; the term for the answer runs from that day
        (送达回证)."""

    @case_state.transition(source=C.CONSENT_PENDING, permission=may(Word.ANSWER_REQUEST))
    def consent(self, *, party: PartyRef, answer: Text) -> None:
        """A respondent consents to mediation and may answer the request (同意调解)."""

    @case_state.transition(
        source=C.CONSENT_PENDING,
        target=WITHOUT_CONSENT,
        permission=may(Word.ANSWER_REQUEST),
    )
    def refuse(self, *, party: PartyRef, text: Text) -> None:
        """A respondent refuses: nobody is mediated against their will (人民调解法 art. 17)."""
        self.case.outcome_reason = OutcomeReason.REFUSED

    @case_state.transition(
        source=C.CONSENT_PENDING,
        target=WITHOUT_CONSENT,
        permission=may(Word.RECORD_LAPSE),
        conditions=[g.request_is_served, g.answer_term_is_over],
    )
    def record_silence(self) -> None:
        """The respondent was served and did not answer in time (逾期未答复)."""
        self.case.outcome_reason = OutcomeReason.UNREACHABLE

    @case_state.transition(
        source=C.CONSENT_PENDING,
        target=C.ACCEPTED,
        permission=may(Word.ACCEPT_CASE),
        conditions=[g.everybody_consents],
    )
    def accept(self) -> None:
        """The case is accepted once every necessary party consents (受理)."""
        self.case.accepted_at = self.now

    @case_state.transition(
        source=BEFORE_SIGNING, target=C.WITHDRAWN, permission=may(Word.WITHDRAW_APPLICATION)
    )
    def withdraw(self, *, party: PartyRef, text: Text) -> None:
        """The complainant withdraws; this is possible until an agreement is put to signature
        (人民调解法 art. 23)."""
        self.case.outcome_reason = OutcomeReason.WITHDRAWN
