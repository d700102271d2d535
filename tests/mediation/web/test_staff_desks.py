"""The desks of manager, mediator, archivist and supervisor."""

from mediation import clock
from mediation.models import Case, MediatorProfile, Session
from mediation.web import archive, case_manager, mediator
from tests.mediation.web.pages import copies_of, in_queues, opened, posted
from tests.stories import Story, moment


def test_the_manager_sees_what_is_to_be_decided(story: Story) -> None:
    def waiting() -> set[str]:
        return in_queues(case_manager.QUEUES, Case.objects.all())

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
        assert "overdue" in in_queues(case_manager.QUEUES, Case.objects.all())


def test_a_window_that_nobody_had_to_use_is_not_overdue(story: Story) -> None:
    story.to("performing")
    with clock.played(moment("2026-11-20")):
        assert "overdue" not in in_queues(case_manager.QUEUES, Case.objects.all())
        [row] = opened(story.manager, "desk_manager").context["rows"]
        assert row.tone == ""


def test_the_workload_counts_what_each_mediator_has_at_hand(story: Story) -> None:
    story.to("mediating")
    copies_of(story, 2)
    Case.objects.filter(number_seq=2).update(state="suspended")
    idle = story.person("idle", "闲")
    MediatorProfile.objects.create(person=idle, organisation=story.body)
    gone = story.person("gone", "离")
    MediatorProfile.objects.create(person=gone, organisation=story.body, active=False)
    lines = {line.person: line for line in case_manager.workload([story.body])}
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
