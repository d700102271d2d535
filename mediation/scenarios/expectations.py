"""How a case stands, compared with how the scenario says it must stand."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from documents.models import Document
from mediation import clock, rules
from mediation.clock import SHANGHAI
from mediation.models import (
    Agreement,
    Case,
    Confirmation,
    Deadline,
    FollowUp,
    Handover,
    Obligation,
    Person,
    Recusal,
)
from mediation.numbers import unexplained_numbers
from workflows.thresholds import Figures, criminal_alerts


def differences(case: Case, expected: dict[str, Any], people: dict[str, Person]) -> list[str]:
    """One sentence for everything that is not as expected; empty when all is."""
    case.refresh_from_db()
    found = []
    for name, wanted in expected.items():
        if name == "mediator":
            wanted = people[wanted].pk
        actual = ACTUAL[name](case, wanted)
        if actual != wanted:
            found.append(
                _("%(name)s is %(actual)s, expected was %(wanted)s.")
                % {"name": name, "actual": actual or "–", "wanted": wanted or "–"}
            )
    return found


def _confirmation(case: Case, wanted: str) -> str:
    latest = Confirmation.objects.filter(case=case).order_by("id").last()
    return latest.state if latest else ""


def _obligations(case: Case, wanted: list[str]) -> list[str]:
    latest = Agreement.objects.filter(case=case).order_by("version").last()
    rows = Obligation.objects.filter(case=case, clause__agreement=latest)
    return list(rows.order_by("clause__number").values_list("state", flat=True))


def _deadlines(case: Case, wanted: dict[str, str]) -> dict[str, str]:
    """For each rule asked for, the end of its latest term, as exact as it was asked for."""
    found = {}
    for rule, day in wanted.items():
        row = Deadline.objects.filter(case=case, rule_id=rule).order_by("id").last()
        if row is None:
            found[rule] = ""
        elif "T" in day and row.ends_at is not None:
            found[rule] = f"{row.ends_at.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}"
        else:
            found[rule] = str(row.effective or row.nominal)
    return found


def _papers(case: Case, wanted: list[str]) -> list[str]:
    """Those of the kinds asked for which are there."""
    kinds = set(Document.objects.filter(case=case).values_list("kind", flat=True))
    return [kind for kind in wanted if kind in kinds]


def _alerts(case: Case, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same acts and figures with the measures that reach a threshold today."""
    return [{**one, "measures": _reached(one["act"], one["figures"])} for one in wanted]


def _reached(act: str, told: dict[str, Any]) -> list[str]:
    figures: dict[str, Any] = {
        name: Decimal(value) if isinstance(value, str) else value for name, value in told.items()
    }
    thresholds = rules.criminal_thresholds()
    alerts = criminal_alerts(act, Figures(**figures), clock.today(), thresholds)
    return [str(alert.measure) for alert in alerts]


#: What may be expected, and how it is found; each is also told what is wanted.
ACTUAL: dict[str, Callable[[Case, Any], Any]] = {
    "state": lambda case, wanted: str(case.state),
    "outcome_reason": lambda case, wanted: str(case.outcome_reason),
    "confirmation": _confirmation,
    "obligations": _obligations,
    "versions": lambda case, wanted: Agreement.objects.filter(case=case).count(),
    "recusals": lambda case, wanted: list(
        Recusal.objects.filter(case=case).order_by("id").values_list("state", flat=True)
    ),
    "mediator": lambda case, wanted: case.mediator_id,
    "handovers": lambda case, wanted: list(
        Handover.objects.filter(case=case).order_by("id").values_list("kind", flat=True)
    ),
    "follow_ups": lambda case, wanted: FollowUp.objects.filter(case=case).count(),
    "lawsuit_number": lambda case, wanted: case.lawsuit_number,
    "wrong_numbers": lambda case, wanted: len(unexplained_numbers(case, case.parties.all())),
    "deadlines": _deadlines,
    "papers": _papers,
    "alerts": _alerts,
}
