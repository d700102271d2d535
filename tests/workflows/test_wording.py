"""Every verb can be spoken of."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from workflows.agreement import AgreementFlow
from workflows.case import CaseFlow
from workflows.confirmation import ConfirmationFlow
from workflows.flow import Flow, signature_of, verbs_of
from workflows.obligation import ObligationFlow
from workflows.recusal import RecusalFlow
from workflows.terms import TERMS
from workflows.wording import WORDING, told

FLOWS: list[type[Flow]] = [CaseFlow, AgreementFlow, ConfirmationFlow, ObligationFlow, RecusalFlow]
VERBS = [(flow, verb) for flow in FLOWS for verb in verbs_of(flow)]
RULES = Path(__file__).parents[2] / "mediation" / "data" / "deadline_rules.json"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("flow", "verb"), VERBS)
def test_every_verb_has_a_label_a_help_and_a_sentence(flow: type[Flow], verb: str) -> None:
    wording = WORDING[flow.machine, verb]
    assert str(wording.label)
    assert str(wording.help).endswith(".")
    assert str(wording.done).endswith(".")


@pytest.mark.parametrize(("flow", "verb"), VERBS)
def test_a_sentence_asks_only_for_arguments_of_its_verb(flow: type[Flow], verb: str) -> None:
    asked = set(re.findall(r"%\((\w+)\)s", str(WORDING[flow.machine, verb].done)))
    assert asked <= {"actor", *signature_of(flow, verb)}, asked


def test_no_wording_is_left_over() -> None:
    known = {(flow.machine, verb) for flow, verb in VERBS} | {("case", "open")}
    assert set(WORDING) == known


def test_an_unknown_parameter_is_a_dash() -> None:
    assert told("case", "withdraw", {"actor": "A"}).startswith("A ")
    assert "—" in told("case", "extend", {"actor": "A"})


def test_every_term_has_a_name() -> None:
    rules = {rule["rule_id"] for rule in json.loads(RULES.read_text(encoding="utf-8"))}
    assert rules == set(TERMS)
