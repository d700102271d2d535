"""The task list of an application."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mediation.drafts import OPTIONAL, SECTIONS, complete_sections
from mediation.models import Case

NAMES: dict[str, str | Promise] = {
    "complainants": _("About you"),
    "respondents": _("The other side"),
    "rights": _("The right"),
    "story": _("What happened and what you ask for"),
    "evidence": _("Evidence"),
    "declarations": _("Declarations"),
    "agents": _("The agent"),
}


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    name: str | Promise
    url: str
    done: bool
    optional: bool


def task_list(case: Case) -> dict[str, Any]:
    """The sections with their state, and how many are done."""
    complete = complete_sections(case)
    tasks = [
        Task(
            NAMES[name], reverse("application_section", args=[case.reference, name]),
            complete[name], name in OPTIONAL,
        )
        for name in SECTIONS
    ]  # fmt: skip
    return {
        "tasks": tasks,
        "done": sum(task.done for task in tasks),
        "total": len(tasks),
        "ready": all(task.done or task.optional for task in tasks),
    }
