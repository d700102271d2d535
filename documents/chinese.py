"""Numbers and dates in the form Chinese legal papers use (amounts: `workflows.amounts`)."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

#: China keeps one time zone and has had no summer time since 1991.
CHINA = timezone(timedelta(hours=8))
DIGITS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    """A whole number from 1 to 99 as an item number: 1 → 一, 12 → 十二, 30 → 三十."""
    if not 1 <= number <= 99:
        raise ValueError(f"Item numbers run from 1 to 99, not {number}.")
    tens, units = divmod(number, 10)
    prefix = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return prefix + (DIGITS[units] if units else "")


def grouped(amount: Decimal) -> str:
    """An amount with thousands separated and two decimals: 450000 → 450,000.00."""
    return f"{amount:,.2f}"


def day(moment: date) -> str:
    """A date as a paper prints it: 2026年9月2日."""
    return f"{moment.year}年{moment.month}月{moment.day}日"


def moment(value: str) -> str:
    """An ISO time with its zone as a paper prints it, in Beijing time: 2026年9月2日 09:05."""
    at = local_time(value)
    return f"{day(at)} {at:%H:%M}"


def local_time(value: str) -> datetime:
    """An ISO time in Beijing time.

    Raises:
        ValueError: the text is no ISO time, or it lacks its zone.
    """
    at = datetime.fromisoformat(value)
    if at.tzinfo is None:
        raise ValueError(f"{value} lacks its time zone.")
    return at.astimezone(CHINA)
