"""The store of papers and evidence."""

import hashlib
import io
import os
import resource
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from documents.storage import AlteredFile, MissingFile, open_checked, store

PAPER = "调解协议书".encode()
SHA256 = hashlib.sha256(PAPER).hexdigest()


def stored_files(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("data", [PAPER, io.BytesIO(PAPER), b"", os.urandom(3 * 1024 * 1024)])
def test_stored_content_is_read_back_by_its_hash(data: Any) -> None:
    expected = data.getvalue() if isinstance(data, io.BytesIO) else data
    with open_checked(store(data)) as file:
        assert file.read() == expected


def test_file_lies_under_its_hash(root: Path) -> None:
    assert store(PAPER) == SHA256
    assert stored_files(root) == [root / SHA256[:2] / SHA256[2:4] / SHA256]


def test_same_content_is_kept_once(root: Path) -> None:
    assert store(PAPER) == store(io.BytesIO(PAPER))
    assert len(stored_files(root)) == 1


def test_same_content_stored_at_the_same_moment_is_kept_once(root: Path) -> None:
    data = os.urandom(2 * 1024 * 1024)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(store, [data] * 16))) == 1
    assert len(stored_files(root)) == 1


def test_full_disk_leaves_no_fragment(root: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024 * 1024, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            store(b"x" * (2 * 1024 * 1024))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert stored_files(root) == []


def test_interrupted_upload_leaves_no_fragment(root: Path) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise ConnectionError("The sender went away.")
            return super().read(10)

    with pytest.raises(ConnectionError):
        store(Broken(PAPER))
    assert stored_files(root) == []


def test_altered_file_is_refused(root: Path) -> None:
    store(PAPER)
    (path,) = stored_files(root)
    path.chmod(0o600)
    path.write_bytes(PAPER.replace("书".encode(), "页".encode()))
    with pytest.raises(AlteredFile, match=SHA256):
        open_checked(SHA256)


def test_storing_again_does_not_cover_up_an_alteration(root: Path) -> None:
    store(PAPER)
    (path,) = stored_files(root)
    path.chmod(0o600)
    path.write_bytes(b"altered")
    with pytest.raises(AlteredFile):
        store(PAPER)
    assert path.read_bytes() == b"altered"
    assert len(stored_files(root)) == 1


def test_stored_file_is_read_only(root: Path) -> None:
    store(PAPER)
    (path,) = stored_files(root)
    assert path.stat().st_mode & 0o777 == 0o440


def test_unknown_hash_is_a_missing_file() -> None:
    with pytest.raises(MissingFile, match="backup"):
        open_checked("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256.upper(), SHA256 + "\n"])
def test_anything_but_a_hash_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        open_checked(name)
