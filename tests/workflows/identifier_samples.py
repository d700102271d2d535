"""Numbers for the tests of identifiers, and their check characters by the standards' formulas.

They are fictional and reserved for tests, or printed in a standard or a public register.
"""

import os

from django.conf import settings
from django.utils import translation

if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
    settings.configure(USE_I18N=False)  # the rules need no project, only their wording does


def said(text):
    """Return a text of the rules as an English reader sees it."""
    with translation.override("en"):
        return str(text)


def with_uscc_check(body):
    """GB 32100: C18 = (31 - sum of code_i * 3^(i-1) mod 31) mod 31."""
    total = sum(USCC_ALPHABET.index(c) * 3**i for i, c in enumerate(body))
    return body + USCC_ALPHABET[(31 - total % 31) % 31]


def with_id_check(body):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def with_patent_check(body):
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)[: len(body)]
    total = sum(int(d) * w for d, w in zip(body, weights, strict=True))
    return f"{body}.{'0123456789X'[total % 11]}"


USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
RESERVED_USCC = [
    "91530102MAXXXX015P",
    "91530111MAXXXX023K",
    "91530102MAXXXX031D",
    "91530114MAXXXX04XH",
    "91530111MAXXXX0586",
    "91630102MAXXXX066N",
    "91441882MAXXXX074L",
    "92530111MAXXXX082K",
    "91530112MAXXXX0900",
    "91530103MAXXXX103L",
    "91530103MAXXXX111F",
    "52530100MJXXXX018M",
    "52530103MJXXXX026U",
    "11530100MBXXXX019H",
    "51441882MJXXXX0345",
]
PUBLISHED_USCC = ["91350100M000100Y43", "91440300708461136T", "914403001922038216"]
RESERVED_IDS = [
    "530102190001010019",
    "53010319000315002X",
    "630103190107080058",
    "441882190209090045",
    "530111190312120035",
    "530111190402290038",
    "830000190001010011",
]
PUBLISHED_IDS = ["11010519491231002X", "440524188001010014"]
PATENTS = [
    "ZL201621261300.6",
    "ZL202519990003.X",
    "ZL98199901.8",
    "ZL201889990004.2",
    "ZL202619990001.5",
    "ZL202429990002.6",
    "ZL202539990003.0",
    "ZL202519990006.3",
    "ZL202319990007.9",
    "ZL202419990008.8",
    "ZL202239990009.4",
]
COURT_CASES = ["（2026）云0102民特99901号", "（2018）云01民终4767号", "（2026）最高法知民终1号"]
OTHER_RIGHTS = [
    ("trademark", "12345678"),
    ("trademark", "1234567A"),
    ("trademark", "G1234567第1类"),
    ("trademark", "G1234567第45类"),
    ("copyright", "国作登字-2021-L-00268255"),
    ("copyright", "滇作登字-2021-F-00012345"),
    ("copyright", "粤作登字-2021-F-00012345"),
    ("copyright", "青作登字-2021-F-00012345"),
    ("copyright", "作登字:19-2012-F-01234号"),
    ("software", "2014SR001852"),
    ("software", "2014SR0671096"),
    ("software", "软著登字第0671096号"),
    ("software", "软著登字第15980140号"),
    ("plant_variety", "CNA20191006012"),
    ("plant_variety", "CNA20080123.4"),
    ("layout_design", "BS.12500520.2"),
    ("layout_design", "BS.08500145.7"),
    ("layout_design", "BS.26599901.4"),
    ("layout_design", "BS.25599902.X"),
    ("layout_design", "BS.225001234"),
    ("geographical_indication", "AGI2008-01-00001"),
    ("geographical_indication", "第12345678号"),
    ("geographical_indication", "国家知识产权局公告第999号"),
    ("geographical_indication", "1"),
    ("geographical_indication", "局" * 200),
]
VALID = [
    *(("uscc", number) for number in RESERVED_USCC + PUBLISHED_USCC),
    *(("resident_id", number) for number in RESERVED_IDS + PUBLISHED_IDS),
    *(("patent", number) for number in PATENTS),
    *(("court_case", number) for number in COURT_CASES),
    *OTHER_RIGHTS,
]
# kind, number, a word of the problem
INVALID = [
    ("uscc", "91350100M000100Y44", "check character"),
    ("uscc", "91350100M00010OY43", "position 15"),
    ("uscc", "91350100M000100Y4", "has 17"),
    ("uscc", "9135A100M000100Y43", "position 5"),
    ("resident_id", "110105194912310021", "check character"),
    ("resident_id", "530102199002300016", "calendar date"),
    ("resident_id", "530102900101001", "15 digits"),
    ("resident_id", "53010219000101001", "17 digits"),
    ("resident_id", "990000190001010012", "first two digits"),
    ("patent", "ZL201621261300.7", "check digit"),
    ("patent", "ZL201641261300.6", "kind of patent"),
    ("patent", "ZL04199901.8", "85 to 99"),
    ("patent", "ZL199819990001.5", "from 2003"),
    ("patent", "CN205912345U", "publication number"),
    ("patent", "ZX201621261300.6", "12 digits"),
    ("trademark", "123456789", "1 to 8 digits"),
    ("trademark", "G12345", "6 to 8 digits"),
    ("trademark", "G1234567第46类", "1 to 45"),
    ("trademark", "G1234567第0类", "1 to 45"),
    ("copyright", "国作登字-2021-M-00268255", "certificate"),
    ("copyright", "国作登字-2021-L-268255", "certificate"),
    ("software", "2014SR00185", "certificate"),
    ("software", "软著登字第067109号", "certificate"),
    ("plant_variety", "CNA2019100601", "certificate"),
    ("layout_design", "BS.1250052.2", "certificate"),
    ("geographical_indication", "茶" * 201, "200"),
    ("court_case", "（2026）云010民特1号", "4"),
    ("court_case", "2026云0102民特1号", "brackets"),
    ("court_case", "（2026）云0102调确1号", "type of case"),
    ("court_case", "（2026）云0102民特123456789号", "serial number"),
    ("court_case", "（2026）云0102民特1号之一", "serial number"),
    ("court_case", "（1826）云0102民特1号", "year"),
]
