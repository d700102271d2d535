"""Scenario files: read, and compared with the schema."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker

from mediation.scenarios.problems import BadScenario, Problem, pointer

DATA = Path(__file__).parent / "data"
SCHEMA = settings.BASE_DIR / "docs" / "scenario.schema.json"
#: Dates and e-mail addresses are checked, other formats are left to the reader.
FORMATS = FormatChecker(("date", "email"))


def read_scenario(path: Path) -> Any:
    """The JSON of a file.

    :raises BadScenario: it cannot be read or is not JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadScenario([Problem("", _("The file is not readable JSON: %(error)s")
                                   % {"error": error})]) from error  # fmt: skip


def supplied() -> list[Path]:
    """The scenarios that come with the system, in their order."""
    return sorted(DATA.glob("[0-9][0-9]-*.json"))


@cache
def _cast() -> Any:
    return json.loads((DATA / "cast.json").read_text(encoding="utf-8"))


def with_cast(data: Any) -> Any:
    """The scenario with the organisations and people of the cast it names; its own win."""
    if not isinstance(data, dict) or data.get("cast") != "demo":
        return data
    merged = {
        part: {**_cast()[part], **(data[part] if isinstance(data.get(part), dict) else {})}
        for part in ("organisations", "people")
    }
    return {**data, **merged}


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FORMATS)


def schema_problems(data: Any) -> Iterator[Problem]:
    """Everything in which the data differs from `docs/scenario.schema.json`."""
    for error in _validator().iter_errors(data):
        place = pointer("", *error.absolute_path)
        if error.validator == "required":
            name = error.message.split("'")[1]
            yield Problem(pointer(place, name), _("“%(name)s” is missing.") % {"name": name})
        elif error.validator == "format" and error.validator_value == "date":
            yield Problem(
                place,
                _("“%(value)s” is not a day. Write it like 2026-08-31.")
                % {"value": error.instance},
            )
        else:
            yield Problem(place, error.message)
