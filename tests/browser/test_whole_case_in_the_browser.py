"""The whole case by hand, in Chinese, one browser a person: from the form to the archive."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from documents.models import Document
from mediation import clock
from mediation.models import Case, Confirmation, Obligation, Session
from tests.browser.conftest import Stage, Visitor
from tests.stories import Story

pytestmark = pytest.mark.browser


def file_application(filer: Visitor, story: Story) -> Case:
    """Section by section, as the task list leads."""
    page = filer.open("/apply/")
    filer.fill(organisation=story.body.pk, ip_type="invention", behalf="oneself", kind="company")
    filer.picture("apply")
    filer.send()
    case = Case.objects.latest("id")
    base = f"/cases/{case.reference}/application/"
    own = case.parties.get()
    page.goto(f"{base}complainants/{own.pk}/")
    filer.fill(
        name="昆明翠湖生物科技有限公司", id_kind="uscc", id_number="91530102MAXXXX015P",
        representative="杨玥", representative_title="法定代表人",
        address="昆明市五华区翠湖南路100号", phone="13900000001",
    )  # fmt: skip
    filer.send()
    page.goto(f"{base}respondents/add/?kind=company")
    filer.fill(
        name="昆明滇池机械有限责任公司", id_kind="uscc", id_number="91530112MAXXXX0900",
        address="昆明市西山区滇池路200号", email="respondent@example.org",
    )  # fmt: skip
    filer.picture("respondent")
    filer.send()
    page.goto(f"{base}rights/add/")
    filer.fill(
        ip_type="invention", number="ZL202619990001.5", name="一种藻水分离装置",
        owner="昆明翠湖生物科技有限公司", status="有效",
    )  # fmt: skip
    filer.send()
    page.goto(f"{base}story/")
    filer.fill(
        title="藻水分离机发明专利侵权",
        statement="被申请人制造、销售的DC-200型藻水分离机落入专利权的保护范围。",
        amount="500000", claims__0__text="停止侵权并赔偿损失。", claims__0__amount="500000",
    )  # fmt: skip
    filer.send()
    page.goto(f"{base}declarations/")
    filer.fill(data_notice=True, commitment=True)
    filer.send()
    page.goto(base)
    filer.picture("tasks")
    page.goto(f"{base}check/")
    filer.picture("check")
    filer.send()
    filer.picture("receipt")
    case.refresh_from_db()
    assert case.number
    assert case.number in page.inner_text("main")
    return case


def join_and_consent(stage: Stage, case: Case) -> Visitor:
    """The respondent opens the link of the letter, opens an account, joins, consents."""
    respondent = stage.visitor("respondent", width=390)
    page = respondent.open(stage.invitation("respondent@example.org"))
    respondent.picture("invitation")
    page.locator("main a[href*='/accounts/signup/']").first.click()
    respondent.fill(
        name="李喆",
        email="li.zhe@example.org",
        password1="Dianchi-2026!",
        password2="Dianchi-2026!",
    )  # fmt: skip
    respondent.send()
    if "/join/" not in page.url:
        page.goto(stage.invitation("respondent@example.org"))
    respondent.picture("join")
    respondent.send()
    assert f"/cases/{case.reference}/" in page.url
    respondent.picture("case")
    respondent.do(case, "consent", answer="同意调解，愿意协商赔偿数额。")
    return respondent


def mediate(mediator: Visitor, case: Case) -> None:
    """Disclosure, a session with minutes, the draft, the text put to signature."""
    mediator.open("/desk/mediator/")
    mediator.picture("desk")
    mediator.do(
        case, "accept_appointment", disclosure="与双方均无利害关系。", disclosure_signed=True
    )
    begins = clock.now().astimezone(clock.SHANGHAI) + timedelta(hours=1)
    mediator.do(
        case, "plan_session", kind="joint", place="第一调解室",
        starts_at=begins.strftime("%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    session = Session.objects.get(case=case)
    mediator.do(
        case, "record_session", session=session.pk, minutes="双方陈述意见，愿意协商。",
        undisputed="专利权有效。", attendance__0__present=True, attendance__1__present=True,
    )  # fmt: skip
    first, second = case.parties.order_by("id")
    mediator.do(
        case, "draft_agreement", facts="被申请人的产品使用了涉案专利的技术方案。",
        responsibility="被申请人停止侵权并赔偿损失。", confidentiality="各方对协议内容保密。",
        confirmation_intended=True, clauses__0__kind="payment", clauses__0__obligor=second.pk,
        clauses__0__payee=first.pk, clauses__0__amount="450000.00",
        clauses__0__due_on=(clock.today() + timedelta(days=20)).isoformat(),
        clauses__0__object="赔偿款", clauses__0__text="被申请人向申请人支付赔偿款450,000.00元。",
    )  # fmt: skip
    mediator.do(case, "open_signing")


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_case_travels_from_the_form_to_the_archive(
    committed_story: Story, live_server: Any, browser: Browser, pictures: Path, locale: str,
    settings: Any,
) -> None:  # fmt: skip
    settings.SITE_URL = live_server.url
    story = committed_story
    place = pictures / locale
    place.mkdir(exist_ok=True)
    stage = Stage(browser, live_server.url, place, locale)
    anybody = stage.visitor("anybody")
    anybody.open("/")
    anybody.picture("home")

    complainant = stage.visitor("complainant", story.complainant)
    case = file_application(complainant, story)

    registrar = stage.visitor("registrar", story.registrar)
    registrar.open("/desk/registrar/")
    registrar.picture("desk")
    registrar.do(case, "pass_check")
    registrar.do(case, "fix_track", track="T1", cause="侵害发明专利权纠纷")
    registrar.do(case, "search_conflicts", result="未发现利益冲突。")
    registrar.do(case, "ask_respondent")
    stage.worker()

    respondent = join_and_consent(stage, case)
    registrar.do(case, "accept")
    for side in (complainant, respondent):
        side.do(case, "choose_mediator", mediator=story.mediator.pk)

    mediator = stage.visitor("mediator", story.mediator)
    mediate(mediator, case)
    complainant.do(case, "sign", name="杨玥")
    respondent.do(case, "sign", name="李喆")
    mediator.do(case, "countersign", name="周堃")
    registrar.do(case, "seal")
    case.refresh_from_db()
    assert case.state == "performing"
    stage.worker()

    complainant.do(case, "apply_confirmation")
    respondent.do(case, "apply_confirmation")
    registrar.do(case, "file", court=story.court.pk, competence_basis="民事诉讼法第二百零五条")
    stage.worker()
    confirm_by_court(stage, story, case)

    obligation = Obligation.objects.get(case=case)
    assert obligation.state == "pending"
    complainant.do(case, "confirm")
    registrar.do(
        case, "follow_up", on=clock.today().isoformat(), text="已履行完毕。", satisfied=True
    )
    stage.worker()
    manager = stage.visitor("manager", story.manager)
    manager.open("/desk/manager/")
    manager.picture("desk")
    manager.do(case, "close", text="协议已履行，结案。")
    archivist = stage.visitor("archivist", story.archivist)
    archivist.do(
        case, "archive", volume="2026-1", pages=30, index_complete=True, sealed_part_separate=True
    )
    case.refresh_from_db()
    assert case.state == "archived"
    complainant.open(f"/cases/{case.reference}/")
    complainant.picture("history")
    if locale == "zh-CN":
        shown = complainant.page.inner_text("main")
        assert "已归档" in shown or "归档" in shown
    assert stage.complaints == []


def confirm_by_court(stage: Stage, story: Story, case: Case) -> None:
    """The clerk downloads the agreement and the package, then enters acceptance and ruling."""
    clerk = stage.visitor("clerk", story.clerk)
    clerk.open("/desk/court/")
    clerk.picture("desk")
    confirmation = Confirmation.objects.get(case=case)
    page = clerk.open(f"/court/{confirmation.pk}/")
    clerk.picture("confirmation")
    with page.expect_download() as package:
        page.locator("a[href$='package.zip']").first.click()
    assert Path(package.value.path()).read_bytes().startswith(b"PK")
    agreement = Document.objects.get(case=case, kind="agreement")
    with page.expect_download() as paper:
        page.locator(f"a[href*='{agreement.verification}']").first.click()
    assert Path(paper.value.path()).read_bytes().startswith(b"%PDF-")
    for verb, values in (
        ("accept", {"number": "（2026）云01民特99901号", "on": clock.today().isoformat()}),
        ("grant", {"judge": "赵法官", "on": clock.today().isoformat()}),
    ):
        page.goto(f"/court/{confirmation.pk}/")
        page.locator(f"main a[href$='/{verb}/']").first.click()
        clerk.fill(**values)
        clerk.picture(verb)
        clerk.send()
    confirmation.refresh_from_db()
    assert confirmation.state == "granted"
