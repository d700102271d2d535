"""Amounts in capitals read back as the same amount."""

import re
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflows.amounts import LIMIT, capitals

DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
AMOUNTS = st.decimals(0, LIMIT, places=2, allow_nan=False, allow_infinity=False)


def read_group(text: str) -> int:
    """The value of capitals below 10,000."""
    total = digit = 0
    for sign in text:
        if sign in PLACES:
            total, digit = total + digit * PLACES[sign], 0
        else:
            digit = DIGITS[sign]
    return total + digit


def read(text: str) -> Decimal:
    """The amount that capitals stand for: an independent way back."""
    match = re.fullmatch(
        r"人民币(?:(?P<yuan>[^元角分整]+)元)?零?(?:(?P<jiao>.)角)?(?:(?P<fen>.)分)?整?", text
    )
    assert match, text
    yuan = 0
    rest = match["yuan"] or ""
    if rest.endswith("万亿"):
        return Decimal(read_group(rest[:-2])) * 10**12
    for sign, value in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.partition(sign)
        if found:
            yuan, rest = yuan + read_group(head) * value, tail
    cents = DIGITS[match["jiao"] or "零"] * 10 + DIGITS[match["fen"] or "零"]
    return Decimal(yuan + read_group(rest)) + Decimal(cents) / 100


@given(AMOUNTS)
@example(Decimal("1000000000000"))
@example(Decimal("100000005000.01"))
@example(Decimal("0.01"))
def test_capitals_read_back_as_the_same_amount(amount: Decimal) -> None:
    assert read(capitals(amount)) == amount


@given(AMOUNTS)
def test_capitals_never_repeat_or_dangle_a_zero(amount: Decimal) -> None:
    text = capitals(amount)
    assert "零零" not in text
    assert amount < 1 or "零元" not in text
    assert text.endswith(("整", "分"))


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("450000", "人民币肆拾伍万元整"),
        ("0", "人民币零元整"),
        ("10", "人民币壹拾元整"),
        ("0.05", "人民币伍分"),
        ("0.50", "人民币伍角整"),
        ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("1680.32", "人民币壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "人民币壹拾万柒仟元伍角叁分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("10001", "人民币壹万零壹元整"),
        ("100000000", "人民币壹亿元整"),
        ("100005000", "人民币壹亿零伍仟元整"),
        ("1000000001", "人民币壹拾亿零壹元整"),
        ("1000000000000", "人民币壹万亿元整"),
        ("62000.000", "人民币陆万贰仟元整"),
    ],
)
def test_amounts_are_written_as_the_payment_rules_show(amount: str, text: str) -> None:
    assert capitals(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("amount", "error"),
    [
        ("-0.01", "0 or more"),
        ("NaN", "0 or more"),
        ("Infinity", "0 or more"),
        ("1.005", "decimal places"),
        ("1000000000000.01", "exceeds"),
    ],
)
def test_an_amount_that_cannot_be_paid_is_refused(amount: str, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        capitals(Decimal(amount))
