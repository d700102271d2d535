"""The machine of one obligation (履行义务)."""

from viewflow.fsm import State

from workflows import guards as g
from workflows.flow import FileRef, Flow, PartyRef, Text
from workflows.permissions import Word, may
from workflows.states import ObligationState

O = ObligationState  # noqa: E741
UNSETTLED = (O.PENDING, O.REPORTED, O.BREACHED, O.ENFORCING, O.SUED)


class ObligationFlow(Flow):
    """Performed, waived, or overdue and enforced."""

    machine = "obligation"
    state = State(ObligationState, default=O.PENDING)

    @state.getter()
    def _get(self) -> str:
        return str(self.subject.state)

    @state.setter()
    def _set(self, value: ObligationState) -> None:
        self.subject.state = value

    @state.transition(
        source=[O.PENDING, O.BREACHED],
        target=O.REPORTED,
        permission=may(Word.PERFORM_OBLIGATION),
        conditions=[g.party_is_the_obligor, g.proof_is_attached],
    )
    def report(self, *, party: PartyRef, proof: FileRef, text: Text) -> None:
        """The debtor says it is done and attaches proof (履行凭证)."""

    @state.transition(
        source=UNSETTLED,
        target=O.PERFORMED,
        permission=may(Word.PERFORM_OBLIGATION),
        conditions=[g.party_is_the_obligee],
    )
    def confirm(self, *, party: PartyRef) -> None:
        """The creditor confirms receipt or performance (确认履行)."""
        self.subject.performed_at = self.now

    @state.transition(
        source=O.REPORTED,
        target=O.PERFORMED,
        permission=may(Word.RECORD_PERFORMANCE),
        conditions=[g.proof_is_attached],
    )
    def approve_proof(self, *, text: Text) -> None:
        """The body finds the proof sufficient where the creditor stays silent."""
        self.subject.performed_at = self.now

    @state.transition(
        source=O.REPORTED,
        target=O.PENDING,
        permission=may(Word.PERFORM_OBLIGATION),
        conditions=[g.party_is_the_obligee],
    )
    def contest(self, *, party: PartyRef, text: Text) -> None:
        """The creditor says it is not done."""

    @state.transition(
        source=O.PENDING,
        target=O.BREACHED,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[g.due_date_has_passed],
    )
    def mark_overdue(self) -> None:
        """The due date passed without performance (逾期)."""

    @state.transition(
        source=O.PENDING,
        target=O.PERFORMED,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[g.performed_at_once],
    )
    def settle_at_once(self, *, performed_at_once: bool) -> None:
        """An oral agreement is recorded only when it is performed on the spot."""
        self.subject.performed_at = self.now

    @state.transition(
        source=UNSETTLED,
        target=O.WAIVED,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[g.agreement_is_superseded],
    )
    def fall_away(self) -> None:
        """A replaced version asks nothing more of anybody."""

    @state.transition(
        source=UNSETTLED,
        target=O.WAIVED,
        permission=may(Word.PERFORM_OBLIGATION),
        conditions=[g.party_is_the_obligee],
    )
    def waive(self, *, party: PartyRef, text: Text) -> None:
        """The creditor gives up the claim (放弃)."""

    @state.transition(
        source=O.BREACHED,
        target=O.ENFORCING,
        permission=may(Word.PERFORM_OBLIGATION),
        conditions=[
            g.party_is_the_obligee,
            g.enforceable_title_exists,
            g.enforcement_term_is_running,
        ],
    )
    def enforce(self, *, party: PartyRef) -> None:
        """The creditor applies for enforcement of a title (申请执行; 民诉法 art. 250)."""

    @state.transition(
        source=O.BREACHED,
        target=O.SUED,
        permission=may(Word.PERFORM_OBLIGATION),
        conditions=[g.party_is_the_obligee, g.lawsuit_number_is_valid],
    )
    def sue(self, *, party: PartyRef, number: str) -> None:
        """The creditor sues on the agreement (人民调解法 art. 32)."""
        self.subject.lawsuit_number = number
