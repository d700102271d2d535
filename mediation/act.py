"""A verb being performed, and the shape of what follows from it (see `consequences`)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mediation.facts import StoredFacts
from mediation.models import Case, Event, Person
from workflows.permissions import Actor
from workflows.vocabulary import OutcomeReason, SessionKind, Visibility

V = Visibility


class ActionRefused(Exception):
    """The verb is not possible now; `reasons` are sentences for the person who tried.

    `codes` name the unmet guards, or say "state" where the verb does not exist in this state.
    """

    def __init__(self, reasons: list[str], codes: tuple[str, ...] = ()) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons
        self.codes = codes


@dataclass
class Act:
    """A verb being performed."""

    case: Case
    subject: Any
    machine: str
    verb: str
    actor: Actor
    person: Person | None
    data: dict[str, Any]
    facts: StoredFacts
    at: datetime
    event: Event = field(init=False)


@dataclass(frozen=True)
class Then:
    """A verb the system runs next, when its guards are met: on the latest row of the machine or
    on `each` of them; when it is `required` and may not, the whole act is refused."""

    machine: str
    verb: str
    required: bool = False
    each: bool = False


@dataclass(frozen=True)
class Consequence:
    """What follows from one verb.

    `starts` and `ends` name deadline rules; `tells` names audiences of `notifications`;
    `papers` names kinds of paper; `visibility` says who reads the event; `says` names the
    argument whose words are kept for the readers of the event, where no other row keeps them.
    """

    rows: Callable[[Act], None] | None = None
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    then: tuple[Then, ...] = ()
    says: str = ""
    visibility: Callable[[Act], tuple[Visibility, Any]] = field(
        default=lambda act: (V.SHARED, None)
    )


def both(*effects: Callable[[Act], None]) -> Callable[[Act], None]:
    """Several effects in order."""

    def effect(act: Act) -> None:
        for one in effects:
            one(act)

    return effect


def internal(act: Act) -> tuple[Visibility, Any]:
    """Only the body reads of it."""
    return V.INTERNAL, None


def of_session(act: Act) -> tuple[Visibility, Any]:
    """A private session is known to the mediator and its side only."""
    session = act.data.get("session")
    kind = session.kind if session else act.data.get("kind")
    side = session.side if session else act.data.get("side")
    return (V.CAUCUS, side) if kind == SessionKind.CAUCUS else (V.SHARED, None)


def of_transfer(act: Act) -> tuple[Visibility, Any]:
    """Why a case was transferred; where a crime is suspected, the suspect is not warned."""
    return internal(act) if act.data["reason"] == OutcomeReason.CRIME else (V.SHARED, None)


def of_mediator(act: Act) -> tuple[Visibility, Any]:
    """A private note: that it exists is nobody else's business."""
    return V.CAUCUS, None


def of_evidence(act: Act) -> tuple[Visibility, Any]:
    """A file is spoken of to whoever may see it."""
    shared = act.data["visibility"] in (V.SHARED, V.COURT_PACKAGE)
    return (V.SHARED, None) if shared else (V.ONE_SIDE, act.data["party"])


def own_will(act: Act) -> tuple[Visibility, Any]:
    """What one party wants stays with that party until all want the same."""
    return V.ONE_SIDE, act.data.get("party")
