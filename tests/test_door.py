"""The one door: permission, refusal, version, idempotency, what is recorded."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from mediation import clock
from mediation.actions import ActionRefused, BadArguments, KeyReused, Stale, perform
from mediation.invitations import InvitationRefused, code_of, join
from mediation.models import Case, Event, Invitation, Notice
from mediation.permissions import grant, visible_cases
from tests.stories import Story, moment
from workflows.permissions import Role


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


def test_what_somebody_writes_is_kept_for_whoever_reads_the_event(story: Story) -> None:
    story.to("mediating")
    event = story.do("suspend", story.mediator, reason="appraisal", text="等待司法鉴定")
    assert event.statements.get().text == "等待司法鉴定"
    assert "等待司法鉴定" not in str(event.data)


def test_after_a_court_turned_the_application_away_another_may_be_filed_in_time(
    story: Story,
) -> None:
    story.to("performing")
    story.filed()
    story.do(
        "refuse", story.clerk, subject=story.confirmation, day="2026-08-20", text="不属于本院管辖",
        on=date(2026, 8, 20),
    )  # fmt: skip
    refused = story.confirmation
    story.do("apply_confirmation", story.complainant, day="2026-08-24", party=story.first)
    again = story.confirmation
    assert (again.pk != refused.pk, again.state) == (True, "preparing")
    with pytest.raises(ActionRefused) as refusal:
        story.do(
            "file", story.registrar, subject=again, day="2026-08-25", court=story.court,
            competence_basis="民事诉讼法第二百零五条",
        )  # fmt: skip
    assert refusal.value.codes == ("everybody_applies",)
    story.do("apply_confirmation", story.respondent, day="2026-08-25", party=story.second)
    story.do(
        "file", story.registrar, subject=again, day="2026-08-25", court=story.court,
        competence_basis="民事诉讼法第二百零五条",
    )  # fmt: skip
    assert story.confirmation.state == "filed"


def test_no_further_application_after_the_thirty_days(story: Story) -> None:
    story.to("performing")
    story.filed()
    story.do(
        "refuse", story.clerk, subject=story.confirmation, day="2026-09-10", text="不属于本院管辖",
        on=date(2026, 9, 10),
    )  # fmt: skip
    with pytest.raises(ActionRefused) as refusal:
        story.do("apply_confirmation", story.complainant, day="2026-09-15", party=story.first)
    assert refusal.value.codes == ("confirmation_window_is_open",)


def test_whoever_stands_on_a_side_holds_no_office_in_that_case(story: Story) -> None:
    story.to("submitted")
    story.case.parties.create(
        role="third_party", kind="natural_person", name="王昇", person=story.registrar
    )
    grant(story.registrar, Role.THIRD_PARTY, story.case)
    with pytest.raises(PermissionDenied):
        perform(story.case, "pass_check", by=story.registrar)


def test_a_code_no_longer_opens_a_case_that_has_ended(story: Story) -> None:
    for step in (story.draft, story.submitted, story.triage, story.ask):
        step()
    invitation = Invitation.objects.get(party=story.second)
    with clock.played(moment("2026-08-05")):
        perform(story.case, "withdraw", by=story.complainant, party=story.first, text="撤回")
        with pytest.raises(InvitationRefused):
            join(code_of(invitation), story.respondent)


def test_a_day_of_service_in_the_future_is_refused(story: Story) -> None:
    for step in (story.draft, story.submitted, story.triage, story.ask):
        step()
    with pytest.raises(ActionRefused) as refusal:
        story.do(
            "record_service", story.registrar, day="2026-08-05", side=story.second,
            method="post", on=date(2026, 8, 6), reference="挂号信1号",
        )  # fmt: skip
    assert refusal.value.codes == ("day_of_service_has_come",)
