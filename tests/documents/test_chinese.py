"""Numbers and dates as papers print them."""

from decimal import Decimal

import pytest

from documents import chinese


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (30, "三十"), (99, "九十九")],
)
def test_item_number_in_chinese(number: int, text: str) -> None:
    assert chinese.numeral(number) == text


@pytest.mark.parametrize("number", [0, -1, 100])
def test_item_number_out_of_range_is_an_error(number: int) -> None:
    with pytest.raises(ValueError, match="1 to 99"):
        chinese.numeral(number)


def test_amount_is_grouped_by_thousands() -> None:
    assert chinese.grouped(Decimal("1234567.5")) == "1,234,567.50"


def test_time_is_printed_in_beijing_time() -> None:
    assert chinese.moment("2026-09-02T16:05:00+00:00") == "2026年9月3日 00:05"


def test_time_without_zone_is_an_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        chinese.moment("2026-09-02T16:05:00")
