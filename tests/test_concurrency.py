"""Many at once: one wins, the others are told clearly, nothing is written twice."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from mediation.actions import ActionRefused, perform
from mediation.models import Case, Event, Notice
from tests.stories import Story

THREADS = 8


def together(act: Callable[[int], Any]) -> list[str]:
    """Run `act` in eight threads that start at the same moment; the outcomes as words."""
    gate = threading.Barrier(THREADS)
    outcomes: list[str] = []

    def run(number: int) -> None:
        gate.wait()
        try:
            act(number)
            outcomes.append("done")
        except (ActionRefused, PermissionDenied) as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_eight_do_the_same_one_wins_seven_are_refused(committed_story: Story) -> None:
    story = committed_story.to("submitted")
    events = Event.objects.count()
    outcomes = together(lambda _n: perform(story.case, "pass_check", by=story.registrar))
    assert Counter(outcomes) == {"done": 1, "ActionRefused": 7}
    assert Event.objects.count() == events + 1


def test_eight_saw_the_same_version_one_wins(committed_story: Story) -> None:
    story = committed_story.to("submitted")
    outcomes = together(
        lambda n: perform(
            story.case, "search_conflicts", by=story.registrar, seen=story.case.version,
            result=str(n),
        )
    )  # fmt: skip
    assert Counter(outcomes) == {"done": 1, "Stale": 7}


def test_eight_retries_with_one_key_do_it_once(committed_story: Story) -> None:
    story = committed_story.to("submitted")
    told = Notice.objects.count()
    outcomes = together(lambda _n: perform(story.case, "pass_check", by=story.registrar, key="k"))
    assert outcomes == ["done"] * THREADS
    assert Event.objects.filter(verb="pass_check").count() == 1
    assert Notice.objects.count() == told


def test_two_signers_at_once_make_one_effective_agreement(committed_story: Story) -> None:
    story = committed_story.to("agreed_unsigned")
    story.sign(story.mediator)
    text = story.agreement.content_hash
    signers = [(story.complainant, story.first), (story.respondent, story.second)]

    def act(n: int) -> None:
        person, party = signers[n % 2]
        perform(
            story.agreement, "sign", by=person, party=party, content_hash=text, name=person.name
        )

    outcomes = together(act)
    assert Counter(outcomes) == {"done": 2, "ActionRefused": 6}
    perform(story.agreement, "seal", by=story.registrar)
    assert Event.objects.filter(verb="take_effect").count() == 1


def test_numbers_are_gapless_when_eight_file_at_once(committed_story: Story) -> None:
    story = committed_story
    cases = []
    for n in range(THREADS):
        story.draft()
        cases.append(story.case)
        assert story.case.number is None, n
    outcomes = together(lambda n: perform(cases[n], "submit", by=story.complainant))
    assert outcomes == ["done"] * THREADS
    numbers = sorted(Case.objects.values_list("number_seq", flat=True))
    assert numbers == list(range(1, THREADS + 1))


def test_a_failed_filing_gives_its_number_back(story: Story, monkeypatch: Any) -> None:
    story.draft()

    def fails(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("cable cut")

    monkeypatch.setattr("mediation.notifications.tell", fails)
    with pytest.raises(RuntimeError):
        perform(story.case, "submit", by=story.complainant)
    monkeypatch.undo()
    perform(story.case, "submit", by=story.complainant)
    story.case.refresh_from_db()
    assert story.case.number_seq == 1
    assert story.case.number.startswith("（2")
    assert story.case.number.endswith("昆知调字第0001号")
