"""Numbers of registered rights that have no check character, or none that is proven."""

import re

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .normalise import clean_code, clean_text
from .regions import PROVINCES
from .result import Checked, accept, refuse

# Some provincial registers use the other character of their province.
_REGISTERS = PROVINCES + "滇黔陇秦"

_TRADEMARK = re.compile(
    r"第?(?P<number>\d{1,8}[A-Z]?|G\d{6,8}[A-Z]?)(?:(?:号第?|第)(?P<goods>\d{1,2})类|号)?",
    re.ASCII,
)
_COPYRIGHT = re.compile(rf"[国{_REGISTERS}]作登字-\d{{4}}-[A-L]-\d{{8}}", re.ASCII)
_OLD_COPYRIGHT = re.compile(
    rf"作登字:?(?P<rest>(?:\d{{1,2}}|[{_REGISTERS}])-\d{{4}}-[A-L]-\d{{1,8}})号?", re.ASCII
)
_SOFTWARE = re.compile(r"\d{4}SR\d{6,7}|软著登字第\d{7,8}号", re.ASCII)
_PLANT_FARM = re.compile(r"CNA(?:\d{8}\.\d|\d{11})", re.ASCII)
_PLANT_OTHER = re.compile(r"\d{6,12}", re.ASCII)
_INDICATION_BY_FORM = re.compile(r"AGI[\d-]+|第?\d{1,8}[A-Z]?号?", re.ASCII | re.IGNORECASE)
_AUTHORITY = re.compile(r"[局部署委院厅府]|office|ministry|authority", re.IGNORECASE)
_INDICATION_LENGTH = 200


def trademark(value: str) -> Checked:
    """Check a trademark registration number (商标注册号), national or Madrid (国际注册, G…).

    A class may follow: `G1234567第9类`. There is no check digit.
    """
    number = clean_code(value)
    match = _TRADEMARK.fullmatch(number)
    if not match:
        return refuse(
            number,
            _(
                "A trademark number is 1 to 8 digits with at most one letter after them, or, "
                "for an international registration, G and 6 to 8 digits. "
                "A class follows as 第9类. Copy it from the certificate."
            ),
        )
    plain, goods = match["number"], match["goods"]
    if goods is None:
        if plain.startswith("G"):
            return accept(
                plain,
                _(
                    "An international registration covers several classes: "
                    "add the class in dispute, for example 第9类."
                ),
            )
        return accept(plain)
    if not 1 <= int(goods) <= 45:
        return refuse(number, _("Classes of goods and services run from 1 to 45."))
    return accept(f"{plain}第{int(goods)}类")


def copyright_registration(value: str) -> Checked:
    """Check the number of a work's registration (作品登记号), national, provincial or old.

    The national number has no region code. The letter of the class is not interpreted.
    """
    number = clean_code(value)
    if _COPYRIGHT.fullmatch(number):
        return accept(number)
    if old := _OLD_COPYRIGHT.fullmatch(number):
        return accept(f"作登字:{old['rest']}号")
    return refuse(
        number,
        _(
            "A work's registration number reads like 国作登字-2021-F-00123456, with the province "
            "in place of 国 for a provincial one, or 作登字:19-2012-F-01234号 for an old one. "
            "Copy it from the certificate."
        ),
    )


def software(value: str) -> Checked:
    """Check a software copyright number: 登记号 (2014SR001852) or 证书号 (软著登字第…号)."""
    number = clean_code(value)
    if _SOFTWARE.fullmatch(number):
        return accept(number)
    return refuse(
        number,
        _(
            "A software registration number reads like 2014SR001852, the certificate number "
            "like 软著登字第0671096号. Copy either from the certificate."
        ),
    )


def plant_variety(value: str) -> Checked:
    """Check a plant variety number (植物新品种权号): CNA… for crops, digits for forestry.

    No rule for a check digit is proven, so none is applied.
    """
    number = clean_code(value)
    if _PLANT_FARM.fullmatch(number):
        return accept(number)
    if _PLANT_OTHER.fullmatch(number):
        return accept(
            number,
            _(
                "This is not a number of the agricultural office (CNA…). For a forestry "
                "variety compare it with the certificate."
            ),
        )
    return refuse(
        number,
        _(
            "A plant variety number reads like CNA20191006012 or CNA20080123.4; a forestry "
            "number has digits only. Copy it from the certificate."
        ),
    )


def geographical_indication(value: str) -> Checked:
    """Check how a geographical indication (地理标志) is named: a number and its authority.

    Three systems stand side by side: products (公告 or 批准号), marks (商标注册号) and
    agricultural products (AGI…). The text is free; without a form that tells the authority
    it should name it.
    """
    text = clean_text(value)
    if not 1 <= len(text) <= _INDICATION_LENGTH:
        problem = format_lazy(
            _("Write the number and the authority in 1 to {length} characters."),
            length=_INDICATION_LENGTH,
        )
        return refuse(text, problem)
    if _INDICATION_BY_FORM.fullmatch(text) or _AUTHORITY.search(text):
        return accept(text)
    return accept(
        text,
        _("Add the authority that registered it, for example 国家知识产权局公告第123号."),
    )
