"""Papers from stored cases: what they say, whom they name, when a verb is refused for them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from documents.kinds import KINDS
from documents.models import Document, Evidence
from mediation import clock, papers
from mediation.act import Act
from mediation.actions import ActionRefused
from mediation.facts import StoredFacts
from mediation.models import Agent, Claim, Event, Notice, Organisation, Party, Right
from mediation.paper_contexts import BUILDERS, texts
from mediation.permissions import actor_for, grant, visible_documents
from tests.stories import Story, moment
from workflows.permissions import SYSTEM, Role
from workflows.states import CaseState
from workflows.vocabulary import Channel, IpType, OutcomeReason, Track


@pytest.fixture(autouse=True)
def english() -> Any:
    """Refusals are compared in their source language."""
    with translation.override("en"):
        yield


def paper(story: Story, kind: str) -> Document:
    """The latest paper of a kind."""
    return Document.objects.filter(case=story.case, kind=kind).latest("id")


def confirmed(story: Story) -> Story:
    """A case with a confirmation on file."""
    story.to("performing")
    story.filed()
    story.granted()
    return story


def test_every_kind_of_paper_is_built() -> None:
    assert set(BUILDERS) == set(KINDS)


def test_the_usual_path_orders_its_papers_complete(story: Story) -> None:
    confirmed(story)
    story.performed()
    story.closed()
    ordered = Document.objects.filter(case=story.case)
    assert [p.kind for p in ordered] == [
        "application", "reply_notice", "acceptance_notice", "agreement",
        "confirmation_application", "body_certificate", "closing_report",
    ]  # fmt: skip
    for one in ordered:
        assert KINDS[one.kind].problems(one.context) == []
        assert one.context["verify_url"].endswith(f"/verify/{one.verification}/")


def test_a_paper_has_the_number_of_its_case_and_a_repeated_one_its_own(story: Story) -> None:
    story.to("triage")
    for receiver in ("昆明市公安局", "昆明市市场监督管理局"):
        story.do(
            "hand_over", story.manager, day="2026-08-05", kind="cooperation", receiver=receiver,
            basis="合作协议", text="请求协助。",
        )  # fmt: skip
    numbers = Document.objects.filter(kind="transfer_letter").values_list("number", flat=True)
    assert list(numbers) == ["（2026）昆知调移字第0001号", "（2026）昆知调移字第0001-2号"]


def test_the_agreement_lists_each_signature_and_the_hash_that_was_signed(story: Story) -> None:
    story.to("performing")
    context = paper(story, "agreement").context
    assert [(s["name"], s["capacity"], s.get("on_behalf_of")) for s in context["signatures"]] == [
        ("杨玥", "法定代表人", "昆明翠湖生物科技有限公司"),
        ("李喆", "法定代表人", "昆明滇池机械有限责任公司"),
        ("周堃", "调解员", None),
    ]
    assert {len(s["hash8"]) for s in context["signatures"]} == {8}
    assert len({s["hash8"] for s in context["signatures"]}) == 3
    assert context["content_hash"] == story.agreement.content_hash
    assert context["sealed_at"] == "2026-08-14T10:00:00+08:00"
    assert context["clauses"][0]["amount_capitals"] == "人民币肆拾伍万元整"


def test_an_agent_signs_on_behalf_of_the_party(story: Story) -> None:
    story.to("agreed_unsigned")
    lawyer = story.person("lawyer", "赵祎珩")
    Agent.objects.create(
        party=story.first, person=lawyer, name="赵祎珩", firm="云南滇池律师事务所",
        powers=["speak", "settle"],
    )  # fmt: skip
    grant(lawyer, Role.AGENT, story.case)
    story.sign(lawyer, story.first)
    story.sign(story.respondent, story.second)
    story.sign(story.mediator)
    story.do("seal", story.registrar, subject=story.agreement, day="2026-08-14")
    context = paper(story, "agreement").context
    assert context["signatures"][0]["capacity"] == "委托代理人"
    assert context["signatures"][0]["on_behalf_of"] == "昆明翠湖生物科技有限公司"
    assert context["parties"][0]["agents"][0]["powers"] == [
        "代为陈述、提交材料", "进行和解、签署调解协议",
    ]  # fmt: skip


def test_an_oral_agreement_leaves_room_for_signatures_by_hand(story: Story) -> None:
    story.to("mediating")
    story.do(
        "record_oral_agreement", story.mediator, day="2026-08-13", facts="当场付清。",
        clauses=[{"kind": "payment", "obligor": story.second, "text": "当场支付8,000.00元。",
                  "amount": Decimal("8000.00")}],
        performed_at_once=True,
    )  # fmt: skip
    context = paper(story, "agreement").context
    clause = context["clauses"][0]
    assert clause["payee"] == "昆明翠湖生物科技有限公司"
    assert clause["due_on"] == "2026年8月13日"
    assert not any("signed_at" in signature for signature in context["signatures"])
    assert "口头" in context["effect"]


def test_the_court_and_both_parties_may_read_the_agreement_and_nobody_else_outside(
    story: Story,
) -> None:
    confirmed(story)
    court = visible_documents(actor_for(story.clerk, story.case), story.case)
    assert set(court.values_list("kind", flat=True)) == {
        "agreement", "confirmation_application", "body_certificate",
    }  # fmt: skip
    for person in (story.complainant, story.respondent):
        own = visible_documents(actor_for(person, story.case), story.case)
        assert own.filter(kind="agreement").exists()
    stranger = story.person("stranger", "路人")
    assert not visible_documents(actor_for(stranger, story.case), story.case).exists()


def test_a_correction_notice_is_read_by_the_complainants_side_only(story: Story) -> None:
    story.to("submitted")
    items = [{"item": "被申请人重复列明", "requirement": ""}]
    story.do("ask_correction", story.registrar, day="2026-08-04", items=items)
    notice = paper(story, "correction_notice")
    assert (notice.visibility, notice.party) == ("one_side", story.first)
    assert notice.context["due_on"] == "2026年8月11日"
    assert notice.context["items"][0]["requirement"] == "按要求补充或者更正后重新提交"


def test_a_letter_on_a_suspected_crime_stays_inside(story: Story) -> None:
    story.to("mediating")
    story.do(
        "hand_over", story.manager, day="2026-08-12", kind="crime_clue",
        receiver="昆明市公安局", basis="行政法规", text="销售假冒商品。",
    )  # fmt: skip
    letter = paper(story, "transfer_letter")
    assert letter.visibility == "internal"
    assert "《中华人民共和国人民调解法》第二十五条" in letter.context["legal_basis"]
    assert letter.context["facts"] == "销售假冒商品。"
    for person in (story.complainant, story.respondent, story.mediator):
        assert letter not in visible_documents(actor_for(person, story.case), story.case)


@pytest.mark.parametrize("visibility", ["one_side", "secret", "caucus", "internal"])
def test_what_one_side_confided_is_named_in_no_paper(story: Story, visibility: str) -> None:
    story.draft()
    Evidence.objects.create(
        case=story.case, party=story.first, number=1, title="保密的秘密点清单",
        visibility=visibility, filename="a.pdf", content_type="application/pdf",
        sha256="0" * 64, size=1, uploaded_by=story.complainant,
    )  # fmt: skip
    for step in Story.PATH[1:9]:
        getattr(story, step)()
    story.filed()
    assert not [p.kind for p in Document.objects.all() if "秘密点" in str(p.context)]


def test_a_private_session_is_mentioned_in_no_paper(story: Story) -> None:
    story.to("mediating")
    story.do(
        "plan_session", story.mediator, day="2026-08-11", kind="caucus", side=story.first,
        starts_at=moment("2026-08-11", "15:00"), place="第九调解室",
    )  # fmt: skip
    story.do(
        "record_session", story.mediator, day="2026-08-11", session=story.case.sessions.get(),
        attendance=[], minutes="底价三十万元。", undisputed="",
    )  # fmt: skip
    story.agreed_unsigned()
    story.performing()
    story.filed()
    story.granted()
    story.performed()
    story.closed()
    everything = str(list(Document.objects.values_list("context", flat=True)))
    assert "第一调解室" in everything
    assert "第九调解室" not in everything
    assert "底价" not in everything


def test_a_persons_identity_number_is_masked_and_a_companys_is_not(story: Story) -> None:
    story.draft()
    Party.objects.filter(pk=story.second.pk).update(
        kind="natural_person", name="李某", id_kind="resident_id",
        id_number="53010319000315002X", representative="",
    )  # fmt: skip
    story.submitted()
    first, second = paper(story, "application").context["parties"]
    assert first["id_number"] == "91530102MAXXXX015P"
    assert (second["id_kind"], second["id_number"]) == ("居民身份证号码", "530103********002X")
    assert second["age"] == 126


def test_blanks_the_form_allows_are_marked_and_refuse_nothing(story: Story) -> None:
    story.draft()
    Party.objects.update(address="", phone="", id_number="", id_kind="", representative="")
    Right.objects.update(status="")
    Organisation.objects.update(address="", phone="", register_number="")
    for step in Story.PATH[1:9]:
        getattr(story, step)()
    story.filed()
    context = paper(story, "confirmation_application").context
    assert context["parties"][0]["phone"] == "（未填写）"
    assert context["organisation"]["licence"] == "（未填写）"


def test_an_application_without_a_request_is_refused_with_the_reason(story: Story) -> None:
    story.draft()
    Claim.objects.all().delete()
    with pytest.raises(ActionRefused, match="State at least one request"):
        story.submitted()
    story.case.refresh_from_db()
    assert story.case.state == CaseState.DRAFT
    assert story.case.number is None


def test_a_paper_that_cannot_be_made_undoes_the_last_signature_whole(story: Story) -> None:
    """The refusal comes from a verb that follows by itself: it must not be swallowed there."""
    story.to("agreed_unsigned")
    story.sign(story.complainant, story.first)
    story.sign(story.respondent, story.second)
    story.sign(story.mediator)
    story.agreement.clauses.update(amount=Decimal("99999999999999.00"))
    events = Event.objects.count()
    with pytest.raises(ActionRefused, match="written in capitals"):
        story.do("seal", story.registrar, subject=story.agreement, day="2026-08-14")
    story.case.refresh_from_db()
    assert story.case.state == CaseState.AGREED_UNSIGNED
    assert story.agreement.state == "signing"
    assert story.agreement.sealed_at is None
    assert Event.objects.count() == events


# --- the paper that says how it ended ----------------------------------------------------------


def lapse(story: Story) -> None:
    story.to("submitted")
    story.do("ask_correction", story.registrar, day="2026-08-04", items=[{"item": "补正"}])
    Notice.objects.filter(template="ask_correction").update(status="sent")
    story.do("lapse", None, day="2026-08-20")


def reject(story: Story) -> None:
    story.to("triage")
    story.do(
        "reject", story.manager, day="2026-08-05", reason=OutcomeReason.NOT_CIVIL, text="非民事。"
    )


def refuse(story: Story) -> None:
    story.to("consent_pending")
    story.do("refuse", story.respondent, day="2026-08-06", party=story.second, text="不同意")


def terminate(story: Story) -> None:
    story.to("mediating")
    story.do(
        "terminate",
        story.mediator,
        day="2026-08-20",
        reason=OutcomeReason.DEADLOCK,
        text="无法达成。",
    )


ENDINGS = [
    (lapse, Track.T1, "non_acceptance_notice", "lapsed"),
    (reject, Track.T1, "non_acceptance_notice", "not_accepted"),
    (reject, Track.T2, "non_acceptance_notice", "not_filed"),
    (refuse, Track.T1, "termination_notice", "terminated"),
    (refuse, Track.T2, "non_acceptance_notice", "not_filed"),
    (refuse, Track.T3, "non_acceptance_notice", "not_filed"),
    (terminate, Track.T1, "termination_notice", "terminated"),
    (terminate, Track.T2, "termination_notice", "case_dismissed"),
    (terminate, Track.T6, "termination_notice", "terminated"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("end", "track", "kind", "variant"), ENDINGS)
def test_the_ending_notice_fits_the_way_the_case_ended(
    end: Callable[[Story], None], track: Track, kind: str, variant: str
) -> None:
    story = Story(track=track)
    end(story)
    notice = paper(story, kind)
    assert notice.context["variant"] == variant
    assert notice.context["reasons"][0]["code"] == story.case.outcome_reason


def test_an_exit_can_be_closed_with_its_report(story: Story) -> None:
    refuse(story)
    story.everything_sent()
    story.do("close", story.manager, day="2026-08-10", text="结案。")
    report = paper(story, "closing_report").context
    assert report["outcome"] == "终止调解"
    assert report["result"] == "被申请人明确表示不同意调解。"


# --- dated texts -------------------------------------------------------------------------------


@pytest.mark.parametrize("track", list(Track))
@pytest.mark.parametrize("ip_type", list(IpType))
def test_every_step_has_a_legal_basis_on_every_track_today(track: str, ip_type: str) -> None:
    facts = {"track": track, "ip_type": ip_type}
    for key in ("correction", "reply", "acceptance", "non_acceptance", "termination"):
        name = "administrative" if track == Track.T3 else key
        assert texts.every(texts.citations(), name, date(2026, 11, 22), facts)


@pytest.mark.parametrize("reason", list(OutcomeReason))
def test_every_reason_has_its_sentence_and_its_remedies(reason: str) -> None:
    for track in Track:
        facts = {"track": track, "ip_type": "trademark", "reason": reason}
        assert texts.every(texts.sentences(), "reason", date(2026, 11, 22), facts)
        assert texts.every(texts.sentences(), "remedies", date(2026, 11, 22), facts)


@pytest.mark.parametrize(
    ("day", "article"), [(date(2026, 12, 31), "第六十条第三款"), (date(2027, 1, 1), "第七十四条")]
)
def test_a_citation_changes_on_the_day_the_law_does(day: date, article: str) -> None:
    facts = {"track": "T3", "ip_type": "trademark"}
    cited = [row.text for row in texts.every(texts.citations(), "administrative", day, facts)]
    assert cited[0] == f"《中华人民共和国商标法》{article}"


def test_a_day_without_a_text_is_an_error_not_an_empty_line() -> None:
    with pytest.raises(texts.NoText, match="fee"):
        texts.closest(texts.sentences(), "fee", date(1999, 1, 1), {"track": "T1"})


@pytest.mark.parametrize("vocabulary", ["track", "ip_type", "channel"])
def test_every_code_has_a_chinese_word(vocabulary: str) -> None:
    codes = {"track": Track, "ip_type": IpType, "channel": Channel}[vocabulary]
    assert set(texts.words()[vocabulary]) == {str(code) for code in codes}


# --- cost --------------------------------------------------------------------------------------


def queries_of(story: Story, kind: str) -> int:
    story.case.refresh_from_db()
    case = type(story.case).objects.select_related("organisation").get(pk=story.case.pk)
    act = Act(case, case, "case", "x", SYSTEM, None, {}, StoredFacts(case), clock.now())
    act.event = Event(source="performed")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        papers.order(act, kind)
    return len(queries)


@pytest.mark.parametrize("kind", ["application", "agreement", "closing_report"])
def test_the_number_of_queries_does_not_grow_with_the_rows(story: Story, kind: str) -> None:
    story.to("performing")
    few = queries_of(story, kind)
    for number in range(2, 12):
        Claim.objects.create(case=story.case, position=number, text="请求。")
        Right.objects.create(case=story.case, ip_type="design", name="外观", owner="甲")
        Agent.objects.create(party=story.first, name=f"代理人{number}", powers=["speak"])
        story.agreement.clauses.create(
            number=number, kind="delist", obligor=story.second, payee=story.first, text="下架。"
        )
        Evidence.objects.create(
            case=story.case, number=number, title="证据", filename="a.pdf", sha256="0" * 64,
            content_type="application/pdf", size=1, uploaded_by=story.complainant,
        )  # fmt: skip
    assert queries_of(story, kind) == few <= 14
