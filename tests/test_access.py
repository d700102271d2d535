"""Who gets what at every address: one row an address, one column an actor.

A route without a row fails. Strangers to a case get 404, members without the right 403, people
who are not signed in are sent to sign in (302). `.` stands for 200. A cell may be changed only
when the rule behind it changes (roles: domain rules 8).
"""

# ruff: noqa: E501
from collections.abc import Callable
from typing import Any

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from documents.models import Document, Evidence
from documents.storage import store
from mediation.models import Agent, Notice, Person
from mediation.permissions import appoint_to_office, grant, revoke
from tests.stories import Story
from workflows.permissions import Role
from workflows.vocabulary import Nature, Visibility

ACTORS = (
    "anonymous", "complainant", "agent", "respondent", "third", "mediator", "former", "expert",
    "registrar", "manager", "archivist", "clerk", "supervisor", "admin", "stranger", "elsewhere",
    "other_clerk",
)  # fmt: skip

# fmt: off
TABLE = """
act                     | 302 403 403 403 403 403 404 403 .   .   404 404 404 404 404 404 404
act of a party          | 302 .   403 .   403 403 404 403 403 403 404 404 404 404 404 404 404
act_on                  | 302 .   403 .   .   403 404 403 403 403 404 404 404 404 404 404 404
act_on court            | 302 403 403 403 403 403 404 403 .   403 404 .   404 404 404 404 404
application             | 302 .   404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
application_add         | 302 .   404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
application_check       | 302 .   404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
application_item        | 302 .   404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
application_remove      | 302 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
application_section     | 302 .   404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
apply                   | 302 .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
case                    | 302 .   .   .   .   .   404 .   .   .   404 404 404 404 404 404 404
case_notes              | 302 403 403 403 403 .   404 403 403 403 404 404 404 404 404 404 404
counter_filing          | 302 403 403 403 403 403 403 403 .   403 403 403 403 403 403 .   403
court_confirmation      | 302 404 404 404 404 404 404 404 404 404 404 .   404 404 404 404 404
court_file              | 302 404 404 404 404 404 404 404 404 404 404 .   404 404 404 404 404
court_file of one side  | 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
court_package           | 302 404 404 404 404 404 404 404 404 404 404 .   404 404 404 404 404
court_paper             | 302 404 404 404 404 404 404 404 404 404 404 .   404 404 404 404 404
court_paper not for the court| 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
desk_archive            | 302 403 403 403 403 403 403 403 403 403 .   403 403 403 403 403 403
desk_court              | 302 403 403 403 403 403 403 403 403 403 403 .   403 403 403 403 .
desk_manager            | 302 403 403 403 403 403 403 403 403 .   403 403 403 403 403 403 403
desk_mediator           | 302 403 403 403 403 .   403 403 403 403 403 403 403 403 403 403 403
desk_registrar          | 302 403 403 403 403 403 403 403 .   403 403 403 403 403 403 .   403
desk_supervisor         | 302 403 403 403 403 403 403 403 403 .   403 403 .   403 403 403 403
evidence                | 302 .   .   .   .   .   404 .   .   .   404 404 404 404 404 404 404
evidence of one side    | 302 .   .   404 404 .   404 404 .   .   404 404 404 404 404 404 404
healthz                 | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
home                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
inbox                   | 302 .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
invitation_letter       | 302 404 404 404 404 404 404 404 302 404 404 404 404 404 404 404 404
invitation_letters      | 302 404 404 404 404 404 404 404 .   404 404 404 404 404 404 404 404
join                    | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
my_cases                | 302 .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
notice_read             | 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404
notices_read            | 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
paper                   | 302 .   .   .   .   .   404 .   .   .   404 404 404 404 404 404 404
print_again             | 302 403 403 403 403 403 404 403 302 302 404 404 404 404 404 404 404
receipt                 | 302 .   .   404 404 404 404 404 .   404 404 404 404 404 404 404 404
renew_code              | 302 404 404 404 404 404 404 404 302 404 404 404 404 404 404 404 404
switch_language         | 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
track                   | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
verify                  | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
verify_paper            | .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .
"""
# fmt: on

