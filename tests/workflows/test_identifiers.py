"""Identifiers are checked, normalised and, where a slip is likely, corrected."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from tests.workflows.identifier_samples import (
    INVALID,
    PATENTS,
    RESERVED_IDS,
    VALID,
    said,
    with_id_check,
    with_uscc_check,
)
from workflows.identifiers import KINDS, check, court_case_code, mask, resident_id

# --- what is right and what is wrong --------------------------------------------------


@pytest.mark.parametrize(("kind", "number"), VALID)
def test_valid_number_is_accepted_as_written(kind, number):
    checked = check(kind, number)
    assert (checked.valid, checked.incomplete) == (True, False)
    assert checked.normalised == number
    assert (checked.problem, checked.suggestion) == ("", "")


@pytest.mark.parametrize(("kind", "number"), [(k, n) for k, n in VALID if k != "resident_id"])
def test_valid_number_raises_no_doubt(kind, number):
    assert check(kind, number).warnings == ()


@pytest.mark.parametrize(("kind", "number", "word"), INVALID)
def test_invalid_number_is_refused_with_its_reason(kind, number, word):
    checked = check(kind, number)
    assert (checked.valid, checked.incomplete) == (False, False)
    assert word in said(checked.problem)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("nothing", ["", " \t　\u200b"])
def test_empty_number_is_refused_for_every_kind(kind, nothing):
    checked = check(kind, nothing)
    assert (checked.valid, checked.normalised) == (False, "")
    assert said(checked.problem) == "Enter the number."


def test_unknown_kind_is_an_error_that_names_the_known_ones():
    for function in (check, mask):
        with pytest.raises(ValueError, match=r"'telephone'.*uscc.*court_case"):
            function("telephone", "13900000001")


# --- normalisation --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("uscc", "91350100m000100y43", "91350100M000100Y43"),
        ("uscc", " ９１３５０１００ｍ０００１００Ｙ４３ ", "91350100M000100Y43"),
        ("uscc", "91-350100-M000100Y4-3", "91350100M000100Y43"),
        ("resident_id", "110105 19491231 002x", "11010519491231002X"),
        ("resident_id", "\u202d53010219000101\u00a00019\u202c", "530102190001010019"),
        ("patent", "zl 2016 2 1261300.6", "ZL201621261300.6"),
        ("patent", "ＺＬ２０１６２１２６１３００．６", "ZL201621261300.6"),
        ("patent", "2016212613006", "201621261300.6"),
        ("patent", "cn202519990003·x", "CN202519990003.X"),
        ("patent", "ZL981999018", "ZL98199901.8"),
        ("trademark", "第12345678号", "12345678"),
        ("trademark", "g1234567 第 09 类", "G1234567第9类"),
        ("copyright", "国作登字－2021—l–00268255", "国作登字-2021-L-00268255"),
        ("copyright", "作登字：19-2012-F-01234", "作登字:19-2012-F-01234号"),
        ("software", "2014sr001852", "2014SR001852"),
        ("plant_variety", "cna20191006012", "CNA20191006012"),
        ("layout_design", "bs25599902.x", "BS.25599902.X"),
        ("layout_design", "BS225001234", "BS.225001234"),
        (
            "geographical_indication",
            " 第１２３号公告\n国家知识产权局 ",
            "第123号公告 国家知识产权局",
        ),
        ("court_case", "(2026) 云0102 民特99901号", "（2026）云0102民特99901号"),
        ("court_case", "〔２０１８〕云01民终4767号", "（2018）云01民终4767号"),
        ("court_case", "[2026]最高法知民终1号", "（2026）最高法知民终1号"),
    ],
)
def test_typed_spelling_is_normalised_before_the_check(kind, typed, stored):
    checked = check(kind, typed)
    assert checked.normalised == stored
    assert checked.valid


# --- warnings and incomplete numbers --------------------------------------------------


def test_wrong_organisation_code_inside_a_credit_code_only_warns():
    checked = check("uscc", with_uscc_check("91530102MAXXXX016"))
    assert checked.valid
    assert len(checked.warnings) == 1
    assert "Position 17" in said(checked.warnings[0])


@pytest.mark.parametrize("kind_of_body", ["31", "81", "N2", "Y1", "A1", "93"])
def test_every_registering_department_is_known(kind_of_body):
    checked = check("uscc", with_uscc_check(f"{kind_of_body}530102MAXXXX015"))
    assert (checked.valid, checked.warnings) == (True, ())


@pytest.mark.parametrize("kind_of_body", ["9A", "B1", "Y2"])
def test_unknown_kind_of_organisation_only_warns(kind_of_body):
    checked = check("uscc", with_uscc_check(f"{kind_of_body}530102MAXXXX015"))
    assert checked.valid
    assert "first two characters" in said(checked.warnings[0])


@pytest.mark.parametrize("number", [*RESERVED_IDS, "440524188001010014"])
def test_person_over_120_is_accepted_with_a_warning(number):
    (warning,) = check("resident_id", number).warnings
    assert "over 120" in said(warning)


@pytest.mark.parametrize(("born", "warned"), [("19050101", True), ("19050102", False)])
def test_age_is_reckoned_on_the_first_day_of_2026_when_no_day_is_given(born, warned):
    checked = check("resident_id", with_id_check(f"530102{born}001"))
    assert checked.valid
    assert len(checked.warnings) == warned


@pytest.mark.parametrize(
    ("day", "warned"), [(date(2070, 12, 30), False), (date(2070, 12, 31), True)]
)
def test_person_is_over_120_from_the_121st_birthday(day, warned):
    checked = resident_id("11010519491231002X", on=day)
    assert checked.valid
    assert len(checked.warnings) == warned


def test_birth_date_after_the_given_day_is_refused():
    assert not resident_id("11010519491231002X", on=date(1949, 12, 30)).valid
    assert resident_id("11010519491231002X", on=date(1949, 12, 31)).valid


@pytest.mark.parametrize("body", ["91A30102MAXXXX015", "9153010AMAXXXX015"])
def test_credit_code_has_only_digits_for_its_region(body):
    checked = check("uscc", with_uscc_check(body))
    assert not checked.valid
    assert "digits at positions 3 to 8" in said(checked.problem)


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_residence_permits_of_hong_kong_macao_and_taiwan_are_accepted(region):
    assert check("resident_id", with_id_check(f"{region}19000101001")).valid


@pytest.mark.parametrize("number", PATENTS)
def test_patent_without_check_digit_is_incomplete_and_gets_it_suggested(number):
    checked = check("patent", number[:-2])
    assert (checked.valid, checked.incomplete) == (False, True)
    assert checked.normalised == number[:-2]
    assert "missing" in said(checked.problem)
    assert number in said(checked.suggestion)


def test_patent_of_no_known_kind_is_not_merely_incomplete():
    checked = check("patent", "ZL201641261300")
    assert (checked.valid, checked.incomplete) == (False, False)


def test_layout_design_with_an_unlikely_last_character_only_warns():
    checked = check("layout_design", "BS.26599901.5")
    assert checked.valid
    assert "character is 4" in said(checked.warnings[0])


@pytest.mark.parametrize(
    ("kind", "number", "word"),
    [
        ("trademark", "G1234567", "add the class"),
        ("plant_variety", "20080012", "forestry"),
        ("geographical_indication", "普洱茶 批准号 12", "authority"),
    ],
)
def test_number_that_says_too_little_is_accepted_with_a_warning(kind, number, word):
    checked = check(kind, number)
    assert checked.valid
    assert word in said(checked.warnings[0])


# --- suggestions ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "number", "character"),
    [
        ("uscc", "91350100M000100Y44", "3"),
        ("uscc", "91530102MAXXXX015R", "P"),
        ("resident_id", "110105194912310021", "X"),
        ("resident_id", "530102190001010018", "9"),
        ("patent", "ZL201621261300.7", "6"),
        ("patent", "ZL202519990003.1", "X"),
    ],
)
def test_wrong_check_character_is_answered_with_the_expected_one(kind, number, character):
    suggestion = said(check(kind, number).suggestion)
    assert f"the last character is {character}." in suggestion


@pytest.mark.parametrize(
    ("kind", "number", "change"),
    [
        ("uscc", "91350100M00010OY43", "15 → 0"),  # O for 0
        ("uscc", "9I350I00M000I00Y43", "2, 6, 13 → 1, 1, 1"),  # I for 1
        ("uscc", "9135010DM000100Y43", "8 → 0"),  # D for 0
        ("uscc", "91530102MAXXXX0I5P", "16 → 1"),
        ("uscc", "11530100M8XXXX019H", "10 → B"),  # 8 for B
        ("uscc", "9153O1O2MAXXXX031D", "5, 7 → 0, 0"),  # and D for D
        ("uscc", "9153OLO2MAXXXX015P", "5, 6, 7 → 0, 1, 0"),
        ("uscc", "91350100M001000Y43", "12, 13 → 0, 1"),  # swapped
        (
            "uscc",
            "91350100M000200Y43",
            "9 → 2 / 10 → 4 / 13 → 1",
        ),  # one character: both checks fail
        ("resident_id", "110105I949123100ZX", "7, 17 → 1, 2"),
        ("resident_id", "110105I94912310ZX", None),  # too short to guess
        ("resident_id", "11O10519491231002X", "3 → 0"),
        ("resident_id", "530102190010010019", "11, 12 → 0, 1 / 16, 17 → 1, 0"),
        ("resident_id", "530102190021010019", "11 → 0"),  # no 21st month
        ("resident_id", "350102190001010019", "1, 2 → 5, 3"),
        ("resident_id", "990000190001010012", None),
        ("patent", "ZL2016212613O0.6", "13 → 0"),
        ("patent", "ZL20I621261300.6", "5 → 1"),
        ("patent", "2O1621261300.6", "2 → 0"),
        ("patent", "ZL201621263100.6", "11, 12 → 1, 3"),
        ("patent", "ZL201261261300.6", "6, 7 → 6, 2"),
        ("patent", "ZL201641261300.6", "7 → 2"),  # no such kind of patent
    ],
)
def test_likely_slip_is_named_by_its_position(kind, number, change):
    checked = check(kind, number)
    assert not checked.valid
    if change is None:
        assert checked.suggestion == ""
    else:
        assert said(checked.suggestion).endswith(f"(position → character): {change}.")


def test_no_position_is_named_when_nearly_any_could_be_wrong():
    suggestion = said(check("patent", "ZL202619990001.9").suggestion)
    assert suggestion == "If the rest is right, the last character is 5."


# --- privacy --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [
        ("resident_id", "530102190001010019", "530102********0019"),
        ("resident_id", "11010519491231002x", "110105********002X"),
        ("resident_id", "530102 19000101 0019", "530102********0019"),
        ("resident_id", "530102900101001", "***********1001"),
        ("resident_id", "530102190", "*****2190"),
        ("resident_id", "53010219", "********"),
        ("resident_id", "", ""),
        ("patent", "zl201621261300.6", "ZL201621261300.6"),
        ("uscc", "91350100m000100y43", "91350100M000100Y43"),
    ],
)
def test_only_resident_ids_are_masked(kind, typed, shown):
    assert mask(kind, typed) == shown


@pytest.mark.parametrize("number", ["530102190001010019", "530102190001010018"])
def test_answer_can_be_logged_and_shown_without_the_resident_id(number):
    checked = check("resident_id", number)
    assert number not in repr(checked)
    for text in (checked.problem, checked.suggestion, *checked.warnings):
        assert number not in said(text)


# --- courts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("（2018）云01民终4767号", "云01"),
        ("(2026)云0102民特99901号", "云0102"),
        ("（2026）最高法知民终1号", "最高法"),
        ("（2026）粤73知民初1号", "粤73"),
        ("（2026）云民申1号", "云"),
        ("（2026）云7101执保1号", "云7101"),
    ],
)
def test_court_code_is_read_from_the_case_number(number, code):
    assert court_case_code(number) == code


def test_court_code_of_a_malformed_case_number_is_an_error_that_says_why():
    with (
        translation.override("en"),
        pytest.raises(ValueError, match="After the year stands the court"),
    ):
        court_case_code("（2026）云010民特1号")


@pytest.mark.parametrize(
    "type_of_case",
    [
        "民特",
        "民特监",
        "民诉前调",
        "民初",
        "民终",
        "民申",
        "民监",
        "行初",
        "行终",
        "刑初",
        "执",
        "执保",
        "执异",
        "执恢",
        "财保",
        "行保",
        "证保",
    ],
)
@pytest.mark.parametrize("tribunal", ["", "知"])
def test_every_type_of_case_is_read(type_of_case, tribunal):
    assert check("court_case", f"（2026）青0102{tribunal}{type_of_case}99901号").valid


def test_rules_answer_without_any_django_settings():
    """Texts stay untranslated until someone reads them."""
    program = (
        "from workflows.identifiers import KINDS, check\n"
        f"for kind, number, _ in {INVALID!r}: check(kind, number)\n"
        f"for kind, number in {VALID!r}: check(kind, number)\n"
    )
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        cwd=Path(__file__).parents[2],
        env=environment | {"PYTHONUTF8": "1"},
    )
