"""The papers themselves, read back from the file by other programs."""

import hashlib
import json
import logging
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from documents import glyphs, pdf
from documents.completeness import IncompletePaper
from documents.glyphs import MissingGlyph, missing_glyphs
from documents.kinds import KINDS
from documents.pdf import RefusedUrl, check_renderer, render_pdf, write_pdf
from documents.sample_case import PERSON
from documents.samples import SAMPLES, sample

# The text area of GB/T 9704, in points: left, top, width, height.
AREA = (79, 105, 443, 638)
LONG_NAME = "云南高原特色农业植物新品种选育与知识产权保护联合实验室（昆明）有限责任公司西南分公司"
#: Required values that steer a paper and are not printed, or are printed as a numeral.
NOT_PRINTED = {"confirmation_intended", "version", "copies"}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample of every kind, printed once."""
    folder = tmp_path_factory.mktemp("papers")
    paths = {}
    for code, context in SAMPLES.items():
        paths[code] = folder / f"{code}.pdf"
        paths[code].write_bytes(render_pdf(code, context))
    return paths


def run(*command: str | Path) -> str:
    return subprocess.run(
        [str(part) for part in command], capture_output=True, check=True
    ).stdout.decode()


def body_text(path: Path) -> str:
    """The text inside the text area, without white space, in the order of the file."""
    left, top, width, height = (str(number) for number in AREA)
    area = ("-r", "72", "-x", left, "-y", top, "-W", width, "-H", height)
    return re.sub(r"\s", "", run("pdftotext", "-raw", *area, path, "-"))


def structure(path: Path) -> bytes:
    """The objects of a file, those in compressed streams included."""
    data = path.read_bytes()
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return data + b"".join(zlib.decompressobj().decompress(s) for s in streams if s[:1] == b"x")


def save(tmp_path: Path, code: str, context: dict[str, Any]) -> Path:
    path = tmp_path / f"{code}.pdf"
    path.write_bytes(render_pdf(code, context))
    return path


def values(context: Any, path: str) -> Iterator[str]:
    """The texts at a required path, every list entry included."""
    name, _, rest = path.partition(".")
    key = name.removesuffix("[]").removesuffix("[*]")
    found = context.get(key)
    for item in found if isinstance(found, list) else [found]:
        if rest and isinstance(item, dict):
            yield from values(item, rest)
        elif isinstance(item, str):
            yield from (line for line in item.splitlines() if line)


@pytest.mark.parametrize("code", KINDS)
def test_what_a_paper_must_contain_is_printed_on_it(code: str, printed: dict[str, Path]) -> None:
    text = body_text(printed[code])
    context = SAMPLES[code]
    shared = ("number", "verification", "verify_url", "issued_on", "organisation.name")
    for path in (*shared, *KINDS[code].required):
        if path in NOT_PRINTED:
            continue
        for value in values(context, path):
            if re.sub(r"\s", "", value) not in text:
                pytest.fail(f"{path} is not printed: {value}\n{text}")
    assert KINDS[code].title_of(context) in text


@pytest.mark.parametrize("code", KINDS)
def test_every_page_says_which_of_how_many_it_is(code: str, printed: dict[str, Path]) -> None:
    pages = run("pdftotext", "-layout", printed[code], "-").split("\f")[:-1]
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in re.sub(r"\s", "", page)
        assert "核验码 7F3K-9QXM-2D8A" in page


@pytest.mark.parametrize("code", KINDS)
def test_text_never_leaves_the_text_area(code: str, printed: dict[str, Path]) -> None:
    assert_inside_margins(printed[code])


def assert_inside_margins(path: Path) -> None:
    boxes = re.findall(r'xMin="([\d.]+)".*?xMax="([\d.]+)"', run("pdftotext", "-bbox", path, "-"))
    assert boxes
    left, _, width, _ = AREA
    for low, high in boxes:
        assert float(low) >= left - 1
        assert float(high) <= left + width + 8  # closing punctuation has a blank half


def test_chinese_with_figures_is_flush_at_the_right_margin(tmp_path: Path) -> None:
    text = "被申请人应于2026年9月30日前向申请人支付第一期赔偿款人民币1,500元，" * 12
    path = tmp_path / "flush.pdf"
    path.write_bytes(write_pdf(f'<html lang="zh-CN"><p>{text}', sample("agreement")))
    assert body_text(path) == text
    assert " " not in run("pdftotext", path, "-")
    ends: dict[str, float] = {}
    for top, end in re.findall(
        r'yMin="([\d.]+)" xMax="([\d.]+)"', run("pdftotext", "-bbox", path, "-")
    ):
        ends[top] = max(ends.get(top, 0), float(end))
    left, top_margin, width, height = AREA
    lines = [end for top, end in ends.items() if float(top) < top_margin + height]
    assert len(lines) > 10
    assert all(left + width - 4 < end < left + width + 1 for end in lines[:-1])


@pytest.mark.parametrize("code", KINDS)
def test_body_and_date_stand_on_a_page_with_text(code: str, printed: dict[str, Path]) -> None:
    context = SAMPLES[code]
    pages = [re.sub(r"\s", "", p) for p in run("pdftotext", printed[code], "-").split("\f")]
    dated = [page for page in pages if context["issued_on"] in page and "扫码或访问" in page]
    assert len(dated) == 1
    assert len(dated[0]) > 150


def test_agreement_with_thirty_clauses_and_long_names_is_whole(tmp_path: Path) -> None:
    context = sample("agreement")
    context["parties"][0] |= {"name": LONG_NAME, "address": LONG_NAME * 2}
    context["clauses"] = [
        context["clauses"][1]
        | {"number": n, "text": f"第{n}项义务：{LONG_NAME * 3}。", "payee": LONG_NAME}
        for n in range(1, 31)
    ]
    context["signatures"] *= 4
    path = save(tmp_path, "agreement", context)
    text = body_text(path)
    for clause in context["clauses"]:
        assert clause["text"] in text
    assert text.count(LONG_NAME) >= 30 * 4
    assert "第三十条" in text
    assert_inside_margins(path)
    last = re.sub(r"\s", "", run("pdftotext", path, "-").split("\f")[-2])
    assert "（印章）" in last
    assert "签署人" in last


def test_person_is_described_as_the_official_form_asks(tmp_path: Path) -> None:
    context = sample("application")
    context["parties"][0] = PERSON
    path = save(tmp_path, "application", context)
    described = r"性别：男\s+民族：白族\s+年龄：40岁\s+职业：工程师"
    assert re.search(described, run("pdftotext", path, "-"))
    text = body_text(path)
    for part in ("性别：男", "民族：白族", "年龄：40岁", "职业：工程师", "530102190001010019"):
        assert part in text


def test_unsigned_agreement_leaves_room_to_sign(tmp_path: Path) -> None:
    context = sample("agreement")
    del context["sealed_at"], context["effective_on"]
    context["signatures"] = [
        {"name": party["name"], "capacity": "当事人"} for party in context["parties"]
    ]
    text = body_text(save(tmp_path, "agreement", context))
    assert text.count("（签名、盖章或者按指印）") == 2


@pytest.mark.parametrize(
    ("code", "variant", "words"),
    [
        ("non_acceptance_notice", "not_filed", "决定不予立案"),
        ("non_acceptance_notice", "lapsed", "该申请视为未提出"),
        ("termination_notice", "case_dismissed", "起撤销案件"),
    ],
)
def test_variant_changes_the_decision(code: str, variant: str, words: str, tmp_path: Path) -> None:
    context = sample(code) | {"variant": variant}
    text = body_text(save(tmp_path, code, context))
    assert words in text
    assert KINDS[code].title_of(context) in text


def test_same_context_gives_the_same_bytes_in_another_process_later(
    printed: dict[str, Path],
) -> None:
    script = (
        "import hashlib; from django.conf import settings; settings.configure();"
        "from documents.pdf import render_pdf; from documents.samples import SAMPLES;"
        "print(hashlib.sha256(render_pdf('agreement', SAMPLES['agreement'])).hexdigest())"
    )
    other = run(sys.executable, "-c", script).strip()
    assert hashlib.sha256(printed["agreement"].read_bytes()).hexdigest() == other


def test_another_context_gives_other_bytes() -> None:
    context = sample("application")
    assert render_pdf("application", context) != render_pdf(
        "application", context | {"pending_proceedings": "无。"}
    )


def test_importing_the_module_does_not_load_the_renderer() -> None:
    script = "import sys, documents.pdf, documents.kinds; print('weasyprint' in sys.modules)"
    assert run(sys.executable, "-c", script).strip() == "False"


def test_context_travels_inside_the_paper(printed: dict[str, Path], tmp_path: Path) -> None:
    run("pdfdetach", "-save", "1", "-o", tmp_path / "paper.json", printed["agreement"])
    attached = json.loads((tmp_path / "paper.json").read_text(encoding="utf-8"))
    assert attached == SAMPLES["agreement"]
    assert re.search(rb"/AFRelationship ?/Data", structure(printed["agreement"]))


def test_paper_is_tagged_pdf_a_3a_with_title_language_and_date(printed: dict[str, Path]) -> None:
    information = run("pdfinfo", "-isodates", printed["agreement"])
    assert re.search(r"Title: +调解协议书 （2026）昆知调协字第0001号", information)
    assert re.search(r"Tagged: +yes", information)
    created = re.search(r"CreationDate: +(\S+)", information)
    assert created
    assert datetime.fromisoformat(created[1]) == datetime(2026, 9, 2, 9, 40, tzinfo=UTC)
    metadata = run("pdfinfo", "-meta", printed["agreement"])
    assert 'pdfaid:part="3"' in metadata or "<pdfaid:part>3<" in metadata
    assert 'pdfaid:conformance="A"' in metadata or "<pdfaid:conformance>A<" in metadata
    assert re.search(rb"/Lang ?\(zh-CN\)", structure(printed["agreement"]))


@pytest.mark.parametrize("code", KINDS)
def test_house_font_is_the_only_font_and_is_embedded(code: str, printed: dict[str, Path]) -> None:
    for line in run("pdffonts", printed[code]).splitlines()[2:]:
        assert re.match(r"[A-Z]{6}\+Zhihe-Serif", line)
        assert re.search(r"yes yes yes", line)


def test_renderer_finds_nothing_to_complain_about(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("weasyprint"), "propagate", True)
    with caplog.at_level("WARNING"):
        for code in KINDS:
            render_pdf(code, sample(code))
    assert caplog.messages == []


def test_character_without_a_glyph_is_refused_by_name() -> None:
    context = sample("application")
    context["parties"][1]["name"] = "昆明𰻝𰻝面食品有限公司"
    with pytest.raises(MissingGlyph) as refusal:
        render_pdf("application", context)
    assert refusal.value.character == "𰻝"
    assert refusal.value.where == "parties[1].name"
    assert "U+30EDD" in str(refusal.value)


def test_emoji_in_the_facts_is_refused_with_its_place() -> None:
    context = sample("application")
    context["evidence"][2]["proves"] = "聊天记录😀"
    with pytest.raises(MissingGlyph) as refusal:
        render_pdf("application", context)
    assert refusal.value.where == "evidence[2].proves"


@pytest.mark.parametrize(
    "text",
    [
        "喆堃镕玥昇珺祎珩赟頔翀龑烎頵",  # names outside GB 2312
        "㛃䶮𬱖𬍛𫖯",  # names of the 通用规范汉字表 outside the basic block
        "陳麗華黃國權臺灣",  # traditional characters
        "Müller & Søn GmbH, Île-de-France — “№ 5” €¥£ ①②㎡℃‰±×÷≤≥",
    ],
)
def test_house_font_prints_the_names_of_the_field(text: str) -> None:
    assert missing_glyphs(text) == []


def test_markup_in_a_name_is_printed_not_obeyed(tmp_path: Path) -> None:
    context = sample("application")
    context["parties"][1]["name"] = '<img src="http://attacker.example/">&amp;公司'
    text = body_text(save(tmp_path, "application", context))
    assert '<imgsrc="http://attacker.example/">&amp;公司' in text


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/a.png", "https://zhihe.example/a.png", "file:///etc/hostname", "a.png"],
)
def test_paper_fetches_nothing(url: str) -> None:
    page = f'<html lang="zh-CN"><base href="file:///"><img src="{url}" alt="">'
    with pytest.raises(RefusedUrl, match="may not fetch"):
        write_pdf(page, sample("application"))


def test_value_only_the_template_needs_is_reported() -> None:
    context = sample("application")
    del context["parties"][0]["representative_title"]
    with pytest.raises(IncompletePaper, match=r"party\.representative_title"):
        render_pdf("application", context)


def test_incomplete_context_makes_no_paper() -> None:
    with pytest.raises(IncompletePaper, match="“facts” is missing"):
        render_pdf("agreement", sample("agreement") | {"facts": ""})


def test_this_machine_can_make_papers() -> None:
    assert check_renderer() == []


def test_missing_house_font_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "FONT_DIR", tmp_path)
    problems = check_renderer()
    assert len(problems) == 3
    assert all(any(name in problem for problem in problems) for name in glyphs.FACES)