#: Routes of the libraries: pages for opening and keeping an account, and the configuration.
LIBRARY_PREFIXES = ("account_", "admin:")


class World:
    """One case with a confirmation before the court, everybody around it, and a second case."""

    def __init__(self) -> None:
        story = Story()
        self.story = story
        story.to("performing")
        story.filed()
        self.complainant, self.respondent = story.complainant, story.respondent
        self.mediator, self.registrar, self.manager = story.mediator, story.registrar, story.manager
        self.archivist, self.clerk, self.supervisor = story.archivist, story.clerk, story.supervisor
        self.agent = story.person("agent", "赵律师")
        Agent.objects.create(
            party=story.first, person=self.agent, name="赵律师", powers=["speak", "receive"]
        )
        grant(self.agent, Role.AGENT, story.case)
        self.third = story.person("third", "第三人")
        story.case.parties.create(
            role="third_party", kind="natural_person", name="第三人", person=self.third
        )
        grant(self.third, Role.THIRD_PARTY, story.case)
        self.former = story.person("former", "前调解员")
        grant(self.former, Role.MEDIATOR, story.case)
        revoke(self.former, Role.MEDIATOR, story.case)
        self.expert = story.person("expert", "技术调查官")
        grant(self.expert, Role.EXPERT, story.case)
        self.admin = Person.objects.create_superuser("admin@example.org", "pass", name="管理员")
        appoint_to_office(self.admin, Role.ADMINISTRATOR, story.body)
        self.elsewhere_body = type(story.body).objects.create(
            name="西宁市知识产权纠纷人民调解委员会", short_name="西知",
            nature=Nature.PEOPLES_COMMITTEE,
        )  # fmt: skip
        self.elsewhere = story.officer(
            "elsewhere", "西宁登记员", Role.REGISTRAR, self.elsewhere_body
        )
        other_court = type(story.body).objects.create(
            name="青海省西宁市中级人民法院", nature=Nature.COURT, court_code="青01"
        )
        self.other_clerk = story.officer("other_clerk", "西宁书记员", Role.COURT_CLERK, other_court)
        sha = store(b"%PDF-1.4 evidence")
        for number, visibility, party in (
            (1, Visibility.SHARED, None),
            (2, Visibility.ONE_SIDE, story.first),
            (3, Visibility.COURT_PACKAGE, story.first),
        ):
            Evidence.objects.create(
                case=story.case, number=number, title="证据", visibility=visibility, party=party,
                filename="a.pdf", content_type="application/pdf", sha256=sha, size=17,
                uploaded_by=story.complainant,
            )  # fmt: skip
        Document.objects.update(status="issued", sha256=sha, size=17)
        self.case, self.confirmation = story.case, story.confirmation
        self.party, self.agreement, self.obligation = (
            story.second, story.agreement, story.obligation,
        )  # fmt: skip
        self.other_cases(story)

    def other_cases(self, story: Story) -> None:
        """A draft and an invitation of the complainant, and a filed case of a stranger."""
        kept = story.case
        for step in (story.draft, story.submitted, story.triage, story.ask):
            step()
        self.invited, self.invited_party = story.case, story.second
        story.draft()
        self.draft = story.case
        self.draft_party = story.second
        self.stranger = story.person("stranger", "另案当事人")
        story.complainant, self_complainant = self.stranger, story.complainant
        story.draft()
        story.submitted()
        story.complainant, story.case = self_complainant, kept

    def paper(self, kind: str) -> str:
        return Document.objects.get(case=self.case, kind=kind).verification


