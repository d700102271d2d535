"""The package a court downloads."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from documents.package import MANIFEST, build_court_package, safe_name
from documents.storage import AlteredFile, MissingFile, store

CASE = {"case": "（2026）昆知调字第0001号", "court": "云南省昆明市中级人民法院"}


@pytest.fixture
def papers() -> list[tuple[str, str]]:
    return [
        ("01 司法确认申请书.pdf", store(b"application")),
        ("02 调解协议书.pdf", store(b"agreement" * 300_000)),
        ("license.pdf", store(b"")),
    ]


def whole(files: list[tuple[str, str]]) -> bytes:
    return b"".join(build_court_package(files, CASE).content)


def unpacked(files: list[tuple[str, str]]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(whole(files)))


def test_package_holds_the_manifest_first_and_the_papers_in_order(
    papers: list[tuple[str, str]],
) -> None:
    with unpacked(papers) as package:
        assert package.testzip() is None
        assert package.namelist() == [MANIFEST, *(name for name, _ in papers)]
        assert package.read("02 调解协议书.pdf") == b"agreement" * 300_000


def test_manifest_gives_the_hash_of_every_file(papers: list[tuple[str, str]]) -> None:
    with unpacked(papers) as package:
        manifest = json.loads(package.read(MANIFEST))
        assert manifest["case"] == CASE["case"]
        for entry in manifest["files"]:
            data = package.read(entry["name"])
            assert hashlib.sha256(data).hexdigest() == entry["sha256"]
            assert len(data) == entry["size"]
    assert len(manifest["files"]) == len(papers)


def test_length_is_known_before_the_first_byte(papers: list[tuple[str, str]]) -> None:
    package = build_court_package(papers, CASE)
    assert package.content_length == sum(len(piece) for piece in package.content)


def test_same_papers_give_the_same_bytes(papers: list[tuple[str, str]]) -> None:
    assert whole(papers) == whole(papers)


def test_entries_can_be_read_as_a_stream(papers: list[tuple[str, str]]) -> None:
    with unpacked(papers) as package:
        for entry in package.infolist():
            assert not entry.flag_bits & 0x08  # sizes are in the header, not after the data
            assert entry.flag_bits & 0x800  # names are UTF-8
            assert entry.compress_type == zipfile.ZIP_STORED


def test_another_program_accepts_the_package(papers: list[tuple[str, str]], tmp_path: Path) -> None:
    (tmp_path / "package.zip").write_bytes(whole(papers))
    result = subprocess.run(
        [sys.executable, "-m", "zipfile", "-t", tmp_path / "package.zip"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Done testing" in result.stdout


def test_package_without_papers_is_a_valid_file() -> None:
    with unpacked([]) as package:
        assert package.namelist() == [MANIFEST]


def test_altered_paper_is_refused_before_anything_is_sent(
    papers: list[tuple[str, str]], root: Path
) -> None:
    alter(root, papers[1][1])
    with pytest.raises(AlteredFile):
        build_court_package(papers, CASE)


def test_paper_altered_while_sending_breaks_the_download(
    papers: list[tuple[str, str]], root: Path
) -> None:
    package = build_court_package(papers, CASE)
    alter(root, papers[1][1])
    with pytest.raises(AlteredFile):
        b"".join(package.content)


def test_missing_paper_is_refused(papers: list[tuple[str, str]]) -> None:
    with pytest.raises(MissingFile):
        build_court_package([*papers, ("lost.pdf", "0" * 64)], CASE)


def alter(root: Path, sha256: str) -> None:
    path = root / sha256[:2] / sha256[2:4] / sha256
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"!")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("证据3：网页（一/二）.pdf", "证据3：网页（一／二）.pdf"),
        ("../../etc/passwd", "／..／etc／passwd"),
        ("C:\\合同.docx", "C：＼合同.docx"),
        ("a\x00b\nc\u202egnp.exe", "abcgnp.exe"),
        ("CON.pdf", "_CON.pdf"),
        ("结尾有点. ", "结尾有点"),
        ("...", "未命名"),
    ],
)
def test_file_names_are_safe_on_every_system(title: str, name: str) -> None:
    assert safe_name(title) == name


def test_long_name_keeps_its_extension() -> None:
    name = safe_name("证" * 300 + ".pdf")
    assert name.endswith("证.pdf")
    assert len(name.encode()) <= 200


def test_equal_names_are_told_apart_also_where_capitals_do_not_count() -> None:
    sha256 = store(b"x")
    names = ["Patent.pdf", "patent.pdf", "证书.pdf", "证书.pdf", "Manifest.json"]
    with unpacked([(name, sha256) for name in names]) as package:
        assert package.namelist()[1:] == [
            "Patent.pdf",
            "patent（2）.pdf",
            "证书.pdf",
            "证书（2）.pdf",
            "Manifest（2）.json",
        ]
