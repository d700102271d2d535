"""What a worker does between the steps of a play: papers are printed, notices are sent nowhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from mediation.outbox import send_notices
from mediation.printing import print_papers

NOWHERE = "django.core.mail.backends.dummy.EmailBackend"


def work() -> None:
    """Print everything that is ordered, then send everything that waits."""
    while print_papers():
        pass
    send()


def send() -> None:
    """Send everything that waits; the people of a scenario never get a message."""
    with _mail_goes_nowhere():
        while send_notices():
            pass


@contextmanager
def _mail_goes_nowhere() -> Iterator[None]:
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = NOWHERE
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = before
