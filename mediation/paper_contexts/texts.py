"""The dated sentences and citations of papers, read once from `mediation/data`.

Law changes: every row says from when to when it holds, under which conditions, and where it
comes from. A paper takes the rows of its own day.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from mediation import rules


class NoText(LookupError):
    """No sentence of this name holds on that day: the data lacks a row."""


@dataclass(frozen=True)
class DatedText:
    """One sentence or citation.

    `when` maps a fact of the paper (track, ip_type, reason, rule …) to the values for which the
    row holds; a fact that is not named does not matter.
    """

    key: str
    text: str
    when: Mapping[str, frozenset[str]]
    effective_from: date
    effective_to: date | None
    source: str

    def holds(self, day: date, facts: Mapping[str, str]) -> bool:
        """Whether the row is in force on `day` and fits the facts."""
        in_force = self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )
        return in_force and all(facts.get(name) in values for name, values in self.when.items())


def texts_from(rows: Iterable[Mapping[str, Any]]) -> tuple[DatedText, ...]:
    """Rows of the parsed file.

    :raises KeyError, ValueError: a row lacks a part, or a date is none.
    """
    return tuple(
        DatedText(
            key=row["key"],
            text=row["text"],
            when={name: frozenset(values) for name, values in row["when"].items()},
            effective_from=date.fromisoformat(row["effective_from"]),
            effective_to=date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
            source=row["source"],
        )
        for row in rows
    )


def _data(name: str) -> Any:
    return json.loads((rules.DATA / name).read_text(encoding="utf-8"))


@cache
def citations() -> tuple[DatedText, ...]:
    """Legal bases that papers cite."""
    return texts_from(_data("citations.json")["rows"])


@cache
def sentences() -> tuple[DatedText, ...]:
    """Sentences of papers."""
    return texts_from(_data("paper_texts.json")["rows"])


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Chinese words for the codes of the vocabularies, by vocabulary."""
    found: Mapping[str, Mapping[str, str]] = _data("paper_texts.json")["words"]
    return found


def every(
    table: Iterable[DatedText], key: str, day: date, facts: Mapping[str, str]
) -> list[DatedText]:
    """All rows that hold, in the order of the file.

    :raises NoText: there is none.
    """
    found = [row for row in table if row.key == key and row.holds(day, facts)]
    if not found:
        raise NoText(f"{key} {dict(facts)} {day.isoformat()}")
    return found


def closest(table: Iterable[DatedText], key: str, day: date, facts: Mapping[str, str]) -> DatedText:
    """Of the rows that hold, the one with most conditions.

    :raises NoText: there is none.
    """
    return max(every(table, key, day, facts), key=lambda row: len(row.when))
