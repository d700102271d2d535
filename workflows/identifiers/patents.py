"""Patent numbers (专利号, 专利申请号) and layout-design numbers (布图设计登记号)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .normalise import clean_code
from .result import Checked, accept, refuse
from .slips import expected_last, likely_slip

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_KINDS = "12389"  # invention, utility model, design, PCT invention, PCT utility model
_PATENT = re.compile(r"(?P<prefix>ZL|CN)?(?P<body>\d{12}|\d{8})(?:\.?(?P<check>[\dX]))?", re.ASCII)
_TYPED_PATENT = re.compile(r"(?P<prefix>ZL|CN)?(?P<number>[0-9A-Z.]{9,14})")
_PUBLICATION = re.compile(r"CN\d{7,9}[A-Z]\d?", re.ASCII)
_LAYOUT = re.compile(r"BS\.?(?P<body>\d{8})\.(?P<check>[\dX])", re.ASCII)
_LAYOUT_NINE = re.compile(r"BS\.?(?P<body>\d{9})", re.ASCII)


def patent(value: str) -> Checked:
    """Check a patent or application number (ZC 0006: 申请号 and its check digit).

    12 digits since October 2003, 8 before; ZL marks a granted patent, CN an application.
    A number without its check digit is incomplete, and the digit is suggested.
    """
    number = clean_code(value)
    match = _PATENT.fullmatch(number)
    if not match:
        return refuse(number, _form_problem(number), _slip(number))
    prefix, body, check = match["prefix"] or "", match["body"], match["check"]
    full = f"{prefix}{body}.{check}" if check else number
    problem = _body_problem(body)
    if problem is not None:
        return refuse(full, problem, _slip(full))
    expected = check_digit(body)
    if check is None:
        return Checked(
            valid=False,
            normalised=number,
            problem=_(
                "The check digit after the dot is missing. Add it from the certificate or notice."
            ),
            incomplete=True,
            suggestion=format_lazy(
                _("If the rest is right, the number is {number}."),
                number=f"{prefix}{body}.{expected}",
            ),
        )
    if check != expected:
        problem = _(
            "The check digit after the dot does not fit the rest of the patent number. "
            "Compare each digit with the certificate or notice."
        )
        return refuse(full, problem, expected_last(expected, _slip(full)))
    return accept(full)


def check_digit(body: str) -> str:
    """Return the check digit, 0 to 9 or X, of the 8 or 12 digits of a patent number."""
    return "0123456789X"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=False)) % 11]


def layout_design(value: str) -> Checked:
    """Check a layout-design registration number (布图设计登记号, BS.…).

    That its last character follows the patent rule is seen, not published: it only warns.
    """
    number = clean_code(value)
    if nine := _LAYOUT_NINE.fullmatch(number):
        return accept(f"BS.{nine['body']}")
    match = _LAYOUT.fullmatch(number)
    if not match:
        return refuse(
            number,
            _(
                "A layout-design number reads like BS.12345678.9 or BS.123456789. "
                "Copy it from the certificate."
            ),
        )
    full = f"BS.{match['body']}.{match['check']}"
    expected = check_digit(match["body"])
    if match["check"] == expected:
        return accept(full)
    doubt = format_lazy(
        _(
            "In most layout-design numbers with these digits the last character is {character}. "
            "Compare it with the certificate."
        ),
        character=expected,
    )
    return accept(full, doubt)


def _form_problem(number: str) -> StrOrPromise:
    if _PUBLICATION.fullmatch(number):
        return _(
            "This looks like a publication number. Enter the patent or application number, "
            "which has a check digit after a dot."
        )
    return _(
        "A patent number has 12 digits (8 before October 2003), a dot and a check digit, "
        "after ZL for a patent or CN for an application, for example ZL201621261300.6."
    )


def _body_problem(body: str) -> StrOrPromise | None:
    """Say what is wrong with the year or the kind of patent in 8 or 12 digits, or None."""
    if len(body) == 12 and int(body[:4]) < 2003:
        return _(
            "Numbers of 12 digits begin with a year from 2003 on. "
            "Before October 2003 numbers have 8 digits and a year of two."
        )
    if len(body) == 8 and 3 < int(body[:2]) < 85:
        return _(
            "Numbers of 8 digits begin with a year from 85 to 99 or 00 to 03. "
            "Since October 2003 numbers have 12 digits and a year of four."
        )
    if body[-8 if len(body) == 12 else 2] not in _KINDS:
        return _(
            "The digit after the year tells the kind of patent: 1 or 8 invention, 2 or 9 "
            "utility model, 3 design. Compare it with the certificate."
        )
    return None


def _slip(number: str) -> StrOrPromise | None:
    typed = _TYPED_PATENT.fullmatch(number)
    if not typed:
        return None
    prefix = typed["prefix"] or ""
    return likely_slip(typed["number"], "0123456789X", _is_sound, offset=len(prefix))


def _is_sound(number: str) -> bool:
    match = _PATENT.fullmatch(number)
    return (
        match is not None
        and match["check"] is not None
        and _body_problem(match["body"]) is None
        and match["check"] == check_digit(match["body"])
    )
