"""Numbers of organisations: 统一社会信用代码."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc as stdnum_uscc

from .normalise import clean_code
from .result import Checked, accept, refuse
from .slips import expected_last, likely_slip

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_DIGITS = "0123456789"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
# Registering department -> classes of organisation, GB 32100-2015 and its amendment.
_USCC_CLASSES = {
    "1": "1239",  # 机构编制
    "2": "19",  # 外交
    "3": "123459",  # 司法行政: law firms are 31
    "4": "19",  # 文化
    "5": "1239",  # 民政
    "6": "129",  # 旅游
    "7": "129",  # 宗教
    "8": "19",  # 工会
    "9": "1239",  # 市场监督管理
    "A": "19",  # 中央军委改革和编制办公室
    "N": "1239",  # 农业
    "Y": "1",  # 其他
}
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def uscc(value: str) -> Checked:
    """Check a unified social credit code (统一社会信用代码, GB 32100-2015).

    python-stdnum supplies the check character only: its own validation refuses the
    departments A, N and Y. A wrong check character inside the organisation code
    (GB 11714) is a warning, because numbers carried over from older registers have it.
    """
    number = clean_code(value).replace("-", "")
    if len(number) != 18:
        problem = format_lazy(
            _(
                "A unified social credit code has 18 characters, this one has {count}. "
                "Copy it from the current licence or certificate."
            ),
            count=len(number),
        )
        return refuse(number, problem)
    wrong = [str(i + 1) for i, c in enumerate(number) if c not in _uscc_characters(i)]
    if wrong:
        problem = format_lazy(
            _(
                "This character cannot stand at position {positions}. A unified social credit "
                "code has digits at positions 3 to 8 and never the letters I, O, S, V, Z."
            ),
            positions=", ".join(wrong),
        )
        return refuse(number, problem, _uscc_slip(number))
    expected = stdnum_uscc.calc_check_digit(number)
    if number[-1] != expected:
        problem = _(
            "The check character does not fit the rest of the unified social credit code. "
            "Compare each character with the licence."
        )
        return refuse(number, problem, expected_last(expected, _uscc_slip(number)))
    return accept(number, *_uscc_doubts(number))


def _uscc_characters(index: int) -> str:
    return _DIGITS if 2 <= index <= 7 else _USCC_ALPHABET


def _uscc_doubts(number: str) -> list[StrOrPromise]:
    doubts: list[StrOrPromise] = []
    if number[1] not in _USCC_CLASSES.get(number[0], ""):
        doubts.append(
            _(
                "The first two characters name no known kind of organisation; "
                "compare them with the licence."
            )
        )
    if number[16] != _organisation_check_character(number[8:16]):
        doubts.append(
            _(
                "Position 17, the check character of the organisation code, does not fit. "
                "Some older codes are like this; compare with the licence."
            )
        )
    return doubts


def _organisation_check_character(body: str) -> str:
    total = sum(int(c, 36) * weight for c, weight in zip(body, _ORG_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def _uscc_slip(number: str) -> StrOrPromise | None:
    return likely_slip(number, _USCC_ALPHABET, _is_sound_uscc)


def _is_sound_uscc(number: str) -> bool:
    return (
        all(c in _uscc_characters(i) for i, c in enumerate(number))
        and number[-1] == stdnum_uscc.calc_check_digit(number)
        and not _uscc_doubts(number)
    )
