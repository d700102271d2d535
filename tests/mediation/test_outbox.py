"""The outbox: who is written to, what a message may say, and that it goes out once."""

import smtplib
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connections
from django.utils import translation

from mediation import clock, outbox
from mediation.consequences import CONSEQUENCES
from mediation.facts import StoredFacts
from mediation.invitations import code_of, find
from mediation.models import Case, Deadline, Invitation, Notice, Party
from mediation.notice_texts import WHAT_HAPPENED
from mediation.outbox import LEASE, MOST_ATTEMPTS, send_notices
from tests.stories import Story, moment

ASKED = moment("2026-08-04", "10:05")


def asked(story: Story) -> Notice:
    """A respondent without an account was just asked; earlier notices are out of the way."""
    story.to("triage")
    story.do(
        "fix_track",
        story.registrar,
        day="2026-08-04",
        track=story.case.track,
        cause="侵害发明专利权",
    )
    story.do("search_conflicts", story.registrar, day="2026-08-04", result="未发现")
    story.do("ask_respondent", story.registrar, day="2026-08-04")
    Notice.objects.exclude(template="ask_respondent").update(status="sent")
    return Notice.objects.get(template="ask_respondent")


def test_every_verb_that_tells_somebody_has_its_sentence() -> None:
    telling = {
        verb if machine == "case" else f"{machine}.{verb}"
        for machine, verbs in CONSEQUENCES.items()
        for verb, consequence in verbs.items()
        if consequence.tells
    }
    assert telling <= set(WHAT_HAPPENED)


def test_a_notice_says_that_something_happened_and_where_to_read_it_never_what(
    story: Story,
) -> None:
    story.to("submitted")
    with clock.played(moment("2026-08-03", "10:01")):
        assert send_notices() == 2
    message = next(m for m in mail.outbox if m.to == ["complainant@example.org"])
    assert story.case.number in message.subject
    assert f"/cases/{story.case.reference}/" in message.body
    for secret in (story.case.title, story.case.statement, "500", "滇池机械", "ZL2026"):
        assert secret not in message.body + message.subject
    notice = Notice.objects.get(recipient=story.complainant)
    assert (notice.status, notice.sent_at) == ("sent", moment("2026-08-03", "10:01"))
    assert send_notices() == 0


@pytest.mark.parametrize(
    ("chosen", "used"), [("en", "en"), ("zh-hans", "zh-hans"), ("", "zh-hans")]
)
def test_a_message_is_in_the_recipients_language(story: Story, chosen: str, used: str) -> None:
    story.complainant.language = chosen
    story.complainant.save()
    story.to("submitted")
    send_notices()
    message = next(m for m in mail.outbox if m.to == ["complainant@example.org"])
    assert message.extra_headers["Content-Language"] == used
    with translation.override(used):
        assert str(WHAT_HAPPENED["submit"]) in message.body


def test_the_request_says_who_asks_that_it_is_voluntary_by_when_and_carries_the_code(
    story: Story,
) -> None:
    notice = asked(story)
    Notice.objects.update(language="en")
    with clock.played(ASKED):
        assert send_notices() == 1
        code = code_of(Invitation.objects.get(party=story.second))
        assert find(code).party == story.second
    (message,) = mail.outbox
    assert message.to == ["respondent@example.org"]
    assert "昆明翠湖生物科技有限公司" in message.body
    assert "voluntary" in message.body
    assert "If you do nothing" in message.body
    assert "Aug. 11, 2026" in message.body
    assert f"/join/?code={code}" in message.body
    assert story.case.statement not in message.body
    assert code not in str(Notice.objects.values().get(pk=notice.pk))


def test_the_same_notice_always_has_the_same_message_id(story: Story) -> None:
    notice = asked(story)
    first, second = (outbox.message_for(notice, "a@example.org") for _ in range(2))
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert str(notice.pk) in first.extra_headers["Message-ID"]


# --- nobody to write to -----------------------------------------------------------------------


def test_a_respondent_without_address_waits_for_service_by_post(story: Story) -> None:
    story.draft()
    Party.objects.filter(pk=story.second.pk).update(email="")
    story.submitted()
    story.triage()
    story.do("fix_track", story.registrar, day="2026-08-04", track="T1", cause="侵权")
    story.do("search_conflicts", story.registrar, day="2026-08-04", result="未发现")
    story.do("ask_respondent", story.registrar, day="2026-08-04")
    with clock.played(ASKED):
        send_notices()
    notice = Notice.objects.get(template="ask_respondent")
    assert (notice.status, notice.attempts) == ("pending", 0)
    assert not StoredFacts(story.case).respondents_notified
    story.do(
        "record_service", story.registrar, day="2026-08-06", side=story.second, method="post",
        on=moment("2026-08-05").date(), reference="EMS999",
    )  # fmt: skip
    assert StoredFacts(story.case).respondents_notified
    assert send_notices() == 0


def test_an_address_that_becomes_known_is_used(story: Story) -> None:
    asked(story)
    Notice.objects.update(address="")
    with clock.played(ASKED):
        assert send_notices() == 1
    assert mail.outbox[0].to == ["respondent@example.org"]