Where = Callable[[World], tuple[Any, ...]]
REF: Where = lambda w: (w.case.reference,)  # noqa: E731
DRAFT: Where = lambda w: (w.draft.reference,)  # noqa: E731
ARGUMENTS: dict[str, Where] = {
    "verify_paper": lambda w: (w.paper("agreement"),),
    "case": REF, "receipt": REF, "case_notes": REF,
    "invitation_letters": lambda w: (w.invited.reference,),
    "application": DRAFT, "application_check": DRAFT,
    "application_section": lambda w: (w.draft.reference, "respondents"),
    "application_add": lambda w: (w.draft.reference, "respondents"),
    "application_item": lambda w: (w.draft.reference, "respondents", w.draft_party.pk),
    "application_remove": lambda w: (w.draft.reference, "respondents", w.draft_party.pk),
    "paper": lambda w: (w.case.reference, w.paper("agreement")),
    "print_again": lambda w: (w.case.reference, w.paper("agreement")),
    "evidence": lambda w: (w.case.reference, 1),
    "evidence of one side": lambda w: (w.case.reference, 2),
    "act": lambda w: (w.case.reference, "follow_up"),
    "act of a party": lambda w: (w.case.reference, "end_participation"),
    "act_on": lambda w: (w.case.reference, "obligation", w.obligation.pk, "confirm"),
    "act_on court": lambda w: (w.case.reference, "confirmation", w.confirmation.pk, "accept"),
    "invitation_letter": lambda w: (w.invited.reference, w.invited_party.pk),
    "renew_code": lambda w: (w.invited.reference, w.invited_party.pk),
    "court_confirmation": lambda w: (w.confirmation.pk,),
    "court_package": lambda w: (w.confirmation.pk,),
    "court_paper": lambda w: (w.confirmation.pk, w.paper("agreement")),
    "court_paper not for the court": lambda w: (w.confirmation.pk, w.paper("acceptance_notice")),
    "court_file": lambda w: (w.confirmation.pk, 3),
    "court_file of one side": lambda w: (w.confirmation.pk, 2),
    "notice_read": lambda w: (
        Notice.objects.filter(recipient=w.respondent).order_by("id").values_list("pk", flat=True)[0],
    ),
}  # fmt: skip

#: Addresses that only take a POST.
POSTED = {"print_again", "switch_language", "notice_read", "notices_read", "renew_code"}


def _rows() -> dict[str, list[str]]:
    rows = {}
    for line in TABLE.strip().splitlines():
        name, *cells = (cell.strip() for cell in line.split("|"))
        rows[name] = cells[0].split()
    return rows


def _route_names(resolver: URLResolver, prefix: str = "") -> set[str]:
    names = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            names.add(prefix + (entry.name or str(entry.pattern)))
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            names |= _route_names(entry, prefix + inner)
    return names


def test_every_address_has_a_row() -> None:
    listed = {name.split(" ")[0] for name in _rows()}
    ours = {n for n in _route_names(get_resolver()) if not n.startswith(LIBRARY_PREFIXES)}
    assert ours == listed


def _status(world: World, actor: str, route: str) -> str:
    name = route.split(" ")[0]
    url = reverse(name, args=ARGUMENTS[route](world) if route in ARGUMENTS else ())
    client = Client()
    if actor != "anonymous":
        client.force_login(getattr(world, actor), "django.contrib.auth.backends.ModelBackend")
    response = client.post(url) if name in POSTED else client.get(url)
    request_finished.disconnect(close_old_connections)  # closing would end the test's transaction
    response.close()
    request_finished.connect(close_old_connections)
    return "." if response.status_code == 200 else str(response.status_code)


@pytest.fixture
def world(db: None) -> World:
    """Expensive to build, so that a test asks it many things."""
    return World()


@pytest.mark.parametrize("part", range(4))
def test_each_actor_gets_what_the_table_says(world: World, part: int) -> None:
    rows = dict(list(_rows().items())[part::4])
    got = {route: [_status(world, actor, route) for actor in ACTORS] for route in rows}
    wrong = {
        f"{route} as {actor}": f"{cell} instead of {wanted}"
        for route, cells in got.items()
        for actor, cell, wanted in zip(ACTORS, cells, rows[route], strict=True)
        if cell != wanted
    }
    assert wrong == {}


def test_only_administrators_open_the_configuration(world: World) -> None:
    opened = [actor for actor in ACTORS if _status(world, actor, "admin:index") == "."]
    assert opened == ["admin"]
