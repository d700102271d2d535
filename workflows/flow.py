"""What every machine shares: the wrapped subject, the guard, the argument types of a verb."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NewType

from django.utils.functional import Promise
from viewflow.fsm import State

from workflows.facts import CaseFacts
from workflows.permissions import Actor

# Argument types of verbs. They decide how a form asks, how a scenario is checked and what an
# event keeps: free text and rows are never copied into the history, only their SHA-256.
Text = NewType("Text", str)
Rows = NewType("Rows", list)  # type: ignore[type-arg]
PartyRef = NewType("PartyRef", object)
PersonRef = NewType("PersonRef", object)
CourtRef = NewType("CourtRef", object)
SessionRef = NewType("SessionRef", object)
FileRef = NewType("FileRef", object)


class Flow:
    """One machine around one row.

    Parameters
    ----------
    subject : the row whose state moves (a model instance, or a plain object in tests)
    case : the case it belongs to; the subject itself for the case machine
    facts : answers to what the guards ask
    actor : who acts
    data : the verb's arguments, so that guards may look at them
    """

    machine = ""

    def __init__(
        self,
        subject: Any,
        *,
        case: Any = None,
        facts: CaseFacts | None = None,
        actor: Actor | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.subject = subject
        self.case = case if case is not None else subject
        self._facts = facts
        self.actor = actor
        self.data = dict(data or {})

    @property
    def facts(self) -> CaseFacts:
        """The facts of the case; a flow built without them may only be asked for its edges."""
        if self._facts is None:
            raise LookupError("This flow was built without facts; guards cannot be evaluated.")
        return self._facts

    @property
    def now(self) -> datetime:
        """The moment of the act, as the facts know it."""
        return self.facts.now

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.subject!r}>"


@dataclass(frozen=True)
class Guard:
    """One fact a transition needs, with the sentence a person reads when it is missing."""

    name: str
    met: Callable[[Any], bool]
    unmet: str | Promise
    details: Callable[[Any], list[str]] | None = None
    about_arguments: bool = False

    def __call__(self, flow: Any) -> State.CONDITION:
        """The answer in viewflow's form."""
        return State.CONDITION(bool(self.met(flow)), unmet=str(self.unmet))

    @property
    def __name__(self) -> str:
        return self.name

    def reasons(self, flow: Any) -> list[str]:
        """Every sentence that explains why the guard is not met; empty when it is."""
        if self.met(flow):
            return []
        found = self.details(flow) if self.details else []
        return found or [str(self.unmet)]


def guard(
    unmet: str | Promise,
    details: Callable[[Any], list[str]] | None = None,
    asks: bool = False,
) -> Callable[[Callable[[Any], bool]], Guard]:
    """Turn a predicate on a flow into a `Guard`; the predicate's name is the guard's name.

    `asks` marks a guard that looks at the verb's arguments, which are not known before the
    person has filled in the form.
    """

    def wrap(predicate: Callable[[Any], bool]) -> Guard:
        return Guard(predicate.__name__, predicate, unmet, details, asks)

    return wrap


def verbs_of(flow_class: type[Flow]) -> dict[str, Any]:
    """The verbs of a machine: name to viewflow's transition method, in alphabetical order."""
    return {method.slug: method for method in flow_class.state.get_transitions()}  # type: ignore[attr-defined]


def signature_of(flow_class: type[Flow], verb: str) -> dict[str, inspect.Parameter]:
    """The keyword arguments a verb takes."""
    method = verbs_of(flow_class)[verb]
    parameters = inspect.signature(method._func).parameters
    return {name: p for name, p in parameters.items() if name != "self"}
