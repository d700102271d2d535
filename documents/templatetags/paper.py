"""Filters for `templates/pdf/`: Chinese numerals, amounts, times and paragraphs."""

from decimal import Decimal
from typing import Any

from django import template

from documents import chinese

register = template.Library()


@register.filter
def numeral(number: int) -> str:
    """1 → 一."""
    return chinese.numeral(number)


@register.filter
def article(number: int) -> str:
    """The heading of a clause: 1 → 第一条."""
    return f"第{chinese.numeral(number)}条"


@register.filter
def grouped(amount: str) -> str:
    """450000.00 → 450,000.00."""
    return chinese.grouped(Decimal(amount))


@register.filter
def moment(value: str) -> str:
    """An ISO time in Beijing time."""
    return chinese.moment(value)


@register.filter
def paragraphs(text: str) -> list[str]:
    """The non-empty lines of a text."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def names(people: list[dict[str, Any]], role: str = "") -> str:
    """The names of a list of people, or of those in one role, with 、 between them."""
    return "、".join(person["name"] for person in people if role in ("", person.get("role")))
