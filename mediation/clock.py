"""The one clock. Everything that records a moment asks it, so that a day can be played."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")
_played: ContextVar[datetime | None] = ContextVar("played_moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _played.get() or timezone.now()


def today() -> date:
    """The present day in China, which is the one that counts for every term."""
    return now().astimezone(SHANGHAI).date()


@contextmanager
def played(moment: datetime) -> Iterator[None]:
    """Let the block happen at `moment`: for scenarios and tests, never for a request."""
    token = _played.set(moment)
    try:
        yield
    finally:
        _played.reset(token)
