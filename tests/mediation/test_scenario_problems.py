"""A scenario that is wrong is told so: everything at once, each with its place in the file."""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from documents.kinds import KINDS
from mediation.actions import FLOWS
from mediation.scenarios.arguments import NAMED, PLAIN, ROW_FIELDS
from mediation.scenarios.check import check_scenario
from mediation.scenarios.expectations import ACTUAL
from mediation.scenarios.problems import BadScenario, pointer
from mediation.scenarios.reading import SCHEMA, read_scenario
from tests.mediation.test_scenarios import PATHS, example
from workflows import vocabulary
from workflows.flow import FileRef, Rows, signature_of, verbs_of
from workflows.states import CaseState, ConfirmationState, ObligationState, RecusalState

Change = Callable[[dict[str, Any]], object]
CASE = "/cases/0"


@cache
def schema() -> Any:
    """The published schema."""
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


def places(data: Any) -> list[str]:
    """Where the problems are."""
    return [problem.place for problem in check_scenario(data)]


def case_of(data: dict[str, Any]) -> dict[str, Any]:
    """The only case of the example."""
    found: dict[str, Any] = data["cases"][0]
    return found


def step_of(data: dict[str, Any], verb: str) -> dict[str, Any]:
    """The last step of the example with this verb."""
    return [step for step in case_of(data)["steps"] if step["do"] == verb][-1]


def place_of(verb: str, rest: str = "") -> str:
    """The place of that step."""
    numbers = [n for n, step in enumerate(case_of(example())["steps"]) if step["do"] == verb]
    return pointer(CASE, "steps", numbers[-1]) + rest


def test_a_wrong_number_an_unknown_verb_and_a_missing_field_are_told_together() -> None:
    data = example()
    case_of(data)["parties"][0]["id_number"] = "91530102MAXXXX015X"
    step_of(data, "pass_check")["do"] = "pass_chek"
    del case_of(data)["title"]
    assert sorted(places(data)) == sorted([
        f"{CASE}/parties/0/id_number", place_of("pass_check", "/do"), f"{CASE}/title",
    ])  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_nothing_is_wrong_with_the_supplied_scenarios(path: Path) -> None:
    assert check_scenario(read_scenario(path)) == []


def changed(data: dict[str, Any], verb: str, **arguments: Any) -> None:
    """Give a step other arguments."""
    step_of(data, verb).setdefault("with", {}).update(arguments)


def clause(data: dict[str, Any]) -> dict[str, Any]:
    """The clause of the draft."""
    found: dict[str, Any] = step_of(data, "draft_agreement")["with"]["clauses"][0]
    return found


