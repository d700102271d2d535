"""What would make a court refuse an agreement, told before anybody signs or files it.

The grounds are those of 民诉法解释 arts. 355 and 358 (ownership, identity, unclear content, harm
to others, prohibited by law) and the house checks of the field. The word lists are data, so
that the body can extend them; a word only points a person to a clause.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from workflows.vocabulary import ClauseKind, IpType

Purpose = Literal["signing", "confirmation"]
Severity = Literal["block", "warn"]
#: For each check, patterns; a pattern is words that follow one another in one phrase.
Words = Mapping[str, Sequence[Sequence[str]]]

WORD_LISTS = frozenset({
    "ownership", "identity", "report_bought_off", "crime_settled", "antitrust",
    "third_party_burden", "vague_objects",
})  # fmt: skip

_MESSAGES = {
    "no_clauses": _("The agreement has no clause to perform. Add what each party must do."),
    "ownership": _(
        "The clause decides on the ownership or validity of a right. A court does not confirm "
        "this; take it out of the application or use another way."
    ),
    "payment_amount": _("The payment clause names no amount with its currency."),
    "payment_date": _("The payment clause names no date by which to pay."),
    "payment_payee": _("The payment clause does not say to whom to pay."),
    "infringement_object": _(
        "The clause to stop the infringement does not name the product or model (or work, mark, "
        "address). Name it so that it can be enforced."
    ),
    "owners_missing": _(
        "These co-owners or exclusive licensees have not signed: %(names)s. "
        "Have them sign, or take their rights out of the agreement."
    ),
    "third_party_burden": _(
        "The clause seems to burden somebody who is not a party. Have that person sign, "
        "or take the burden out."
    ),
    "report_bought_off": _(
        "The clause gives up or withdraws a report to the authorities. "
        "No agreement may do this; take it out."
    ),
    "crime_settled": _(
        "The clause touches criminal liability, which the parties cannot settle. Check it."
    ),
    "antitrust": _(
        "The clause may restrain competition (price, market or challenge to the right). Check it."
    ),
    "identity": _(
        "The clause concerns a personal status. A court does not confirm this; take it out."
    ),
    "not_signed": _("Not everybody has signed the agreement."),
    "window_closed": _(
        "More than 30 days have passed since the agreement took effect. Instead, the parties may "
        "have it notarised, conclude a new agreement or sue."
    ),
    "other_side_refused": _(
        "A party does not agree to apply. All parties must apply for confirmation together."
    ),
    "secret_unprotected": _(
        "The dispute is about a trade secret and no clause protects its confidentiality."
    ),
}


@dataclass(frozen=True)
class ClauseFacts:
    """One clause of the clause table.

    :param amount: in units of `currency` (ISO 4217), None when the clause names none.
    :param object: what the clause is about: product and model, work, mark, address.
    """

    number: int
    kind: str
    object: str = ""
    amount: Decimal | None = None
    currency: str = ""
    due_on: date | None = None
    payee: str = ""
    text: str = ""
    conditions: str = ""


@dataclass(frozen=True)
class AgreementFacts:
    """An agreement as the check needs it.

    :param all_signed: every party and the mediator signed, and the body sealed where it must.
    :param window_open: the 30 days for the joint application have not run out.
    :param owners_missing: co-owners and exclusive licensees who should sign and have not.
    :param other_side_refused: a party refused or withdrew its consent to apply.
    """

    clauses: tuple[ClauseFacts, ...]
    ip_type: str
    all_signed: bool
    window_open: bool
    owners_missing: tuple[str, ...]
    purpose: Purpose
    other_side_refused: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing to repair (`block`) or to look at (`warn`), in a clause or in the whole."""

    code: str
    severity: Severity
    clause_no: int | None
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong and what to do, in the reader's language."""
        return str(_MESSAGES[self.code] % self.params if self.params else _MESSAGES[self.code])


def precheck(agreement: AgreementFacts, words: Words) -> list[Finding]:
    """Everything that speaks against signing or confirming this agreement.

    :param words: the parsed `precheck_words.json`, see `words_from`.
    :return: all findings, by clause, then on the agreement as a whole; empty if none.
    """
    findings: list[Finding] = []
    for clause in agreement.clauses:
        findings += _content(clause, words)
        findings += _lawfulness(clause, words, agreement.purpose)
    findings += _whole(agreement)
    if agreement.purpose == "confirmation":
        findings += _application(agreement)
    return findings


