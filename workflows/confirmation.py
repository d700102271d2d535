"""The machine of the judicial confirmation (司法确认; 民诉法 arts 205-206)."""

from datetime import date

from viewflow.fsm import State

from workflows import guards as g
from workflows.flow import CourtRef, FileRef, Flow, Text
from workflows.permissions import Word, may
from workflows.states import CONFIRMATION_AT_COURT, ConfirmationState

S = ConfirmationState


class ConfirmationFlow(Flow):
    """Joint application, filing, the court's acceptance and ruling."""

    machine = "confirmation"
    state = State(ConfirmationState, default=S.PREPARING)

    @state.getter()
    def _get(self) -> str:
        return str(self.subject.state)

    @state.setter()
    def _set(self, value: ConfirmationState) -> None:
        self.subject.state = value

    @state.transition(source=S.PREPARING, permission=may(Word.OVERRIDE_PRECHECK))
    def override_precheck(self, *, text: Text) -> None:
        """A legal reviewer lets the application pass in spite of warnings, with reasons."""
        self.subject.override_reason = text

    @state.transition(
        source=S.PREPARING,
        target=S.FILED,
        permission=may(Word.FILE_CONFIRMATION),
        conditions=[
            g.everybody_applies,
            g.confirmation_window_is_open,
            g.no_ground_of_refusal,
            g.precheck_is_passed_or_overridden,
            g.court_is_chosen,
            g.court_is_competent,
            g.competence_is_explained,
        ],
    )
    def file(self, *, court: CourtRef, competence_basis: Text) -> None:
        """The joint application and its annexes go to the competent court."""
        self.subject.court_id = court.pk  # type: ignore[attr-defined]
        self.subject.competence_basis = competence_basis
        self.subject.filed_at = self.now

    @state.transition(
        source=S.PREPARING,
        target=S.LAPSED,
        permission=may(Word.RECORD_LAPSE),
        conditions=[g.confirmation_window_is_over],
    )
    def lapse(self) -> None:
        """The window closed before all had joined; notarisation or a suit remain."""

    @state.transition(
        source=S.FILED,
        target=S.SUPPLEMENT,
        permission=may(Word.RECORD_COURT_RESULT),
        conditions=[g.court_paper_is_attached],
    )
    def ask_supplement(self, *, text: Text, scan: FileRef | None = None) -> None:
        """The court asks for further papers (补充材料)."""
        self.subject.ruling_text = text

    @state.transition(source=S.SUPPLEMENT, target=S.FILED, permission=may(Word.FILE_CONFIRMATION))
    def supply(self, *, text: Text) -> None:
        """The body supplies what the court asked for."""

    @state.transition(
        source=S.FILED,
        target=S.ACCEPTED,
        permission=may(Word.RECORD_COURT_RESULT),
        conditions=[
            g.confirmation_number_is_valid,
            g.court_paper_is_attached,
        ],
    )
    def accept(self, *, number: str, on: date, scan: FileRef | None = None) -> None:
        """The court files the application under its number (立案)."""
        self.subject.ruling_text = ""
        self.subject.court_number = number
        self.subject.accepted_on = on

    @state.transition(
        source=[S.FILED, S.SUPPLEMENT],
        target=S.NOT_ACCEPTED,
        permission=may(Word.RECORD_COURT_RESULT),
        conditions=[g.court_paper_is_attached],
    )
    def refuse(self, *, on: date, text: Text, scan: FileRef | None = None) -> None:
        """The court does not accept the application (不予受理; 民诉法解释 art. 355)."""
        self.subject.ruled_on = on
        self.subject.ruling_text = text

    @state.transition(
        source=S.ACCEPTED,
        target=S.GRANTED,
        permission=may(Word.RECORD_COURT_RESULT),
        conditions=[g.court_paper_is_attached],
    )
    def grant(self, *, on: date, judge: str, scan: FileRef | None = None) -> None:
        """The court rules that the agreement is valid: it is enforceable (裁定有效)."""
        self.subject.ruled_on = on
        self.subject.judge = judge

    @state.transition(
        source=S.ACCEPTED,
        target=S.DISMISSED,
        permission=may(Word.RECORD_COURT_RESULT),
        conditions=[g.court_paper_is_attached],
    )
    def dismiss(self, *, on: date, judge: str, text: Text, scan: FileRef | None = None) -> None:
        """The court dismisses the application (裁定驳回; 民诉法解释 art. 358)."""
        self.subject.ruled_on = on
        self.subject.judge = judge
        self.subject.ruling_text = text

    @state.transition(
        source=CONFIRMATION_AT_COURT,
        target=S.WITHDRAWN,
        permission=may(Word.RECORD_COURT_RESULT),
        conditions=[g.court_paper_is_attached],
    )
    def allow_withdrawal(self, *, on: date, scan: FileRef | None = None) -> None:
        """The court allows the parties to withdraw (准许撤回; 民诉法解释 art. 357)."""
        self.subject.ruled_on = on

    @state.transition(
        source=[S.SUPPLEMENT, S.ACCEPTED],
        target=S.DEEMED_WITHDRAWN,
        permission=may(Word.RECORD_COURT_RESULT),
        conditions=[g.court_paper_is_attached],
    )
    def deem_withdrawn(self, *, on: date, scan: FileRef | None = None) -> None:
        """The applicants stayed away or supplied nothing (按撤回处理)."""
        self.subject.ruled_on = on
