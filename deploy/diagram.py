"""Draw the state machines from the code, so that the pictures cannot be wrong.

Writes `docs/state-machine.svg` (the case machine), `docs/state-machines.md` (every machine as
picture and table) and the Mermaid block between the markers in both READMEs. With `--check`
nothing is written; the exit code says whether everything is up to date.
"""

import argparse
import inspect
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mediation.settings")

import django  # noqa: E402

django.setup()

from django.db.models import TextChoices  # noqa: E402
from django.utils.translation import override  # noqa: E402
from viewflow.fsm import State  # noqa: E402

from deploy.diagram_svg import drawing  # noqa: E402
from mediation.actions import FLOWS  # noqa: E402
from workflows import states  # noqa: E402
from workflows.flow import Flow, verbs_of  # noqa: E402

BEGIN, END = "<!-- state machine: made by `make diagram` -->", "<!-- end of state machine -->"
TITLES = {
    "case": "The case (案件)",
    "agreement": "One version of the agreement (调解协议书)",
    "confirmation": "The judicial confirmation (司法确认)",
    "obligation": "One obligation (履行义务)",
    "recusal": "One challenge of the mediator (回避)",
}
STATES: dict[str, type[TextChoices]] = {
    "case": states.CaseState,
    "agreement": states.AgreementState,
    "confirmation": states.ConfirmationState,
    "obligation": states.ObligationState,
    "recusal": states.RecusalState,
}
Edge = tuple[str, str, str]


def edges_of(flow_class: type[Flow]) -> list[Edge]:
    """Every (source, verb, target); a verb that moves nothing has its source as target."""
    found = []
    for verb, method in verbs_of(flow_class).items():
        for transition in method.get_transitions():
            for target in _targets(transition):
                found.append((str(transition.source.value), verb, target))
    order = [str(s.value) for s in states_of(flow_class)]
    return sorted(found, key=lambda e: (order.index(e[0]), order.index(e[2]), e[1]))


def states_of(flow_class: type[Flow]) -> list[Any]:
    """The states in the order of their declaration."""
    return list(STATES[flow_class.machine])


def _targets(transition: Any) -> list[str]:
    target = transition.target
    if isinstance(target, State.GET_STATE):
        return [str(state.value) for state in target.states]
    value = getattr(target, "value", None)
    return [str(value) if value is not None else str(transition.source.value)]


def mermaid(flow_class: type[Flow], language: str) -> str:
    """The machine as a Mermaid state diagram, without the verbs that move nothing."""
    edges = [e for e in edges_of(flow_class) if e[0] != e[2]]
    joined: dict[tuple[str, str], list[str]] = {}
    for source, verb, target in edges:
        joined.setdefault((source, target), []).append(verb)
    used = {name for edge in joined for name in edge}
    shown = [s for s in states_of(flow_class) if s.value in used]
    with override(language):
        names = [f"    {s.value} : {s.label}" for s in shown]
    arrows = [f"    {a} --> {b} : {', '.join(verbs)}" for (a, b), verbs in joined.items()]
    first = f"    [*] --> {shown[0].value}"
    return "\n".join(["```mermaid", "stateDiagram-v2", *names, first, *arrows, "```"])


def table(flow_class: type[Flow]) -> str:
    """Every verb: from where to where, by which word, on which facts, and what it means."""
    lines = ["| Verb | From → to | Word | Needs | Meaning |", "|---|---|---|---|---|"]
    edges = edges_of(flow_class)
    for verb, method in verbs_of(flow_class).items():
        transitions = list(method.get_transitions())
        moves = [(source, target) for source, name, target in edges if name == verb]
        guards: dict[str, None] = {}
        for transition in transitions:
            guards.update(dict.fromkeys(g.name for g in transition.conditions))
        words = dict.fromkeys(str(t.permission.word) for t in transitions)
        cells = [
            f"`{verb}`", _moves(moves), ", ".join(f"`{w}`" for w in words),
            ", ".join(name.replace("_", " ") for name in guards) or "–",
            " ".join((inspect.getdoc(method._func) or "").split()),
        ]  # fmt: skip
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def _moves(moves: Iterable[tuple[str, str]]) -> str:
    by_target: dict[str, list[str]] = {}
    for source, target in moves:
        by_target.setdefault("(stays)" if source == target else target, []).append(source)
    return "; ".join(f"{', '.join(sources)} → {target}" for target, sources in by_target.items())


def reference() -> str:
    """The text of `docs/state-machines.md`."""
    parts = [
        "# State machines\n\nMade from `workflows/` by `make diagram`; do not edit. *Word* is the"
        " permission a verb asks for (`workflows/permissions.py`), *needs* are its guards"
        " (`workflows/guards/`).\n\n![The case machine](state-machine.svg)"
    ]
    for machine, flow_class in FLOWS.items():
        parts.append(f"## {TITLES[machine]}\n\n{mermaid(flow_class, 'en')}\n\n{table(flow_class)}")
    return "\n\n".join(parts) + "\n"


def case_drawing() -> str:
    """The text of `docs/state-machine.svg`."""
    flow_class = FLOWS["case"]
    with override("en"):
        labels = {str(s.value): str(s.label) for s in states_of(flow_class)}
    return drawing(edges_of(flow_class), labels)


def with_block(text: str, block: str) -> str:
    """A README with the block between its markers replaced."""
    head, begin, rest = text.partition(BEGIN)
    _old, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"The markers {BEGIN!r} and {END!r} are missing.")
    return f"{head}{BEGIN}\n\n{block}\n\n{END}{tail}"


def pictures() -> dict[Path, str]:
    """Every file that is made from the machines, with the text it must have."""
    found = {
        ROOT / "docs" / "state-machine.svg": case_drawing(),
        ROOT / "docs" / "state-machines.md": reference(),
    }
    for name, language in (("README.md", "en"), ("README.zh-Hans.md", "zh-hans")):
        path = ROOT / name
        block = mermaid(FLOWS["case"], language)
        found[path] = with_block(path.read_text(encoding="utf-8"), block)
    return found


def stale(found: dict[Path, str]) -> list[Path]:
    """Those that do not say what the code says."""
    return [p for p, text in found.items() if not p.exists() or p.read_text("utf-8") != text]


def main() -> int:
    """Write what is stale, or with `--check` only tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail when stale")
    check = parser.parse_args().check
    found = pictures()
    for path in stale(found):
        print(
            f"{path.relative_to(ROOT)} {'is out of date: run make diagram' if check else 'written'}"
        )
        if not check:
            path.write_text(found[path], encoding="utf-8")
    return int(bool(check and stale(found)))


if __name__ == "__main__":
    sys.exit(main())