def words_from(data: Mapping[str, Any]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The word lists of the parsed `precheck_words.json`.

    :raises ValueError: a list is missing, unknown, or holds an empty pattern: a check without
        its words would pass everything.
    """
    if set(data) != WORD_LISTS:
        odd = ", ".join(sorted(set(data) ^ WORD_LISTS))
        raise ValueError(f"The word lists of the pre-check are missing or unknown: {odd}.")
    words = {name: tuple(tuple(pattern) for pattern in data[name]) for name in data}
    for name, patterns in words.items():
        if not patterns or not all(pattern and all(pattern) for pattern in patterns):
            raise ValueError(f"The word list {name} of the pre-check holds an empty pattern.")
    return words


def _content(clause: ClauseFacts, words: Words) -> Iterator[Finding]:
    """Whether the clause says clearly enough what to perform (解释 358: 内容不明确)."""
    if clause.kind == ClauseKind.PAYMENT:
        if clause.amount is None or clause.amount <= 0 or not clause.currency:
            yield Finding("payment_amount", "block", clause.number)
        if clause.due_on is None:
            yield Finding("payment_date", "block", clause.number)
        if not clause.payee.strip():
            yield Finding("payment_payee", "block", clause.number)
    elif clause.kind == ClauseKind.STOP_INFRINGEMENT:
        named = _plain(clause.object)
        vague = {"".join(pattern) for pattern in words["vague_objects"]}
        if not named or named in vague:
            yield Finding("infringement_object", "block", clause.number)


def _lawfulness(clause: ClauseFacts, words: Words, purpose: Purpose) -> Iterator[Finding]:
    """Whether the clause settles what the parties, or this court procedure, cannot.

    A word alone only warns, since it may stand in a harmless sentence; giving up a report
    blocks, since a harmless sentence can be put without it.
    """
    phrases = _phrases(clause)
    if clause.kind == ClauseKind.OWNERSHIP:
        yield Finding("ownership", "block" if purpose == "confirmation" else "warn", clause.number)
    elif _speaks_of(phrases, words["ownership"]):
        yield Finding("ownership", "warn", clause.number)
    if _speaks_of(phrases, words["report_bought_off"]):
        yield Finding("report_bought_off", "block", clause.number)
    for code in ("crime_settled", "antitrust", "identity", "third_party_burden"):
        if _speaks_of(phrases, words[code]):
            yield Finding(code, "warn", clause.number)


def _whole(agreement: AgreementFacts) -> Iterator[Finding]:
    if not agreement.clauses:
        yield Finding("no_clauses", "block", None)
    if agreement.owners_missing:
        names = ", ".join(agreement.owners_missing)
        yield Finding("owners_missing", "block", None, {"names": names})
    kinds = {clause.kind for clause in agreement.clauses}
    if agreement.ip_type == IpType.TRADE_SECRET and ClauseKind.CONFIDENTIALITY not in kinds:
        yield Finding("secret_unprotected", "warn", None)


def _application(agreement: AgreementFacts) -> Iterator[Finding]:
    """What only an application to the court needs (民事诉讼法 art. 205)."""
    if not agreement.all_signed:
        yield Finding("not_signed", "block", None)
    if not agreement.window_open:
        yield Finding("window_closed", "block", None)
    if agreement.other_side_refused:
        yield Finding("other_side_refused", "block", None)


def _plain(text: str) -> str:
    """Text without white space, so that a gap does not hide a word."""
    return re.sub(r"\s+", "", text)


def _phrases(clause: ClauseFacts) -> list[str]:
    """The clause cut at its punctuation; words of one pattern belong to one phrase."""
    whole = f"{clause.text}。{clause.object}。{clause.conditions}"
    return [part for part in re.split(r"[，,。.；;：:！!？?]", _plain(whole)) if part]


def _speaks_of(phrases: Sequence[str], patterns: Sequence[Sequence[str]]) -> bool:
    return any(_in_order(phrase, pattern) for phrase in phrases for pattern in patterns)


def _in_order(phrase: str, pattern: Sequence[str]) -> bool:
    """Whether the words stand in the phrase one after another."""
    position = 0
    for word in pattern:
        found = phrase.find(word, position)
        if found < 0:
            return False
        position = found + len(word)
    return True
