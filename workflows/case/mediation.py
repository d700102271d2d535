"""From the choice of a mediator to the last signature (选定调解员、调解、签署)."""

from datetime import date, datetime
from typing import Any

from workflows import guards as g
from workflows.case.state import case_state
from workflows.flow import PartyRef, PersonRef, Rows, SessionRef, Text
from workflows.permissions import Word, may
from workflows.states import CaseState
from workflows.vocabulary import OutcomeReason, RecusalGround, SessionKind, SuspensionReason

C = CaseState
UNDER_A_MEDIATOR = (C.MEDIATING, C.SUSPENDED)


class Mediation:
    """Mediator, recusal, sessions, pauses, endings, the text put to signature."""

    case: Any
    data: dict[str, Any]
    now: Any

    # --- mediator -------------------------------------------------------------------------

    @case_state.transition(
        source=[C.ACCEPTED, C.APPOINTING],
        permission=may(Word.CHOOSE_MEDIATOR),
        conditions=[
            g.no_mediator_is_designated,
            g.mediator_is_available,
            g.mediator_has_no_conflict,
        ],
    )
    def choose_mediator(self, *, party: PartyRef, mediator: PersonRef) -> None:
        """Each party names a mediator of the roster (选定调解员; 人民调解法 art. 19)."""

    @case_state.transition(
        source=[C.ACCEPTED, C.APPOINTING],
        target=C.APPOINTING,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[g.no_mediator_is_designated, g.parties_chose_jointly],
    )
    def designate_chosen(self) -> None:
        """The mediator whom every party named is designated without a further decision."""
        self.case.mediator_id = self.facts.joint_choice  # type: ignore[attr-defined]

    @case_state.transition(
        source=[C.ACCEPTED, C.APPOINTING],
        target=C.APPOINTING,
        permission=may(Word.APPOINT_MEDIATOR),
        conditions=[
            g.no_mediator_is_designated,
            g.mediator_is_available,
            g.mediator_has_no_conflict,
            g.joint_choice_is_followed,
        ],
    )
    def appoint_mediator(self, *, mediator: PersonRef) -> None:
        """The body appoints where the parties have not chosen (指定调解员)."""
        self.case.mediator_id = mediator.pk  # type: ignore[attr-defined]

    @case_state.transition(
        source=C.APPOINTING,
        target=C.MEDIATING,
        permission=may(Word.ACT_ON_APPOINTMENT),
        conditions=[
            g.actor_is_the_mediator,
            g.disclosure_is_signed,
            g.no_recusal_is_open,
        ],
    )
    def accept_appointment(self, *, disclosure: Text, disclosure_signed: bool) -> None:
        """The mediator discloses relations and interests and accepts
        (披露声明; 法释〔2021〕23号 art. 13)."""

    @case_state.transition(
        source=C.APPOINTING,
        target=C.ACCEPTED,
        permission=may(Word.ACT_ON_APPOINTMENT),
        conditions=[g.actor_is_the_mediator],
    )
    def decline_appointment(self, *, text: Text) -> None:
        """The mediator declines with reasons; another is chosen or appointed."""
        self.case.mediator_id = None

    @case_state.transition(
        source=[C.APPOINTING, C.MEDIATING, C.SUSPENDED, C.AGREED_UNSIGNED],
        target=C.APPOINTING,
        permission=may(Word.APPOINT_MEDIATOR),
        conditions=[g.mediator_is_designated],
    )
    def release_mediator(self, *, text: Text) -> None:
        """The mediator leaves the case, because a challenge was upheld or the office ended. What
        this mediator put to signature is void; a pause ends, for nobody could end it."""
        self.case.mediator_id = None
        self.case.suspension_reason = ""

    @case_state.transition(
        source=[C.APPOINTING, C.MEDIATING],
        permission=may(Word.CHALLENGE_MEDIATOR),
        conditions=[
            g.mediator_is_designated,
            g.no_recusal_is_open,
            g.challenge_is_in_time,
        ],
    )
    def challenge_mediator(
        self,
        *,
        ground: RecusalGround,
        text: Text,
        party: PartyRef | None = None,
        newly_known: bool = False,
    ) -> None:
        """A party, or the mediator in person, applies for recusal; until the decision the
        mediator is blocked (回避; CNIPA Order 81 art. 5)."""

    # --- sessions -------------------------------------------------------------------------

    @case_state.transition(
        source=C.MEDIATING,
        permission=may(Word.MEDIATE),
        conditions=[
            g.actor_is_the_mediator,
            g.no_recusal_is_open,
            g.side_fits_the_session,
        ],
    )
    def plan_session(
        self,
        *,
        kind: SessionKind,
        starts_at: datetime,
        place: str,
        side: PartyRef | None = None,
    ) -> None:
        """The mediator announces a joint or a private session (调解通知)."""

    @case_state.transition(
        source=C.MEDIATING,
        permission=may(Word.MEDIATE),
        conditions=[
            g.actor_is_the_mediator,
            g.no_recusal_is_open,
            g.session_is_ready,
        ],
    )
    def record_session(
        self, *, session: SessionRef, attendance: Rows, minutes: Text, undisputed: Text
    ) -> None:
        """The session was held or missed; the minutes say who came, what was said, what is
        undisputed (调解笔录、无争议事实记载)."""

    @case_state.transition(
        source=[*UNDER_A_MEDIATOR, C.AGREED_UNSIGNED],
        permission=may(Word.MEDIATE),
        conditions=[g.actor_is_the_mediator],
    )
    def write_note(self, *, text: Text, side: PartyRef | None = None) -> None:
        """The mediator keeps a private note; nobody else reads it."""

    @case_state.transition(source=C.MEDIATING, permission=may(Word.DECIDE_FOR_PARTY))
    def agree_expert(self, *, party: PartyRef, expert: PersonRef) -> None:
        """A party agrees that an expert is heard (人民调解法 art. 20)."""

    @case_state.transition(
        source=C.MEDIATING,
        permission=may(Word.ENGAGE_EXPERT),
        conditions=[
            g.everybody_agrees_to_expert,
            g.expert_undertakes_secrecy,
        ],
    )
    def engage_expert(self, *, expert: PersonRef, scope: Text, undertaking_signed: bool) -> None:
        """An expert is engaged with the parties' consent and bound to secrecy (技术调查官)."""

    @case_state.transition(
        source=C.MEDIATING,
        target=C.SUSPENDED,
        permission=may(Word.MEDIATE),
        conditions=[g.actor_is_the_mediator, g.no_recusal_is_open],
    )
    def suspend(self, *, reason: SuspensionReason, text: Text) -> None:
        """Mediation pauses; the days of the pause are given back where the law says so (中止)."""
        self.case.suspension_reason = reason

    @case_state.transition(
        source=C.SUSPENDED, target=C.MEDIATING, permission=may(Word.RESUME_MEDIATION)
    )
    def resume(self, *, text: Text) -> None:
        """The cause of the pause has ended; every term is computed anew (恢复)."""
        self.case.suspension_reason = ""

    @case_state.transition(
        source=C.MEDIATING,
        permission=may(Word.DECIDE_FOR_PARTY),
        conditions=[
            g.period_is_running,
            g.extension_lies_ahead,
            g.extension_is_allowed,
        ],
    )
    def agree_extension(self, *, party: PartyRef, until: date) -> None:
        """A party agrees to a longer mediation period, before the period ends (延期同意书)."""

    @case_state.transition(
        source=C.MEDIATING,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[g.period_is_running, g.everybody_extends],
    )
    def extend(self, *, until: date) -> None:
        """The period ends later, by consent of all (法释〔2021〕23号 art. 24)."""

    # --- endings --------------------------------------------------------------------------

    @case_state.transition(
        source=C.MEDIATING,
        target=C.WITHDRAWN,
        permission=may(Word.END_MEDIATION),
        conditions=[
            g.actor_is_not_challenged,
            g.absence_means_withdrawal,
            g.complainant_missed_a_session,
        ],
    )
    def deem_withdrawn(self, *, text: Text) -> None:
        """The complainant stayed away without reason (视为撤回; CNIPA Order 81 art. 67)."""
        self.case.outcome_reason = OutcomeReason.WITHDRAWN
        self.case.outcome_text = text

    @case_state.transition(
        source=[C.ACCEPTED, C.APPOINTING, *UNDER_A_MEDIATOR],
        target=C.TERMINATED,
        permission=may(Word.END_PARTICIPATION),
    )
    def end_participation(self, *, party: PartyRef, text: Text) -> None:
        """A party ends mediation, which it may at any time (人民调解法 art. 23)."""
        self.case.outcome_reason = OutcomeReason.PARTY_ENDED

    @case_state.transition(
        source=[C.ACCEPTED, C.APPOINTING, *UNDER_A_MEDIATOR],
        target=C.TERMINATED,
        permission=may(Word.END_MEDIATION),
        conditions=[
            g.actor_is_not_challenged,
            g.termination_reason_is_listed,
            g.period_is_over_if_reason,
        ],
    )
    def terminate(self, *, reason: OutcomeReason, text: Text) -> None:
        """Mediation fails and ends; the parties are told their other remedies
        (终止调解; 人民调解法 art. 26)."""
        self.case.outcome_reason = reason
        self.case.outcome_text = text

    # --- agreement ------------------------------------------------------------------------

    @case_state.transition(
        source=C.MEDIATING,
        permission=may(Word.MEDIATE),
        conditions=[g.actor_is_the_mediator, g.no_recusal_is_open],
    )
    def draft_agreement(
        self,
        *,
        facts: Text,
        responsibility: Text,
        clauses: Rows,
        confidentiality: Text,
        confirmation_intended: bool,
    ) -> None:
        """The mediator writes or rewrites the draft of the agreement (协议草案)."""

    @case_state.transition(
        source=C.MEDIATING,
        target=C.AGREED_UNSIGNED,
        permission=may(Word.MEDIATE),
        conditions=[
            g.actor_is_the_mediator,
            g.no_recusal_is_open,
            g.agreement_is_drafted,
            g.content_is_clear,
        ],
    )
    def open_signing(self) -> None:
        """The parties agree on the text: it is frozen and put to signature."""

    @case_state.transition(
        source=C.AGREED_UNSIGNED,
        target=C.MEDIATING,
        permission=may(Word.MEDIATE),
        conditions=[g.actor_is_the_mediator],
    )
    def revise_agreement(self, *, text: Text) -> None:
        """The text needs a change: every signature given so far is void, a new version follows."""

    @case_state.transition(
        source=C.AGREED_UNSIGNED, target=C.TERMINATED, permission=may(Word.END_PARTICIPATION)
    )
    def refuse_signature(self, *, party: PartyRef, text: Text) -> None:
        """A party will not sign; everybody who has signed is told."""
        self.case.outcome_reason = OutcomeReason.NOT_SIGNED

    @case_state.transition(
        source=C.AGREED_UNSIGNED,
        target=C.EFFECTIVE,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[
            g.agreement_is_effective,
            g.case_is_not_entrusted_by_court,
        ],
    )
    def take_effect(self) -> None:
        """The last signature or seal makes the agreement binding
        (人民调解法 arts 29, 31; 法释〔2021〕23号 art. 19)."""
        self.case.effective_at = self.now

    @case_state.transition(
        source=C.MEDIATING,
        target=C.EFFECTIVE,
        permission=may(Word.MEDIATE),
        conditions=[
            g.actor_is_the_mediator,
            g.no_recusal_is_open,
            g.track_allows_oral_agreement,
            g.performed_at_once,
        ],
    )
    def record_oral_agreement(self, *, facts: Text, clauses: Rows, performed_at_once: bool) -> None:
        """An oral agreement performed on the spot is put on record
        (口头协议; 人民调解法 arts 28, 30)."""
        self.case.effective_at = self.now

    @case_state.transition(
        source=C.AGREED_UNSIGNED,
        target=C.COURT_SETTLED,
        permission=may(Word.MEDIATE),
        conditions=[
            g.actor_is_the_mediator,
            g.case_is_entrusted_by_court,
            g.signatures_are_complete,
        ],
    )
    def submit_to_court(self) -> None:
        """The signed agreement goes to the entrusting court, which makes the mediation
        judgment; there is never a confirmation (法释〔2016〕14号 art. 20)."""
