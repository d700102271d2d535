"""Is everything there that a paper must contain?

A path names a value in the context: ``case.number``; ``parties[].name`` asks for a list with at
least one entry and the value in each; ``evidence[*].title`` allows the list to be empty or
absent. A value counts as missing when it is absent, None, blank text or an empty list.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from documents import chinese
from workflows.amounts import capitals

Context = dict[str, Any]
Check = Callable[[Context], Iterable[str]]


class IncompletePaper(Exception):
    """The context does not hold what the paper must contain.

    Args:
        kind: code of the paper's kind.
        problems: every problem, one sentence each.
    """

    def __init__(self, kind: str, problems: list[str]) -> None:
        self.kind = kind
        self.problems = problems
        super().__init__(
            _("The paper “%(kind)s” cannot be made: %(problems)s")
            % {"kind": kind, "problems": " ".join(problems)}
        )


def missing(context: Context, paths: Iterable[str]) -> list[str]:
    """One sentence for each required value that is missing, with its exact place."""
    return [
        _("“%(path)s” is missing.") % {"path": place}
        for path in paths
        for place in _holes(context, path.split("."), "")
    ]


def _holes(value: Any, steps: list[str], place: str) -> Iterator[str]:
    if not steps:
        if _is_blank(value):
            yield place
        return
    step, rest = steps[0], steps[1:]
    name = step.removesuffix("[]").removesuffix("[*]")
    place = f"{place}.{name}" if place else name
    inner = value.get(name) if isinstance(value, dict) else None
    if name == step:
        yield from _holes(inner, rest, place)
    elif _is_blank(inner):
        if step.endswith("[]"):
            yield place
    elif not isinstance(inner, list):
        yield place
    else:
        for index, item in enumerate(inner):
            yield from _holes(item, rest, f"{place}[{index}]")


def _is_blank(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def is_plain_data(context: Context) -> Iterator[str]:
    """A paper's context is frozen as JSON inside the paper."""
    try:
        json.dumps(context, allow_nan=False)
    except (TypeError, ValueError) as error:
        yield _("The context is not plain JSON data: %(error)s.") % {"error": error}


def is_dated_consistently(context: Context) -> Iterator[str]:
    """``issued_on`` is the Beijing day of ``issued_at``."""
    try:
        expected = chinese.day(chinese.local_time(context["issued_at"]))
    except (KeyError, TypeError, ValueError):
        yield _("“issued_at” must be an ISO date and time with its time zone.")
        return
    if context.get("issued_on") != expected:
        yield _("“issued_on” must be %(day)s, the Beijing day of “issued_at”.") % {"day": expected}


def has_both_sides(context: Context) -> Iterator[str]:
    """A dispute has a complainant and a respondent."""
    parties = context.get("parties")
    roles = {p.get("role") for p in parties if isinstance(p, dict)} if parties else set()
    for role in ("complainant", "respondent"):
        if role not in roles:
            yield _("No party has the role “%(role)s”.") % {"role": role}


def clauses_are_numbered(context: Context) -> Iterator[str]:
    """Clauses count 1, 2, 3 … without a gap, so that "第三条" means one thing."""
    clauses = context.get("clauses") or []
    if [clause.get("number") for clause in clauses] != list(range(1, len(clauses) + 1)):
        yield _("The clauses must be numbered 1, 2, 3 … in order.")


def money_can_be_enforced(context: Context) -> Iterator[str]:
    """A clause to pay names amount, currency, day and payee (民诉法解释 art. 461), and the
    amount in capitals says the same as the amount in figures."""
    for index, clause in enumerate(context.get("clauses") or []):
        if not clause.get("amount"):
            continue
        place = f"clauses[{index}]"
        for name in ("amount_capitals", "currency", "due_on", "payee"):
            if not clause.get(name):
                yield _("“%(path)s” is missing.") % {"path": f"{place}.{name}"}
        if clause.get("currency") == "CNY":
            yield from _capitals_agree(clause, place)


def _capitals_agree(clause: Context, place: str) -> Iterator[str]:
    try:
        expected = capitals(Decimal(clause["amount"]))
    except (InvalidOperation, TypeError, ValueError):
        yield _("“%(path)s” is not an amount in yuan.") % {"path": f"{place}.amount"}
        return
    if clause.get("amount_capitals") != expected:
        yield _("“%(path)s” must be %(expected)s, the amount in figures.") % {
            "path": f"{place}.amount_capitals",
            "expected": expected,
        }
