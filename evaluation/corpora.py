"""How the claims do on annotated corpora that were not made for them: events, attributions, facts, and texts without politics."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from rich.table import Table

from evaluation.factuality import figures_of, judge, read_judgments
from evaluation.language import TREEBANKS, join_text
from evaluation.quotations import count_attributions, read_archive
from evaluation.reading import read_texts
from evaluation.triples import count_triples, read_records
from pipeline.codebook import Codebook
from pipeline.language.engine import Engine
from pipeline.language.training.corpora import read_treebank

EVENTS = Path("events/plover_gsr.json")
RECORDED_ON = date(2000, 1, 1)
"""The date that all records bear; it says who was in office."""
SPEECH = Path("attribution")
GENRES = ("news", "interview", "court")
FACTS = Path("factuality/uds_ih2-test.jsonl.xz")
PARTS = ("train", "dev", "test")
UNPOLITICAL = ("GUM_academic", "GUM_conversation", "GUM_vlog")
MEANINGS = {
    "gsr_triple_f1": "PLOVER gold standard records: source, event type and target right",
    "gsr_triple_precision": "the same, of those found",
    "gsr_triple_recall": "the same, of those there are",
    **{f"gum_{kind}_f1{'' if genre == 'news' else f'_{genre}'}": f"GUM {genre}: {what}" for genre in GENRES
       for kind, what in (("cue", "words that report"), ("speaker", "whose words they are"))},
    "uds_fact_accuracy": "It Happened, test: held as fact or not",
    "uds_fact_macro_f1": "the same, mean F1 of both",
    "false_claims_per_1000": "claims in 1,000 sentences of GUM without politics (academic, conversation, vlog)",
}  # fmt: skip


def corpus_figures(data: Path, engine: Engine, codebook: Codebook) -> dict[str, float]:
    """Return the figures of every corpus in a folder, shares in [0, 1]."""
    figures = event_figures(data / EVENTS, engine, codebook)
    for genre in GENRES:
        documents = read_archive(data / SPEECH / f"gum-{genre}.tar.xz")
        counts = count_attributions(documents, read_texts([said.text for said in documents], engine, codebook))
        figures |= {f"gum_{kind}_f1{'' if genre == 'news' else f'_{genre}'}": count.f1 for kind, count in counts.items()}
    judgments = read_judgments(data / FACTS)
    figures |= figures_of(judge(judgments, read_texts([text for text, _ in judgments], engine, codebook), codebook))
    figures["false_claims_per_1000"] = false_claims(data / "treebanks", engine, codebook)
    return {key: round(value, 4) for key, value in figures.items()}


def event_figures(path: Path, engine: Engine, codebook: Codebook) -> dict[str, float]:
    records = read_records(path)
    tables = read_texts([text for text, _ in records], engine, codebook, published_on=RECORDED_ON)
    count = count_triples([units for _, units in records], tables, codebook)
    share = {"precision": count.n_shared / max(1, count.n_system), "recall": count.n_shared / max(1, count.n_gold), "f1": count.f1}
    return {f"gsr_triple_{name}": value for name, value in share.items()}


def false_claims(folder: Path, engine: Engine, codebook: Codebook) -> float:
    """Return how many claims are found in 1,000 sentences of documents that speak of no international politics."""
    stem = TREEBANKS["gum"].removesuffix("test")
    documents = [d for part in PARTS for d in read_treebank(folder / f"{stem}{part}.conllu.xz") if d[0].sent_id.startswith(UNPOLITICAL)]
    tables = read_texts([join_text(document)[0] for document in documents], engine, codebook)
    return 1000 * tables.claims.num_rows / max(1, tables.sentences.num_rows)


def is_there(data: Path) -> bool:
    return all((data / path).exists() for path in (EVENTS, SPEECH, FACTS))


def table_of(figures: Mapping[str, float]) -> Table:
    table = Table(title="On corpora of others", title_justify="left")
    table.add_column("figure", justify="right")
    table.add_column("meaning")
    for row in rows_of(figures):
        table.add_row(*row)
    return table


def rows_of(figures: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    for key, meaning in MEANINGS.items():
        yield f"{figures[key]:.1f}" if key.startswith("false") else f"{figures[key]:.3f}", meaning
