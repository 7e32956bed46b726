"""One timed run of a part of the pipeline, in this process: started by `evaluation.throughput`.

A job makes itself ready, writes a line, waits for a line, works, and writes its report as a line of JSON. What a job needs is
imported by the job, so that the load time and the memory of the engine are its own.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.figures import ROOT

if TYPE_CHECKING:
    import pyarrow as pa

SAMPLES = ROOT / "samples"
REPEATS = 12
MEGABYTE = 1e6
Report = dict[str, float]


def time_engine(part: int, n_parts: int) -> Report:
    """Load the engine, timed with its imports, and read all text with it."""
    began = time.perf_counter()
    from pipeline.language.engine import MODEL_FILE, load_engine

    engine = load_engine()
    load_seconds = time.perf_counter() - began
    wait()
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))] * REPEATS
    n_words = sum(len(sentence.columns[0]) for text in texts[part::n_parts] for sentence in engine.analyse(text, lines_of(text)))
    return {"words": n_words, "load_seconds": load_seconds, "rss_mb": peak_memory(), "file_mb": MODEL_FILE.stat().st_size / MEGABYTE}


def time_sentences(part: int, n_parts: int) -> Report:
    """Time documents to sentences, over one part of the documents."""
    from pipeline.codebook.codebook import FOLDER
    from pipeline.codebook.furniture import load_furniture
    from pipeline.language.engine import load_engine
    from pipeline.sentences.find import find_sentences

    documents, engine, furniture = repeated_samples(), load_engine(), load_furniture(FOLDER / "furniture.tsv")
    mine = documents.take(list(range(part, documents.num_rows, n_parts)))
    find_sentences(mine.slice(0, 1), engine=engine, furniture=furniture)
    wait()
    began = time.perf_counter()
    sentences = find_sentences(mine, engine=engine, furniture=furniture)
    return {"began": began, "ended": time.perf_counter(), "words": count_words(sentences)}


def time_claims(part: int, n_parts: int) -> Report:
    """Time documents to claims, over one part of the documents."""
    from pipeline.claims.attribute import find_attributions
    from pipeline.claims.find import find_claims
    from pipeline.codebook import load_codebook
    from pipeline.codebook.codebook import FOLDER
    from pipeline.codebook.furniture import load_furniture
    from pipeline.entities.find import find_entities
    from pipeline.language.engine import load_engine
    from pipeline.sentences.find import find_sentences

    documents, engine, furniture = repeated_samples(), load_engine(), load_furniture(FOLDER / "furniture.tsv")
    mine, codebook = documents.take(list(range(part, documents.num_rows, n_parts))), load_codebook()
    wait()
    began = time.perf_counter()
    sentences = find_sentences(mine, engine=engine, furniture=furniture)
    has_sentences = time.perf_counter()
    entities = find_entities(mine, sentences, codebook=codebook)
    attributions = find_attributions(sentences, entities, codebook=codebook)
    find_claims(mine, sentences, entities, attributions, codebook=codebook)
    times = {"began": began, "has_sentences": has_sentences, "ended": time.perf_counter()}
    return {**times, "words": count_words(sentences), "rss_mb": peak_memory()}


JOBS: dict[str, Callable[[int, int], Report]] = {"engine": time_engine, "sentences": time_sentences, "claims": time_claims}


def repeated_samples(repeats: int = REPEATS) -> "pa.Table":
    """Return the samples as `documents`, repeated under ids of their own."""
    from pipeline.documents.files import list_files
    from pipeline.documents.read import read_documents
    from pipeline.tables import DOCUMENTS

    documents, _ = read_documents(SAMPLES, [file.source_path for file in list_files(SAMPLES)])
    rows: list[dict[str, Any]] = documents.to_pylist()
    return DOCUMENTS.table([{**row, "document_id": f"{row['document_id']}{i:04d}"} for i in range(repeats) for row in rows])


def lines_of(text: str) -> list[tuple[int, int]]:
    """Return the spans of the lines of a text that say something."""
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found.append((at, at + len(line.rstrip())))
        at += len(line)
    return found


def count_words(sentences: "pa.Table") -> int:
    return sum(length or 0 for length in sentences["tokens"].combine_chunks().value_lengths().to_pylist())


def peak_memory() -> float:
    """Return the most memory that this process has held, in MB; its parent's share, which `getrusage` counts on Linux, is left out."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) * 1024 / MEGABYTE for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MEGABYTE if sys.platform == "darwin" else peak * 1024 / MEGABYTE


def hold_to_core(part: int) -> None:
    """Keep this process on one core, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[part % len(cores)]})


def wait() -> None:
    """Say that everything is ready, and wait for the word to begin."""
    print("ready", flush=True)
    sys.stdin.readline()


def main() -> None:
    name, part, n_parts = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    hold_to_core(part)
    print(json.dumps(JOBS[name](part, n_parts)))


if __name__ == "__main__":
    main()
