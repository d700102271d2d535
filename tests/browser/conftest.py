"""A real browser against a real server: Debian's Chromium, one context a person."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, sync_playwright

from mediation.models import Person
from mediation.outbox import send_notices
from mediation.printing import print_papers

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session."""
    # Playwright's synchronous interface runs a loop of its own in this thread.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Visitor:
    """Somebody at a browser of their own, who speaks one language."""

    def __init__(self, stage: "Stage", name: str, width: int = 1280) -> None:
        self.stage = stage
        self.name = name
        self.context = stage.browser.new_context(
            base_url=stage.base, locale=stage.locale, viewport={"width": width, "height": 900}
        )
        self.page: Page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: stage.complaints.append(f"{name}: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: Any) -> None:
        if message.type == "error":
            self.stage.complaints.append(f"{self.name}: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.stage.base, "data:")):
            self.stage.complaints.append(f"{self.name}: asked {request.url}")

    def sign_in(self, person: Person) -> "Visitor":
        """Through the page, as people do."""
        self.page.goto("/accounts/login/")
        self.page.fill("[name=login]", person.email)
        self.page.fill("[name=password]", "pass")
        self.page.click("main button[type=submit]")
        self.page.wait_for_load_state()
        return self

    def open(self, address: str) -> Page:
        """Go somewhere."""
        self.page.goto(address)
        return self.page

    def fill(self, **values: Any) -> None:
        """Fill in fields by name: text, a choice, a tick, a file."""
        for name, value in values.items():
            field = self.page.locator(f"main [name='{name.replace('__', '-')}']").first
            kind = field.evaluate("e => e.type")
            if kind == "hidden":
                continue
            if kind == "checkbox":
                field.set_checked(bool(value))
            elif kind == "radio":
                self.page.check(f"main [name='{name}'][value='{value}']")
            elif kind.startswith("select"):
                field.select_option(str(value))
            elif kind == "file":
                field.set_input_files(value)
            else:
                field.fill(str(value))

    def send(self) -> None:
        """Press the button of the page's form."""
        self.page.locator("main form button[type=submit].btn-primary, main form button.btn-danger"
                          ).last.click()  # fmt: skip
        self.page.wait_for_load_state()
        errors = self.page.locator(".error-summary")
        assert errors.count() == 0, f"{self.name}: {errors.inner_text()}"

    def do(self, case: Any, verb: str, **values: Any) -> None:
        """From the case's page, by the link of the verb, to the filled and sent form."""
        self.open(f"/cases/{case.reference}/")
        self.page.locator(f"main a[href$='/{verb}/']").first.click()
        self.page.wait_for_load_state()
        self.fill(**values)
        self.picture(verb)
        self.send()

    def picture(self, name: str) -> None:
        """A screenshot, numbered in the order of the story."""
        self.stage.count += 1
        path = self.stage.pictures / f"{self.stage.count:02d}-{self.name}-{name}.png"
        self.page.screenshot(path=path, full_page=True)


class Stage:
    """Server, browser, people, and what went wrong on the way."""

    def __init__(self, browser: Browser, base: str, pictures: Path, locale: str) -> None:
        self.browser, self.base, self.pictures, self.locale = browser, base, pictures, locale
        self.complaints: list[str] = []
        self.count = 0

    def visitor(self, name: str, person: Person | None = None, width: int = 1280) -> Visitor:
        """A new browser context, signed in where a person is given."""
        visitor = Visitor(self, name, width)
        return visitor.sign_in(person) if person else visitor

    def worker(self) -> None:
        """What the worker does in the background: print papers, send notices."""
        print_papers()
        send_notices()

    def invitation(self, address: str) -> str:
        """The link in the letter to a respondent, as an address on this server."""
        for message in reversed(mail.outbox):
            found = re.search(r"/join/\?code=[A-Z0-9-]+", message.body)
            if address in message.to and found:
                return found.group()
        raise AssertionError(f"No invitation was sent to {address}.")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: SCREENSHOTS, or a place of the test's own."""
    place = Path(os.environ.get("SCREENSHOTS", str(tmp_path / "screenshots")))
    place.mkdir(parents=True, exist_ok=True)
    return place
