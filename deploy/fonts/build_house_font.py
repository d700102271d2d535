"""Build the house font of the papers, Zhihe Serif, from Noto Serif SC.

The papers must look the same on every machine and must never print an empty box, so the
application carries its own font. Whole fonts are copied into memory for each render; this
script keeps only the characters a Chinese legal paper can need:

- Latin with accents, punctuation, enclosed numbers, full-width forms, a few symbols;
- GBK, in which personal names were registered for decades (龑, 頔); it includes GB 2312 and
  the usual traditional characters;
- the 通用规范汉字表 (8,105 characters), the legal repertoire of new names.

Both faces hold the same characters: a bold word does not fall back on the regular face.

A modified font must not keep a reserved name (Open Font License, condition 3): the result
is renamed, its copyright and licence records stay. Usage:

    npm pack @expo-google-fonts/noto-serif-sc@0.4.3
    python deploy/fonts/build_house_font.py expo-google-fonts-noto-serif-sc-0.4.3.tgz
"""

import argparse
import hashlib
import io
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Zhihe Serif"
PACKAGE = "@expo-google-fonts/noto-serif-sc 0.4.3"
HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "documents" / "fonts"
SOURCES = {
    "Regular": (
        "package/400Regular/NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    ),
    "Bold": (
        "package/700Bold/NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    ),
}
RANGES = (
    (0x20, 0x17F),  # Latin, accents included
    (0x1CD, 0x1DD),  # pinyin tones
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x218F),  # currency, letter-like symbols, number forms
    (0x2190, 0x2199),  # arrows
    (0x2460, 0x24FF),  # enclosed numbers
    (0x25A0, 0x25FF),  # boxes and circles
    (0x3000, 0x30FF),  # CJK punctuation, kana
    (0xFF00, 0xFFEF),  # full-width forms
)
SYMBOLS = "〇㎡㎎㎏㎝㎞㏄√"


def ideographs() -> set[int]:
    """Code points of GBK and of the 通用规范汉字表."""
    standard = (HERE / "standard_characters.txt").read_text(encoding="utf-8")
    listed = (line for line in standard.splitlines() if not line.startswith("#"))
    return _gbk() | {ord(character) for line in listed for character in line}


def _gbk() -> set[int]:
    found = set()
    for first in range(0x81, 0xFF):
        for second in range(0x40, 0xFF):
            try:
                text = bytes([first, second]).decode("gbk")
            except UnicodeDecodeError:
                continue
            # Some pairs are two single-byte characters.
            if len(text) == 1:
                found.add(ord(text))
    return found


def wanted() -> set[int]:
    """Every code point the house font should hold, if the source font has it."""
    ranges = {point for low, high in RANGES for point in range(low, high + 1)}
    return ideographs() | ranges | {ord(c) for c in SYMBOLS}


def build(source: bytes, style: str, target: Path) -> None:
    """Write one face of the house font to ``target``."""
    options = subset.Options(
        layout_features=["vert", "halt", "chws", "kern"],
        hinting=False,
        notdef_outline=True,
        name_IDs=["*"],
        glyph_names=False,
    )
    # The time stamp in "head" would make every build a different file.
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted())
    subsetter.subset(font)
    _rename(font, style)
    font.save(target)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    sys.stdout.write(f"{digest}  {target.name}  {len(font['glyf'].glyphs)} glyphs\n")


def _rename(font: TTFont, style: str) -> None:
    names = {
        1: FAMILY,
        2: style,
        3: f"2.003;{FAMILY.replace(' ', '')}-{style}",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
        16: FAMILY,
        17: style,
    }
    table = font["name"]
    kept = {0, 5, 13, 14}
    table.names = [
        record for record in table.names if record.nameID in kept and record.langID == 0x409
    ]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    # Style links and weight make fontconfig pick the bold face for bold text.
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].macStyle = 1 if style == "Bold" else 0
    del font["STAT"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("package", type=Path, help=f"the archive of {PACKAGE}")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    with tarfile.open(arguments.package) as archive:
        for style, (member, expected) in SOURCES.items():
            extracted = archive.extractfile(member)
            if extracted is None:
                raise SystemExit(f"{arguments.package} has no file {member}.")
            source = extracted.read()
            if hashlib.sha256(source).hexdigest() != expected:
                raise SystemExit(f"{member} is not the file of {PACKAGE}: wrong SHA-256.")
            build(source, style, arguments.target / f"ZhiheSerif-{style}.ttf")


if __name__ == "__main__":
    main()
