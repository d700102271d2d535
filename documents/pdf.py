"""From a kind and a context to a PDF/A-3a file.

The same context gives the same bytes, in any process and on any machine with the same pinned
libraries: dates come from the context, fonts from this package, and nothing is fetched. The
context travels inside the file as `paper.json`, so that a program can read what a person reads.

WeasyPrint is imported on the first render only; a process that makes no papers never loads it.
"""

import ctypes
import importlib.metadata
import json
import os
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.template import Context as TemplateContext
from django.template import Engine
from django.utils.translation import gettext as _

from documents.chinese import local_time
from documents.completeness import Context, IncompletePaper
from documents.glyphs import FACES, FONT_DIR, check_glyphs
from documents.kinds import Kind, check_complete

TEMPLATE_DIR = Path(__file__).resolve().parent.parent / "templates"
STYLE_SHEET = TEMPLATE_DIR / "pdf" / "_style.css"
FONT_CONFIGURATION = FONT_DIR / "fonts.conf"
WEASYPRINT_VERSION = "70.0"
PDF_VARIANT = "pdf/a-3a"

#: Stands where a template asks for a value the context lacks (private-use characters).
ABSENT = re.compile("\ue000(.*?)\ue001")
_engine = Engine(
    dirs=[str(TEMPLATE_DIR)],
    builtins=["documents.templatetags.paper"],
    string_if_invalid="\ue000%s\ue001",
)
#: One FontConfiguration may not be used by two threads at once.
_lock = threading.Lock()


class RefusedUrl(Exception):
    """A paper asked for something outside itself; papers fetch nothing."""


def render_pdf(kind: str, context: Context) -> bytes:
    """Make one paper.

    Args:
        kind: a code of `documents.kinds.KINDS`.
        context: plain JSON data; see `documents.samples` for one of every kind.

    Returns:
        A tagged PDF/A-3a file with the context attached.

    Raises:
        IncompletePaper: the context lacks something; all problems at once.
        MissingGlyph: the house font cannot print a character.
        RefusedUrl: the page asked for a resource other than a data URI.
    """
    html = render_html(check_complete(kind, context), context)
    check_glyphs(html, context)
    return write_pdf(html, context)


def render_html(kind: Kind, context: Context) -> str:
    """The page the paper is printed from.

    Raises:
        IncompletePaper: the template asks for a value the context lacks.
    """
    values = {
        **context,
        "title": kind.title_of(context),
        "qr": segno.make(context["verify_url"], error="m").svg_data_uri(border=0),
    }
    template = _engine.get_template(kind.template)
    html = template.render(TemplateContext(values, use_l10n=False, use_tz=False))
    absent = list(dict.fromkeys(ABSENT.findall(html)))
    if absent:
        missing = _("“%(path)s” is missing.")
        raise IncompletePaper(kind.code, [missing % {"path": name} for name in absent])
    return _without_line_breaks(html)


def _without_line_breaks(html: str) -> str:
    """Drop the template's own line breaks: between ideographs they would print as spaces."""
    return re.sub(r">[^<]+<", lambda text: re.sub(r"[ \t]*\n[ \t\n]*", "", text[0]), html)


def write_pdf(html: str, context: Context) -> bytes:
    """Lay out a page and attach its context.

    Args:
        html: the whole page.
        context: attached as `paper.json`; its ``issued_at`` dates the attachment.

    Raises:
        RefusedUrl: the page asked for a resource other than a data URI.
    """
    with _lock:
        return _renderer()(html, context)


@cache
def _renderer() -> Callable[[str, Context], bytes]:
    """Load the renderer with the house font: once in a process, kept for all papers."""
    with _only_house_fonts():
        from weasyprint import CSS, HTML, Attachment
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher

        from documents import justify

        fonts = FontConfiguration()
    justify.install()
    style = CSS(string=STYLE_SHEET.read_text(encoding="utf-8"), font_config=fonts)
    data_only = URLFetcher(allowed_protocols=["data"], allow_redirects=False)

    def fetch(url: str) -> Any:
        if not url.startswith("data:"):
            raise FatalURLFetchingError(_("A paper may not fetch %(url)s.") % {"url": url})
        return data_only.fetch(url)

    def write(html: str, context: Context) -> bytes:
        # WeasyPrint writes the dates of attachments as if they were UTC.
        issued_at = local_time(context["issued_at"]).astimezone(UTC)
        attachment = Attachment(
            string=json.dumps(context, ensure_ascii=False, sort_keys=True, indent=1),
            name="paper.json",
            description="文书数据（JSON）",
            relationship="Data",
            created=issued_at,
            modified=issued_at,
        )
        try:
            with _ignoring_open_profile():
                pdf: bytes = HTML(string=html, url_fetcher=fetch).write_pdf(
                    stylesheets=[style],
                    font_config=fonts,
                    pdf_variant=PDF_VARIANT,
                    attachments=[attachment],
                )
        except FatalURLFetchingError as error:
            raise RefusedUrl(str(error)) from error
        return pdf

    return write


@contextmanager
def _ignoring_open_profile() -> Iterator[None]:
    """WeasyPrint 70 leaves its colour profile to the garbage collector to close."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"unclosed file .*\.icc", ResourceWarning)
        yield


@contextmanager
def _only_house_fonts() -> Iterator[None]:
    """Show fontconfig the house font alone while the renderer reads its configuration."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONT_CONFIGURATION)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def check_renderer() -> list[str]:
    """What is wrong with this machine's renderer: one sentence each, with the remedy.

    Cheap, and does not load the renderer; meant for system checks and a worker's start.
    """
    problems = [
        _("The library %(library)s is missing: install the package %(package)s.")
        % {"library": library, "package": package}
        for library, package in (
            ("libpango-1.0.so.0", "libpango-1.0-0"),
            ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
            # Without it papers still come out, four to fifty times slower and larger.
            ("libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
        )
        if not _can_load(library)
    ]
    problems += [
        _("The house font %(file)s is missing: restore documents/fonts/.") % {"file": name}
        for name in (*FACES, FONT_CONFIGURATION.name)
        if not (FONT_DIR / name).is_file()
    ]
    try:
        version = importlib.metadata.version("weasyprint")
    except importlib.metadata.PackageNotFoundError:
        version = _("not installed")
    if version != WEASYPRINT_VERSION:
        problems.append(
            _("WeasyPrint must be %(expected)s for identical papers; it is %(found)s.")
            % {"expected": WEASYPRINT_VERSION, "found": version}
        )
    return problems


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
