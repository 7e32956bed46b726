"""Who is meant: short texts, a phrase of each by its head word, and the codes (or the person) that it must refer to."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from pipeline.codebook import Codebook
from pipeline.entities import find_entities
from pipeline.language.engine import OnnxEngine
from pipeline.sentences.find import find_sentences
from pipeline.tables.documents import DOCUMENTS
from pipeline.tables.entities import ENTITIES
from pipeline.tables.sentences import SENTENCES

Row = dict[str, Any]
STATEMENT = "https://www.gov.uk/government/news/a-statement"

# The text, a head word (its last occurrence; `#` counts another from the front), and the codes of its actors.
CASES = [
    ("President Duda arrived in Kyiv. Duda spoke briefly.", "Duda", ["POL"]),
    ("President Orsini arrived in Kyiv.", "Orsini", ["ORSINI"]),
    ("The violinist Duda arrived in Kyiv.", "Duda", ["DUDA"]),
    ("Iran and Russia signed a pact in Muscat.", "Iran", ["IRN"]),
    ("The Kremlin praised Syria.", "Kremlin", ["RUS"]),
    ("Russia-Iran trade grew.", "Iran", ["IRN"]),
    ("RUSSIA AND IRAN SIGN PACT IN MOSCOW", "IRAN", ["IRN"]),
    ("Iranian drones hit the port of Odesa.", "Iranian", ["IRN"]),
    ("Russia rebuffed Iranian requests.", "Iranian", ["IRN"]),
    ("Iranian officials met in Geneva.", "officials", ["IRN"]),
    ("The Iranian foreign minister met the Russian president.", "minister", ["IRN"]),
    ("Ukrainian forces shelled the depot.", "forces", ["UKR"]),
    ("Russian and Iranian officials signed the papers.", "officials", ["IRN", "RUS"]),
    ("The presidents of France and Germany met.", "presidents", ["DEU", "FRA"]),
    ("U.S.-backed forces in Syria advanced.", "forces", []),
    ("Western officials warned Iran.", "officials", ["WEST"]),
    ("Western sanctions against Iran stayed.", "Western", ["WEST"]),
    ("Saudi-led air strikes hit Sanaa.", "Saudi", ["SAUDI-LED COALITION"]),
    ("Houthi rebels seized a ship.", "rebels", ["HOUTHIS"]),
    ("Syrian civilians fled to Turkey.", "civilians", ["SYRIANS"]),
    ("Nigerians asked France for help.", "Nigerians", ["NIGERIANS"]),
    ("The people of Myanmar resisted.", "people", ["MYANMAR PEOPLE"]),
    ("The University of Tehran hired Chad Brown.", "Tehran", []),
    ("The University of Tehran hired Chad Brown.", "Chad", ["BROWN"]),
    ("John Smith of the Pentagon met Turkish presidential adviser Mesut Casin. Casin thanked Smith.", "Casin", ["TUR"]),
    ("John Smith of the Pentagon met Turkish presidential adviser Mesut Casin. Casin thanked Smith.", "Smith", ["USA"]),
    ("Ali Vaez, an Iran analyst at the International Crisis Group, praised the deal. Vaez smiled.", "Vaez", ["ICG"]),
    ("The Red Valley Relief Fund (RVRF) sent bread to Yemen. The RVRF asked for help.", "RVRF", ["RED VALLEY RELIEF FUND"]),
    ("Iran and Russia signed a pact. The two countries praised it.", "countries", ["IRN", "RUS"]),
    ("Iran and Russia signed a pact. They praised it.", "They", ["IRN", "RUS"]),
    ("Iran and Russia will help each other.", "each", ["IRN", "RUS"]),
    ("Putin met Erdogan. The two leaders discussed Syria.", "leaders", ["RUS", "TUR"]),
    ("Hezbollah fired rockets at Israel. The group praised Iran.", "group", ["HEZBOLLAH"]),
    ("Iran said it would attack Israel.", "it", ["IRN"]),
    ("Russia urged Iran to end its programme.", "its", ["IRN"]),
    ("Iran will attack Israel and its allies.", "its", ["ISR"]),
    ("Iran attacked it.", "it", []),
    ("It is clear that Iran will attack Israel.", "It", []),
    ("Vladimir Putin left Sochi. He praised Iran.", "He", ["RUS"]),
    ("Israeli police arrested a man; the police used gas.", "police", ["ISR"]),
    ("Cyprus has never recognised Kosovo, its foreign minister said.", "minister", ["CYP"]),
    ("Niger's soldiers fought off an ambush.", "Niger", ["NER"]),
    ("ISIL fighters massacred Iraqi cadets at a camp near Tikrit.", "Iraqi", ["IRQ"]),
    ("The government of Iraq thanked Turkish and British organisations.", "Turkish", ["TUR"]),
    ("The government of Iraq thanked Turkish and British organisations.", "British", ["GBR"]),
    ("Shelling went on in Syria's Idlib province.", "Syria", ["SYR"]),
    ("John Smith of the Pentagon flew to Oslo. In Norway Minister Smith met the press.", "Smith", ["USA"]),
    ("Syrian fighters met Coalition Advisers. The Coalition sent airstrikes.", "Coalition", ["COALITION"]),
    ("The government blamed the rebels.", "government", []),
    ("North and South Korea exchanged fire. The South blamed Japan.", "South", ["KOR"]),
    ("North and South Korea exchanged fire. The South blamed Japan.", "North", ["PRK"]),
]
PEOPLE = [
    ("The Iranian foreign minister met the Russian president.", "minister", "abbas-araghchi"),
    ("The Iranian foreign minister met the Russian president.", "president", "vladimir-putin"),
    ("Sergei Lavrov, Russia's foreign minister, went to Iran.", "minister", "sergei-lavrov"),
    ("President Vladimir Putin praised Iran.", "Vladimir", "vladimir-putin"),
    ("Putin praised Iran. The president left.", "president", "vladimir-putin"),
]


@pytest.fixture(scope="module")
def mentions(engine: OnnxEngine, codebook: Codebook) -> Callable[..., list[Row]]:
    """Return a function from a text to its rows; all texts of this module are read once."""
    texts = sorted({case[0] for case in (*CASES, *PEOPLE)})
    rows = read(texts, engine, codebook).to_pylist()
    return lambda text: [row for row in rows if row["document_id"] == f"{texts.index(text):05d}"]


def read(texts: Sequence[str], engine: OnnxEngine, codebook: Codebook, *, url: str | None = None) -> pa.Table:
    documents = DOCUMENTS.table(
        {
            "document_id": f"{i:05d}", "source_path": f"{i}.txt", "content_sha256": "0", "format": "txt", "published_on": date(2024, 11, 1),
            "language": "en", "body_start": 0, "body_sha256": "0", "n_runs": 0, "signature": [], "text": text, "url": url,
        }
        for i, text in enumerate(texts)
    )  # fmt: skip
    sentences = find_sentences(documents, engine=engine, furniture=codebook.furniture)
    return ENTITIES.check(find_entities(documents, sentences, codebook=codebook))


def at_head(rows: list[Row], text: str, word: str) -> list[Row]:
    """Return the rows whose head is the last occurrence of a word."""
    return [row for row in rows if row["head_start"] == text.rindex(word) and row["actor_id"] is not None]


@pytest.mark.parametrize(("text", "word", "codes"), CASES)
def test_a_phrase_refers_to_its_actors(text, word, codes, mentions):
    assert sorted(row["actor_code"] for row in at_head(mentions(text), text, word)) == codes


@pytest.mark.parametrize(("text", "word", "actor_id"), PEOPLE)
def test_an_office_is_its_holder_on_the_day(text, word, actor_id, mentions):
    assert [row["actor_id"] for row in at_head(mentions(text), text, word)] == [actor_id]


def test_spans_are_the_text_and_hold_the_head(mentions):
    for text, *_ in CASES:
        for row in mentions(text):
            assert row["text"] == text[row["char_start"] : row["char_end"]]
            assert row["char_start"] <= row["head_start"] < row["char_end"]


def test_we_is_the_publisher_outside_quotations_and_the_speaker_within(engine, codebook):
    text = 'We condemn the strike by Israel. "We will answer," Hossein Salami said.'
    rows = [row for row in read([text], engine, codebook, url=STATEMENT).to_pylist() if row["text"] == "We"]
    assert [(row["actor_code"], row["resolved_by"]) for row in rows] == [("GBR", "coreference"), (None, "speaker")]


def test_a_statement_calls_its_own_government_the_government(engine, codebook):
    text = "The Government will host talks with Russia."
    rows = read([text], engine, codebook, url=STATEMENT).to_pylist()
    assert [row["actor_code"] for row in at_head(rows, text, "Government")] == ["GBR"]


def test_a_document_is_read_on_its_own(engine, codebook):
    texts = ["Vladimir Putin left Sochi. He praised Iran.", "He praised Iran.", "The group praised Iran."]
    together = [row for row in read(texts, engine, codebook).to_pylist() if row["document_id"] == "00001"]
    alone = read(texts[1:2], engine, codebook).to_pylist()
    ids = ("mention_id", "document_id", "sentence_id")
    assert [{k: v for k, v in row.items() if k not in ids} for row in together] == [
        {k: v for k, v in row.items() if k not in ids} for row in alone
    ]


def test_no_sentences_give_no_rows(codebook):
    assert find_entities(DOCUMENTS.empty(), SENTENCES.empty(), codebook=codebook).num_rows == 0
