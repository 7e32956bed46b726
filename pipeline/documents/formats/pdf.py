"""PDF: the text of all pages, lines joined to paragraphs where they were cut to a width."""

import re
from collections.abc import Iterable, Iterator

import pypdfium2 as pdfium

from pipeline.documents.decode import DocumentError
from pipeline.documents.formats.extract import Extract, extract_of, stands_in_head

MOST_PAGES = 5_000
HYPHEN = "\ufffe"  # how PDFium marks a hyphen at which a line was cut; what follows it is the next line
PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
FULL_SHARE = 0.75  # of the width of its page, how long a line is at least that was cut
SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")
CONTROLS = dict.fromkeys([*range(9), *range(11, 13), *range(14, 32), *range(127, 160)])
PASSWORD, BROKEN = 4, "the file is no PDF that can be read"


def read_pdf(data: bytes) -> Extract:
    """Return the text of a PDF; DocumentError for one that is broken, wants a password or holds pictures only.

    Of its properties only a title is taken, and only one that stands in the text: others name a typist and the day of the last change.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD:
            raise DocumentError("encrypted", "the PDF wants a password") from error
        raise DocumentError("broken", BROKEN) from error
    try:
        text = join_pages(_pages(document))
        title = document.get_metadata_dict().get("Title", "")
    except pdfium.PdfiumError as error:
        raise DocumentError("broken", BROKEN) from error
    finally:
        document.close()
    if not text.strip():
        raise DocumentError("empty", "the PDF holds no text; a scan wants text recognition first")
    return extract_of(text, title=title if title.strip() and stands_in_head(title, text) else None)


def join_pages(pages: Iterable[str]) -> str:
    """Return the text of all pages: paragraphs apart, a sentence that runs over a page in one piece, page numbers left out."""
    paragraphs: list[str] = []
    for page in pages:
        found = join_lines(_lines(page))
        if paragraphs and found and not SENTENCE_END.search(paragraphs[-1]) and found[0][:1].islower():
            paragraphs[-1] = _join(paragraphs[-1], found.pop(0))
        paragraphs += found
    return "\n\n".join(paragraph.replace(HYPHEN, "-") for paragraph in paragraphs)


def join_lines(lines: list[str]) -> list[str]:
    """Return the paragraphs of a page: a line goes on in the next one if it is full and the next word would not have fitted."""
    width = max(map(len, lines), default=0)
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        if before and _goes_on(before, line, width):
            paragraphs[-1] = _join(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        before = line
    return paragraphs


def _goes_on(line: str, below: str, width: int) -> bool:
    """Whether a line was cut; at the end of a sentence a paragraph may as well begin, since no sentence suffers from it."""
    if line.endswith(HYPHEN) or below[:1].islower():
        return True
    next_word = below.split(maxsplit=1)[0]
    return not SENTENCE_END.search(line) and len(line) >= FULL_SHARE * width and len(line) + 1 + len(next_word) > width


def _join(line: str, below: str) -> str:
    """Join two lines; a hyphen between small letters cut a word, any other one belongs to it."""
    if not line.endswith(HYPHEN):
        return f"{line} {below}"
    cut = line.removesuffix(HYPHEN)
    is_word = cut[-1:].islower() and below[:1].islower()
    return f"{cut}{below}" if is_word else f"{cut}-{below}"


def _lines(page: str) -> list[str]:
    """Return the lines of a page without page numbers at its top and bottom."""
    lines = [" ".join(line.split()) for line in page.replace(HYPHEN, HYPHEN + "\n").translate(CONTROLS).splitlines()]
    lines = [line for line in lines if line]
    for place in (0, -1):
        if lines and PAGE_NUMBER.fullmatch(lines[place]):
            del lines[place]
    return lines


def _pages(document: pdfium.PdfDocument) -> Iterator[str]:
    if len(document) > MOST_PAGES:
        raise DocumentError("too_large", f"{len(document)} pages; a document has at most {MOST_PAGES}")
    for page in document:
        text_page = page.get_textpage()
        yield text_page.get_text_range()
        text_page.close()
        page.close()
