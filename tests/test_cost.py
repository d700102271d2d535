"""What a transition may cost, counted and not timed (`make bench` measures time)."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.models import Document
from mediation.actions import perform
from mediation.models import Deadline, Event, Notice
from tests.stories import Story


def test_a_transition_takes_at_most_fourteen_statements(story: Story) -> None:
    story.to("submitted")
    story.do("ask_correction", story.registrar, items=[{"item": "专利证书"}])
    before = Event.objects.count(), Deadline.objects.count(), Notice.objects.count()
    with CaptureQueriesContext(connection) as captured:
        perform(story.case, "supply_correction", by=story.complainant, text="已补充。")
    after = Event.objects.count(), Deadline.objects.count(), Notice.objects.count()
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 1, 1]
    assert len(captured) <= 14, "\n".join(q["sql"][:160] for q in captured.captured_queries)


def test_a_paper_adds_at_most_five_statements(story: Story) -> None:
    story.to("consent_pending")
    story.do("consent", story.respondent, party=story.second, answer="同意调解")
    with CaptureQueriesContext(connection) as captured:
        perform(story.case, "accept", by=story.registrar)
    assert Document.objects.filter(case=story.case, kind="acceptance_notice").exists()
    assert len(captured) <= 13 + 5, "\n".join(q["sql"][:160] for q in captured.captured_queries)


def test_an_agent_more_costs_no_statement_more(story: Story) -> None:
    story.to("mediating")
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as captured:
            perform(story.case, "suspend", by=story.mediator, reason="party_request", text="x")
        counts.append(len(captured))
        perform(story.case, "resume", by=story.manager, text="x")
        story.first.agents.create(name="代理人", person=story.person(f"agent{number}", "代理人"))
    assert counts[0] == counts[1]
