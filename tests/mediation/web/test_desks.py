"""The desks: who sits there, what waits in which queue, how far one may read."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from documents.evidence import Upload
from mediation import clock
from mediation.invitations import code_of
from mediation.models import (
    Case,
    Invitation,
    MediatorProfile,
    Notice,
    Organisation,
    Party,
    Person,
    Session,
)
from mediation.permissions import appoint_to_office, end_office, grant
from mediation.web import archive, manager, mediator, registrar
from mediation.web.layout import desks_of
from mediation.web.lists import capped_counts, page_of, shown
from tests.stories import Story, moment
from workflows.permissions import Role

DESKS = {
    "desk_registrar": "registrar",
    "desk_manager": "manager",
    "desk_mediator": "mediator",
    "desk_court": "clerk",
    "desk_supervisor": "supervisor",
    "desk_archive": "archivist",
}
PROOF = Upload("0" * 64, 1, "x.pdf", "application/pdf")


@pytest.fixture(autouse=True)
def english(settings: Any) -> Any:
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def signed_in(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def opened(person: Person, name: str, *args: Any, **query: Any) -> Any:
    """The page as this person sees it."""
    return signed_in(person).get(reverse(name, args=args), query)


def posted(person: Person, name: str, *args: Any, **data: Any) -> Any:
    return signed_in(person).post(reverse(name, args=args), data)


def in_queues(queues: Any, cases: Any) -> set[str]:
    """The queues in which the cases stand."""
    return {q.slug for q in queues if q.choose(cases).exists()}


def at_registrar(story: Story) -> set[str]:
    return in_queues(registrar.QUEUES, registrar.registrar_cases([story.body]))


def copies_of(story: Story, n: int) -> list[Case]:
    """More cases as this one, with parties, as far as lists look at them."""
    made = []
    last = Case.objects.order_by("-number_seq").values_list("number_seq", flat=True).first() or 0
    for i in range(1, n + 1):
        case = Case.objects.get(pk=story.case.pk)
        case.pk = None
        case.reference, case.number_seq = f"copy{last + i}", last + i
        case.number = f"（2026）昆知调字第{last + i:04d}号"
        case.filed_at = moment("2026-08-03") + timedelta(minutes=i)
        case.save()
        for role, name in (("complainant", "甲公司"), ("respondent", "乙公司")):
            Party.objects.create(case=case, role=role, kind="company", name=f"{name}{i}")
        if case.mediator_id:
            grant(story.mediator, Role.MEDIATOR, case)
        made.append(case)
    return made


# --- who sits where ---------------------------------------------------------------------------


@pytest.mark.parametrize("page", DESKS)
def test_each_desk_is_open_to_its_office_only(story: Story, page: str) -> None:
    story.to("mediating")
    for who in (*DESKS.values(), "complainant", "respondent"):
        allowed = who == DESKS[page] or (page == "desk_supervisor" and who == "manager")
        assert opened(getattr(story, who), page).status_code == (200 if allowed else 403), who
    assert Client().get(reverse(page)).status_code == 302


def test_an_office_that_ended_closes_the_desk_at_once(story: Story) -> None:
    end_office(story.registrar.memberships.get())
    assert opened(story.registrar, "desk_registrar").status_code == 403


@pytest.mark.parametrize(("page", "who"), DESKS.items())
def test_the_menu_names_only_the_desks_one_has(story: Story, page: str, who: str) -> None:
    content = opened(getattr(story, who), page).content.decode()
    own = {p for p in DESKS if f'href="{reverse(p)}"' in content.split("</nav>")[0]}
    assert own == {page}


def test_the_desks_of_the_menu_take_one_query_however_many_offices(story: Story) -> None:
    for role in (Role.CASE_MANAGER, Role.ARCHIVIST, Role.SUPERVISOR):
        appoint_to_office(story.registrar, role, story.body)
    with CaptureQueriesContext(connection) as queries:
        assert len(desks_of(story.registrar)) == 4
    assert len(queries) == 1


# --- lists ------------------------------------------------------------------------------------


def test_pages_by_keyset_show_every_case_once_also_where_moments_are_equal(story: Story) -> None:
    story.to("submitted")
    copies_of(story, 11)
    Case.objects.filter(number_seq__lte=6).update(filed_at=moment("2026-08-03"))
    for newest_first in (True, False):
        seen: list[int] = []
        after = ""
        while True:
            page = page_of(
                Case.objects.all(), by="filed_at", after=after, size=5, newest_first=newest_first
            )
            seen += [case.pk for case in page.rows]
            if not (after := page.after):
                break
        expected = Case.objects.order_by("filed_at", "id").values_list("pk", flat=True)
        assert seen == list(reversed(expected) if newest_first else expected)


@pytest.mark.parametrize("after", ["x", "1~", "~", "9" * 40 + "~1", "1~" + "9" * 30, "²~1"])
def test_an_unreadable_page_is_the_first_page_or_an_empty_one(story: Story, after: str) -> None:
    story.to("submitted")
    assert opened(story.registrar, "desk_registrar", after=after).status_code == 200


def test_counts_stop_at_the_cap(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.to("submitted")
    copies_of(story, 5)
    monkeypatch.setattr("mediation.web.lists.CAP", 3)
    counts = capped_counts(
        {"all": Case.objects.all(), "none": Case.objects.none()}, story.registrar
    )
    assert counts == {"all": 4, "none": 0}
    assert (shown(4), shown(3)) == ("3+", "3")


def test_filters_stand_in_the_address_and_narrow_the_list(story: Story) -> None:
    story.to("submitted")
    [other] = copies_of(story, 1)
    Case.objects.filter(pk=other.pk).update(state="triage", ip_type="design", title="另一案")
    Party.objects.filter(case=other, role="respondent").update(name="丙商行")

    def listed(**query: Any) -> set[int]:
        page = opened(story.registrar, "desk_registrar", **query)
        return {row.case.pk for row in page.context["rows"]}

    assert listed() == {story.case.pk, other.pk}
    assert listed(state="triage") == {other.pk}
    assert listed(ip_type="design") == {other.pk}
    assert listed(q="丙商") == {other.pk}
    assert listed(q="另一") == {other.pk}
    assert listed(track="T6") == set()
    assert listed(state="nonsense") == {story.case.pk, other.pk}


@pytest.mark.parametrize("page", ["desk_registrar", "desk_manager", "desk_mediator"])
def test_a_desk_takes_the_same_queries_for_two_cases_and_for_twelve(
    story: Story, page: str, django_assert_num_queries: Any
) -> None:
    story.to("appointing" if page == "desk_mediator" else "triage")
    copies_of(story, 1)
    client = signed_in(getattr(story, DESKS[page]))
    client.get(reverse(page))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(page))
    copies_of(story, 10)
    with django_assert_num_queries(len(few)):
        page_of_twelve = client.get(reverse(page))
    assert len(page_of_twelve.context["rows"]) == 12
    assert len(few) <= 16


# --- the registrar's queues -------------------------------------------------------------------


def test_an_application_waits_where_the_registrar_has_to_act(story: Story) -> None:
    story.to("draft")
    assert at_registrar(story) == set()
    story.submitted()
    assert at_registrar(story) == {"new"}
    story.do("ask_correction", story.registrar, day="2026-08-04", items=[{"item": "授权委托书"}])
    assert at_registrar(story) == set()
    story.do("supply_correction", story.complainant, day="2026-08-05", text="已补")
    assert at_registrar(story) == {"corrected"}
    story.triage()
    assert at_registrar(story) == {"checked"}


def test_a_respondent_without_a_working_address_needs_a_letter_until_service_is_recorded(
    story: Story,
) -> None:
    story.to("triage")
    Party.objects.filter(pk=story.second.pk).update(email="")
    story.do("fix_track", story.registrar, day="2026-08-04", track="T1", cause="侵害发明专利权纠纷")
    story.do("search_conflicts", story.registrar, day="2026-08-04", result="未发现")
    story.do("ask_respondent", story.registrar, day="2026-08-04")
    assert at_registrar(story) == {"serve"}
    story.do(
        "record_service", story.registrar, day="2026-08-06", side=story.second, method="post",
        on=date(2026, 8, 6), reference="XA00000000099",
    )  # fmt: skip
    assert at_registrar(story) == {"answer"}


def test_a_bounced_notice_of_the_request_needs_a_letter_too(story: Story) -> None:
    story.to("triage")
    story.do("fix_track", story.registrar, day="2026-08-04", track="T1", cause="侵害发明专利权纠纷")
    story.do("search_conflicts", story.registrar, day="2026-08-04", result="未发现")
    story.do("ask_respondent", story.registrar, day="2026-08-04")
    assert at_registrar(story) == {"answer"}
    Notice.objects.filter(template="ask_respondent").update(status="failed")
    assert at_registrar(story) == {"serve"}


def test_once_everybody_consents_the_case_waits_to_be_accepted(story: Story) -> None:
    story.to("consent_pending")
    assert at_registrar(story) == {"answer"}
    story.do("consent", story.respondent, day="2026-08-06", party=story.second, answer="同意")
    assert at_registrar(story) == {"accept"}
    story.do("accept", story.registrar, day="2026-08-06")
    assert at_registrar(story) == set()


def test_an_agreement_waits_for_the_seal_only_when_all_have_signed(story: Story) -> None:
    story.to("agreed_unsigned")
    for person, party in ((story.complainant, story.first), (story.respondent, story.second)):
        story.sign(person, party)
        assert at_registrar(story) == set()
    story.sign(story.mediator)
    assert at_registrar(story) == {"seal"}


def test_a_confirmation_waits_to_be_filed_only_when_all_apply(story: Story) -> None:
    story.to("performing")
    story.do("apply_confirmation", story.complainant, day="2026-08-17", party=story.first)
    assert at_registrar(story) == set()
    story.do("apply_confirmation", story.respondent, day="2026-08-17", party=story.second)
    assert at_registrar(story) == {"file"}


def test_court_papers_are_entered_here_only_for_courts_without_staff_in_the_system(
    story: Story,
) -> None:
    story.to("performing")
    story.filed()
    assert at_registrar(story) == set()
    end_office(story.clerk.memberships.get())
    assert at_registrar(story) == {"court"}


def test_a_supplement_a_report_and_a_visit_wait_for_the_registrar(story: Story) -> None:
    story.to("performing")
    story.filed()
    story.do("ask_supplement", story.clerk, subject=story.confirmation, day="2026-08-19", text="补")
    assert at_registrar(story) == {"supply"}
    story.do(
        "report", story.respondent, subject=story.obligation, day="2026-09-01",
        party=story.second, proof=PROOF, text="已付款",
    )  # fmt: skip
    assert at_registrar(story) == {"supply", "reported"}
    story.performed()
    assert at_registrar(story) == {"supply", "follow_up"}


def test_a_notice_that_failed_waits_for_a_call(story: Story) -> None:
    story.to("accepted")
    Notice.objects.filter(verb="accept").update(status="failed")
    assert at_registrar(story) == {"undelivered"}


def test_a_station_sees_the_cases_it_took_in_and_no_others(story: Story) -> None:
    station = Organisation.objects.create(name="工作站", nature="station", parent=story.body)
    officer = story.officer("station", "站员", Role.REGISTRAR, station)
    story.to("submitted")
    [own] = copies_of(story, 1)
    Case.objects.filter(pk=own.pk).update(station=station)
    page = opened(officer, "desk_registrar")
    assert [row.case.pk for row in page.context["rows"]] == [own.pk]


def test_online_drafts_are_not_on_any_desk(story: Story) -> None:
    story.draft()
    for page, who in (("desk_registrar", story.registrar), ("desk_manager", story.manager)):
        content = opened(who, page, state="all").content.decode()
        assert story.case.title not in content


def test_the_colour_of_the_term_tells_how_near_it_is(story: Story) -> None:
    story.to("submitted")  # on Monday 2026-08-03: to be checked until Thursday
    tones = {}
    for day in ("2026-08-03", "2026-08-05", "2026-08-08"):
        with clock.played(moment(day)):
            page = opened(story.registrar, "desk_registrar", queue="new")
        [row] = page.context["rows"]
        tones[day] = row.tone
    assert tones == {"2026-08-03": "", "2026-08-05": "wait", "2026-08-08": "stop"}


# --- invitation letters -----------------------------------------------------------------------


def asked(story: Story) -> Invitation:
    story.to("triage")
    story.do("fix_track", story.registrar, day="2026-08-04", track="T1", cause="侵害发明专利权纠纷")
    story.do("search_conflicts", story.registrar, day="2026-08-04", result="未发现")
    story.do("ask_respondent", story.registrar)
    return Invitation.objects.get(party=story.second)


def test_the_letter_carries_the_code_and_only_the_registrar_gets_it(story: Story) -> None:
    code = code_of(asked(story))
    address = ("invitation_letter", story.case.reference, story.second.pk)
    letter = opened(story.registrar, *address)
    assert code in letter.content.decode()
    assert "no-store" in letter["Cache-Control"]
    for person in (story.manager, story.complainant, story.mediator, story.clerk,
                   story.supervisor, story.archivist):  # fmt: skip
        assert opened(person, *address).status_code == 404, person
    overview = opened(story.registrar, "invitation_letters", story.case.reference)
    assert code not in overview.content.decode()


def test_a_new_code_ends_the_old_one(story: Story) -> None:
    old = asked(story)
    posted(story.registrar, "renew_code", story.case.reference, story.second.pk)
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert Invitation.objects.filter(party=story.second, revoked_at=None).count() == 1
    assert posted(
        story.manager, "renew_code", story.case.reference, story.second.pk
    ).status_code == 404  # fmt: skip


def test_there_is_no_letter_once_the_respondent_has_joined(story: Story) -> None:
    story.to("consent_pending")
    assert opened(
        story.registrar, "invitation_letter", story.case.reference, story.second.pk
    ).status_code == 404  # fmt: skip


# --- the other desks --------------------------------------------------------------------------


def test_the_manager_sees_what_is_to_be_decided(story: Story) -> None:
    def waiting() -> set[str]:
        return in_queues(manager.QUEUES, Case.objects.all())

    story.to("triage")
    with clock.played(moment("2026-08-04")):
        assert waiting() == {"triage"}
    story.consent_pending()
    story.accepted()
    with clock.played(moment("2026-08-06")):
        assert waiting() == {"no_mediator"}
    story.appointing()
    story.mediating()
    with clock.played(moment("2026-08-10")):
        assert waiting() == set()
        story.do(
            "challenge_mediator", story.complainant, party=story.first, ground="interest", text="x"
        )
        assert waiting() == {"challenges"}
        recusal = story.case.recusals.get()
        story.do("dismiss", story.manager, subject=recusal, text="无依据")
        story.do("suspend", story.mediator, reason="appraisal", text="鉴定")
        assert waiting() == {"suspended"}
        story.do("terminate", story.mediator, reason="DEADLOCK", text="分歧过大")
        assert waiting() == {"close"}


def test_a_term_that_is_over_reaches_the_manager(story: Story) -> None:
    story.to("mediating")
    with clock.played(moment("2026-11-20")):
        assert "overdue" in in_queues(manager.QUEUES, Case.objects.all())


def test_the_workload_counts_what_each_mediator_has_at_hand(story: Story) -> None:
    story.to("mediating")
    copies_of(story, 2)
    Case.objects.filter(number_seq=2).update(state="suspended")
    idle = story.person("idle", "闲")
    MediatorProfile.objects.create(person=idle, organisation=story.body)
    gone = story.person("gone", "离")
    MediatorProfile.objects.create(person=gone, organisation=story.body, active=False)
    lines = {line.person: line for line in manager.workload([story.body])}
    assert set(lines) == {story.mediator, idle}
    busy = lines[story.mediator]
    assert (busy.total, busy.mediating, busy.suspended) == (3, 2, 1)
    assert lines[idle].total == 0


def test_the_mediator_sees_own_cases_by_next_step_and_nobody_elses(story: Story) -> None:
    def waiting() -> set[str]:
        return in_queues(mediator.QUEUES, Case.objects.filter(mediator=story.mediator))

    story.to("appointing")
    assert waiting() == {"appointments"}
    story.mediating()
    assert waiting() == {"plan"}
    story.do(
        "plan_session", story.mediator, day="2026-08-11", kind="joint", side=None,
        starts_at=moment("2026-08-12"), place="第一调解室",
    )  # fmt: skip
    with clock.played(moment("2026-08-11")):
        assert waiting() == set()
        page = opened(story.mediator, "desk_mediator")
        assert [s.pk for s in page.context["sessions"]] == [Session.objects.get().pk]
    with clock.played(moment("2026-08-13")):
        assert waiting() == {"record"}
    [other] = copies_of(story, 1)
    Case.objects.filter(pk=other.pk).update(mediator=story.registrar)
    page = opened(story.mediator, "desk_mediator")
    assert {row.case.pk for row in page.context["rows"]} == {story.case.pk}


def test_an_agreement_waits_for_the_mediator_until_it_is_signed(story: Story) -> None:
    story.to("agreed_unsigned")
    cases = Case.objects.filter(mediator=story.mediator)
    assert in_queues(mediator.QUEUES, cases) == {"countersign"}
    story.sign(story.mediator)
    assert in_queues(mediator.QUEUES, cases) == set()


def test_private_notes_are_written_and_read_by_the_mediator_alone(story: Story) -> None:
    story.to("mediating")
    address = ("case_notes", story.case.reference)
    posted(story.mediator, *address, text="被申请人愿付四十万", side=story.second.pk)
    content = opened(story.mediator, *address).content.decode()
    assert "被申请人愿付四十万" in content
    for person in (story.complainant, story.respondent, story.registrar, story.manager):
        assert opened(person, *address).status_code == 403, person
    for person in (story.clerk, story.supervisor):
        assert opened(person, *address).status_code == 404, person


def test_the_archivist_takes_in_approves_and_destroys(story: Story) -> None:
    def waiting() -> set[str]:
        return in_queues(archive.QUEUES, Case.objects.all())

    story.to("closed")
    assert waiting() == {"take_in"}
    story.archived()
    assert waiting() == set()
    after = moment("2040-01-02")
    with clock.played(after):
        assert waiting() == {"approve"}
        story.do("approve_destruction", story.archivist, text="x")
        assert waiting() == {"approve"}
        story.do("approve_destruction", story.manager, text="x")
        assert waiting() == {"destroy"}
        Case.objects.update(legal_hold=True)
        assert waiting() == {"held"}


def test_the_supervisor_reads_figures_and_no_name(story: Story) -> None:
    story.to("performing")
    page = opened(story.supervisor, "desk_supervisor", year=2026)
    content = page.content.decode()
    assert "Success rate" in content
    assert "withheld" in content
    for secret in ("翠湖", "滇池", "杨玥", story.case.title, story.case.number):
        assert secret not in content
    assert opened(story.supervisor, "desk_supervisor", body=story.court.pk).context["form"].errors


# --- the inbox --------------------------------------------------------------------------------


def test_notices_are_read_one_by_one_or_all_at_once_and_only_ones_own(story: Story) -> None:
    story.to("accepted")
    unread = Notice.objects.filter(recipient=story.complainant, read_at=None)
    before = unread.count()
    assert before >= 2
    page = opened(story.complainant, "inbox")
    assert f"({before})" in page.content.decode()
    assert reverse("case", args=[story.case.reference]) in page.content.decode()
    mine = unread.first()
    assert mine is not None
    assert posted(story.respondent, "notice_read", mine.pk).status_code == 404
    posted(story.complainant, "notice_read", mine.pk)
    assert unread.count() == before - 1
    others = Notice.objects.exclude(recipient=story.complainant).filter(read_at=None).count()
    posted(story.complainant, "notices_read")
    assert unread.count() == 0
    assert Notice.objects.exclude(recipient=story.complainant).filter(
        read_at=None
    ).count() == others  # fmt: skip
    assert opened(story.complainant, "inbox", unread="1").context["lines"] == []


def test_a_court_clerk_is_led_to_the_application_not_to_the_case(story: Story) -> None:
    story.to("performing")
    story.filed()
    content = opened(story.clerk, "inbox").content.decode()
    assert reverse("court_confirmation", args=[story.confirmation.pk]) in content
    assert story.case.reference not in content


def test_the_inbox_takes_the_same_queries_for_two_notices_and_for_twelve(
    story: Story, django_assert_num_queries: Any
) -> None:
    story.to("submitted")
    Notice.objects.all().delete()

    def write(n: int) -> None:
        for _ in range(n):
            Notice.objects.create(
                case=story.case, verb="submit", template="submit", recipient=story.complainant,
                address="x@example.org",
            )  # fmt: skip

    client = signed_in(story.complainant)
    write(2)
    client.get(reverse("inbox"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("inbox"))
    write(10)
    with django_assert_num_queries(len(few)):
        assert len(client.get(reverse("inbox")).context["lines"]) == 12
