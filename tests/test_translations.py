"""The Chinese catalogue says what the English says, in the words of the glossary.

What is missing or doubtful is found by `deploy/check_messages.py`.
"""

import ast
import json
import re
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "mediation" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
FIELD = re.compile(r'^(msgid_plural|msgid|msgstr)(?:\[\d\])? ((?:"[^\n]*"\n?)+)', re.MULTILINE)
#: The old form of a work's number has a half-width colon.
NUMBERS = re.compile(r"作登字:\S+号")
PLACEHOLDER = re.compile(r"%\(\w+\)[\d.]*[a-zA-Z]|%[sd]|\{\w*\}|</?\w[^>]*>")

#: Word of the glossary -> where it stands in English.
TERMS = {
    "acceptance": r"accept(s|ed)? the (case|application)",
    "agent": r"agents?",
    "archivist": r"archivists?",
    "agreement": r"agreements?",
    "archive": r"archiv(e|es|ed|ing)",
    "case manager": r"case managers?",
    "cause of action": r"causes? of action",
    "complainant": r"complainants?",
    "correction": r"corrections?",
    "court clerk": r"court clerks?",
    "destruction": r"destr(oy|oyed|uction)",
    "disclosure": r"disclos(e|es|ed|ure)",
    "evidence": r"evidence",
    "follow-up visit": r"follow-ups?",
    "judicial confirmation": r"judicial confirmations?",
    "legal hold": r"legal hold",
    "limitation period": r"limitation period",
    "mediation body": r"mediation bod(y|ies)",
    "mediator": r"mediators?",
    "minutes": r"minutes of",
    "obligation": r"obligations?",
    "private session, caucus": r"private sessions?",
    "registrar": r"registrars?",
    "respondent": r"respondents?",
    "resumption": r"resum(e|ed|es|ption)",
    "retention period": r"retention period",
    "roster": r"rosters?",
    "sham mediation": r"sham mediation",
    "supervisor": r"supervisors?",
    "suspension": r"suspend(ed)?|suspension",
    "termination": r"terminat(e|ed|ion)",
    "third party": r"third part(y|ies)",
    "track": r"(the|on this|of this|mediation) track",
    "undisputed facts": r"undisputed facts",
    "withdrawal": r"with(draw|drawn|drew|drawal|drawals)",
}
#: Sentences that say it without the word, or use the word in another sense.
EXCEPTIONS = {
    "agreement": {
        "Apply to the court that confirmed the agreement, or to the same kind of court where the "
        "debtor has property, within two years. Record it here.",
        "Confirmed: the agreement is enforceable",
        "Enforcement of the notarised agreement",  # 公证债权文书
        "The agreement violates a mandatory provision of the law.",  # words of 解释 art. 358
        "The same, and the court that confirms the agreement",
    },
    "correction": {
        # the right to have personal data corrected (更正)
        "The file is kept for the retention period of the archive and then destroyed. You may ask "
        "the mediation body for access and correction at any time.",
    },
}


class Message(NamedTuple):
    """One entry; `source` is the plural where there is one, as Chinese has one form for both."""

    source: str
    chinese: str


@cache
def messages() -> tuple[Message, ...]:
    found: list[dict[str, str]] = []
    for name, text in FIELD.findall(CATALOGUE.read_text(encoding="utf-8")):
        if name == "msgid":
            found.append({})
        found[-1][name] = ast.literal_eval(f"({text})")
    return tuple(
        Message(entry.get("msgid_plural", entry["msgid"]), entry["msgstr"])
        for entry in found
        if entry["msgid"]
    )


@cache
def glossary() -> dict[str, list[str]]:
    """English word -> the Chinese terms that are right for it."""
    rows = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").split("\n## ")[0]
    cells = [[cell.strip() for cell in row.split("|")[1:-1]] for row in rows.splitlines()]
    return {row[0]: row[1].split("、") for row in cells if len(row) == 4}


def test_the_catalogue_compiles_and_is_not_empty(tmp_path: Path) -> None:
    subprocess.run(
        ["msgfmt", "--check", "-o", str(tmp_path / "django.mo"), str(CATALOGUE)], check=True
    )
    assert len(messages()) > 1000


def test_both_sides_hold_the_same_placeholders_and_tags() -> None:
    different = [
        message
        for message in messages()
        if Counter(PLACEHOLDER.findall(message.source))
        != Counter(PLACEHOLDER.findall(message.chinese))
    ]
    assert different == []


def test_chinese_sentences_carry_chinese_punctuation() -> None:
    mixed = [
        message.chinese
        for message in messages()
        if re.search(r"[\u4e00-\u9fff][,;:?!(]|[,;?!)][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(\s|$)",
                     NUMBERS.sub("", PLACEHOLDER.sub("", message.chinese)))
    ]  # fmt: skip
    assert mixed == []


def test_a_sentence_ends_as_one_in_both_languages() -> None:
    def closed(text: str) -> bool:
        return text.endswith((".", "。", "?", "？"))

    sentences = [message for message in messages() if " " in message.source]
    assert [m for m in sentences if closed(m.source) != closed(m.chinese)] == []


@pytest.mark.parametrize("word", sorted(TERMS))
def test_a_term_of_the_glossary_is_used_everywhere(word: str) -> None:
    english = re.compile(rf"\b({TERMS[word]})\b", re.IGNORECASE)
    said = [(PLACEHOLDER.sub("", m.source), m) for m in messages()]
    meant = [message for text, message in said if english.search(text)]
    assert meant, f"no page speaks of: {word}"
    other = {m for m in meant if not any(chinese in m.chinese for chinese in glossary()[word])}
    assert {m.source for m in other} == EXCEPTIONS.get(word, set()), other


def test_the_glossary_is_in_alphabetical_order() -> None:
    words = [word.lower() for word in list(glossary())[2:]]  # after the heading and its line
    assert words == sorted(words)


def test_every_term_has_a_chinese_sentence() -> None:
    rules = json.loads(
        (ROOT / "mediation" / "data" / "deadline_rules.json").read_text(encoding="utf-8")
    )
    assert all(rule["sentence_zh"].endswith("。") for rule in rules)
    assert not [rule["basis"] for rule in rules if re.search("[a-z]{3}", rule["basis"])]
