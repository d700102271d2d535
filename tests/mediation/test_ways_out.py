"""Rarer turns of a case that must not leave it where nobody can move it."""

import pytest

from mediation import clock
from mediation.actions import available_verbs
from mediation.models import Deadline, MediatorProfile, Notice, Party, Person, Recusal
from tests.stories import Story, moment


def another_mediator(story: Story) -> Person:
    person = story.person("second.mediator", "吴越")
    MediatorProfile.objects.create(person=person, organisation=story.body, register_number="999002")
    return person


def challenge(story: Story, day: str = "2026-08-07") -> Recusal:
    story.do(
        "challenge_mediator", story.complainant, day=day, ground="relation",
        text="曾与被申请人共事。", party=story.first,
    )  # fmt: skip
    return Recusal.objects.get()


def test_one_respondents_consent_does_not_stop_the_term_of_a_silent_one(story: Story) -> None:
    story.to("triage")
    Party.objects.create(
        case=story.case, role="respondent", kind="company", name="昆明光谷传媒有限公司",
        id_kind="uscc", id_number="91530103MAXXXX103L", address="昆明市盘龙区北京路3号",
        phone="13900000003", email="third@example.org",
    )  # fmt: skip
    story.consent_pending()
    Notice.objects.filter(template="ask_respondent").update(status=Notice.Status.SENT)
    story.do("consent", story.respondent, day="2026-08-06", party=story.second, answer="同意")
    assert not Deadline.objects.filter(case=story.case, rule_id="P_FILE").exists()
    story.do("record_silence", story.registrar, day="2026-08-20")
    assert story.case.state == "terminated"


def test_after_a_joint_choice_declined_the_body_appoints_another(story: Story) -> None:
    story.to("appointing")
    story.do("decline_appointment", story.mediator, day="2026-08-08", text="时间冲突。")
    other = another_mediator(story)
    story.do("appoint_mediator", story.manager, day="2026-08-10", mediator=other)
    assert story.case.mediator == other


def test_after_a_joint_choice_recused_the_body_appoints_another(story: Story) -> None:
    story.to("appointing")
    recusal = challenge(story)
    story.do("uphold", story.manager, subject=recusal, day="2026-08-10", text="理由成立。")
    other = another_mediator(story)
    story.do("appoint_mediator", story.manager, day="2026-08-10", mediator=other)
    assert story.case.mediator == other


def test_a_challenge_falls_away_with_the_mediator_who_declines(story: Story) -> None:
    story.to("appointing")
    recusal = challenge(story)
    story.do("decline_appointment", story.mediator, day="2026-08-08", text="申请回避后退出。")
    recusal.refresh_from_db()
    assert recusal.state == "withdrawn"
    other = another_mediator(story)
    story.do("appoint_mediator", story.manager, day="2026-08-10", mediator=other)
    story.do("accept_appointment", other, day="2026-08-11", disclosure="无", disclosure_signed=True)
    assert story.case.state == "mediating"


@pytest.mark.parametrize("verb", ["end_participation", "withdraw", "terminate"])
def test_a_challenge_falls_away_when_mediation_ends(story: Story, verb: str) -> None:
    story.to("mediating")
    recusal = challenge(story, "2026-08-10")
    if verb == "terminate":
        story.do(verb, story.manager, day="2026-08-11", reason="DEADLOCK", text="分歧过大。")
    else:
        story.do(verb, story.complainant, day="2026-08-11", party=story.first, text="不再调解。")
    recusal.refresh_from_db()
    assert recusal.state == "withdrawn"
    assert available_verbs(recusal, story.manager) == {}


def test_an_upheld_challenge_stays_upheld_when_the_mediator_leaves(story: Story) -> None:
    story.to("mediating")
    recusal = challenge(story, "2026-08-10")
    story.do("uphold", story.manager, subject=recusal, day="2026-08-11", text="理由成立。")
    recusal.refresh_from_db()
    assert recusal.state == "upheld"


def test_a_respondent_who_was_never_asked_is_not_told_of_a_withdrawal(story: Story) -> None:
    story.to("triage")
    story.do("withdraw", story.complainant, day="2026-08-05", party=story.first, text="自行和解。")
    assert not Notice.objects.filter(party=story.second).exists()


def test_a_respondent_who_was_asked_is_told_of_a_withdrawal(story: Story) -> None:
    story.to("consent_pending")
    story.do("withdraw", story.complainant, day="2026-08-06", party=story.first, text="自行和解。")
    assert Notice.objects.filter(party=story.second, template="withdraw").exists()


@pytest.mark.django_db
def test_no_term_runs_on_after_a_lapse() -> None:
    story = Story(track="T2")
    story.to("submitted")
    items = [{"item": "主体资格证明", "text": "请补交复印件。"}]
    story.do("ask_correction", story.registrar, day="2026-08-04", items=items)
    Notice.objects.filter(template="ask_correction").update(status=Notice.Status.SENT)
    story.do("lapse", story.registrar, day="2026-08-20")
    with clock.played(moment("2026-08-20")):
        assert not Deadline.objects.filter(case=story.case, status="open").exists()


def test_a_respondent_who_consented_is_told_that_another_refused(story: Story) -> None:
    story.to("triage")
    third = Party.objects.create(
        case=story.case, role="respondent", kind="company", name="昆明光谷传媒有限公司",
        id_kind="uscc", id_number="91530103MAXXXX103L", address="昆明市盘龙区北京路3号",
        phone="13900000003", email="third@example.org",
    )  # fmt: skip
    story.consent_pending()
    story.do("refuse", story.respondent, day="2026-08-06", party=story.second, text="不同意。")
    assert Notice.objects.filter(party=third, template="refuse").exists()
