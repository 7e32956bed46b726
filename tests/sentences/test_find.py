import re

import pyarrow as pa
import pytest

from pipeline.codebook.codebook import FOLDER
from pipeline.codebook.furniture import load_furniture
from pipeline.language.engine import Sentence
from pipeline.sentences import find, find_sentences
from pipeline.tables.documents import DOCUMENTS
from pipeline.tables.sentences import SENTENCES

FURNITURE = load_furniture(FOLDER / "furniture.tsv")
BODY = "The pier is shut. Nobody sails from the pier now, says the master of the harbour."


class FakeEngine:
    """Sentences end at a full stop, words at white space; every word hangs on the first."""

    version = "fake"

    def analyse(self, text, paragraphs):
        return [
            self.sentence(text, start + match.start(), start + match.end())
            for start, end in paragraphs
            for match in re.finditer(r"\S[^.]*\.?", text[start:end])
        ]

    def sentence(self, text, start, end):
        spans = [(start + match.start(), start + match.end()) for match in re.finditer(r"\S+", text[start:end])]
        forms, n = [text[s:e] for s, e in spans], len(spans)
        heads = [0, *[1] * (n - 1)]
        columns = (
            [s for s, _ in spans],
            [e for _, e in spans],
            forms,
            forms,
            ["X"] * n,
            ["XX"] * n,
            ["_"] * n,
            heads,
            ["dep"] * n,
            ["O"] * n,
        )
        return Sentence(start, end, columns)


class BadEngine(FakeEngine):
    """One sentence from the first character to the last."""

    def analyse(self, text, paragraphs):
        return [self.sentence(text, paragraphs[0][0], paragraphs[-1][1])]


def documents(*texts, **columns):
    row = {"content_sha256": "0", "format": "txt", "language": "en", "body_start": 0, "body_sha256": "0", "n_runs": 0, "signature": []}
    return DOCUMENTS.table(
        [row | {"document_id": f"{i:016x}", "source_path": f"{i}.txt", "text": text} | columns for i, text in enumerate(texts)]
    )


def sentences(*texts, engine=None, **columns):
    return find_sentences(documents(*texts, **columns), engine=engine or FakeEngine(), furniture=FURNITURE)


def test_the_table_keeps_its_contract_and_its_spans():
    texts = (f"Pilots refuse\n\n{BODY}\n\nSign up for the letter.", f"{BODY}\r\n\r\nÉté 2031. Ça va.")
    table = SENTENCES.check(sentences(*texts))
    for row in table.to_pylist():
        text = texts[int(row["document_id"], 16)]
        assert text[row["char_start"] : row["char_end"]] == row["text"]
        assert all(text[token["char_start"] : token["char_end"]] == token["form"] for token in row["tokens"])


def test_rows_are_in_reading_order_with_kind_and_paragraph():
    rows = sentences(f"Pilots refuse\n\n{BODY} Sign up for the letter.", title="Pilots refuse").to_pylist()
    assert [(row["sentence_index"], row["paragraph_index"], row["kind"]) for row in rows] == [
        (0, 0, "title"), (1, 1, "body"), (2, 1, "body"), (3, 1, "boilerplate"),
    ]  # fmt: skip
    assert [row["sentence_id"] for row in rows] == [f"{0:016x}-{i:06d}" for i in range(4)]


def test_front_matter_is_left_out():
    text = "---\ntitle: T\n---\nThe pier is shut."
    assert sentences(text, body_start=17)["text"].to_pylist() == ["The pier is shut."]


def test_documents_in_any_order_give_the_same_rows():
    table = documents("One.", "Two.", "Three.")
    ways = [find_sentences(part, engine=FakeEngine(), furniture=FURNITURE) for part in (table, table.take([2, 0, 1]))]
    assert ways[0].equals(ways[1])


def test_a_document_reads_the_same_alone_or_among_others():
    among = sentences("One. Two.", BODY).to_pylist()
    alone = find_sentences(documents("One. Two.", BODY).slice(1), engine=FakeEngine(), furniture=FURNITURE).to_pylist()
    assert [row for row in among if row["document_id"] == f"{1:016x}"] == alone


def test_no_documents_and_no_sentences_give_no_rows():
    assert sentences().equals(SENTENCES.empty())
    assert find_sentences(documents("One.", body_start=4), engine=FakeEngine(), furniture=FURNITURE).num_rows == 0


def test_huge_boilerplate_is_kept_whole_without_tokens(monkeypatch):
    monkeypatch.setattr(find, "LONGEST_ANALYSED_BOILERPLATE", 10)
    rows = sentences(f"{BODY}\n\nSign up. For the letter.\n\nThe end is near.").to_pylist()
    assert [(row["text"], len(row["tokens"])) for row in rows][2:] == [("Sign up. For the letter.", 0), ("The end is near.", 4)]


def test_a_sentence_across_paragraphs_is_refused_by_name():
    with pytest.raises(ValueError, match=f"document {0:016x}: sentence 0-9"):
        sentences("One.\nTwo.", engine=BadEngine())


def test_many_documents_come_in_one_table():
    assert isinstance(table := sentences(*["One. Two."] * 40), pa.Table)
    assert table.num_rows == 80
