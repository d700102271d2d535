"""Fail when a string a person sees has no Chinese translation, or a doubtful one.

The strings are collected anew from a copy of the sources, so that a forgotten `make messages`
is noticed too.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("manage.py", "mediation", "workflows", "documents", "templates")
CATALOGUE = Path("mediation/locale/zh_Hans/LC_MESSAGES/django.po")


def collected(work: Path) -> Path:
    """The catalogue as it is after collecting every string of the sources again."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            ignore = shutil.ignore_patterns("__pycache__", "*.ttf", "*.mo")
            shutil.copytree(source, work / name, ignore=ignore)
        else:
            shutil.copy(source, work / name)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "zh_Hans", "--no-obsolete",
         "--no-location", "--verbosity", "0"],
        cwd=work, check=True,
    )  # fmt: skip
    return work / CATALOGUE


def unfinished(catalogue: Path) -> list[str]:
    """The source strings without a translation, or with one that only was guessed (fuzzy)."""
    found: dict[str, None] = {}
    for choice in ("--untranslated", "--only-fuzzy"):
        chosen = subprocess.run(
            ["msgattrib", choice, "--no-obsolete", "--no-wrap", str(catalogue)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        for entry in re.findall(r'^msgid ((?:".*"\n)+)', chosen.stdout, re.MULTILINE):
            found["".join(re.findall(r'^"(.*)"$', entry, re.MULTILINE))] = None
    return [message for message in found if message]


def main() -> int:
    """Print what is missing or doubtful."""
    with tempfile.TemporaryDirectory() as place:
        messages = unfinished(collected(Path(place)))
    for message in messages:
        print(f"No sure translation: {message}")
    if messages:
        print(f"{len(messages)} without a sure translation: run make messages, then translate.")
    return int(bool(messages))


if __name__ == "__main__":
    sys.exit(main())
