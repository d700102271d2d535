"""One-page PDF files that stand for the evidence of a scenario."""

from functools import cache
from io import BytesIO

import pydyf

#: A font every reader of PDF brings along for Chinese (ISO 32000-1, 9.7.5.2): nothing embedded.
FONT = "STSong-Light"
LINE_LENGTH = 24


@cache
def sample_pdf(title: str) -> bytes:
    """A page that says `title` and that it is a sample.

    The same title gives the same bytes, so that a file is stored once however often it is used.
    """
    pdf = pydyf.PDF()
    descendant = pydyf.Dictionary({
        "Type": "/Font", "Subtype": "/CIDFontType0", "BaseFont": f"/{FONT}", "DW": 1000,
        "CIDSystemInfo": pydyf.Dictionary({
            "Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("GB1"), "Supplement": 4,
        }),
    })  # fmt: skip
    pdf.add_object(descendant)
    font = pydyf.Dictionary({
        "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{FONT}",
        "Encoding": "/UniGB-UTF16-H", "DescendantFonts": pydyf.Array([descendant.reference]),
    })  # fmt: skip
    pdf.add_object(font)
    page = pydyf.Stream([_text(title)])
    pdf.add_object(page)
    pdf.add_page(
        pydyf.Dictionary({
            "Type": "/Page", "Parent": pdf.pages.reference, "Contents": page.reference,
            "MediaBox": pydyf.Array([0, 0, 595, 842]),
            "Resources": pydyf.Dictionary({"Font": pydyf.Dictionary({"F": font.reference})}),
        })
    )  # fmt: skip
    output = BytesIO()
    pdf.write(output, version=b"1.7")
    return output.getvalue()


def _text(title: str) -> bytes:
    """The page's content: the title in large type, and the word sample under it."""
    lines = [title[i : i + LINE_LENGTH] for i in range(0, len(title), LINE_LENGTH)]
    commands = ["BT", "/F 20 Tf", "30 TL", "60 760 Td"]
    commands += [f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines]
    commands += ["/F 12 Tf", f"<{'示例文件，无证据效力'.encode('utf-16-be').hex()}> Tj", "ET"]
    return "\n".join(commands).encode()
