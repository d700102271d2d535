"""The machine of one version of the mediation agreement (调解协议书)."""

from viewflow.fsm import State

from workflows import guards as g
from workflows.flow import Flow, PartyRef, Text
from workflows.permissions import Word, may
from workflows.states import AgreementState

A = AgreementState


class AgreementFlow(Flow):
    """Draft, signatures, seal, effect. An effective text never changes: see `supersede`."""

    machine = "agreement"
    state = State(AgreementState, default=A.DRAFT)

    @state.getter()
    def _get(self) -> str:
        return str(self.subject.state)

    @state.setter()
    def _set(self, value: AgreementState) -> None:
        self.subject.state = value

    @state.transition(source=A.DRAFT, target=A.SIGNING, permission=may(Word.RUN_AUTOMATION))
    def freeze(self) -> None:
        """The text is frozen under its hash; from here on only a new version can differ."""
        self.subject.content_hash = self.subject.hash_of_content()
        self.subject.frozen_at = self.now

    @state.transition(
        source=A.SIGNING,
        permission=may(Word.SIGN_AGREEMENT),
        conditions=[g.signed_text_is_this_text, g.not_signed_before],
    )
    def sign(self, *, content_hash: str, name: Text, party: PartyRef) -> None:
        """A party, or an agent with power to settle, signs (签署; 电子签名法 arts 13-14)."""

    @state.transition(
        source=A.SIGNING,
        permission=may(Word.MEDIATE),
        conditions=[
            g.actor_is_the_mediator,
            g.signed_text_is_this_text,
            g.not_signed_before,
        ],
    )
    def countersign(self, *, content_hash: str, name: Text) -> None:
        """The mediator signs (人民调解法 art. 29)."""

    @state.transition(
        source=A.SIGNING,
        permission=may(Word.SEAL_AGREEMENT),
        conditions=[
            g.case_is_not_entrusted_by_court, g.signatures_are_complete, g.seal_is_missing,
        ],
    )  # fmt: skip
    def seal(self) -> None:
        """The body puts its seal to the agreement (加盖印章)."""
        self.subject.sealed_at = self.now

    @state.transition(
        source=A.SIGNING,
        target=A.EFFECTIVE,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[
            g.signatures_are_complete,
            g.seal_is_affixed_where_needed,
        ],
    )
    def become_effective(self) -> None:
        """All signatures and the seal are there: the agreement binds (生效)."""
        self.subject.effective_at = self.now

    @state.transition(
        source=A.DRAFT,
        target=A.EFFECTIVE,
        permission=may(Word.RUN_AUTOMATION),
        conditions=[g.track_allows_oral_agreement, g.performed_at_once],
    )
    def conclude_orally(self, *, performed_at_once: bool) -> None:
        """An oral agreement binds from the moment it is reached (人民调解法 art. 30)."""
        self.subject.oral = True
        self.subject.content_hash = self.subject.hash_of_content()
        self.subject.effective_at = self.now

    @state.transition(
        source=[A.DRAFT, A.SIGNING], target=A.ABANDONED, permission=may(Word.RUN_AUTOMATION)
    )
    def abandon(self) -> None:
        """This version will not be signed; its signatures bind nobody."""

    @state.transition(source=A.EFFECTIVE, target=A.SUPERSEDED, permission=may(Word.RUN_AUTOMATION))
    def supersede(self) -> None:
        """A court dismissed confirmation and all parties mediate anew: the text is replaced."""
