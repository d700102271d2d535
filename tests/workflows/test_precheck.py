"""The pre-check tells what a court would refuse, before anybody signs or files."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from workflows.precheck import (
    WORD_LISTS,
    AgreementFacts,
    ClauseFacts,
    Finding,
    precheck,
    words_from,
)

DATA = Path(__file__).resolve().parents[2] / "mediation" / "data" / "precheck_words.json"
RAW = json.loads(DATA.read_text(encoding="utf-8"))
WORDS = words_from(RAW)


def payment(**changes: Any) -> ClauseFacts:
    whole: dict[str, Any] = {
        "amount": Decimal(450000), "currency": "CNY", "due_on": date(2026, 12, 31),
        "payee": "昆明翠湖生物科技有限公司", "text": "乙方向甲方支付赔偿款。",
    }  # fmt: skip
    return ClauseFacts(1, "payment", **{**whole, **changes})


STOP = ClauseFacts(2, "stop_infringement", "LX-200 型离心机", text="乙方立即停止制造和销售。")


def check(*clauses: ClauseFacts, purpose: str = "confirmation", **changes: Any) -> list[Finding]:
    facts: dict[str, Any] = {
        "clauses": clauses or (payment(), STOP), "ip_type": "invention", "all_signed": True,
        "window_open": True, "owners_missing": (), "purpose": purpose,
    }  # fmt: skip
    return precheck(AgreementFacts(**{**facts, **changes}), WORDS)


def found(findings: list[Finding]) -> list[tuple[str, str, int | None]]:
    return [(finding.code, finding.severity, finding.clause_no) for finding in findings]


def other(text: str) -> ClauseFacts:
    return ClauseFacts(3, "other", text=text)


@pytest.mark.parametrize("purpose", ["signing", "confirmation"])
def test_a_clear_agreement_has_no_findings(purpose: str) -> None:
    assert check(purpose=purpose) == []


@pytest.mark.parametrize("purpose", ["signing", "confirmation"])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": None}, "payment_amount"),
        ({"amount": Decimal(0)}, "payment_amount"),
        ({"currency": ""}, "payment_amount"),
        ({"due_on": None}, "payment_date"),
        ({"payee": " "}, "payment_payee"),
    ],
)
def test_a_payment_needs_amount_date_and_payee(
    change: dict[str, Any], code: str, purpose: str
) -> None:
    assert found(check(payment(**change), purpose=purpose)) == [(code, "block", 1)]


def test_everything_a_payment_lacks_is_told_at_once() -> None:
    codes = [code for code, _, _ in found(check(ClauseFacts(1, "payment")))]
    assert codes == ["payment_amount", "payment_date", "payment_payee"]


@pytest.mark.parametrize("named", ["", "  ", "侵权产品", "侵权 产品", "產品"])
def test_stopping_an_infringement_needs_its_object(named: str) -> None:
    clause = ClauseFacts(2, "stop_infringement", named)
    assert found(check(clause)) == [("infringement_object", "block", 2)]


def test_a_clause_on_ownership_may_be_signed_but_not_confirmed() -> None:
    clause = ClauseFacts(3, "ownership", "ZL202319990007.9")
    assert found(check(clause)) == [("ownership", "block", 3)]
    assert found(check(clause, purpose="signing")) == [("ownership", "warn", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "双方确认涉案专利权归甲方所有。",
        "涉案商标专用权归乙方。",
        "乙方请求宣告该专利无效。",
        "双方確認權屬。",
    ],
)
def test_ownership_hidden_in_another_clause_is_pointed_out(text: str) -> None:
    assert found(check(other(text))) == [("ownership", "warn", 3)]


def test_a_creditor_who_returns_samples_decides_no_ownership() -> None:
    assert check(other("债权人归还样品。")) == []


@pytest.mark.parametrize("purpose", ["signing", "confirmation"])
@pytest.mark.parametrize(
    "text",
    [
        "甲方不再举报。",
        "甲方收款后不再就此事向市场监督管理部门举报。",
        "甲方撤回其向官渡区市场监督管理局提交的举报。",
        "甲方放弃举报的权利。",
        "甲方不得向公安机关报案。",
        "甲方不 再 举 报。",
        "甲方不再舉報。",
        "甲方不追究乙方的刑事责任。",
    ],
)
def test_no_clause_buys_off_a_report(text: str, purpose: str) -> None:
    assert ("report_bought_off", "block", 3) in found(check(other(text), purpose=purpose))


def test_a_report_bought_off_in_the_conditions_of_a_payment_is_found() -> None:
    clause = payment(conditions="甲方撤回举报后付款")
    assert found(check(clause)) == [("report_bought_off", "block", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "举报事项不再赘述。",
        "本协议不影响任何一方的举报权。",
        "甲方撤回调解申请，任何人仍可举报。",
        "甲方撤回平台投诉。",
    ],
)
def test_a_clause_that_keeps_the_right_to_report_passes(text: str) -> None:
    assert check(other(text)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("甲方向公安机关出具谅解书。", "crime_settled"),
        ("双方划分华东市场。", "antitrust"),
        ("乙方不质疑专利的有效性。", "antitrust"),
        ("乙方不得低于固定的价格销售。", "antitrust"),
        ("双方解除婚姻关系。", "identity"),
        ("上述款项由第三人丙公司支付。", "third_party_burden"),
        ("案外人承担连带责任。", "third_party_burden"),
    ],
)
def test_doubtful_clauses_are_left_to_a_person(text: str, code: str) -> None:
    assert found(check(other(text))) == [(code, "warn", 3)]


@pytest.mark.parametrize("purpose", ["signing", "confirmation"])
def test_missing_owners_are_named(purpose: str) -> None:
    (finding,) = check(owners_missing=("赵某", "钱某"), purpose=purpose)
    assert found([finding]) == [("owners_missing", "block", None)]
    with translation.override("en"):
        assert "赵某, 钱某" in finding.message


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"all_signed": False}, "not_signed"),
        ({"window_open": False}, "window_closed"),
        ({"other_side_refused": True}, "other_side_refused"),
    ],
)
def test_an_application_needs_signatures_time_and_both_sides(
    change: dict[str, Any], code: str
) -> None:
    assert found(check(**change)) == [(code, "block", None)]
    assert check(purpose="signing", **change) == []


def test_an_agreement_without_clauses_is_no_agreement() -> None:
    assert found(check(clauses=())) == [("no_clauses", "block", None)]


def test_a_trade_secret_without_confidentiality_is_pointed_out() -> None:
    assert found(check(ip_type="trade_secret")) == [("secret_unprotected", "warn", None)]
    assert check(STOP, ClauseFacts(4, "confidentiality"), ip_type="trade_secret") == []


def test_every_finding_says_what_to_do() -> None:
    findings = check(
        ClauseFacts(1, "payment", text="不再举报，犯罪，固定价格，婚姻，由第三方支付"),
        ClauseFacts(2, "stop_infringement"),
        ClauseFacts(3, "ownership"),
        ip_type="trade_secret",
        owners_missing=("赵某",),
        all_signed=False,
        window_open=False,
        other_side_refused=True,
    )
    assert len(findings) == len({finding.code for finding in findings}) == 15
    with translation.override("en"):
        assert all(len(finding.message) > 20 for finding in findings)
        assert all("%" not in finding.message for finding in findings)


@pytest.mark.parametrize("name", sorted(WORD_LISTS))
def test_a_missing_or_empty_word_list_is_an_error_and_not_silence(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        words_from({key: value for key, value in RAW.items() if key != name})
    empties: list[Any] = [[], [[]], [["举报", ""]]]
    for empty in empties:
        with pytest.raises(ValueError, match=name):
            words_from({**RAW, name: empty})
