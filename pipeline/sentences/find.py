"""Documents to the table `sentences`: one document at a time, so that memory holds the text of one only."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.codebook.furniture import Furniture
from pipeline.language.engine import Engine, Sentence
from pipeline.sentences.kinds import kind_of_sentence, kinds_of_paragraphs
from pipeline.sentences.paragraphs import Paragraph, split_paragraphs
from pipeline.tables.sentences import SENTENCES, TOKEN
from pipeline.tables.workers import ALONE, Workers

LONGEST_ANALYSED_BOILERPLATE = 10_000  # characters; a longer one is a menu or a dump, and would cost more than the article
CHUNK = 10_000  # characters that a process reads at a time, a fifth of a second of work: so long may the others wait for the last
WORTH_PROCESSES = 500_000  # characters from which on starting processes pays
COLUMNS = ["document_id", "title", "author", "publisher", "body_start", "text"]
NO_TOKENS: tuple[list[int] | list[str], ...] = tuple([] for _ in TOKEN)


def find_sentences(documents: pa.Table, *, engine: Engine, furniture: Furniture, workers: Workers = ALONE) -> pa.Table:
    """Cut each document into paragraphs and sentences, and keep the engine's analysis of each.

    Front matter before `body_start` is left out; boilerplate is kept and marked. Several workers share much text between
    processes; the rows are the same, since no document depends on another.
    """
    n_characters = int(pc.sum(pc.utf8_length(documents["text"])).as_py() or 0)
    sharing = workers.if_worth(n_characters, least=WORTH_PROCESSES)
    tables = sharing.map(_read_chunk, (engine, furniture), _chunks(_rows(documents)))
    return pa.concat_tables([SENTENCES.empty(), *tables])


def _chunks(documents: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Yield documents in their order, as many together as make a process's while."""
    chunk: list[Mapping[str, Any]] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += len(document["text"])
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _read_chunk(known: tuple[Engine, Furniture], documents: Sequence[Mapping[str, Any]]) -> pa.Table:
    engine, furniture = known
    batches = [sentences_of(document, engine=engine, furniture=furniture) for document in documents]
    return pa.Table.from_batches(batches, schema=SENTENCES.schema)


def sentences_of(document: Mapping[str, Any], *, engine: Engine, furniture: Furniture) -> pa.RecordBatch:
    """Return the sentences of one row of `documents`, in reading order."""
    text: str = document["text"]
    paragraphs = split_paragraphs(text, document["body_start"])
    texts = [text[start:end] for start, end in paragraphs]
    names = [name for name in (document["author"], document["publisher"]) if name]
    kinds = kinds_of_paragraphs(texts, title=document["title"], names=names, furniture=furniture)
    sentences = _analyse(text, paragraphs, kinds, engine)
    places = _paragraph_indices(sentences, paragraphs, document["document_id"])
    marked = [
        kind_of_sentence(text[sentence.char_start : sentence.char_end], kinds[place], furniture)
        for sentence, place in zip(sentences, places, strict=True)
    ]
    return _batch(document["document_id"], text, sentences, places, marked)


def sentence_id(document_id: str, index: int) -> str:
    """Return the id of a sentence; ids sort in reading order."""
    return f"{document_id}-{index:06d}"


def _rows(documents: pa.Table) -> Iterator[Mapping[str, Any]]:
    """Yield the documents by id, a few at a time."""
    for batch in documents.select(COLUMNS).sort_by("document_id").to_batches(max_chunksize=16):
        yield from batch.to_pylist()


def _analyse(text: str, paragraphs: Sequence[Paragraph], kinds: Sequence[str], engine: Engine) -> list[Sentence]:
    """Return the engine's sentences; a huge paragraph of boilerplate is one sentence without tokens."""
    huge = {
        paragraph
        for paragraph, kind in zip(paragraphs, kinds, strict=True)
        if kind == "boilerplate" and paragraph.char_end - paragraph.char_start > LONGEST_ANALYSED_BOILERPLATE
    }
    sentences = engine.analyse(text, [paragraph for paragraph in paragraphs if paragraph not in huge])
    if not huge:
        return sentences
    return sorted([*sentences, *(Sentence(*paragraph, NO_TOKENS) for paragraph in huge)], key=lambda one: one.char_start)


def _paragraph_indices(sentences: Sequence[Sentence], paragraphs: Sequence[Paragraph], document_id: str) -> list[int]:
    """Return the paragraph of each sentence; ValueError where the engine crosses one or goes back."""
    starts = [paragraph.char_start for paragraph in paragraphs]
    places: list[int] = []
    after = 0
    for sentence in sentences:
        place = bisect_right(starts, sentence.char_start) - 1
        if sentence.char_start < after or place < 0 or sentence.char_end > paragraphs[place].char_end:
            raise ValueError(f"document {document_id}: sentence {sentence.char_start}-{sentence.char_end} is in no paragraph or overlaps")
        places.append(place)
        after = sentence.char_end
    return places


def _batch(document_id: str, text: str, sentences: Sequence[Sentence], places: Sequence[int], kinds: Sequence[str]) -> pa.RecordBatch:
    schema = SENTENCES.schema
    columns: dict[str, Any] = {
        "sentence_id": [sentence_id(document_id, i) for i in range(len(sentences))],
        "document_id": [document_id] * len(sentences),
        "sentence_index": range(len(sentences)),
        "char_start": [sentence.char_start for sentence in sentences],
        "char_end": [sentence.char_end for sentence in sentences],
        "text": [text[sentence.char_start : sentence.char_end] for sentence in sentences],
        "kind": kinds,
        "paragraph_index": places,
    }
    arrays = [pa.array(columns[field.name], type=field.type) for field in schema if field.name != "tokens"]
    return pa.RecordBatch.from_arrays([*arrays, _tokens(sentences)], schema=schema)


def _tokens(sentences: Sequence[Sentence]) -> pa.ListArray:
    """Return the tokens of all sentences, built field by field: a dict for each token would cost several times the memory."""
    offsets = [0]
    for sentence in sentences:
        offsets.append(offsets[-1] + len(sentence.columns[0]))
    fields = [
        pa.array([value for sentence in sentences for value in sentence.columns[i]], type=field.type) for i, field in enumerate(TOKEN)
    ]
    tokens = pa.StructArray.from_arrays(fields, fields=list(TOKEN))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), tokens, type=SENTENCES.schema.field("tokens").type)
