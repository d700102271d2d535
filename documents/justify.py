"""Justified Chinese text for WeasyPrint 70.

WeasyPrint stretches only spaces, and Chinese has none, so a line that holds a number or ends
before a punctuation mark stays short. Here the slack of such a line is spread evenly between
its characters. The step is kept below a tenth of the font size: above it, programs that read
the text back out of the file take the gap for a space.
"""

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import create_layout

LARGEST_STEP = 0.09  # of the font size
IDEOGRAPH = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")

_justify_spaces = inline.justify_line


def install() -> None:
    """Teach WeasyPrint to justify lines of Chinese; to be called once in a process."""
    inline.justify_line = _justify_line


def _justify_line(context: Any, line: Any, slack: float) -> None:
    texts = list(_text_boxes(line))
    if not any(IDEOGRAPH.search(box.text) for box in texts):
        _justify_spaces(context, line, slack)
        return
    gaps = sum(len(box.text) for box in texts) - 1
    step = slack / gaps if gaps else 0
    if 0 < step <= LARGEST_STEP * line.style["font_size"]:
        _spread(context, line, step, 0)


def _text_boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            yield from _text_boxes(child)


def _spread(context: Any, box: Any, step: float, shift: float) -> float:
    """Widen the text in a box, move what follows, and return how far that has moved."""
    if isinstance(box, boxes.TextBox):
        box.position_x += shift
        own = box.style["letter_spacing"]
        box.style = box.style.copy()
        box.style["letter_spacing"] = step + (0 if own == "normal" else own)
        layout = create_layout(box.text, box.style, context, None, box.justification_spacing)
        layout.deactivate()
        box.pango_layout = layout
        box.width += step * len(box.text)
        return shift + step * len(box.text)
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.position_x += shift
        moved = shift
        for child in box.children:
            if child.is_in_normal_flow():
                moved = _spread(context, child, step, moved)
        box.width += moved - shift
        return moved
    box.translate(shift, 0)
    return shift
