"""Identifiers: read, check and correct the numbers people type.

`check` answers for every kind in `KINDS` and never raises on a typed text. Nothing here asks
a registry: a valid number is well formed, not proven to exist.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from .court_cases import court_case, court_case_code
from .normalise import clean_code
from .organisations import uscc
from .patents import layout_design, patent
from .persons import mask as _mask_resident_id
from .persons import resident_id
from .result import Checked, refuse
from .rights import (
    copyright_registration,
    geographical_indication,
    plant_variety,
    software,
    trademark,
)

__all__ = ["KINDS", "Checked", "check", "court_case_code", "mask", "resident_id"]

KINDS: Mapping[str, Callable[[str], Checked]] = {
    "uscc": uscc,
    "resident_id": resident_id,
    "patent": patent,
    "trademark": trademark,
    "copyright": copyright_registration,
    "software": software,
    "plant_variety": plant_variety,
    "layout_design": layout_design,
    "geographical_indication": geographical_indication,
    "court_case": court_case,
}


def check(kind: str, value: str) -> Checked:
    """Check `value`, as typed, as a number of the given kind (a key of `KINDS`).

    Raises ValueError for an unknown kind.
    """
    checker = _checker(kind)
    if not clean_code(value):
        return refuse("", _("Enter the number."))
    return checker(value)


def mask(kind: str, value: str) -> str:
    """Return the number fit for screens and logs: 530102********0019 for an ID number.

    The other kinds are public and only normalised. Raises ValueError for an unknown kind.
    """
    checker = _checker(kind)
    return _mask_resident_id(value) if kind == "resident_id" else checker(value).normalised


def _checker(kind: str) -> Callable[[str], Checked]:
    try:
        return KINDS[kind]
    except KeyError:
        known = ", ".join(KINDS)
        raise ValueError(f"Unknown kind of identifier {kind!r}: use one of {known}.") from None
