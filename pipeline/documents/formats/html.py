"""Web pages: the main text, without menus and advertisements, and what the page says of itself."""

import re

from trafilatura import bare_extraction

from pipeline.documents.dates import find_dates
from pipeline.documents.decode import DocumentError, decode, refuse_magic
from pipeline.documents.formats.extract import Extract, extract_of

DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
HEAD_BYTES = 4_096
DATES = {
    "original_date": True,
    "extensive_search": False,  # a day that merely occurs on the page is no date of publication
    "min_date": "1000-01-01",
    "max_date": "2999-12-31",  # the extractor's own bound is today: what is read today would be read otherwise tomorrow
    "outputformat": "%Y-%m-%d",
}


def read_html(data: bytes) -> Extract:
    """Return the main text of a web page, a paragraph for each of its blocks; DocumentError where there is none."""
    refuse_magic(data)
    declared = DECLARED.search(data[:HEAD_BYTES])
    return extract_html(decode(data, declared[1].decode("ascii") if declared else None))


def extract_html(page: str) -> Extract:
    """Return the main text of a decoded page and its title, author, publisher, date and address."""
    found = bare_extraction(page, include_comments=False, with_metadata=True, date_extraction_params=DATES)
    if found is None or isinstance(found, dict) or not found.text or not found.text.strip():
        raise DocumentError("empty", "the page has no main text")
    text = "\n\n".join(line for line in found.text.splitlines() if line.strip())
    published = _stated_day(page, found.date)
    return extract_of(text, title=found.title, author=found.author, publisher=found.sitename, published=published, url=found.url)


def _stated_day(page: str, found: str | None) -> str | None:
    """Return the day that the extractor found, if the page writes it out: one read from `02/05/2031` may be another."""
    days = {one.day.isoformat() for one in find_dates(page)} if found else set()
    return found if found in days else None
