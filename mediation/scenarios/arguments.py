"""How the arguments of a verb are written in a scenario, and how they are read.

The types come from the signatures of the machines; the same reading serves the check (where
names stand for themselves) and the play (where they stand for rows).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, Protocol, get_args

from django.utils.translation import gettext as _

from mediation.clock import SHANGHAI
from mediation.scenarios.problems import Problem, pointer
from workflows.flow import (
    CourtRef,
    FileRef,
    PartyRef,
    PersonRef,
    Rows,
    SessionRef,
    Text,
)
from workflows.vocabulary import ClauseKind

CLAUSE_ROW = {
    "kind": ClauseKind, "obligor": PartyRef, "payee": PartyRef, "object": str, "text": Text,
    "amount": Decimal, "currency": str, "due_on": date, "payee_account": str,
    "conditions": str, "breach": str,
}  # fmt: skip
#: For each argument that holds rows: the fields of a row, and those that must be there.
ROW_FIELDS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "clauses": (CLAUSE_ROW, ("kind", "text")),
    "attendance": (
        {"party": PartyRef, "name": str, "present": bool, "excused": bool},
        ("name", "present"),
    ),
    "items": ({"item": Text, "requirement": Text}, ("item", "requirement")),
}


class Names(Protocol):
    """What the names in a scenario stand for; a name that stands for nothing is a KeyError."""

    def party(self, name: str) -> Any: ...
    def person(self, name: str) -> Any: ...
    def court(self, name: str) -> Any: ...
    def session(self, number: int) -> Any: ...
    def file(self, title: str) -> Any: ...


@dataclass
class Reader:
    """Reads arguments, and notes everything it cannot read."""

    names: Names
    problems: list[Problem] = field(default_factory=list)

    def read(self, kind: Any, value: Any, place: str, name: str = "") -> Any:
        """The value as the verb wants it; None when it cannot be read, which is noted.

        :param kind: the annotation of the argument.
        :param name: name of the argument, which tells what its rows look like.
        """
        wanted = [one for one in get_args(kind) if one is not type(None)] or [kind]
        if value is None and len(get_args(kind)) > len(wanted):
            return None
        if wanted[0] is Rows:
            return self._rows(name, value, place)
        try:
            return self._single(wanted[0], value)
        except (ValueError, InvalidOperation) as error:
            self.problems.append(Problem(place, str(error)))
        except KeyError:
            self.problems.append(
                Problem(place, _("“%(name)s” is not among the names of this scenario.")
                        % {"name": value})
            )  # fmt: skip
        return None

    def _single(self, kind: Any, value: Any) -> Any:
        if isinstance(kind, type) and issubclass(kind, Enum):
            return _choice(kind, value)
        if kind in NAMED:
            shape, look_up = NAMED[kind]
            return look_up(self.names, _of(shape, value))
        if kind is FileRef:
            if not isinstance(value, Mapping) or set(value) != {"pdf"}:
                raise ValueError(_('A file is written as {"pdf": "its title"}.'))
            return self.names.file(_of(str, value["pdf"]))
        if kind in PLAIN:
            return PLAIN[kind](value)
        raise ValueError(_("Arguments of this kind cannot be written in a scenario."))

    def _rows(self, name: str, value: Any, place: str) -> list[dict[str, Any]]:
        fields, required = ROW_FIELDS[name]
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            self.problems.append(Problem(place, _("A list of objects is expected here.")))
            return []
        rows = []
        for index, row in enumerate(value):
            here = pointer(place, index)
            for missing in (one for one in required if one not in row):
                self.problems.append(Problem(here, _missing(missing)))
            for unknown in (one for one in row if one not in fields):
                self.problems.append(
                    Problem(pointer(here, unknown), _unknown(unknown, fields))
                )  # fmt: skip
            rows.append({
                key: self.read(fields[key], one, pointer(here, key))
                for key, one in row.items()
                if key in fields
            })  # fmt: skip
        return rows


def _missing(name: str) -> str:
    return _("“%(name)s” is missing.") % {"name": name}


def _unknown(name: str, known: Mapping[str, Any]) -> str:
    return _("“%(name)s” is not known here. Use one of: %(known)s.") % {
        "name": name,
        "known": ", ".join(known) or "–",
    }


def _of(kind: type, value: Any) -> Any:
    # In JSON and here, true is not a number.
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ValueError(
            {
                str: _("A text is expected here."),
                int: _("A whole number is expected here."),
                bool: _("true or false is expected here."),
            }[kind]
        )
    return value


def _choice(kind: type[Enum], value: Any) -> Any:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(str(one.value) for one in kind)
        raise ValueError(
            _("“%(value)s” is not one of: %(known)s.") % {"value": value, "known": known}
        ) from None


def _date(value: Any) -> date:
    try:
        return date.fromisoformat(_of(str, value))
    except ValueError:
        raise ValueError(
            _("“%(value)s” is not a day. Write it like 2026-08-31.") % {"value": value}
        ) from None


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(_of(str, value))
    except ValueError:
        raise ValueError(
            _("“%(value)s” is not a moment. Write it like 2026-08-31T15:00 (China time).")
            % {"value": value}
        ) from None
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


def _amount(value: Any) -> Decimal:
    try:
        amount = Decimal(_of(str, value))
    except (ValueError, InvalidOperation):
        amount = Decimal("NaN")
    if not amount.is_finite() or amount != round(amount, 2):
        raise ValueError(
            _('“%(value)s” is not an amount. Write it as a text like "450000.00".')
            % {"value": value}
        )
    return amount


PLAIN: dict[Any, Callable[[Any], Any]] = {
    str: lambda value: _of(str, value),
    Text: lambda value: _of(str, value),
    int: lambda value: _of(int, value),
    bool: lambda value: _of(bool, value),
    date: _date,
    datetime: _moment,
    Decimal: _amount,
}
NAMED: dict[Any, tuple[type, Callable[[Names, Any], Any]]] = {
    PartyRef: (str, lambda names, value: names.party(value)),
    PersonRef: (str, lambda names, value: names.person(value)),
    CourtRef: (str, lambda names, value: names.court(value)),
    SessionRef: (int, lambda names, value: names.session(value)),
}
