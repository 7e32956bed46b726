import pytest

from pipeline.documents.formats.pdf import join_lines, join_pages, read_pdf
from tests.documents.builders import SENTENCES, TITLE, pdf


def test_a_pdf_gives_its_paragraphs():
    assert read_pdf(pdf([SENTENCES])).text == "\n\n".join(SENTENCES)


def test_of_its_properties_only_a_title_that_the_text_bears_is_taken():
    assert read_pdf(pdf([[TITLE, *SENTENCES]], title=TITLE)).said == {"title": TITLE}
    assert read_pdf(pdf([[TITLE, *SENTENCES]], title="Microsoft Word - draft3.doc")).said == {}


def test_lines_that_were_cut_to_a_width_are_joined():
    lines = [
        "Iran denied on Tuesday that it had sent missiles",
        "to Russia, the minister said in a statement. Kyiv",
        "did not believe him.",
        "Talks resume on Friday.",
    ]
    assert join_lines(lines) == [f"{lines[0]} {lines[1]} {lines[2]}", lines[3]]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [("any\ufffebody", "anybody"), ("US\ufffeled", "US-led"), ("pro\ufffeRussian", "pro-Russian"), ("2010\ufffe2012", "2010-2012")],
)
def test_a_cut_word_is_made_whole_and_a_hyphen_of_its_own_is_kept(cut, whole):
    assert join_pages([f"He said {cut} knew."]) == f"He said {whole} knew."


def test_a_sentence_that_runs_over_a_page_stays_in_one_piece():
    pages = ["It was said that\r\n1", "its allies would follow.\r\nPage 2 of 2", "New start.\r\n3"]
    assert join_pages(pages) == "It was said that its allies would follow.\n\nNew start."
