"""What every page shows around its content, and in which language."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db.models import Value
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.defaults import bad_request

from mediation.models import (
    MediatorProfile,
    Notice,
    OrganisationUserObjectPermission,
    Person,
)
from workflows.permissions import Role

Respond = Callable[[HttpRequest], HttpResponse]

#: Desk of an office: the role that opens it, the name of its address, its label.
DESKS: tuple[tuple[Role, str, Any], ...] = (
    (Role.REGISTRAR, "desk_registrar", _("Intake")),
    (Role.CASE_MANAGER, "desk_manager", _("Case management")),
    (Role.MEDIATOR, "desk_mediator", _("Mediation")),
    (Role.COURT_CLERK, "desk_court", _("Court")),
    (Role.SUPERVISOR, "desk_supervisor", _("Figures")),
    (Role.ARCHIVIST, "desk_archive", _("Archive")),
    (Role.ADMINISTRATOR, "admin:index", _("Configuration")),
)


@dataclass(frozen=True)
class Link:
    """One entry of the main menu."""

    url: str
    label: Any
    current: bool = False
    count: int = 0


def layout(request: HttpRequest) -> dict[str, Any]:
    """The menu of this person, and whether this is the demo."""
    return {"demo": settings.DEMO, "navigation": lambda: menu(request)}


def menu(request: HttpRequest) -> list[Link]:
    """Public pages for everybody, own cases and desks for whoever is signed in."""
    person = getattr(request, "user", None)
    entries: list[tuple[str, Any]] = [("home", _("Home")), ("apply", _("Apply for mediation"))]
    if isinstance(person, Person):
        entries += [("my_cases", _("My cases")), ("inbox", _("Notices")), *desks_of(person)]
    else:
        entries += [("join", _("Join with a code")), ("track", _("Track a case")),
                    ("verify", _("Check a paper"))]  # fmt: skip
    counts = {"inbox": unread(person)} if isinstance(person, Person) else {}
    return [
        Link(url, label, current=request.path == url, count=counts.get(name, 0))
        for name, label in entries
        for url in [reverse(name)]
    ]


def desks_of(person: Person) -> list[tuple[str, Any]]:
    """Address names and labels of the desks a person has, by office or by being on a roster.

    One query. The configuration is for administrators who may open it.
    """
    codes = OrganisationUserObjectPermission.objects.filter(user=person)
    rosters = MediatorProfile.objects.filter(person=person, active=True)
    as_mediator = rosters.values_list(Value(f"act_as_{Role.MEDIATOR}"))
    held = codes.order_by().values_list("permission__codename").union(as_mediator)
    roles = {code for (code,) in held}
    if person.is_superuser:
        roles.add(f"act_as_{Role.ADMINISTRATOR}")
    if not person.is_staff:
        roles.discard(f"act_as_{Role.ADMINISTRATOR}")
    return [(name, label) for role, name, label in DESKS if f"act_as_{role}" in roles]


def unread(person: Person) -> int:
    """How many notices wait to be read, counted up to a hundred."""
    return Notice.objects.filter(recipient=person, read_at=None).order_by()[:100].count()


def person_language(get_response: Respond) -> Respond:
    """Middleware: whoever is signed in reads in the language chosen last, on every device."""

    def respond(request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", "")
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
        return get_response(request)

    return respond


def well_formed(get_response: Respond) -> Respond:
    """Middleware: refuse what no browser sends before anything reads it.

    A form in another character set may hold what UTF-8 cannot, or name a set that does not
    exist; PostgreSQL stores no zero byte and so finds nothing under an address with one.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() != "utf-8" or "\0" in request.path_info:
            return bad_request(request, SuspiciousOperation("Not sent by a browser."))
        return get_response(request)

    return respond


def private_pages(get_response: Respond) -> Respond:
    """Middleware: no browser or proxy keeps a page of somebody who is signed in."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        return response

    return respond
