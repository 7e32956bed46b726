"""How well the engine reads English: `make eval-language`.

Trees are measured on gold tokens, each gold sentence a window of its own, and on raw text, where only the paragraphs are given; names on
gold tokens. All figures are F1 in per cent, which on gold tokens is accuracy for all but core arguments and names.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evaluation.agreement import MEASURES, Count, Reading, Span, add_up, compare, compare_names
from evaluation.figures import BUILD, ROOT, merge_figures, shown
from pipeline.language.engine import OnnxEngine, load_engine
from pipeline.language.model import EngineError
from pipeline.language.training.corpora import Document, Example, read_names, read_treebank

CORPORA = ROOT.parent / "shared" / "corpora"
TREEBANKS = {"ewt": "en_ewt-ud-test", "gum": "en_gum-open-ud-test", "pud": "en_pud-ud-test"}
NAMES = {"ewt": "en_ewt-uner-test", "pud": "en_pud-uner-test"}
NAME_KINDS = ("PER", "ORG", "LOC")
F1S = ("token", "sentence", "core")
FOUND = ("token", "sentence")
"""What gold tokens give away, so that it is measured on raw text only."""
PARAGRAPH_BREAK = "\n\n"
PART = 80
"""Sentences of the small part of PUD whose figures are kept beside the model file, for a test to recompute."""


def measure(engine: OnnxEngine, data: Path) -> dict[str, float]:
    """Return every figure of an engine on the corpora in a folder, in per cent."""
    return tree_figures(engine, data / "treebanks") | name_figures(engine, data / "ner")


def tree_figures(engine: OnnxEngine, folder: Path) -> dict[str, float]:
    """Return the figures of every treebank in a folder, on gold tokens and on raw text."""
    figures: dict[str, float] = {}
    for name, stem in TREEBANKS.items():
        documents = read_treebank(folder / f"{stem}.conllu.xz")
        figures |= named(add_up(on_gold_tokens(engine, document) for document in documents), name, raw=False)
        figures |= named(add_up(on_raw_text(engine, document) for document in documents), name, raw=True)
    return figures


def named(counts: Mapping[str, Count], treebank: str, *, raw: bool) -> dict[str, float]:
    """Return counts as figures under their keys."""
    return {key_of(measure, treebank, raw=raw): per_cent(counts[measure]) for measure in MEASURES if raw or measure not in FOUND}


def key_of(measure: str, treebank: str, *, raw: bool = False) -> str:
    """Return the key of a figure: `las_pud` and `core_f1_pud`, on raw text `las_pud_raw` and `sentence_f1_pud`."""
    name = f"{measure}_f1" if measure in F1S else measure
    return f"{name}_{treebank}_raw" if raw and measure not in FOUND else f"{name}_{treebank}"


def per_cent(count: Count) -> float:
    return round(100 * count.f1, 2)


def on_gold_tokens(engine: OnnxEngine, document: Document) -> dict[str, Count]:
    """Compare a document's sentences one by one, each read as the words that it has."""
    found = []
    for example in document:
        spans = [(i, i + 1) for i in range(len(example.words))]
        found.append(compare([annotated(example, spans)], [reading_of(spans, read_words(engine, example.words))]))
    return add_up(found)


def on_raw_text(engine: OnnxEngine, document: Document) -> dict[str, Count]:
    """Compare a document's text, read from its characters and paragraphs alone, with its annotation."""
    text, paragraphs, spans = join_text(document)
    gold = [annotated(example, places) for example, places in zip(document, spans, strict=True)]
    found = []
    for sentence in engine.analyse(text, paragraphs):
        columns: Sequence[Any] = sentence.columns
        found.append(reading_of(list(zip(columns[0], columns[1], strict=True)), columns[2:]))
    return compare(gold, found)


def read_words(engine: OnnxEngine, words: Sequence[str]) -> Sequence[Any]:
    """Return the engine's columns, forms first, for one window of given words."""
    return engine.decoder.decode(list(words), engine.model.run(list(words)))


def reading_of(spans: Sequence[Span], columns: Sequence[Any]) -> Reading:
    """Return a sentence as the engine reads it."""
    _, lemmas, upos, _, _, heads, deprels, _ = columns
    return Reading(spans, upos, lemmas, heads, deprels)


def annotated(example: Example, spans: Sequence[Span]) -> Reading:
    """Return a sentence of a treebank as annotated, its words at these spans."""
    assert example.upos and example.lemmas and example.heads and example.deprels
    return Reading(spans, example.upos, example.lemmas, example.heads, example.deprels)


