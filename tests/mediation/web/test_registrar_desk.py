"""The registrar's queues and letters: a case stands where the registrar has to act."""

from datetime import date

from django.urls import reverse

from documents.evidence import Upload
from mediation import clock
from mediation.invitations import code_of
from mediation.models import Case, Declaration, Invitation, Notice, Organisation, Party
from mediation.permissions import end_office
from mediation.web import registrar
from tests.mediation.web.pages import copies_of, in_queues, opened, posted
from tests.stories import Story, moment
from workflows.permissions import Role

PROOF = Upload("0" * 64, 1, "x.pdf", "application/pdf")


def at_registrar(story: Story) -> set[str]:
    return in_queues(registrar.QUEUES, registrar.registrar_cases([story.body]))


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


def test_an_application_is_begun_at_the_counter_for_the_registrars_own_body(story: Story) -> None:
    page = opened(story.registrar, "counter_filing")
    assert page.context["form"]["behalf"].value() == "counter"
    assert page.context["form"]["organisation"].value() == story.body.pk
    posted(
        story.registrar, "apply", organisation=story.body.pk, ip_type="design",
        behalf="counter", kind="company",
    )  # fmt: skip
    assert at_registrar(story) == {"drafts"}
    case = Case.objects.get()
    assert (case.channel, case.organisation) == ("counter", story.body)
    assert opened(story.manager, "counter_filing").status_code == 403


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


def test_complainants_without_an_account_get_a_code_once_the_application_is_filed(
    story: Story,
) -> None:
    story.to("draft")
    other = Party.objects.create(
        case=story.case, role="complainant", kind="company", name="昆明翠湖科技有限公司"
    )
    address = ("invitation_letters", story.case.reference)
    assert opened(story.registrar, *address).status_code == 404
    story.submitted()
    shown = [row["party"] for row in opened(story.registrar, *address).context["rows"]]
    assert shown == [story.first, other]
    posted(story.registrar, "renew_code", story.case.reference, other.pk)
    code = code_of(Invitation.objects.get(party=other))
    letter = opened(story.registrar, "invitation_letter", story.case.reference, other.pk)
    assert code in letter.content.decode()
    assert "refusing has no disadvantage" not in letter.content.decode()
    person = story.person("other", "杨珊")
    assert posted(person, "join", code=code).status_code == 302
    other.refresh_from_db()
    assert other.person == person
    page = opened(story.registrar, "case", story.case.reference).content.decode()
    assert reverse("invitation_letters", args=[story.case.reference]) in page


def test_no_respondent_gets_a_code_before_the_body_asks(story: Story) -> None:
    story.to("triage")
    for name in ("invitation_letter", "renew_code"):
        send = opened if name == "invitation_letter" else posted
        answer = send(story.registrar, name, story.case.reference, story.second.pk)
        assert answer.status_code == 404
    assert not Invitation.objects.filter(party=story.second).exists()


def test_a_complainant_named_by_a_correction_has_consented_when_the_respondent_is_asked(
    story: Story,
) -> None:
    story.to("submitted")
    story.do("ask_correction", story.registrar, day="2026-08-04", items=[{"item": "共有人"}])
    other = Party.objects.create(
        case=story.case, role="complainant", kind="company", name="昆明翠湖科技有限公司"
    )
    story.do("supply_correction", story.complainant, day="2026-08-05", text="已补")
    story.triage()
    story.ask()
    agreed = Declaration.objects.filter(matter="mediation", agreed=True)
    assert [d.party for d in agreed] == [story.first, other]
