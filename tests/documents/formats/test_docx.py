import io

import docx

from pipeline.documents.formats.docx import read_docx
from tests.documents.builders import SENTENCES, TITLE, word


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_gives_its_paragraphs_and_a_title_that_it_bears():
    found = read_docx(word([TITLE, *SENTENCES], title=TITLE))
    assert (found.text, found.said) == ("\n\n".join([TITLE, *SENTENCES]), {"title": TITLE})
    assert read_docx(word(SENTENCES, title="Template")).said == {}


def test_tables_are_read_where_they_stand():
    document = docx.Document()
    document.add_paragraph("Before.")
    document.add_table(rows=1, cols=2).cell(0, 1).text = "Inside."
    document.add_paragraph("After.")
    assert read_docx(saved(document)).text == "Before.\n\nInside.\n\nAfter."


def test_what_was_deleted_is_left_out_and_what_was_inserted_is_read():
    document = docx.Document()
    paragraph = document.add_paragraph("Iran ")
    for tag, text_tag, text in (("w:del", "w:delText", "armed"), ("w:ins", "w:t", "denied")):
        change, run = docx.oxml.OxmlElement(tag), docx.oxml.OxmlElement("w:r")
        node = docx.oxml.OxmlElement(text_tag)
        node.text = text
        run.append(node)
        change.append(run)
        paragraph._p.append(change)
    assert read_docx(saved(document)).text == "Iran denied"
