"""The machine of one challenge of the mediator (回避)."""

from viewflow.fsm import State

from workflows import guards as g
from workflows.flow import Flow, PartyRef, Text
from workflows.permissions import Word, may
from workflows.states import RecusalState

S = RecusalState


class RecusalFlow(Flow):
    """Decided by the head of the body, never by the challenged."""

    machine = "recusal"
    state = State(RecusalState, default=S.OPEN)

    @state.getter()
    def _get(self) -> str:
        return str(self.subject.state)

    @state.setter()
    def _set(self, value: RecusalState) -> None:
        self.subject.state = value

    @state.transition(
        source=S.OPEN,
        target=S.UPHELD,
        permission=may(Word.DECIDE_RECUSAL),
        conditions=[g.decider_is_not_the_challenged],
    )
    def uphold(self, *, text: Text) -> None:
        """The challenge is founded: the mediator leaves the case."""
        self.subject.decision_text = text
        self.subject.decided_at = self.now

    @state.transition(
        source=S.OPEN,
        target=S.DISMISSED,
        permission=may(Word.DECIDE_RECUSAL),
        conditions=[g.decider_is_not_the_challenged],
    )
    def dismiss(self, *, text: Text) -> None:
        """The challenge is unfounded: the mediator goes on."""
        self.subject.decision_text = text
        self.subject.decided_at = self.now

    @state.transition(
        source=S.OPEN,
        permission=may(Word.DECIDE_FOR_PARTY),
        conditions=[g.ground_may_be_waived],
    )
    def waive(self, *, party: PartyRef) -> None:
        """A party waives the ground (法释〔2016〕14号 art. 15)."""

    @state.transition(
        source=S.OPEN,
        target=S.WAIVED,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[g.ground_may_be_waived, g.everybody_waives],
    )
    def set_aside(self) -> None:
        """All parties waived the ground: the mediator goes on."""
        self.subject.decided_at = self.now

    @state.transition(
        source=S.OPEN,
        target=S.WITHDRAWN,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[g.challenge_is_moot],
    )
    def fall_away(self) -> None:
        """The mediator has left the case or mediation has ended: there is nothing to decide."""
        self.subject.decided_at = self.now
