"""What each kind of paper must contain."""

from typing import Any

import pytest

from documents.completeness import IncompletePaper
from documents.kinds import COMMON, KINDS, check_complete
from documents.pdf import TEMPLATE_DIR
from documents.samples import SAMPLES, sample
from workflows.vocabulary import Visibility


def without(context: dict[str, Any], path: str) -> str:
    """Take the value at a path out of the context; return the place it had."""
    value: Any = context
    place = ""
    *steps, last = path.replace("[*]", "[]").split(".")
    for step in steps:
        name = step.removesuffix("[]")
        place += f"{name}[0]." if step != name else f"{name}."
        value = value[name][0] if step != name else value[name]
    name = last.removesuffix("[]")
    del value[name]
    return place + name


REQUIREMENTS = [(code, path) for code, kind in KINDS.items() for path in COMMON + kind.required]


def test_every_kind_has_a_sample_and_a_template() -> None:
    assert set(SAMPLES) == set(KINDS)
    for kind in KINDS.values():
        assert (TEMPLATE_DIR / kind.template).is_file()


@pytest.mark.parametrize("code", KINDS)
def test_the_sample_of_every_kind_is_complete(code: str) -> None:
    assert KINDS[code].problems(sample(code)) == []


@pytest.mark.parametrize(("code", "path"), REQUIREMENTS)
def test_a_missing_value_is_named_with_its_place(code: str, path: str) -> None:
    context = sample(code)
    place = without(context, path)
    with pytest.raises(IncompletePaper) as refusal:
        check_complete(code, context)
    assert any(f"“{place}”" in problem for problem in refusal.value.problems)


def test_all_problems_are_told_at_once() -> None:
    context = sample("agreement")
    context["facts"] = "  "
    context["parties"][1]["name"] = ""
    context["clauses"][2]["due_on"] = None
    context["number"] = ""
    with pytest.raises(IncompletePaper) as refusal:
        check_complete("agreement", context)
    text = str(refusal.value)
    for place in ("facts", "parties[1].name", "clauses[2].due_on", "number"):
        assert f"“{place}”" in text


def test_a_paper_needs_both_sides() -> None:
    context = sample("agreement")
    context["parties"][1]["role"] = "third_party"
    assert KINDS["agreement"].problems(context) == ["No party has the role “respondent”."]


def test_amount_in_capitals_must_agree_with_the_figures() -> None:
    context = sample("agreement")
    context["clauses"][1]["amount_capitals"] = "人民币壹拾陆万元整"
    assert KINDS["agreement"].problems(context) == [
        "“clauses[1].amount_capitals” must be 人民币壹拾伍万元整, the amount in figures."
    ]


def test_amount_in_another_currency_needs_its_payee_but_no_chinese_capitals_check() -> None:
    context = sample("agreement")
    context["clauses"][1] |= {"currency": "USD", "amount_capitals": "US dollars one hundred"}
    assert KINDS["agreement"].problems(context) == []
    context["clauses"][1]["payee"] = ""
    assert KINDS["agreement"].problems(context) == ["“clauses[1].payee” is missing."]


def test_clauses_must_be_numbered_without_gaps() -> None:
    context = sample("agreement")
    del context["clauses"][1]
    assert KINDS["agreement"].problems(context) == [
        "The clauses must be numbered 1, 2, 3 … in order."
    ]


def test_printed_day_is_the_beijing_day_of_issue() -> None:
    context = sample("application")
    context["issued_at"] = "2026-08-27T17:30:00+00:00"  # already the 28th in Beijing
    assert KINDS["application"].problems(context) == []
    context["issued_at"] = "2026-08-27T15:30:00+00:00"
    assert "2026年8月27日" in KINDS["application"].problems(context)[0]


@pytest.mark.parametrize("moment", ["yesterday", "2026-08-28T10:00:00", None])
def test_time_of_issue_needs_its_zone(moment: str | None) -> None:
    context = sample("application")
    context["issued_at"] = moment
    assert any("time zone" in problem for problem in KINDS["application"].problems(context))


def test_context_must_be_plain_data() -> None:
    context = sample("application")
    context["filed"] = object()
    assert any("not plain JSON data" in p for p in KINDS["application"].problems(context))


def test_context_of_another_kind_is_refused() -> None:
    problems = KINDS["termination_notice"].problems(sample("non_acceptance_notice"))
    assert "“kind” must be “termination_notice”." in problems


@pytest.mark.parametrize(
    ("code", "variant", "title"),
    [
        ("non_acceptance_notice", "not_accepted", "不予受理通知书"),
        ("non_acceptance_notice", "not_filed", "不予立案通知书"),
        ("non_acceptance_notice", "lapsed", "视为未申请通知书"),
        ("termination_notice", "terminated", "终止调解通知书"),
        ("termination_notice", "case_dismissed", "撤销案件通知书"),
    ],
)
def test_variant_decides_the_title(code: str, variant: str, title: str) -> None:
    context = sample(code) | {"variant": variant}
    assert KINDS[code].title_of(context) == title
    assert KINDS[code].problems(context) == []


def test_unknown_variant_is_refused() -> None:
    problems = KINDS["termination_notice"].problems(sample("termination_notice") | {"variant": "x"})
    assert problems == ["“variant” must be one of: terminated, case_dismissed."]


def test_paper_number_follows_its_pattern() -> None:
    number = KINDS["acceptance_notice"].number(year=2026, body="昆知", seq=7)
    assert number == "（2026）昆知调受字第0007号"


def test_no_two_kinds_share_a_number() -> None:
    numbers = {kind.number(year=2026, body="昆知", seq=1) for kind in KINDS.values()}
    assert len(numbers) == len(KINDS)


def test_visibility_of_every_kind_is_a_known_level() -> None:
    assert {kind.visibility for kind in KINDS.values()} <= set(Visibility.values)
