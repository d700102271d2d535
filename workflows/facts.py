"""What the guards may ask about a case, in plain words.

The rules never touch the database: `mediation.facts` answers these questions for a stored
case, and a test answers them with a plain object.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from workflows.precheck import Finding


class CaseFacts(Protocol):
    """Questions a guard may ask; each is one fact of the case at this moment."""

    @property
    def now(self) -> datetime: ...
    @property
    def today(self) -> date:
        """The day of `now` in Asia/Shanghai."""
        ...

    # intake
    @property
    def respondent_count(self) -> int: ...
    @property
    def right_count(self) -> int: ...
    @property
    def claim_count(self) -> int: ...
    @property
    def correction_notified(self) -> bool:
        """The complainants were sent the request for correction."""
        ...

    @property
    def unexplained_numbers(self) -> int:
        """Identity and right numbers that fail their check and carry no reason."""
        ...

    @property
    def respondents_notified(self) -> bool:
        """Every respondent was sent the request, and the sending is on record."""
        ...

    @property
    def pending_deadline(self) -> Mapping[str, datetime | None]:
        """Open deadlines: rule id to the last instant, None while the date is provisional."""
        ...

    @property
    def latest_extension(self) -> date | None:
        """The last day to which the mediation period may be extended; None without a limit."""
        ...

    # joint will: who has declared what in which matter
    def all_agree(self, matter: str, subject: str = "") -> bool:
        """Every necessary party (complainants and respondents) has agreed to `subject`."""
        ...

    @property
    def joint_choice(self) -> int | None:
        """Person id of the mediator whom every party has chosen, if they chose the same."""
        ...

    # mediator
    def mediator_available(self, person_id: int) -> bool:
        """On the body's roster, in office, not a party or agent, not a user of the court."""
        ...

    def mediator_conflicts(self, person_id: int) -> list[str]:
        """Conflicts found for a mediator: own past with these parties or this right."""
        ...

    @property
    def recusal_open(self) -> bool: ...

    def agents_in_authority(self, party_id: int) -> set[int]:
        """Ids of the agents who act for this party now."""
        ...

    # sessions
    def session_ready(self, session: Any) -> bool:
        """The session was announced to those who must attend, its day has come, and it is not yet
        recorded."""
        ...

    @property
    def complainant_missed_session(self) -> bool: ...

    # agreement
    @property
    def agreement_exists(self) -> bool:
        """A version of the agreement is open, as a draft or for signing."""
        ...

    @property
    def agreement_effective(self) -> bool: ...
    @property
    def signatures_complete(self) -> bool:
        """Every necessary party and the mediator have signed this version's content."""
        ...

    @property
    def sealed(self) -> bool: ...
    @property
    def agreement_version(self) -> int:
        """Number of the latest version, 0 when there is none."""
        ...

    def has_signed(self, party: Any, actor: Any) -> bool:
        """This party (or, without a party, this mediator) has signed the open version."""
        ...

    @property
    def agreement_findings(self) -> list[Finding]:
        """What the content check says of the open version."""
        ...

    # confirmation
    @property
    def confirmation_findings(self) -> list[Finding]:
        """What the pre-check of refusal grounds says of the effective agreement."""
        ...

    @property
    def confirmation_state(self) -> str:
        """State of the latest confirmation, '' when there is none."""
        ...

    @property
    def competent_court_codes(self) -> tuple[str, ...] | None:
        """Codes of the competent courts; None where the table is not verified."""
        ...

    # performance
    @property
    def obligation_count(self) -> int: ...
    @property
    def obligations_open(self) -> int:
        """Obligations neither performed nor waived."""
        ...

    @property
    def breached_obligations(self) -> int: ...
    @property
    def enforceable_title(self) -> bool:
        """A ruling, a notarised agreement or a court's mediation judgment exists."""
        ...

    @property
    def follow_up_count(self) -> int: ...

    # closing
    @property
    def papers_pending(self) -> int:
        """Papers that are ordered but not yet printed."""
        ...

    @property
    def notices_pending(self) -> int:
        """Notices of this case that are neither sent nor given up with a reason."""
        ...

    @property
    def destruction_approvals(self) -> int:
        """Different persons who have approved the destruction of this file."""
        ...

    def has_approved_destruction(self, person_id: int | None) -> bool: ...
