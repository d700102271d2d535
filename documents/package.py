"""The package a court downloads: one ZIP file with the papers and a manifest of their hashes.

The entries are stored, not compressed (PDF does not shrink), and each header already carries
size and checksum. So the length is known before the first byte, every unpacker can read it as
a stream, and the same papers give the same bytes.
"""

import json
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from documents.storage import CHUNK, open_checked

MANIFEST = "manifest.json"
UNNAMED = "未命名"
LARGEST = 2**32 - 1  # bytes in a ZIP file without its 64-bit extension
MOST_ENTRIES = 2**16 - 1
LONGEST_NAME = 200  # bytes in UTF-8; file systems allow 255
VERSION = 20  # of the format
STORED = 0
UTF8_NAMES = 0x800
UNIX = 3
READ_ONLY = 0o100444
#: The earliest date a ZIP file can state; a real one would differ from download to download.
FIRST_OF_1980 = 1 << 5 | 1
#: Characters that some system forbids in a file name -> full-width look-alikes.
FORBIDDEN = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


class PackageTooLarge(Exception):
    """The papers do not fit into one ZIP file of 4 GiB."""


@dataclass(frozen=True)
class CourtPackage:
    """A ZIP file ready to be sent.

    Attributes:
        content_length: its size in bytes.
        content: its bytes, in pieces; may be read once.
    """

    content_length: int
    content: Iterator[bytes]


@dataclass(frozen=True)
class _Entry:
    name: str
    sha256: str  # empty for the manifest
    size: int
    crc: int

    def open(self, manifest: bytes) -> BinaryIO:
        return open_checked(self.sha256) if self.sha256 else BytesIO(manifest)

    def _fields(self) -> bytes:
        """What the header and the directory record have in common (APPNOTE 4.4)."""
        length = len(self.name.encode())
        return struct.pack(
            "<5H3L2H",
            VERSION, UTF8_NAMES, STORED, 0, FIRST_OF_1980,
            self.crc, self.size, self.size, length, 0,
        )  # fmt: skip

    def header(self) -> bytes:
        return b"PK\3\4" + self._fields() + self.name.encode()

    def record(self, offset: int) -> bytes:
        rest = struct.pack("<3H2L", 0, 0, 0, READ_ONLY << 16, offset)
        return (
            b"PK\1\2"
            + struct.pack("<H", UNIX << 8 | VERSION)
            + self._fields()
            + rest
            + self.name.encode()
        )


def build_court_package(files: list[tuple[str, str]], manifest: dict[str, Any]) -> CourtPackage:
    """Put stored papers into one ZIP file, a manifest first.

    Every paper is checked against its hash here, before anything is sent, and again as it is
    sent.

    Args:
        files: name in the package and SHA-256 in the store, in the wanted order. Names are
            made safe; equal names are numbered.
        manifest: plain JSON data on the case; ``files`` (name, title as given, sha256, size)
            is added to it.

    Raises:
        MissingFile, AlteredFile: a paper is not in the store as it was.
        PackageTooLarge: more than 4 GiB or 65,535 files.
    """
    entries, listing = [], []
    names = _distinct([safe_name(title) for title, _sha256 in files])
    for name, (title, sha256) in zip(names, files, strict=True):
        with open_checked(sha256) as file:
            entry = _entry(name, sha256, file)
        entries.append(entry)
        listing.append({"name": name, "title": title, "sha256": sha256, "size": entry.size})
    text = json.dumps(
        {**manifest, "files": listing}, ensure_ascii=False, sort_keys=True, indent=2
    ).encode()
    entries.insert(0, _entry(MANIFEST, "", BytesIO(text)))
    length = _length(entries)
    if length > LARGEST or len(entries) > MOST_ENTRIES:
        raise PackageTooLarge(
            _("The package would be %(size)d bytes; send the largest files separately.")
            % {"size": length}
        )
    return CourtPackage(length, _stream(entries, text))


def safe_name(title: str) -> str:
    """A file name that every system accepts and that says the same as the title.

    ``协议书（一/二）.pdf`` → ``协议书（一／二）.pdf``; a name too long loses its middle, not its
    extension.
    """
    name = CONTROL.sub("", title).translate(FORBIDDEN).strip().lstrip(".").rstrip(" .")
    if RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name or UNNAMED, "")


def _shortened(name: str, suffix: str) -> str:
    """The name with a suffix before its extension, within the length allowed."""
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        stem, extension = name, ""
    tail = f"{suffix}{dot}{extension}" if extension else suffix
    room = LONGEST_NAME - len(tail.encode())
    return stem.encode()[:room].decode(errors="ignore") + tail


def _distinct(names: list[str]) -> list[str]:
    taken = {MANIFEST}
    distinct = []
    for name in names:
        candidate, count = name, 1
        # Some systems do not tell capital letters from small ones.
        while candidate.casefold() in taken:
            count += 1
            candidate = _shortened(name, f"（{count}）")
        taken.add(candidate.casefold())
        distinct.append(candidate)
    return distinct


def _entry(name: str, sha256: str, file: BinaryIO) -> _Entry:
    size = crc = 0
    while chunk := file.read(CHUNK):
        crc = zlib.crc32(chunk, crc)
        size += len(chunk)
    return _Entry(name, sha256, size, crc)


def _length(entries: list[_Entry]) -> int:
    return 22 + sum(len(e.header()) + e.size + len(e.record(0)) for e in entries)


def _stream(entries: list[_Entry], manifest: bytes) -> Iterator[bytes]:
    directory, offset = b"", 0
    for entry in entries:
        yield entry.header()
        with entry.open(manifest) as file:
            while chunk := file.read(CHUNK):
                yield chunk
        directory += entry.record(offset)
        offset += len(entry.header()) + entry.size
    yield directory
    count = len(entries)
    yield b"PK\5\6" + struct.pack("<4H2LH", 0, 0, count, count, len(directory), offset, 0)
