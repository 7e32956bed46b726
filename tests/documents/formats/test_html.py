import pytest

from pipeline.documents.decode import DocumentError
from pipeline.documents.formats.html import read_html
from tests.documents.builders import SENTENCES, TITLE, article, page


def test_a_page_gives_its_main_text_and_what_it_says_of_itself():
    found = read_html(article().encode())
    assert found.text == "\n\n".join([TITLE, *SENTENCES])
    assert found.said == {
        "title": TITLE,
        "author": "Mara Quill",
        "publisher": "The Meridian Post",
        "published": "2031-05-02",
        "url": "https://example.org/talks",
    }


def test_a_page_is_read_alike_whatever_was_read_before():
    first = read_html(article().encode())
    read_html(page("<p>Something else was said by somebody else on the lake.</p>").encode())
    assert read_html(article().encode()) == first


@pytest.mark.parametrize("day", ["1912-04-15", "2031-05-02", "2199-12-31"])
def test_a_day_counts_whatever_today_is(day):
    head = f'<meta property="article:published_time" content="{day}T10:00:00Z">'
    assert read_html(page(f"<p>{SENTENCES[0]}</p>", head).encode()).said["published"] == day


@pytest.mark.parametrize("day", ["02/05/2031", "5/2/2031", "yesterday", "2 hours ago", "May 2"])
def test_a_day_that_may_mean_another_is_none(day):
    head = f'<meta property="article:published_time" content="{day}">'
    assert "published" not in read_html(page(f"<p>{SENTENCES[0]}</p>", head).encode()).said


def test_a_day_that_merely_occurs_in_the_text_is_no_date_of_publication():
    assert "published" not in read_html(page(f"<p>{SENTENCES[0]} It was 3 May 2012 then.</p>").encode()).said


def test_a_title_that_the_text_lacks_is_put_in_front_of_it():
    found = read_html(page(f"<p>{SENTENCES[0]}</p>", "<title>Talks resume on the lake</title>").encode())
    assert found.text == f"Talks resume on the lake\n\n{SENTENCES[0]}"


@pytest.mark.parametrize("declared", ["windows-1250", "iso-8859-2", "ISO-8859-2"])
def test_the_declared_encoding_is_believed(declared):
    data = page("<p>President Łukasz Kowalski of Poland met reporters in Kraków on Tuesday.</p>", f'<meta charset="{declared}">')
    assert "Łukasz Kowalski" in read_html(data.encode(declared)).text


def test_utf8_is_utf8_whatever_is_declared():
    data = page("<p>Łukasz Kowalski met reporters in Kraków on Tuesday, he said.</p>", '<meta charset="iso-8859-1">')
    assert "Łukasz" in read_html(data.encode()).text


def test_a_page_without_text_says_so():
    with pytest.raises(DocumentError, match="no main text"):
        read_html(page("<script>var home = 'Home';</script>").encode())
