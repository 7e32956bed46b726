"""Word documents: the paragraphs and tables of the body, in their order."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from pipeline.documents.decode import DocumentError
from pipeline.documents.formats.extract import Extract, extract_of, stands_in_head

MOST_BYTES = 200_000_000  # of all parts together, pictures included
PIECE = 1 << 20
ENCRYPTED = b"\xd0\xcf\x11\xe0"  # a password puts the whole archive into a file of the old kind
TEXT, BREAKS, BOX = qn("w:t"), {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}, qn("w:txbxContent")
PARAGRAPH = qn("w:p")


def read_docx(data: bytes) -> Extract:
    """Return the text of a Word document; DocumentError for one that is broken, encrypted or expands too much."""
    if data.startswith(ENCRYPTED):
        raise DocumentError("wrong_format", "an old or encrypted Word document; save it as .docx without a password")
    try:
        _refuse_bomb(data)
        document = Document(BytesIO(data))
        text = "\n\n".join(_paragraphs(document.element.body))
    except (PackageNotFoundError, zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, ValueError, AttributeError) as error:
        raise DocumentError("broken", "the file is no Word document that can be read") from error
    title = document.core_properties.title or ""
    if not text.strip():
        raise DocumentError("empty", "the Word document holds no text")
    return extract_of(text, title=title if title.strip() and stands_in_head(title, text) else None)


def _refuse_bomb(data: bytes) -> None:
    """Raise DocumentError where the parts expand to more than a document may; counted while they expand."""
    n_bytes = 0
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for part in archive.infolist():
            with archive.open(part) as stream:
                while piece := stream.read(PIECE):
                    n_bytes += len(piece)
                    if n_bytes > MOST_BYTES:
                        raise DocumentError("bomb", f"its parts expand to more than {MOST_BYTES} bytes")


def _paragraphs(body: Any) -> Iterator[str]:
    """Yield the text of each paragraph of the body, those of tables too; what is deleted or in a floating box is left out."""
    for paragraph in body.iter(PARAGRAPH):
        if next(paragraph.iterancestors(BOX), None) is None:
            text = "".join(_runs(paragraph))
            if text.strip():
                yield text


def _runs(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter(TEXT, *BREAKS):
        if next(node.iterancestors(PARAGRAPH)) is paragraph:
            yield BREAKS.get(node.tag) or node.text or ""
