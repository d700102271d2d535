"""The pictures and tables of the machines are what the code says."""

from pathlib import Path

import pytest

from deploy import diagram
from deploy.diagram_svg import drawing
from mediation.actions import FLOWS
from workflows.flow import verbs_of


@pytest.mark.parametrize("path", diagram.pictures(), ids=lambda path: path.name)
def test_a_drawn_machine_equals_the_code(path: Path) -> None:
    assert path.read_text("utf-8") == diagram.pictures()[path], "run `make diagram`"


def test_every_verb_and_state_of_the_case_is_in_the_picture() -> None:
    picture = diagram.case_drawing()
    for verb in verbs_of(FLOWS["case"]):
        assert verb in picture
    for source, _verb, target in diagram.edges_of(FLOWS["case"]):
        assert f">{source}</text>" in picture
        assert f">{target}</text>" in picture


def test_a_state_without_a_place_in_the_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="limbo"):
        drawing([("draft", "vanish", "limbo")], {"draft": "Draft"})


def test_another_edge_makes_another_picture() -> None:
    edges = diagram.edges_of(FLOWS["case"])
    labels = {name: name for edge in edges for name in (edge[0], edge[2])}
    shorter = [edge for edge in edges if edge[1] != "archive"]
    assert drawing(edges, labels) != drawing(shorter, labels)


def test_the_reference_names_the_word_and_the_facts_of_a_verb() -> None:
    row = next(line for line in diagram.reference().splitlines() if line.startswith("| `accept` |"))
    assert "consent_pending → accepted" in row
    assert "`accept_case`" in row
    assert "everybody consents" in row
