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


def listed(catalogue: Path, choice: str) -> list[str]:
    """The source strings of the entries that msgattrib chooses."""
    chosen = subprocess.run(
        ["msgattrib", choice, "--no-obsolete", "--no-wrap", str(catalogue)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    entries = re.findall(r'^msgid ((?:".*"\n)+)', chosen.stdout, re.MULTILINE)
    messages = ["".join(re.findall(r'^"(.*)"$', entry, re.MULTILINE)) for entry in entries]
    return [message for message in messages if message]


def main() -> int:
    """Print what is missing or doubtful."""
    with tempfile.TemporaryDirectory() as place:
        catalogue = collected(Path(place))
        missing, fuzzy = listed(catalogue, "--untranslated"), listed(catalogue, "--only-fuzzy")
    for kind, messages in (("No translation", missing), ("Doubtful translation", fuzzy)):
        for message in messages:
            print(f"{kind}: {message}")
    if missing or fuzzy:
        print(f"{len(missing)} missing, {len(fuzzy)} doubtful: run make messages, then translate.")
    return int(bool(missing or fuzzy))


if __name__ == "__main__":
    sys.exit(main())
