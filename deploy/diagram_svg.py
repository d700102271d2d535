"""The case machine as an SVG: where each state stands is decided here, the rest by the code.

The usual path runs down the main column. A verb that jumps over a state uses a channel left of
it; a verb that ends the procedure uses the lane of that ending, right of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from textwrap import wrap

from workflows.states import EXITS, STAGE_OF, CaseState, Stage

Edge = tuple[str, str, str]
MAIN = (
    "draft", "submitted", "triage", "consent_pending", "accepted", "appointing", "mediating",
    "agreed_unsigned", "effective", "performing", "performed", "closed", "archived", "destroyed",
)  # fmt: skip
#: States beside the main column, below the state they belong to.
SIDE = {"correction": "submitted", "suspended": "mediating"}
#: Endings from left to right: those that begin latest stand nearest.
COLOURS = {
    "court_settled": "#7b3fa0", "terminated": "#b3261e", "transferred": "#9a5b00",
    "not_accepted": "#5f6368", "withdrawn": "#1b6e4b",
}  # fmt: skip
ENDINGS = tuple(COLOURS)
LEFT, WIDTH, SIDE_LEFT, SIDE_WIDTH = 390, 300, 620, 190
LANE_LEFT, LANE_STEP, LANE_WIDTH = 920, 164, 148
GAP, LINE, PAGE_WIDTH = 58, 14, 1760
BLUE, INK, SOFT = "#1f4e8c", "#1c1c1c", "#5a6472"
BANDS = {Stage.INTAKE: "#f3f7fc", Stage.MEDIATION: "#f4f8f2", Stage.CONFIRMATION: "#fdf8ec",
         Stage.PERFORMANCE: "#f8f3fb", Stage.CLOSURE: "#f4f4f4"}  # fmt: skip


@dataclass
class Box:
    """A state on the page, with the verbs that keep it as it is."""

    left: float
    top: float
    width: float
    stays: list[str]
    stubs: int = 0
    next_stub: dict[str, int] = field(default_factory=dict)

    @property
    def height(self) -> float:
        """Room for the name, the verbs inside and the lines that leave it sideways."""
        return max(40 + 13 * len(self.stays), 22 + 22 * self.stubs)

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def stub(self, side: str) -> float:
        """The height at which the next line leaves on this side."""
        number = self.next_stub[side] = self.next_stub.get(side, 0) + 1
        return self.top + 22 * number


def drawing(edges: list[Edge], labels: dict[str, str]) -> str:
    """The SVG text of the case machine.

    Parameters
    ----------
    edges : (source, verb, target), as the code has them
    labels : the state's name for people, by state
    """
    moving: dict[tuple[str, str], list[str]] = {}
    for source, verb, target in edges:
        if source != target:
            moving.setdefault((source, target), []).append(verb)
    boxes = _placed(edges, moving)
    bottom = max(box.bottom for box in boxes.values()) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PAGE_WIDTH} {bottom:g}" '
        'font-family="Noto Sans, DejaVu Sans, Arial, sans-serif" role="img">',
        "<title>The state machine of a case</title>",
        _marker("tip", BLUE), *(_marker(f"tip-{e}", c) for e, c in COLOURS.items()),
        f'<rect width="{PAGE_WIDTH}" height="{bottom:g}" fill="#fff"/>',
        *_bands(boxes),
        *_channels(boxes, moving), *_lanes(boxes, moving), *_steps(boxes, moving),
        *_side_steps(boxes, moving),
        *(_box(name, box, labels[name]) for name, box in boxes.items()),
        "</svg>",
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


# --- where everything stands ----------------------------------------------------------------


def _placed(edges: list[Edge], moving: dict[tuple[str, str], list[str]]) -> dict[str, Box]:
    unknown = {s for e in edges for s in (e[0], e[2])} - {*MAIN, *SIDE, *ENDINGS}
    if unknown or set(ENDINGS) != set(EXITS):
        raise ValueError(f"Give these states a place in deploy/diagram_svg.py: {unknown}")
    stays: dict[str, list[str]] = {}
    for source, verb, target in edges:
        if source == target:
            stays.setdefault(source, []).append(verb)
    boxes, top = {}, 24.0
    for name in MAIN:
        if name == "closed":
            top = _place_endings(boxes, top, stays)
        leaving = [t for s, t in moving if s == name]
        box = Box(LEFT, top, WIDTH, _lines(stays.get(name, []), 52))
        box.stubs = max(sum(t in ENDINGS for t in leaving), len(_jumps(moving, name)))
        boxes[name] = box
        top = box.bottom + GAP
        for side in (s for s, after in SIDE.items() if after == name):
            inner = Box(SIDE_LEFT, top, SIDE_WIDTH, _lines(stays.get(side, []), 30))
            inner.stubs = sum(t in ENDINGS for s, t in moving if s == side)
            boxes[side] = inner
            top = inner.bottom + GAP
    return boxes


def _place_endings(boxes: dict[str, Box], top: float, stays: dict[str, list[str]]) -> float:
    for number, name in enumerate(ENDINGS):
        inside = _lines(stays.get(name, []), 24)
        boxes[name] = Box(LANE_LEFT + LANE_STEP * number, top - 20, LANE_WIDTH, inside)
    return boxes[ENDINGS[0]].bottom + 20


def _jumps(moving: dict[tuple[str, str], list[str]], name: str) -> list[tuple[str, str]]:
    """The edges at a state of the main column that pass over another state."""
    return [
        (s, t)
        for s, t in moving
        if name in (s, t) and s in MAIN and t in MAIN and abs(MAIN.index(s) - MAIN.index(t)) > 1
    ]


def _lines(verbs: Iterable[str], width: int) -> list[str]:
    return wrap(", ".join(verbs), width, break_long_words=False, break_on_hyphens=False)


# --- what is drawn --------------------------------------------------------------------------


def _bands(boxes: dict[str, Box]) -> list[str]:
    """A tinted stripe for each stage."""
    parts, start = [], 0.0
    for stage in Stage:
        names = [n for n in MAIN if STAGE_OF[CaseState(n)] == stage]
        last = boxes[names[-1]]
        following = MAIN.index(names[-1]) + 1
        end = last.bottom + 30
        if following < len(MAIN):
            after = boxes[MAIN[following]]
            end = (last.bottom + after.top) / 2
            if MAIN[following] == "closed":
                end = boxes[ENDINGS[0]].top - 14
        parts.append(
            f'<rect x="0" y="{start:g}" width="{PAGE_WIDTH}" height="{end - start:g}" '
            f'fill="{BANDS[stage]}"/>'
            f'<text x="14" y="{start + 24:g}" font-size="15" font-weight="700" fill="{SOFT}">'
            f"{escape(stage.value.upper())}</text>"
        )
        start = end
    return parts


def _steps(boxes: dict[str, Box], moving: dict[tuple[str, str], list[str]]) -> list[str]:
    """Arrows between neighbours of the main column: forward on the left, back on the right."""
    parts = []
    for upper, lower in pairwise(MAIN):
        a, b = boxes[upper], boxes[lower]
        if verbs := moving.get((upper, lower)):
            x = LEFT + 110
            y = b.top - 16 - LINE * (len(verbs) - 1)
            parts += [_path([(x, a.bottom), (x, b.top)]), *_label(x + 7, y, verbs)]
        if verbs := moving.get((lower, upper)):
            x = LEFT + 20
            parts += [_path([(x, b.top), (x, a.bottom)])]
            parts += _label(x - 7, b.top - 12, verbs, anchor="end")
    return parts


def _side_steps(boxes: dict[str, Box], moving: dict[tuple[str, str], list[str]]) -> list[str]:
    """Arrows between a state beside the main column and its neighbours above and below."""
    parts = []
    for side, upper in SIDE.items():
        lower = MAIN[MAIN.index(upper) + 1]
        box, above, below = boxes[side], boxes[upper], boxes[lower]
        for source, target, start, end, x, anchor in (
            (upper, side, above.bottom, box.top, SIDE_LEFT + 14, "end"),
            (side, upper, box.top, above.bottom, SIDE_LEFT + 48, "start"),
            (lower, side, below.top, box.bottom, SIDE_LEFT + 30, "start"),
        ):
            if verbs := moving.get((source, target)):
                shift = -7 if anchor == "end" else 7
                parts += [_path([(x, start), (x, end)])]
                parts += _label(x + shift, (start + end) / 2 + 4, verbs, anchor=anchor)
    return parts


def _channels(boxes: dict[str, Box], moving: dict[tuple[str, str], list[str]]) -> list[str]:
    """Lines left of the main column: verbs that pass over a state."""
    parts = []
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for name in MAIN:
        for s, t in _jumps(moving, name):
            if s == name:
                groups.setdefault((t, tuple(moving[s, t])), []).append(s)
    for number, ((target, verbs), sources) in enumerate(groups.items()):
        x = 156 + 42 * number
        end = boxes[target].stub("left")
        for source in sources:
            y = boxes[source].stub("left")
            parts.append(_path([(LEFT, y), (x, y), (x, end), (LEFT, end)]))
            parts += _label(LEFT - 8, y - 5, [", ".join(verbs)], anchor="end")
    return parts


def _lanes(boxes: dict[str, Box], moving: dict[tuple[str, str], list[str]]) -> list[str]:
    """Lines right of the main column: verbs that end the procedure, and the closing after it."""
    parts = []
    closed = boxes["closed"]
    y_close = closed.top + 20
    for name, colour in COLOURS.items():
        box = boxes[name]
        x = box.left + LANE_WIDTH / 2
        for (source, target), verbs in moving.items():
            if target == name:
                y = boxes[source].stub("right")
                start = boxes[source].right
                parts.append(_path([(start, y), (x, y), (x, box.top)], colour, f"tip-{name}"))
                parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="3" fill="{colour}"/>')
                parts += _label(start + 8, y - 5, [", ".join(verbs)], colour)
        if verbs := moving.get((name, "closed")):
            parts.append(_path([(x, box.bottom), (x, y_close), (closed.right, y_close)]))
    parts += _label(closed.right + 14, y_close - 6, ["close"])
    return parts


# --- strokes --------------------------------------------------------------------------------


def _box(name: str, box: Box, label: str) -> str:
    stroke = COLOURS.get(name, BLUE)
    parts = [
        f'<rect x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" height="{box.height:g}" '
        f'rx="7" fill="#fff" stroke="{stroke}" stroke-width="1.6"/>',
        f'<text x="{box.left + 12:g}" y="{box.top + 21:g}" font-size="13.5" font-weight="700" '
        f'fill="{INK}">{escape(name)}</text>',
    ]
    if name not in ENDINGS:
        parts.append(
            f'<text x="{box.right - 10:g}" y="{box.top + 21:g}" font-size="10.5" '
            f'text-anchor="end" fill="{SOFT}">{escape(_short(label, name, box.width))}</text>'
        )
    for number, line in enumerate(box.stays):
        parts.append(
            f'<text x="{box.left + 12:g}" y="{box.top + 38 + 13 * number:g}" font-size="10" '
            f'fill="{SOFT}">{escape(line)}</text>'
        )
    return "\n".join(parts)


def _short(label: str, name: str, width: float) -> str:
    """The label, when it fits beside the name."""
    return label if 8.6 * len(name) + 6 * len(label) + 34 < width else ""


def _label(
    x: float, y: float, lines: list[str], colour: str = BLUE, anchor: str = "start"
) -> list[str]:
    return [
        f'<text x="{x:g}" y="{y + LINE * number:g}" font-size="11" text-anchor="{anchor}" '
        f'fill="{colour}" stroke="#fff" stroke-width="3" paint-order="stroke">'
        f"{escape(line)}</text>"
        for number, line in enumerate(lines)
    ]


def _path(points: list[tuple[float, float]], colour: str = BLUE, tip: str = "tip") -> str:
    steps = " L".join(f"{x:g} {y:g}" for x, y in points)
    return (
        f'<path d="M{steps}" fill="none" stroke="{colour}" stroke-width="1.4" '
        f'marker-end="url(#{tip})"/>'
    )


def _marker(name: str, colour: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0L10 5L0 10z" fill="{colour}"/></marker>'
    )
