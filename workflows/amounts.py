"""Amounts of money in Chinese capitals (人民币大写), as agreements and receipts write them.

Rules of 《支付结算办法》, annex 1 (正确填写票据和结算凭证的基本规定): 整 follows an amount that
ends in 元 or 角; zeros inside the figure are written as one 零.
"""

from decimal import Decimal

LIMIT = Decimal(10) ** 12
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_CENT = Decimal("0.01")


def capitals(amount: Decimal) -> str:
    """The amount in yuan as capitals: ``450000`` becomes 人民币肆拾伍万元整.

    :param amount: yuan, from 0 to 10^12, with at most two decimal places.
    :raises ValueError: the amount is negative, too large, not a number or finer than a 分.
    """
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"{amount} cannot be written in capitals: it must be 0 or more.")
    if amount > LIMIT:
        raise ValueError(f"{amount} cannot be written in capitals: it exceeds 10^12 yuan.")
    if amount != amount.quantize(_CENT):
        raise ValueError(f"{amount} has more than two decimal places; round it to 0.01 yuan.")
    yuan, cents = divmod(int(amount * 100), 100)
    return "人民币" + _whole(yuan, bare=not cents) + _fraction(cents, after_yuan=yuan > 0)


def _whole(yuan: int, *, bare: bool) -> str:
    """The part in 元; nothing for 0 unless the amount has no 角 and 分 either."""
    if not yuan:
        return "零元" if bare else ""
    text = ""
    for power in range(len(_GROUPS) - 1, -1, -1):
        group = yuan // 10_000**power % 10_000
        if not group:
            continue
        higher = yuan // 10_000 ** (power + 1)
        if higher and (group < 1000 or not higher % 10_000):
            text += "零"
        text += _group(group) + _GROUPS[power]
    return text + "元"


def _group(number: int) -> str:
    """A number of up to four digits, without leading or trailing zeros."""
    text = ""
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += _DIGITS[digit] + _PLACES[place]
        elif text and number % 10**place and not text.endswith("零"):
            text += "零"
    return text


def _fraction(cents: int, *, after_yuan: bool) -> str:
    if not cents:
        return "整"
    jiao, fen = divmod(cents, 10)
    text = f"{_DIGITS[jiao]}角" if jiao else "零" if after_yuan else ""
    return text + (f"{_DIGITS[fen]}分" if fen else "整")