def test_a_request_nobody_could_send_does_not_keep_an_ended_case_open(story: Story) -> None:
    asked(story)
    Notice.objects.update(address="")
    Party.objects.filter(pk=story.second.pk).update(email="")
    story.do("withdraw", story.complainant, day="2026-08-05", party=story.first, text="撤回")
    with clock.played(moment("2026-08-05", "10:01")):
        send_notices()
        assert StoredFacts(story.case).notices_pending == 0
    assert "no longer needed" in Notice.objects.get(template="ask_respondent").error
    story.everything_sent()
    story.do("close", story.manager, day="2026-08-06", text="结案。")
    assert story.case.state == "closed"


def test_a_notice_without_address_fails_with_the_reason_and_blocks_nothing(story: Story) -> None:
    story.to("submitted")
    Notice.objects.update(address="")
    Notice.objects.filter(recipient=story.complainant).update(party=None)
    send_notices()
    notice = Notice.objects.get(recipient=story.complainant)
    assert (notice.status, notice.error) == ("failed", "no address")
    assert StoredFacts(story.case).notices_pending == 0


def test_a_respondent_who_joined_with_the_code_was_reached(story: Story) -> None:
    story.to("consent_pending")
    Notice.objects.filter(template="ask_respondent").update(status="failed")
    assert StoredFacts(story.case).respondents_notified


def test_a_request_sent_the_same_day_leaves_the_term_as_it_is(story: Story) -> None:
    asked(story)
    with clock.played(ASKED):
        send_notices()
    assert Deadline.objects.get(rule_id="RESP_REPLY_T1").status == "open"


def test_a_request_sent_on_a_later_day_gives_the_whole_term_from_that_day(story: Story) -> None:
    asked(story)
    with clock.played(moment("2026-08-10")):
        send_notices()
    running = Deadline.objects.get(rule_id="RESP_REPLY_T1", status="open")
    assert running.effective == moment("2026-08-17").date()
    assert Deadline.objects.filter(rule_id="RESP_REPLY_T1", status="cancelled").count() == 1


# --- trouble ----------------------------------------------------------------------------------


def refuse_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail server that takes nothing."""

    def send(self: EmailMessage, fail_silently: bool = False) -> int:
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(EmailMessage, "send", send)


def test_what_the_mail_server_refuses_is_tried_again_later_and_given_up_after_eight_times(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = asked(story)
    with monkeypatch.context() as trouble:
        refuse_mail(trouble)
        for attempt in range(MOST_ATTEMPTS):
            with clock.played(ASKED + timedelta(hours=7 * attempt)):
                assert send_notices() == 0
                assert send_notices() == 0  # not again at once
            notice.refresh_from_db()
            assert notice.attempts == attempt + 1
    assert (notice.status, notice.next_attempt_at) == ("failed", None)
    assert "gone" in notice.error


def test_pauses_between_attempts_grow(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = asked(story)
    refuse_mail(monkeypatch)
    now, pauses = ASKED, []
    for _attempt in range(4):
        with clock.played(now):
            send_notices()
        notice.refresh_from_db()
        assert notice.next_attempt_at is not None
        pauses.append(notice.next_attempt_at - now)
        now = notice.next_attempt_at
    assert pauses == [timedelta(minutes=m) for m in (1, 2, 4, 8)]


def test_one_bad_message_stops_no_other(story: Story) -> None:
    story.to("submitted")
    Notice.objects.filter(recipient=story.complainant).update(template="no such verb")
    assert send_notices() == 1
    assert mail.outbox[0].to == ["registrar@example.org"]


def test_a_notice_whose_worker_was_killed_is_sent_when_the_lease_has_run_out(
    story: Story,
) -> None:
    asked(story)
    with clock.played(ASKED):
        assert outbox._take() is not None  # and then the worker is gone
        assert send_notices() == 0
    with clock.played(ASKED + LEASE + timedelta(seconds=1)):
        assert send_notices() == 1


def test_service_recorded_while_a_message_is_under_way_stands(story: Story) -> None:
    asked(story)
    with clock.played(ASKED):
        taken = outbox._take()
    assert taken is not None
    story.do(
        "record_service", story.registrar, day="2026-08-04", side=story.second,
        method="in_person", on=moment("2026-08-04").date(), reference="当面",
    )  # fmt: skip
    with clock.played(ASKED):
        outbox._deliver(taken)
    assert "当面" in Notice.objects.get(template="ask_respondent").address


def test_competing_workers_send_each_notice_once(
    committed_story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed_story.to("accepted")
    waiting = Notice.objects.filter(status="pending").count()
    sent: list[str] = []
    monkeypatch.setattr(
        EmailMessage, "send", lambda self: sent.append(self.extra_headers["Message-ID"])
    )

    def work() -> None:
        try:
            send_notices()
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    moot = Notice.objects.filter(status="failed", error__startswith="no longer needed").count()
    assert len(sent) == len(set(sent)) == waiting - moot > 5
    assert not Notice.objects.filter(status="pending").exists()
    assert Case.objects.get().state == "accepted"


def test_a_notice_goes_to_the_agent_too_without_the_partys_code(story: Story) -> None:
    notice = asked(story)
    lawyer = story.person("lawyer", "赵祎珩")
    message: Any = outbox.message_for(
        Notice(pk=notice.pk, case=notice.case, party=notice.party, recipient=lawyer,
               template="ask_respondent", language="en"),
        "lawyer@example.org",
    )  # fmt: skip
    assert "/join/" not in message.body
    assert f"/cases/{story.case.reference}/" in message.body
