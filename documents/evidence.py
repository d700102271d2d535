"""Files handed in: received into the private store before any row names them."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from documents.storage import store

#: Extension to the first bytes a file of that kind has, and the type it is served as.
ACCEPTED: dict[str, tuple[bytes, str]] = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
}


class FileRefused(ValueError):
    """The file is not accepted; the message says why and what to do."""


@dataclass(frozen=True)
class Upload:
    """A received file: `size` in bytes, `sha256` in lower-case hexadecimal."""

    sha256: str
    size: int
    filename: str
    content_type: str


def receive(file: BinaryIO, filename: str, size: int) -> Upload:
    """Check a file by name, size and first bytes, and store it.

    :param file: open binary file at its beginning.
    :raises FileRefused: empty, too large, of another kind, or its content belies its name.
    """
    name = PurePath(filename.replace("\\", "/")).name[-160:]
    kind = ACCEPTED.get(PurePath(name).suffix.lower())
    if kind is None:
        raise FileRefused(_("Only PDF, PNG and JPEG files are accepted. Convert the file first."))
    if size == 0:
        raise FileRefused(_("The file is empty. Choose another one."))
    if size > settings.MAX_EVIDENCE_BYTES:
        megabytes = settings.MAX_EVIDENCE_BYTES // 1024 // 1024
        raise FileRefused(_("The file is larger than %(n)s MB. Split it.") % {"n": megabytes})
    magic, content_type = kind
    if file.read(len(magic)) != magic:
        raise FileRefused(_("The content of the file does not fit its name. Export it anew."))
    file.seek(0)
    return Upload(store(file), size, name, content_type)
