"""Court case numbers (法院案号), 法〔2015〕137号 as amended by 法〔2018〕335号."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .normalise import clean_code
from .regions import PROVINCES
from .result import Checked, accept, refuse

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_BRACKETS = str.maketrans("([〔【)]〕】", "（（（（））））")
# Longest first: the parts are read one after the other, without going back.
_TYPES = "民诉前调|民特监|民特|民初|民终|民申|民监|行初|行终|刑初|执保|执异|执恢|执|财保|行保|证保"
_COURTS = PROVINCES + "军兵"  # and the military and the Xinjiang corps courts
# The parts in their order, each with what to say when it cannot be read.
_PARTS: tuple[tuple[re.Pattern[str], StrOrPromise], ...] = (
    (
        re.compile(r"（(?:19|20)\d{2}）", re.ASCII),
        _("Begin with the year in brackets, for example （2026）云0102民特1号."),
    ),
    (
        re.compile(rf"(?:最高法|[{_COURTS}](?:\d{{4}}|\d{{2}})?)(?!\d)", re.ASCII),
        _(
            "After the year stands the court: 最高法, or a province's character alone, "
            "with 2 digits or with 4, for example 云, 云01 or 云0102."
        ),
    ),
    (
        re.compile(f"知?(?:{_TYPES})"),
        _(
            "After the court stands the type of case, for example 民特 for judicial "
            "confirmation, 民初 or 执. Types from before 2016 are not accepted."
        ),
    ),
    (
        re.compile(r"\d{1,8}号\Z", re.ASCII),
        _("End with the serial number of 1 to 8 digits and 号."),
    ),
)


def court_case(value: str) -> Checked:
    """Check a court case number, such as （2026）云0102民特99901号 (司法确认).

    Year, court, the optional 知 of intellectual-property tribunals, type and serial number;
    brackets are stored full-width. Which court a code names is a matter of a table, since
    old codes may live on after a region changes (art. 13).
    """
    number = _normalise(value)
    problem = _read(number)[1]
    return accept(number) if problem is None else refuse(number, problem)


def court_case_code(value: str) -> str:
    """Return the court's code (法院代字) of a case number, such as 云01 or 最高法.

    Raises ValueError when the number is not valid.
    """
    parts, problem = _read(_normalise(value))
    if problem is not None:
        raise ValueError(problem)
    return parts[1]


def _normalise(value: str) -> str:
    return clean_code(value).translate(_BRACKETS)


def _read(number: str) -> tuple[list[str], StrOrPromise | None]:
    """Return the parts that can be read, and what to say of the first that cannot."""
    parts: list[str] = []
    position = 0
    for pattern, problem in _PARTS:
        match = pattern.match(number, position)
        if not match:
            return parts, problem
        parts.append(match[0])
        position = match.end()
    return parts, None
