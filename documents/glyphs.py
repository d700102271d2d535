"""What the house font can print.

A character without a glyph would come out as an empty box, and nothing else in the rendering
would notice it. Every paper is therefore checked against the font before it is made; forms may
ask `missing_glyphs` early, when a name is typed.
"""

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont

FONT_DIR = Path(__file__).resolve().parent / "fonts"
FACES = ("ZhiheSerif-Regular.ttf", "ZhiheSerif-Bold.ttf")
#: White space is laid out, not drawn.
LAYOUT_CHARACTERS = frozenset("\n\r\t")


class MissingGlyph(Exception):
    """A character that the house font cannot print.

    Args:
        character: the one character.
        where: the place in the paper's context (``parties[0].name``) or the words around it.
    """

    def __init__(self, character: str, where: str) -> None:
        self.character = character
        self.where = where
        super().__init__(
            _(
                "The house font has no glyph for “%(character)s” (U+%(code)04X) in %(where)s. "
                "Write it with another character, or add it to the house font."
            )
            % {"character": character, "code": ord(character), "where": where}
        )


@cache
def printable() -> frozenset[str]:
    """Every character that both faces of the house font can print."""
    faces = []
    for name in FACES:
        with TTFont(FONT_DIR / name, lazy=True) as font:
            faces.append(frozenset(map(chr, font.getBestCmap())))
    return frozenset.intersection(*faces) | LAYOUT_CHARACTERS


def missing_glyphs(text: str) -> list[str]:
    """The characters of ``text`` the house font lacks, each once, in order of appearance."""
    known = printable()
    return list(dict.fromkeys(character for character in text if character not in known))


def check_glyphs(html: str, context: dict[str, Any]) -> None:
    """Refuse a paper with a character that cannot be printed.

    Args:
        html: the rendered paper.
        context: what it was rendered from, to say where the character came from.

    Raises:
        MissingGlyph: for the first such character.
    """
    text = visible_text(html)
    for character in missing_glyphs(text):
        raise MissingGlyph(character, _where(character, text, context))


def visible_text(html: str) -> str:
    """The text of a page, without its tags and its head."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._in_head = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_head = self._in_head or tag == "head"

    def handle_endtag(self, tag: str) -> None:
        self._in_head = self._in_head and tag != "head"

    def handle_data(self, data: str) -> None:
        if not self._in_head:
            self.parts.append(data)


def _where(character: str, text: str, context: dict[str, Any]) -> str:
    for path, value in _strings(context, ""):
        if character in value:
            return path
    index = text.index(character)
    return f"“{text[max(0, index - 10) : index + 10].strip()}”"


def _strings(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strings(item, f"{path}[{index}]")
