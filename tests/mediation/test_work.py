"""The worker as a command."""

import os
import signal
import threading
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from documents.models import Document
from mediation import clock
from mediation.management.commands import work
from mediation.models import Notice
from tests.stories import Story, moment


def run_once() -> str:
    """What `work --once` prints."""
    out = StringIO()
    call_command("work", "--once", stdout=out)
    return out.getvalue()


def test_once_does_everything_that_is_due_then_ends(story: Story) -> None:
    story.to("submitted")
    story.do("ask_correction", story.registrar, day="2026-08-04", items=[{"item": "补正"}])
    Notice.objects.filter(template="ask_correction").update(status="sent")
    with clock.played(moment("2026-08-12")):
        printed = run_once()
    assert "CORRECTION: case.lapse" in printed
    assert "3 papers printed" in printed
    assert set(Document.objects.values_list("status", flat=True)) == {"issued"}
    assert not Notice.objects.filter(status="pending").exists()
    assert "0 papers printed, 0 notices sent" in run_once()


def test_a_worker_that_cannot_print_says_so_and_does_not_start(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "check_renderer", lambda: ["The house font is missing."])
    with pytest.raises(CommandError, match="The house font is missing"):
        run_once()


def test_a_signal_ends_the_worker_after_the_work_in_hand(
    committed_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed_story.to("submitted")
    earlier = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def stop_when_printed() -> None:
        # The signal comes while a message is being sent: the first one is in the box by then.
        while not sent:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    sent: list[int] = []
    real = work.send_notices

    def noted(limit: int) -> int:
        done = real(limit)
        sent.append(done)
        return done

    monkeypatch.setattr(work, "send_notices", noted)
    out = StringIO()
    killer = threading.Thread(target=stop_when_printed)
    killer.start()
    try:
        call_command("work", stdout=out)
    finally:
        killer.join()
        for number, handler in earlier.items():
            signal.signal(number, handler)
    assert out.getvalue().endswith("Stopped.\n")
    assert Document.objects.get().status == "issued"
