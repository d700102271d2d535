"""Template tags every page may use."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mediation import clock
from mediation.models import Case, Deadline
from workflows.amounts import capitals as in_capitals
from workflows.deadline_trace import Step
from workflows.states import STAGE_OF, CaseState, Stage
from workflows.terms import TERMS

register = template.Library()


@register.inclusion_tag("_steps.html")
def steps(case: Case) -> dict[str, Any]:
    """The bar of the five stages, with the present one."""
    order = list(Stage)
    current = order.index(STAGE_OF[CaseState(case.state)])
    return {
        "steps": [
            {"label": stage.label, "past": place < current, "current": place == current}
            for place, stage in enumerate(order)
        ]
    }


@register.filter
def state_tone(state: str) -> str:
    """The class of a state's tag: finished, stopped, waiting or under way."""
    if state in ("closed", "archived", "performed", "effective", "performing", "granted", "met"):
        return "done"
    if state in ("terminated", "not_accepted", "withdrawn", "breached", "dismissed", "expired"):
        return "stop"
    return "wait" if state in ("correction", "suspended", "consent_pending", "open") else "todo"


@register.filter
def term(deadline: Deadline) -> str:
    """What a term is called."""
    return str(TERMS.get(deadline.rule_id, deadline.rule_id))


@register.filter
def days_left(deadline: Deadline) -> int | None:
    """Days until the last day; negative when it has passed, None while it stands still."""
    if deadline.paused_at or deadline.effective is None:
        return None
    return (deadline.effective - clock.today()).days


@register.filter
def days_left_text(deadline: Deadline) -> str:
    """The days until the last day, in words."""
    days = days_left(deadline)
    if days is None:
        return ""
    if days < 0:
        return ngettext("%(n)d day late", "%(n)d days late", -days) % {"n": -days}
    if days == 0:
        return _("today is the last day")
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}


@register.filter
def trace_sentences(deadline: Deadline) -> list[str]:
    """How a day was counted, sentence by sentence."""
    return [Step(step["code"], step["params"]).sentence() for step in deadline.trace]


@register.filter
def money(amount: Decimal | None, currency: str = "CNY") -> str:
    """An amount with its currency: CNY 450,000.00, in Chinese 450,000.00元."""
    if amount is None:
        return ""
    if currency == "CNY":
        return _("CNY %(amount)s") % {"amount": f"{amount:,.2f}"}
    return f"{currency} {amount:,.2f}"


@register.filter
def capitals(amount: Decimal | None) -> str:
    """The amount in Chinese capitals, as in the signed text."""
    return "" if amount is None else in_capitals(amount)


@register.filter
def moment(value: datetime | None) -> str:
    """A moment in China: 2026-09-02 10:00."""
    return "" if value is None else date_format(localtime(value), "Y-m-d H:i")
