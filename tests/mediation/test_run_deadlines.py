"""What happens when a term has passed: once, through the door, and never for ever."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command

from documents.models import Document
from mediation import clock, expiry
from mediation.actions import ActionRefused, perform
from mediation.models import Deadline, Event, Notice
from mediation.outbox import send_notices
from tests.stories import Story, moment


def run(day: str, time: str = "10:00") -> str:
    """What the command prints on that day."""
    out = StringIO()
    with clock.played(moment(day, time)):
        call_command("run_deadlines", stdout=out)
    return out.getvalue()


def verbs(story: Story) -> list[str]:
    """The case's history."""
    return list(
        Event.objects.filter(case=story.case).order_by("seq").values_list("verb", flat=True)
    )


def asked(story: Story, send: bool) -> None:
    """The respondent was asked on 4 August and has until 11 August."""
    story.to("triage")
    story.do("fix_track", story.registrar, day="2026-08-04", track="T1", cause="侵害发明专利权纠纷")
    story.do("search_conflicts", story.registrar, day="2026-08-04", result="未发现")
    story.do("ask_respondent", story.registrar, day="2026-08-04")
    if send:
        with clock.played(moment("2026-08-04", "10:05")):
            send_notices()


def correction_asked(story: Story, sent_on: str = "2026-08-04") -> None:
    """A correction was asked for on 4 August, and the notice went out on `sent_on`."""
    story.do("ask_correction", story.registrar, day="2026-08-04", items=[{"item": "补正"}])
    with clock.played(moment(sent_on, "10:05")):
        send_notices()


def test_the_time_for_a_correction_runs_from_the_day_it_was_sent(story: Story) -> None:
    story.to("submitted")
    correction_asked(story, sent_on="2026-08-06")
    assert "0 dealt with" in run("2026-08-12")
    story.do("supply_correction", story.complainant, day="2026-08-13", text="补正材料")
    assert story.case.state == "submitted"


def test_a_correction_nobody_was_told_of_does_not_lapse(story: Story) -> None:
    story.to("submitted")
    story.do("ask_correction", story.registrar, day="2026-08-04", items=[{"item": "补正"}])
    run("2026-08-20")
    story.do("supply_correction", story.complainant, day="2026-08-20", text="补正材料")
    assert story.case.state == "submitted"


def status(rule: str) -> str:
    """What became of the latest term of a rule."""
    return Deadline.objects.filter(rule_id=rule).latest("id").status


def test_a_correction_that_does_not_come_lets_the_application_lapse(story: Story) -> None:
    story.to("submitted")
    correction_asked(story)
    assert "0 dealt with" in run("2026-08-11", "23:59")
    printed = run("2026-08-12", "00:01")
    assert "CORRECTION: case.lapse" in printed
    assert "1 dealt with" in printed
    story.case.refresh_from_db()
    assert (story.case.state, story.case.outcome_reason) == ("not_accepted", "LAPSED")
    assert Document.objects.filter(kind="non_acceptance_notice").exists()


def test_a_respondent_who_was_served_and_stays_silent_ends_the_procedure(story: Story) -> None:
    asked(story, send=True)
    run("2026-08-12")
    story.case.refresh_from_db()
    assert (story.case.state, story.case.outcome_reason) == ("terminated", "UNREACHABLE")
    assert status("RESP_REPLY_T1") == "expired"


def test_silence_of_somebody_who_was_never_served_ends_nothing_and_the_office_is_told(
    story: Story,
) -> None:
    asked(story, send=False)
    assert "RESP_REPLY_T1: marked as expired" in run("2026-08-12")
    story.case.refresh_from_db()
    assert story.case.state == "consent_pending"
    assert status("RESP_REPLY_T1") == "expired"
    alert = Notice.objects.get(template="term_expired")
    assert alert.recipient == story.registrar
    with clock.played(moment("2026-08-12", "10:01")):
        send_notices()
    assert any(m.to == [story.registrar.email] for m in mail.outbox)


def test_a_term_that_could_not_be_followed_is_not_tried_for_ever(story: Story) -> None:
    asked(story, send=False)
    run("2026-08-12")
    assert "0 dealt with" in run("2026-08-12", "10:01")
    assert Notice.objects.filter(template="term_expired").count() == 1


def test_a_term_that_has_passed_still_counts_for_whoever_decides_by_hand(story: Story) -> None:
    story.to("submitted")
    correction_asked(story)
    Deadline.objects.filter(rule_id="CORRECTION").update(status="expired")
    with pytest.raises(ActionRefused):
        story.do("supply_correction", story.complainant, day="2026-08-20", text="补正材料")
    story.do("lapse", story.registrar, day="2026-08-20")
    assert story.case.state == "not_accepted"


