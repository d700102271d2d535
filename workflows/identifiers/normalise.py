"""One spelling for what people type, paste and scan."""

import unicodedata

_HALF_WIDTH = {full: chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)}
_HALF_WIDTH_ALNUM = {full: half for full, half in _HALF_WIDTH.items() if half.isalnum()}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_DOTS = dict.fromkeys(map(ord, "。·•"), ".")
_UPPER = {ord(lower): lower.upper() for lower in "abcdefghijklmnopqrstuvwxyz"}
_CODE = {full: half.upper() for full, half in _HALF_WIDTH.items()} | _DASHES | _DOTS | _UPPER
_INVISIBLE = {"Cc", "Cf", "Cs"}


def clean_code(value: str) -> str:
    """Return a code without spaces or invisible characters, half-width, in upper case.

    Only ASCII letters are raised, so that cleaning twice changes nothing.
    """
    kept = (c for c in value if not c.isspace() and unicodedata.category(c) not in _INVISIBLE)
    return "".join(kept).translate(_CODE)


def clean_text(value: str) -> str:
    """Return free text on one line with single spaces and half-width letters and digits.

    Chinese punctuation stays as it is.
    """
    spaced = (" " if c.isspace() else c for c in value)
    kept = "".join(c for c in spaced if unicodedata.category(c) not in _INVISIBLE)
    return " ".join(kept.split()).translate(_HALF_WIDTH_ALNUM)
