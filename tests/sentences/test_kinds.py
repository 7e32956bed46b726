import pytest

from pipeline.codebook.codebook import FOLDER
from pipeline.codebook.furniture import load_furniture
from pipeline.sentences.kinds import kind_of_sentence, kinds_of_paragraphs

FURNITURE = load_furniture(FOLDER / "furniture.tsv")
BODY = "The harbour master closed the northern pier on Monday after a quarrel."
MORE = "Nobody expects it to open before the end of the month, the ministry said."


def kinds(*texts, title=None, names=()):
    return kinds_of_paragraphs(texts, title=title, names=names, furniture=FURNITURE)


def test_an_article_from_top_to_bottom():
    marked = {
        "Sections": "boilerplate",
        "Harbour news": "boilerplate",
        "Pilots refuse to sail": "title",
        "By Otto Brandvold": "boilerplate",
        "3 March 2031": "boilerplate",
        BODY: "body",
        "Ships wait outside. Photo: Mira Solheim/North Press": "caption",
        "FOLLOW US ON SIGNAL": "boilerplate",
        "What is next": "title",
        MORE: "body",
        "“We will never sail at night.”": "quote_block",
        "Otto Brandvold is a reporter in Bergen.": "boilerplate",
        "Photo: Mira Solheim": "boilerplate",
    }
    assert dict(zip(marked, kinds(*marked, title="Pilots refuse to sail"), strict=True)) == marked


def test_no_paragraphs_have_no_kinds():
    assert kinds() == []


def test_the_title_stays_a_title_though_it_looks_like_furniture():
    assert kinds("Related stories", BODY, title="Related stories") == ["title", "body"]


def test_the_title_said_again_is_boilerplate():
    assert kinds("[Quay] Pilots refuse", "Pilots refuse", BODY, "Pilots refuse", title="Pilots refuse") == [
        "boilerplate",
        "title",
        "body",
        "boilerplate",
    ]


def test_lines_said_again_are_boilerplate_and_sentences_after_the_first():
    assert kinds(BODY, "The quiet pier", "The quiet pier", MORE, BODY) == ["body", "boilerplate", "boilerplate", "body", "boilerplate"]


def test_short_answers_may_be_said_twice():
    assert kinds("Will you sail?", "No.", "And tomorrow, with the others?", "No.")[1::2] == ["body", "body"]


def test_a_name_alone_on_its_line_is_boilerplate():
    assert kinds("Otto Brandvold", BODY, "The Quay Gazette", names=["Otto Brandvold", "The Quay Gazette"]) == [
        "boilerplate",
        "body",
        "boilerplate",
    ]


@pytest.mark.parametrize("line", ["***", "—", "• • •"])
def test_ornament_is_boilerplate(line):
    assert kinds(BODY, line, MORE)[1] == "boilerplate"


def test_a_sentence_below_a_label_is_text():
    assert kinds("Tags", BODY, MORE) == ["boilerplate", "body", "body"]


def test_a_note_on_somebody_the_text_names_is_text():
    text = "Otto Brandvold, a pilot, refused on Monday to take out a ship."
    assert kinds(BODY, text, "Otto Brandvold is a member of the guild.") == ["body"] * 3


def test_a_note_with_text_below_is_text():
    assert kinds(BODY, "Otto Brandvold is a member of the guild.", MORE) == ["body"] * 3


def test_a_long_paragraph_is_text_whatever_it_begins_with():
    assert kinds(f"Sign up now. {BODY * 10}", BODY) == ["body", "body"]


@pytest.mark.parametrize(
    ("text", "paragraph_kind", "kind"),
    [
        ("Sign up for the letter.", "body", "boilerplate"),
        ("Photo: Mira Solheim/North Press", "caption", "boilerplate"),
        ("Ships wait outside the harbour.", "caption", "caption"),
        (BODY, "body", "body"),
        ("Sign up for the letter.", "quote_block", "quote_block"),
        ("Related stories", "title", "title"),
    ],
)
def test_a_sentence_is_of_its_paragraphs_kind_unless_furniture_itself(text, paragraph_kind, kind):
    assert kind_of_sentence(text, paragraph_kind, FURNITURE) == kind
