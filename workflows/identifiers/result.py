"""What a check of an identifier tells the caller."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Checked:
    """The answer for one typed number.

    `valid`: the number may be stored as final.
    `normalised`: the spelling to store; kept out of repr() because it may be an ID number.
    `problem`: what is wrong and what to do, or "".
    `warnings`: doubts a person should look at; they never make the number invalid.
    `incomplete`: right so far, only its check digit is missing; a draft may keep it.
    `suggestion`: the character or spelling that would make the number right, or "".
    """

    valid: bool
    normalised: str = field(repr=False)
    problem: StrOrPromise = ""
    warnings: tuple[StrOrPromise, ...] = ()
    incomplete: bool = False
    suggestion: StrOrPromise = ""


def accept(normalised: str, *warnings: StrOrPromise) -> Checked:
    """A valid number, with the doubts that remain."""
    return Checked(valid=True, normalised=normalised, warnings=warnings)


def refuse(
    normalised: str, problem: StrOrPromise, suggestion: StrOrPromise | None = None
) -> Checked:
    """An invalid number, with the reason and, where one is known, the way out."""
    return Checked(
        valid=False,
        normalised=normalised,
        problem=problem,
        # Truth is not asked: it would translate a lazy text before anyone reads it.
        suggestion="" if suggestion is None else suggestion,
    )