def test_a_mediation_period_that_ends_terminates_with_reason_and_text(story: Story) -> None:
    story.to("mediating")
    run("2026-09-08")
    story.case.refresh_from_db()
    assert (story.case.state, story.case.outcome_reason) == ("terminated", "EXPIRED")
    assert story.case.outcome_text == "调解期限届满，各方当事人未达成调解协议。"
    notice = Document.objects.get(kind="termination_notice")
    assert notice.context["reasons"][0]["text"] == story.case.outcome_text
    assert status("M_PERIOD_T1") == "expired"


def test_a_period_that_ends_while_the_agreement_is_being_signed_ends_nothing(
    story: Story,
) -> None:
    story.to("agreed_unsigned")
    run("2026-09-08")
    story.case.refresh_from_db()
    assert story.case.state == "agreed_unsigned"
    assert Notice.objects.filter(template="term_expired").count() == 1


def test_a_paused_or_provisional_term_does_not_pass(story: Story) -> None:
    story.to("mediating")
    period = Deadline.objects.filter(rule_id="M_PERIOD_T1")
    period.update(paused_at=moment("2026-08-20"))
    assert "0 dealt with" in run("2026-09-08")
    period.update(paused_at=None, provisional=True)
    assert "0 dealt with" in run("2026-09-08")


def test_the_window_closes_for_an_application_that_not_everybody_joined(story: Story) -> None:
    story.to("performing")
    story.do("apply_confirmation", story.complainant, day="2026-08-17", party=story.first)
    assert "JC_WINDOW: confirmation.lapse" in run("2026-09-15")
    assert story.confirmation.state == "lapsed"
    assert status("JC_WINDOW") == "expired"


def test_without_an_application_the_window_is_only_marked(story: Story) -> None:
    story.to("performing")
    before = len(verbs(story))
    assert "JC_WINDOW: marked as expired" in run("2026-09-15")
    assert len(verbs(story)) == before
    assert not Notice.objects.filter(template="term_expired").exists()
    with pytest.raises(ActionRefused, match="30"):
        story.do("apply_confirmation", story.complainant, day="2026-09-15", party=story.first)


def test_an_obligation_past_its_day_is_marked_overdue(story: Story) -> None:
    story.to("performing")
    assert "mark_overdue" not in run("2026-09-30", "23:00")
    assert "obligation.mark_overdue" in run("2026-10-01", "00:10")
    assert story.obligation.state == "breached"
    assert Notice.objects.filter(template="obligation.mark_overdue").exists()


def test_an_obligation_of_a_closed_case_is_left_alone(story: Story) -> None:
    story.to("performing")
    type(story.case).objects.update(state="closed")
    run("2026-10-01")
    assert story.obligation.state == "pending"


def test_duties_of_the_office_stay_open_and_late_on_its_desk(story: Story) -> None:
    story.to("submitted")
    assert "0 dealt with" in run("2026-08-20")
    assert status("INTAKE_REVIEW") == "open"


def test_running_twice_does_nothing_twice(story: Story) -> None:
    asked(story, send=True)
    run("2026-08-12")
    first = verbs(story)
    assert "0 dealt with" in run("2026-08-12", "10:01")
    assert verbs(story) == first


def test_a_second_runner_finds_the_term_dealt_with(story: Story) -> None:
    """Both listed it; the slower one looks again under the lock."""
    asked(story, send=True)
    term = Deadline.objects.get(rule_id="RESP_REPLY_T1")
    with clock.played(moment("2026-08-12")):
        assert expiry._expire(term.pk) is not None
        assert expiry._expire(term.pk) is None
    assert verbs(story).count("record_silence") == 1


def test_a_term_met_at_the_last_moment_is_not_run(story: Story) -> None:
    asked(story, send=True)
    term = Deadline.objects.get(rule_id="RESP_REPLY_T1")
    Deadline.objects.filter(pk=term.pk).update(status="met")
    with clock.played(moment("2026-08-12")):
        assert expiry._expire(term.pk) is None
    assert "record_silence" not in verbs(story)


def test_one_term_that_breaks_keeps_no_other_waiting(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.to("performing")
    real = perform

    def broken(subject: object, verb: str, **data: object) -> Event:
        if verb == "lapse":
            raise RuntimeError("broken")
        return real(subject, verb, **data)  # type: ignore[arg-type]

    monkeypatch.setattr(expiry, "perform", broken)
    story.do("apply_confirmation", story.complainant, day="2026-08-17", party=story.first)
    assert "mark_overdue" in run("2026-10-01")
    assert status("JC_WINDOW") == "open"  # tried again once it is mended


def test_a_case_can_be_dealt_with_alone(story: Story) -> None:
    story.to("mediating")
    with clock.played(moment("2026-09-08")):
        (event,) = expiry.run_expiries(story.case)
    assert event.verb == "terminate"
