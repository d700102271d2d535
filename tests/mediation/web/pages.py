"""What tests of pages share: a browser for a person, and lists of many cases."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from mediation.models import Case, Party, Person
from mediation.permissions import grant
from tests.stories import Story, moment
from workflows.permissions import Role


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
