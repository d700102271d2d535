"""Find the slip of the pen that would explain a wrong number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What a reader or a scanner takes for what.
_DIGIT_FOR_LETTER = dict(zip("OQDILZSBG", "000112586", strict=True))
_LOOK_ALIKES = _DIGIT_FOR_LETTER | {"0": "DQ", "1": "L", "6": "G", "8": "B", "V": "UY"}
_FEW = 3


def expected_last(character: str, slip: StrOrPromise | None) -> StrOrPromise:
    """Say which check character the rest of the number calls for, then the likely slip."""
    sentence = format_lazy(
        _("If the rest is right, the last character is {character}."), character=character
    )
    return sentence if slip is None else format_lazy("{} {}", sentence, slip)


def likely_slip(
    number: str, alphabet: str, is_valid: Callable[[str], bool], *, offset: int = 0
) -> StrOrPromise | None:
    """Say where the number is probably wrong, or None when no place stands out.

    Look-alike characters come first, then two neighbours swapped, then any one character.
    Of each sort places are named only if few make the number valid: nearly any place can
    mend a lone check character, and naming them all would mislead.

    `alphabet`: the characters to try in every place.
    `offset`: the length of a prefix the reader sees before `number`.
    """
    for candidates in (
        _misread(number),
        _look_alikes(number),
        _swaps(number),
        _substitutions(number, alphabet),
    ):
        fits = dict.fromkeys(filter(is_valid, candidates))
        if 1 <= len(fits) <= _FEW:
            changes = " / ".join(_change(number, reading, offset) for reading in fits)
            return format_lazy(
                _(
                    "Compare with the document. The number would be valid with "
                    "(position → character): {changes}."
                ),
                changes=changes,
            )
    return None


def _change(number: str, reading: str, offset: int) -> str:
    """Return "15 → 0", or "5, 6 → 5, 0" where several characters differ."""
    changed = [i for i, pair in enumerate(zip(number, reading, strict=True)) if len({*pair}) > 1]
    positions = ", ".join(str(i + 1 + offset) for i in changed)
    return f"{positions} → {', '.join(reading[i] for i in changed)}"


def _misread(number: str) -> Iterator[str]:
    # D, L, B, G and Q may be meant in a credit code, the other letters never are.
    for letters in ("OIZS", "OIZSDLBGQ"):
        yield "".join(_DIGIT_FOR_LETTER[c] if c in letters else c for c in number)


def _look_alikes(number: str) -> Iterator[str]:
    for i, character in enumerate(number):
        for other in _LOOK_ALIKES.get(character, ""):
            yield number[:i] + other + number[i + 1 :]


def _swaps(number: str) -> Iterator[str]:
    for i in range(len(number) - 1):
        yield number[:i] + number[i + 1] + number[i] + number[i + 2 :]


def _substitutions(number: str, alphabet: str) -> Iterator[str]:
    for i in range(len(number)):
        for other in alphabet:
            yield number[:i] + other + number[i + 1 :]