def join_text(document: Document) -> tuple[str, list[Span], list[list[Span]]]:
    """Return a document's text, the spans of its paragraphs, and those of the words of each sentence."""
    text, opened, spans = "", [0], list[list[Span]]()
    for i, example in enumerate(document):
        if i and example.opens_paragraph:
            text = text.rstrip() + PARAGRAPH_BREAK
            opened.append(len(text))
        places = []
        for word, space in zip(example.words, example.spaces, strict=True):
            places.append((len(text), len(text) + len(word)))
            text += word + " " * space
        spans.append(places)
    text = text.rstrip()
    return text, list(paragraph_spans(text, opened)), spans


def paragraph_spans(text: str, opened: Sequence[int]) -> Iterator[Span]:
    for start, after in pairwise([*opened, len(text) + len(PARAGRAPH_BREAK)]):
        yield start, after - len(PARAGRAPH_BREAK)


def name_figures(engine: OnnxEngine, folder: Path) -> dict[str, float]:
    """Return the figures of names: over all types, and by type."""
    figures: dict[str, float] = {}
    for corpus, stem in NAMES.items():
        counts = by_kind(engine, read_names(folder / f"{stem}.iob2.xz").values())
        figures[f"names_f1_{corpus}"] = per_cent(sum(counts.values(), Count()))
        figures |= {f"names_f1_{kind.lower()}_{corpus}": per_cent(count) for kind, count in counts.items()}
    return figures


def by_kind(engine: OnnxEngine, sentences: Iterable[tuple[Sequence[str], Sequence[str]]]) -> dict[str, Count]:
    """Return a count for each type of name over sentences of words and name tags."""
    return add_up(compare_names(tags, read_words(engine, words)[-1], kinds=NAME_KINDS) for words, tags in sentences)


def measure_part(engine: OnnxEngine, data: Path) -> dict[str, float]:
    """Return the figures on gold tokens, and those of names, of the first sentences of PUD alone."""
    examples = [example for document in read_treebank(data / f"treebanks/{TREEBANKS['pud']}.conllu.xz") for example in document][:PART]
    names = [*read_names(data / f"ner/{NAMES['pud']}.iob2.xz").values()][:PART]
    found = sum(by_kind(engine, names).values(), Count())
    return named(on_gold_tokens(engine, examples), "pud", raw=False) | {"names_f1_pud": per_cent(found)}


def tables_of(figures: Mapping[str, float]) -> Iterator[Table]:
    """Yield the figures as tables: gold tokens, raw text, names."""
    measures = [measure for measure in MEASURES if measure not in FOUND]
    yield grid("Gold tokens", measures, TREEBANKS, lambda measure, treebank: figures[key_of(measure, treebank)])
    yield grid("Raw text", MEASURES, TREEBANKS, lambda measure, treebank: figures[key_of(measure, treebank, raw=True)])
    kinds = ("all", *NAME_KINDS)
    yield grid("Names, F1", kinds, NAMES, lambda k, c: figures[f"names_f1_{c}" if k == "all" else f"names_f1_{k.lower()}_{c}"])


def grid(title: str, columns: Iterable[str], rows: Iterable[str], cell: Callable[[str, str], float]) -> Table:
    columns = list(columns)
    table = Table(title=title, title_justify="left")
    table.add_column("corpus")
    for column in columns:
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(row.upper(), *(f"{cell(column, row):.1f}" for column in columns))
    return table


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the tables, write `build/language.json`; return the exit status."""
    parser = argparse.ArgumentParser(prog="evaluation.language", description="Score the engine on treebanks and names.")
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("SAYSO_CORPORA") or CORPORA), help="folder with treebanks/ and ner/"
    )
    parser.add_argument("--model", type=Path, help="another model file")
    given = parser.parse_args(arguments)
    console = Console()
    files = [f"treebanks/{stem}.conllu.xz" for stem in TREEBANKS.values()] + [f"ner/{stem}.iob2.xz" for stem in NAMES.values()]
    missing = [name for name in files if not (given.data / name).is_file()]
    if missing:
        console.print(f"skipped: no {missing[0]} in {shown(given.data.resolve())}", soft_wrap=True, highlight=False)
        return 0
    try:
        engine = load_engine(given.model)
    except EngineError as error:
        print(f"sayso: {error}", file=sys.stderr)
        return 1
    figures = measure(engine, given.data)
    if given.model is None:
        merge_figures(BUILD / "language.json", figures)
    for table in tables_of(figures):
        console.print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
