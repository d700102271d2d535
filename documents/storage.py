"""The private store of papers and evidence: a file is found by its SHA-256 and never changes.

A file lies at ``<DOCUMENT_ROOT>/ab/cd/<sha256>``. It appears there whole or not at all: it is
written under another name on the same disk, forced to the disk, and then renamed.
"""

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

CHUNK = 1024 * 1024
SHA256 = re.compile("[0-9a-f]{64}")


class AlteredFile(Exception):
    """A stored file no longer has the content it was stored under."""


class MissingFile(Exception):
    """No file is stored under this SHA-256."""


def store(data: bytes | BinaryIO) -> str:
    """Keep a content and return its SHA-256; the same content is kept once.

    Args:
        data: the bytes, or an open binary file, read from its current position.

    Raises:
        AlteredFile: the content is known, but its stored copy was altered.
        OSError: it could not be written (disk full, no right); nothing is left behind.
    """
    source = io.BytesIO(data) if isinstance(data, bytes) else data
    incoming = _root() / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=incoming)
    temporary = Path(name)
    try:
        with open(descriptor, "wb") as target:
            digest = hashlib.sha256()
            for chunk in _chunks(source):
                digest.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        sha256 = digest.hexdigest()
        _move_in(temporary, sha256)
    finally:
        temporary.unlink(missing_ok=True)
    return sha256


def _move_in(temporary: Path, sha256: str) -> None:
    final = _path(sha256)
    if final.exists():
        open_checked(sha256).close()
        return
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o440)
    temporary.replace(final)
    # The file is on the disk; its names are only when the directories are.
    for directory in (final.parent, *final.parent.parents[:2]):
        _sync_directory(directory)


def open_checked(sha256: str) -> BinaryIO:
    """Open a stored file for reading, after its whole content has been checked.

    Raises:
        ValueError: not a SHA-256 in lower-case hexadecimal.
        MissingFile: nothing is stored under it.
        AlteredFile: the content has another SHA-256.
    """
    path = _path(sha256)
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise MissingFile(
            _("No file is stored under %(sha256)s. Restore it from the backup.")
            % {"sha256": sha256}
        ) from None
    digest = hashlib.sha256()
    for chunk in _chunks(file):
        digest.update(chunk)
    if digest.hexdigest() != sha256:
        file.close()
        raise AlteredFile(
            _(
                "The file stored under %(sha256)s was altered after it was stored. "
                "Do not use it: restore it from the backup and find out who changed it."
            )
            % {"sha256": sha256}
        )
    file.seek(0)
    return file


def _root() -> Path:
    return Path(settings.DOCUMENT_ROOT)


def _path(sha256: str) -> Path:
    if not SHA256.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is not a SHA-256 in lower-case hexadecimal.")
    return _root() / sha256[:2] / sha256[2:4] / sha256


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
