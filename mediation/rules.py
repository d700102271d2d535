"""The dated rules of the field, read once from `mediation/data`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from workflows.calendar import WorkCalendar, calendar_from
from workflows.courts import CourtTable, court_table_from
from workflows.deadlines import Rule, rules_from
from workflows.precheck import Words, words_from
from workflows.thresholds import Thresholds, thresholds_from

DATA = Path(__file__).parent / "data"


def _read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def deadline_rules() -> tuple[Rule, ...]:
    """Every term, with its dates of validity."""
    return rules_from(_read("deadline_rules.json"))


@cache
def calendar() -> WorkCalendar:
    """The working days that have been published."""
    return calendar_from(_read("calendar.json"))


@cache
def courts() -> CourtTable:
    """Courts and which of them is competent for what."""
    return court_table_from(_read("courts.json"))


@cache
def precheck_words() -> Words:
    """The words the content check looks for."""
    return words_from(_read("precheck_words.json"))


@cache
def criminal_thresholds() -> tuple[Thresholds, ...]:
    """From which figures on a human must look at criminal transfer."""
    return thresholds_from(_read("criminal_thresholds.json"))
