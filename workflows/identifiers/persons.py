"""Numbers of people: 公民身份号码 on the resident identity card."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

from .normalise import clean_code
from .regions import RESIDENT_ID_REGIONS
from .result import Checked, accept, refuse
from .slips import expected_last, likely_slip

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_FORM = re.compile(r"\d{17}[\dX]", re.ASCII)
_OLD_FORM = re.compile(r"\d{15}", re.ASCII)
_OLDEST_AGE = 120
# The rules have no clock. An age reckoned on this day is never too high, so no one is
# wrongly called too old; callers who know the day pass it to `resident_id`.
_RECKONED_ON = date(2026, 1, 1)


def resident_id(value: str, *, on: date | None = None) -> Checked:
    """Check a resident identity number (公民身份号码, GB 11643).

    The numbers of residence permits for Hong Kong, Macao and Taiwan residents follow the
    same rule. python-stdnum supplies the check character and the birth date; its list of
    counties is not used, as it refuses an example of the standard and those permits.

    `on`: the day to reckon age on; with it a birth date after that day is refused.
    """
    number = clean_code(value).replace("-", "")
    if _OLD_FORM.fullmatch(number):
        return refuse(
            number,
            _(
                "Resident identity numbers of 15 digits are no longer valid. "
                "Enter the 18 characters on the current card."
            ),
        )
    if not _FORM.fullmatch(number):
        problem = _(
            "A resident identity number has 17 digits and then a digit or X. "
            "For a passport or travel permit choose that kind of document."
        )
        return refuse(number, problem, _slip(number))
    if number[:2] not in RESIDENT_ID_REGIONS:
        problem = _(
            "The first two digits are no region's. Compare them with the card, "
            "or choose the kind of document it is."
        )
        return refuse(number, problem, _slip(number))
    try:
        born = ric.get_birth_date(number)
    except InvalidComponent:
        problem = _("Digits 7 to 14 are not a calendar date. Compare them with the card.")
        return refuse(number, problem, _slip(number))
    expected = ric.calc_check_digit(number)
    if number[-1] != expected:
        problem = _(
            "The check character does not fit the rest of the resident identity number. "
            "Compare each digit with the card."
        )
        return refuse(number, problem, expected_last(expected, _slip(number)))
    return _judge_age(number, born, on)


def mask(value: str) -> str:
    """Return a resident identity number fit for screens: 530102********0019.

    What is not 18 characters long shows at most its last four.
    """
    number = clean_code(value).replace("-", "")
    if len(number) == 18:
        return f"{number[:6]}{'*' * 8}{number[-4:]}"
    shown = number[-4:] if len(number) > 8 else ""
    return "*" * (len(number) - len(shown)) + shown


def _judge_age(number: str, born: date, on: date | None) -> Checked:
    if on and born > on:
        return refuse(
            number,
            _("The birth date, digits 7 to 14, is in the future. Compare it with the card."),
        )
    day = on or _RECKONED_ON
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    if age > _OLDEST_AGE:
        return accept(
            number,
            _(
                "By the birth date, digits 7 to 14, this person is over 120 years old. "
                "Compare it with the card."
            ),
        )
    return accept(number)


def _slip(number: str) -> StrOrPromise | None:
    return likely_slip(number, "0123456789X", _is_sound) if len(number) == 18 else None


def _is_sound(number: str) -> bool:
    if not _FORM.fullmatch(number) or number[:2] not in RESIDENT_ID_REGIONS:
        return False
    try:
        ric.get_birth_date(number)
    except InvalidComponent:
        return False
    return number[-1] == ric.calc_check_digit(number)
