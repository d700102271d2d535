"""The one door: permission, refusal, version, idempotency, what is recorded."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from mediation.actions import ActionRefused, BadArguments, KeyReused, Stale, perform
from mediation.models import Case, Event, Notice
from mediation.permissions import visible_cases
from tests.stories import Story


def test_a_case_travels_the_usual_path_to_the_archive(story: Story) -> None:
    story.to("archived")
    assert story.case.state == "archived"
    verbs = list(Event.objects.filter(case=story.case).values_list("verb", flat=True))
    assert verbs[0] == "open"
    assert "take_effect" in verbs
    assert verbs[-1] == "archive"


def test_somebody_without_the_right_is_refused_and_nothing_changes(story: Story) -> None:
    story.to("submitted")
    before = Event.objects.count()
    with pytest.raises(PermissionDenied):
        perform(story.case, "pass_check", by=story.complainant)
    assert Event.objects.count() == before
    assert Case.objects.get().state == "submitted"


def test_every_unmet_guard_is_named_at_once(story: Story) -> None:
    story.draft()
    Case.objects.update(data_notice_accepted_at=None, commitment_signed_at=None)
    story.second.delete()
    with pytest.raises(ActionRefused) as refusal:
        perform(story.case, "submit", by=story.complainant)
    assert len(refusal.value.reasons) == 3


def test_a_version_that_is_no_longer_true_is_refused(story: Story) -> None:
    story.to("submitted")
    seen = story.case.version
    perform(story.case, "pass_check", by=story.registrar, seen=seen)
    with pytest.raises(Stale):
        perform(story.case, "search_conflicts", by=story.registrar, seen=seen, result="x")


def test_the_same_key_does_the_thing_once(story: Story) -> None:
    story.to("submitted")
    first = perform(story.case, "pass_check", by=story.registrar, key="k")
    again = perform(story.case, "pass_check", by=story.registrar, key="k")
    assert first.pk == again.pk
    assert Event.objects.filter(verb="pass_check").count() == 1


def test_the_same_key_for_something_else_is_refused(story: Story) -> None:
    story.to("submitted")
    perform(story.case, "pass_check", by=story.registrar, key="k")
    with pytest.raises(KeyReused):
        perform(story.case, "search_conflicts", by=story.registrar, key="k", result="x")


def test_wrong_arguments_are_all_named(story: Story) -> None:
    story.to("submitted")
    with pytest.raises(BadArguments, match=r"missing argument 'cause'; .*unknown argument 'speed'"):
        perform(story.case, "fix_track", by=story.registrar, track="T1", speed=3)


def test_history_rows_name_the_person_and_the_verb(story: Story) -> None:
    story.to("triage")
    newest = story.case.history.first()
    assert newest.history_user == story.registrar
    assert newest.history_change_reason == "case.pass_check"


def test_the_actor_is_not_told_of_the_own_act(story: Story) -> None:
    story.to("accepted")
    assert not Notice.objects.filter(verb="consent", recipient=story.respondent).exists()
    assert Notice.objects.filter(verb="consent", recipient=story.complainant).exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_event(story: Story, change: str) -> None:
    story.to("submitted")
    events = Event.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        events.update(verb="x") if change == "update" else events.delete()
    assert Event.objects.filter(verb="submit").exists()


def test_a_draft_written_online_is_nobody_else_s_business(story: Story) -> None:
    story.draft()
    with pytest.raises(PermissionDenied):
        perform(story.case, "submit", by=story.registrar)
    assert not visible_cases(story.registrar).exists()
    assert visible_cases(story.complainant).exists()


def test_a_mediator_who_leaves_during_signing_leaves_no_valid_signature(story: Story) -> None:
    story.to("agreed_unsigned")
    story.sign(story.complainant, story.first)
    story.do("release_mediator", story.manager, text="离任")
    assert story.case.state == "appointing"
    assert story.case.mediator is None
    assert story.agreement.state == "abandoned"


def test_releasing_the_mediator_of_a_suspended_case_lets_its_terms_run(story: Story) -> None:
    story.to("mediating")
    period = story.case.deadlines.get(rule_id="M_PERIOD_T1")
    story.do("suspend", story.mediator, day="2026-08-11", reason="appraisal", text="鉴定")
    story.do("release_mediator", story.manager, day="2026-08-28", text="离任")
    moved = story.case.deadlines.get(rule_id="M_PERIOD_T1")
    assert (moved.paused_at, moved.status) == (None, "open")
    assert (moved.nominal - period.nominal).days == 17
