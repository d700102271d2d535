"""From the effective agreement to the archive (履行、结案、归档)."""

from datetime import date
from typing import Any

from workflows import guards as g
from workflows.case.state import case_state
from workflows.flow import PartyRef, Text
from workflows.permissions import Word, may
from workflows.states import AFTER_AGREEMENT, EXITS, CaseState

C = CaseState


class Performance:
    """Confirmation asked for, obligations performed, the file closed and kept."""

    case: Any
    data: dict[str, Any]
    now: Any

    @case_state.transition(
        source=C.EFFECTIVE,
        target=C.PERFORMING,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[g.obligations_exist],
    )
    def start_performance(self) -> None:
        """The obligations of the agreement become a plan with dates (履行计划)."""

    @case_state.transition(
        source=AFTER_AGREEMENT,
        permission=may(Word.DECIDE_FOR_PARTY),
        conditions=[
            g.agreement_is_effective,
            g.track_may_be_confirmed,
            g.confirmation_window_is_open,
            g.no_confirmation_is_running,
            g.no_ground_of_refusal,
        ],
    )
    def apply_confirmation(self, *, party: PartyRef) -> None:
        """A party joins in the application for judicial confirmation, within 30 days of the
        day the agreement took effect (申请司法确认; 民诉法 art. 205)."""

    @case_state.transition(
        source=[C.EFFECTIVE, C.PERFORMING], permission=may(Word.RECORD_PERFORMANCE)
    )
    def record_notarisation(self, *, certificate: str, on: date) -> None:
        """The agreement was notarised as enforceable (赋强公证; CNIPA Order 81 art. 69)."""

    @case_state.transition(source=AFTER_AGREEMENT, permission=may(Word.RECORD_PERFORMANCE))
    def follow_up(self, *, on: date, text: Text, satisfied: bool) -> None:
        """The body asks how performance goes (回访)."""

    @case_state.transition(
        source=[C.EFFECTIVE, C.PERFORMING],
        target=C.PERFORMED,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[g.obligations_are_settled],
    )
    def finish_performance(self) -> None:
        """Everything undertaken is performed or waived (履行完毕)."""

    @case_state.transition(
        source=[C.EFFECTIVE, C.PERFORMING, C.CLOSED],
        permission=may(Word.DECIDE_FOR_PARTY),
        conditions=[g.confirmation_was_dismissed],
    )
    def ask_remediation(self, *, party: PartyRef) -> None:
        """After a dismissal a party asks for renewed mediation (民诉法 art. 206)."""

    @case_state.transition(
        source=[C.EFFECTIVE, C.PERFORMING, C.CLOSED],
        target=C.MEDIATING,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[
            g.confirmation_was_dismissed,
            g.everybody_asks_again,
        ],
    )
    def remediate(self) -> None:
        """All ask: mediation goes on towards a new version of the agreement. A closed case
        reopens in no other way."""
        self.case.effective_at = None
        self.case.closed_at = None

    @case_state.transition(
        source=[C.EFFECTIVE, C.PERFORMING],
        target=C.CLOSED,
        permission=may(Word.CLOSE_CASE),
        conditions=[g.agreement_failed, g.lawsuit_number_is_valid],
    )
    def record_lawsuit(self, *, number: str, text: Text) -> None:
        """The parties went to court over the agreement (人民调解法 art. 32)."""
        self.case.lawsuit_number = number
        self.case.closed_at = self.now

    @case_state.transition(
        source=EXITS,
        target=C.CLOSED,
        permission=may(Word.CLOSE_CASE),
        conditions=[g.papers_are_printed, g.parties_are_told],
    )
    @case_state.transition(
        source=C.PERFORMED,
        target=C.CLOSED,
        permission=may(Word.CLOSE_CASE),
        conditions=[
            g.papers_are_printed,
            g.parties_are_told,
            g.follow_up_is_done,
            g.no_court_decision_is_pending,
        ],
    )
    def close(self, *, text: Text) -> None:
        """The case is closed with a report (结案)."""
        self.case.closed_at = self.now

    @case_state.transition(
        source=C.CLOSED,
        target=C.ARCHIVED,
        permission=may(Word.ARCHIVE_CASE),
        conditions=[g.index_is_complete, g.sealed_part_is_separate],
    )
    def archive(
        self, *, volume: str, pages: int, index_complete: bool, sealed_part_separate: bool
    ) -> None:
        """The file goes into the archive, indexed, with numbered pages and the confidential part
        sealed apart (归档)."""
        self.case.archive_volume = volume
        self.case.archived_at = self.now

    @case_state.transition(
        source=C.ARCHIVED,
        permission=may(Word.APPROVE_DESTRUCTION),
        conditions=[
            g.retention_has_ended,
            g.no_legal_hold,
            g.not_approved_before,
        ],
    )
    def approve_destruction(self, *, text: Text) -> None:
        """One of two persons approves the destruction of the file (销毁审批)."""

    @case_state.transition(
        source=C.ARCHIVED,
        target=C.DESTROYED,
        permission=may(Word.DESTROY_FILE),
        conditions=[
            g.retention_has_ended,
            g.no_legal_hold,
            g.two_persons_approve,
        ],
    )
    def destroy(self) -> None:
        """The file is destroyed after the retention period; what remains is the register entry
        (销毁清册)."""
        self.case.destroyed_at = self.now
