"""The inbox: one's own notices, read or unread, and where they lead."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mediation.models import Notice
from tests.mediation.web.pages import opened, posted, signed_in
from tests.stories import Story


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
