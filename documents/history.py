"""Field history of the nouns: what changed, by whom, why (django-simple-history)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from simple_history.models import HistoricalRecords

_act: ContextVar[tuple[Any, str] | None] = ContextVar("act_being_recorded", default=None)


@contextmanager
def recorded_as(person: Any, reason: str) -> Iterator[None]:
    """Every noun saved in the block carries this person (None: the system) and this reason."""
    token = _act.set((person, reason))
    try:
        yield
    finally:
        _act.reset(token)


class History(HistoricalRecords):  # type: ignore[misc] # untyped library
    """History rows that name the act they belong to; outside an act, the request's user."""

    def get_history_user(self, instance: Any) -> Any:
        """The person of the act."""
        act = _act.get()
        return act[0] if act is not None else super().get_history_user(instance)

    def get_change_reason_for_object(self, instance: Any, history_type: str, using: str) -> Any:
        """The verb, or what the code that saved it gave as a reason."""
        act = _act.get()
        given = super().get_change_reason_for_object(instance, history_type, using)
        return given or (act[1] if act is not None else None)