CLAUSE = place_of("draft_agreement", "/with/clauses/0")
WRONG: dict[str, tuple[Change, str]] = {
    "another format": (lambda d: d.update(format="zhihe-scenario/2"), "/format"),
    "a day that does not exist": (
        lambda d: step_of(d, "accept").update(on="2026-09-31"), place_of("accept", "/on"),
    ),
    "a time that does not exist": (
        lambda d: step_of(d, "accept").update(at="25:00"), place_of("accept", "/at"),
    ),
    "days out of order": (
        lambda d: step_of(d, "accept").update(on="2026-09-01"), place_of("accept", "/on"),
    ),
    "times out of order": (
        lambda d: step_of(d, "accept_appointment").update(on="2026-09-04", at="09:00"),
        place_of("accept_appointment", "/on"),
    ),
    "a step before the case is opened": (
        lambda d: case_of(d)["opened"].update(on="2026-09-02"), f"{CASE}/steps/0/on",
    ),
    "an unknown person opens": (
        lambda d: case_of(d)["opened"].update(by="nobody"), f"{CASE}/opened/by",
    ),
    "an unknown person acts": (
        lambda d: step_of(d, "accept").update(by="nobody"), place_of("accept", "/by"),
    ),
    "nobody acts": (lambda d: step_of(d, "accept").pop("by"), place_of("accept", "/by")),
    "an unknown body": (lambda d: case_of(d).update(organisation="x"), f"{CASE}/organisation"),
    "an unknown station": (lambda d: case_of(d).update(station="x"), f"{CASE}/station"),
    "an unknown court": (lambda d: case_of(d).update(inviting_court="x"), f"{CASE}/inviting_court"),
    "an unknown earlier case": (
        lambda d: case_of(d).update(earlier_case="x"), f"{CASE}/earlier_case",
    ),
    "an office nowhere": (
        lambda d: d["people"]["head"]["offices"][0].update(at="x"), "/people/head/offices/0/at",
    ),
    "an unknown role": (
        lambda d: d["people"]["head"]["offices"][0].update(role="x"), "/people/head/offices/0/role",
    ),
    "a roster nowhere": (
        lambda d: d["people"]["mediator"].update(mediator_at=["x"]),
        "/people/mediator/mediator_at/0",
    ),
    "no e-mail address": (lambda d: d["people"]["lin"].update(email="lin"), "/people/lin/email"),
    "a station of nobody": (
        lambda d: d["organisations"]["committee"].update(parent="x"),
        "/organisations/committee/parent",
    ),
    "a wrong number of a body": (
        lambda d: d["organisations"]["committee"].update(uscc="52530100MJXXXX018X"),
        "/organisations/committee/uscc",
    ),
    "a wrong number of a right": (
        lambda d: case_of(d)["rights"][0].update(number="mark 5"), f"{CASE}/rights/0/number",
    ),
    "a wrong number of the referral": (
        lambda d: case_of(d).update(referral_number="（2026）云010民诉前调1号"),
        f"{CASE}/referral_number",
    ),
    "a party twice": (
        lambda d: case_of(d)["parties"].append(copy.deepcopy(case_of(d)["parties"][1])),
        f"{CASE}/parties/2/key",
    ),
    "a party for whom nobody acts": (
        lambda d: case_of(d)["parties"].append(
            {"key": "c", "role": "third_party", "kind": "company", "name": "c", "person": "x"}
        ),
        f"{CASE}/parties/2/person",
    ),
    "an unknown agent": (
        lambda d: case_of(d)["parties"][1].update(
            agents=[{"person": "x", "name": "孙律师", "powers": ["speak"]}]
        ),
        f"{CASE}/parties/1/agents/0/person",
    ),
    "evidence of nobody": (
        lambda d: case_of(d)["evidence"][0].update(party="x"), f"{CASE}/evidence/0/party",
    ),
    "a verb of another machine": (
        lambda d: step_of(d, "seal").pop("subject"), place_of("seal", "/do"),
    ),
    "an unknown machine": (
        lambda d: step_of(d, "seal").update(subject="bargain"), place_of("seal", "/subject"),
    ),
    "a missing argument": (
        lambda d: step_of(d, "fix_track")["with"].pop("cause"),
        place_of("fix_track", "/with/cause"),
    ),
    "an unknown argument": (
        lambda d: changed(d, "fix_track", speed=3), place_of("fix_track", "/with/speed"),
    ),
    "an unknown choice": (
        lambda d: changed(d, "fix_track", track="T9"), place_of("fix_track", "/with/track"),
    ),
    "a text that is none": (
        lambda d: changed(d, "fix_track", cause=7), place_of("fix_track", "/with/cause"),
    ),
    "an unknown mediator": (
        lambda d: changed(d, "appoint_mediator", mediator="x"),
        place_of("appoint_mediator", "/with/mediator"),
    ),
    "a yes that is none": (
        lambda d: changed(d, "accept_appointment", disclosure_signed="yes"),
        place_of("accept_appointment", "/with/disclosure_signed"),
    ),
    "a moment that is none": (
        lambda d: changed(d, "plan_session", starts_at="tomorrow"),
        place_of("plan_session", "/with/starts_at"),
    ),
    "a session that cannot be": (
        lambda d: changed(d, "record_session", session=0),
        place_of("record_session", "/with/session"),
    ),
    "rows that are none": (
        lambda d: changed(d, "record_session", attendance="both"),
        place_of("record_session", "/with/attendance"),
    ),
    "a row without a name": (
        lambda d: changed(d, "record_session", attendance=[{"present": True}]),
        place_of("record_session", "/with/attendance/0"),
    ),
    "an unknown field of a clause": (lambda d: clause(d).update(colour="red"), f"{CLAUSE}/colour"),
    "an unknown payee": (lambda d: clause(d).update(payee="x"), f"{CLAUSE}/payee"),
    "an amount that is a number": (lambda d: clause(d).update(amount=8000), f"{CLAUSE}/amount"),
    "an amount that is no amount": (lambda d: clause(d).update(amount="NaN"), f"{CLAUSE}/amount"),
    "a due day that does not exist": (
        lambda d: clause(d).update(due_on="2026-02-30"), f"{CLAUSE}/due_on",
    ),
    "an unknown party joins": (
        lambda d: changed(d, "join", party="x"), place_of("join", "/with/party"),
    ),
    "an unknown expectation": (
        lambda d: case_of(d)["expect"].update(mood="good"), f"{CASE}/expect",
    ),
    "an unknown state in between": (
        lambda d: changed(d, "expect", state="happy"), place_of("expect", "/with/state"),
    ),
    "an unknown mediator expected": (
        lambda d: changed(d, "expect", mediator="x"), place_of("expect", "/with/mediator"),
    ),
    "an unknown act": (
        lambda d: case_of(d)["expect"].update(
            alerts=[{"act": "theft", "figures": {}, "measures": []}]
        ),
        f"{CASE}/expect/alerts/0/act",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_each_mistake_is_told_with_its_place_and_nothing_else(name: str) -> None:
    change, place = WRONG[name]
    data = example()
    change(data)
    assert places(data) == [place]


EDITS: dict[str, tuple[dict[str, Any], str]] = {
    "of what cannot be edited": ({"party": "respondent", "set": {"role": "x"}}, "/set/role"),
    "of an unknown party": ({"party": "x", "set": {"name": "x"}}, "/party"),
    "of a right that is not there": ({"right": 2, "set": {"name": "x"}}, "/right"),
    "to a wrong identity number": (
        {"party": "respondent", "set": {"id_number": "91530112MAXXXX0901"}}, "/set/id_number",
    ),
    "to a wrong number of a right": ({"right": 1, "set": {"number": "x 5"}}, "/set/number"),
    "of nothing": ({"party": "respondent"}, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_that_cannot_be_is_told(name: str) -> None:
    given, rest = EDITS[name]
    data = example()
    step = {"on": "2026-09-01", "by": "lin", "do": "edit", "with": given}
    case_of(data)["steps"].insert(0, step)
    assert places(data) == [f"{CASE}/steps/0/with{rest}"]


def test_a_number_that_is_wrong_on_purpose_is_let_pass() -> None:
    data = example()
    party = case_of(data)["parties"][0]
    party.update(id_number="91530102MAXXXX015X", deliberately_wrong=True)
    assert places(data) == []


def test_the_party_must_be_named_by_somebody_who_acts_for_two() -> None:
    data = example()
    case_of(data)["parties"][1]["person"] = "lin"
    step_of(data, "confirm").update(by="lin")
    assert place_of("confirm", "/with/party") in places(data)


def test_problems_stand_in_the_order_of_the_file() -> None:
    data = example()
    for number in (10, 2):
        case_of(data)["steps"][number]["by"] = "nobody"
    assert places(data) == [f"{CASE}/steps/2/by", f"{CASE}/steps/10/by"]


@pytest.mark.parametrize("data", [[], 1, "x", {}, {"cases": 5}, {"cases": [[], {"steps": [1]}]}])
def test_whatever_is_in_the_file_is_answered_with_problems(data: Any) -> None:
    assert check_scenario(data)


@pytest.mark.parametrize("key", ["organisations", "people", "cases", "cast"])
@pytest.mark.parametrize("value", [None, 3, "x", [], [7], {"x": 7}, {"x": {}}])
def test_a_part_of_the_wrong_shape_is_told(key: str, value: Any) -> None:
    data = example()
    data[key] = value
    assert check_scenario(data)


def test_a_file_that_is_not_json_is_told(tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    file.write_text("{", encoding="utf-8")
    with pytest.raises(BadScenario) as bad:
        read_scenario(file)
    assert [problem.place for problem in bad.value.problems] == [""]


def test_a_place_is_a_json_pointer() -> None:
    assert pointer("/people", "a/b~c", 0) == "/people/a~1b~0c/0"


# --- the schema keeps step with the code ---------------------------------------------------------


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("properties/cases/items/properties/track", vocabulary.Track),
        ("properties/cases/items/properties/channel", vocabulary.Channel),
        ("properties/cases/items/properties/ip_type", vocabulary.IpType),
        ("properties/organisations/additionalProperties/properties/nature", vocabulary.Nature),
        ("$defs/expect/properties/state", CaseState),
        ("$defs/expect/properties/confirmation", ["", *ConfirmationState]),
        ("$defs/expect/properties/outcome_reason", ["", *vocabulary.OutcomeReason]),
        ("$defs/expect/properties/obligations/items", ObligationState),
        ("$defs/expect/properties/recusals/items", RecusalState),
        ("$defs/expect/properties/handovers/items", vocabulary.HandoverKind),
        ("$defs/expect/properties/papers/items", KINDS),
    ],
)
def test_the_schema_knows_every_value(path: str, values: Any) -> None:
    found: Any = schema()
    for step in path.split("/"):
        found = found[step]
    assert found["enum"] == [str(getattr(value, "value", value)) for value in values]


def test_everything_that_may_be_expected_is_looked_at() -> None:
    assert set(schema()["$defs"]["expect"]["properties"]) == set(ACTUAL)


@pytest.mark.parametrize("machine", FLOWS)
def test_every_argument_of_every_verb_can_be_written(machine: str) -> None:
    flow = FLOWS[machine]
    for verb in verbs_of(flow):
        for name, parameter in signature_of(flow, verb).items():
            kinds = getattr(parameter.annotation, "__args__", (parameter.annotation,))
            kind = kinds[0]
            if kind is Rows:
                assert name in ROW_FIELDS
            else:
                known = kind in PLAIN or kind in NAMED or kind is FileRef
                assert known or hasattr(kind, "choices"), f"{machine}.{verb}: {name}"
