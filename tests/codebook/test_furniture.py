import pytest

from pipeline.codebook.codebook import FOLDER
from pipeline.codebook.furniture import FURNITURE_KINDS, load_furniture

FURNITURE = load_furniture(FOLDER / "furniture.tsv")
HEADER = "furniture_id\tpattern\tkind\texample\n"


@pytest.mark.parametrize("mark", FURNITURE.marks, ids=lambda mark: mark.furniture_id)
def test_an_example_is_of_its_rows_kind(mark):
    assert FURNITURE.kind_of(mark.example) == mark.kind


@pytest.mark.parametrize("mark", FURNITURE.marks, ids=lambda mark: mark.furniture_id)
def test_a_pattern_is_quick_on_text_that_nearly_matches(mark):
    for text in ("Photo " * 100, "A" * 600, "by Otto " * 75, "said on " * 75, "a/" * 300):
        assert mark.pattern.match(text) is None or mark.kind in FURNITURE_KINDS


@pytest.mark.parametrize(
    "text",
    [
        "By Friday, Russia had withdrawn its troops.",
        "Share prices fell after Iran seized the tanker.",
        "Print workers in Turkey went on strike on Monday.",
        "Follow the money, the minister said.",
        "Ships carrying grain left Odesa, the photo agency Ukrinform said.",
        "Sources in Tehran say that Russia paid in gold.",
        "Advertisement of arms is banned in Sweden.",
        "On 3 March 2031 Iran sent drones to Russia.",
        "The views of Berlin and Paris differ.",
        "Sign of the times: Egypt and Turkey talk again.",
        "Iran and Russia display video evidence of the raid.",
        "Related sanctions were lifted by the European Union.",
        "Read carefully, the treaty obliges France to help Armenia.",
        "Contact with the Kremlin broke off, Ankara said.",
        "He said: we will help Ukraine.",
        "Support for Ukraine is growing in Japan.",
    ],
)
def test_news_is_no_furniture(text):
    assert FURNITURE.kind_of(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("JOIN US ON WHATSAPP", "boilerplate"),
        ("Photo: Otto Brandvold", "boilerplate"),
        ("Photo: The harbour at dusk.", "caption"),
        ("Illustration by Mira Solheim", "boilerplate"),
        ("Tags", "label"),
        ("The minister said on Tuesday:", "quote_lead"),
    ],
)
def test_a_kind_is_told(text, kind):
    assert FURNITURE.kind_of(text) == kind


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("a\tx\tmenu\tx", "line 2: unknown kind 'menu'"),
        ("a\t(x\tboilerplate\tx", "line 2: bad pattern"),
        ("a\t(x)\tboilerplate\tx", "line 2: a pattern groups"),
        ("a\tx*\tboilerplate\tx", "line 2: the pattern matches an empty"),
        ("a\tx\tboilerplate\ty", "line 2: the pattern does not match its example"),
        ("a\tx\tboilerplate\t", "line 2: example is empty"),
        ("a\t\tboilerplate\tx", "line 2: pattern is empty"),
        ("a\tx\tboilerplate\tx\na\ty\tboilerplate\ty", "line 3: duplicate furniture_id a"),
        ("a\tx\tboilerplate", "line 2: 3 cells"),
    ],
)
def test_a_bad_row_is_named(tmp_path, row, cause):
    path = tmp_path / "furniture.tsv"
    path.write_text(f"{HEADER}{row}\n")
    with pytest.raises(ValueError, match=r"furniture\.tsv, ") as caught:
        load_furniture(path)
    assert cause in str(caught.value)
