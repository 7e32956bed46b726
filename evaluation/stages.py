"""One timed run of all stages from text to claims, by some processes: started by `evaluation.growth`.

A process that is started for the stages imports this module again, so it imports little by itself.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

STAGES = ("documents", "sentences", "entities", "attributions", "claims")
MEGABYTE, TICK_S = 1e6, 0.05


def time_stages(n_workers: int, n_documents: int, folder: Path) -> dict[str, float]:
    """Return the seconds of each stage over invented stories, and their number of words.

    The processes are started by the first stage, whose seconds hold that, and serve all.
    """
    from evaluation.stories import write_story
    from evaluation.timing import count_words
    from pipeline.claims.attribute import find_attributions
    from pipeline.claims.find import find_claims
    from pipeline.codebook import load_codebook
    from pipeline.documents.read import read_documents
    from pipeline.entities.find import find_entities
    from pipeline.language.engine import load_engine
    from pipeline.sentences.find import find_sentences
    from pipeline.tables.workers import Workers

    engine, codebook, seconds = load_engine(), load_codebook(), {}
    names = [f"{n}.txt" for n in range(n_documents)]
    for n, name in enumerate(names):
        (folder / name).write_text(write_story(n), encoding="utf-8")

    @contextmanager
    def timed(stage: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        seconds[stage] = time.perf_counter() - began

    with watched() as memory, Workers(n_workers) as workers:
        with timed("documents"):
            documents, _ = read_documents(folder, names, workers=workers)
        with timed("sentences"):
            sentences = find_sentences(documents, engine=engine, furniture=codebook.furniture, workers=workers)
        with timed("entities"):
            entities = find_entities(documents, sentences, codebook=codebook, workers=workers)
        with timed("attributions"):
            attributions = find_attributions(sentences, entities, codebook=codebook, workers=workers)
        with timed("claims"):
            find_claims(documents, sentences, entities, attributions, codebook=codebook, workers=workers)
    return {**seconds, "n_words": count_words(sentences), "mb": max(memory, default=0.0)}


@contextmanager
def watched() -> Iterator[list[float]]:
    """Yield a list to which a thread adds, again and again, the MB that this session's processes hold."""
    found, is_over = [], Event()

    def watch() -> None:
        while not is_over.wait(10 * TICK_S):
            found.append(memory_of(os.getsid(0)))

    thread = Thread(target=watch)
    thread.start()
    try:
        yield found
    finally:
        is_over.set()
        thread.join()


def memory_of(session: int) -> float:
    """Return the MB that the processes of a session hold now; what several share is counted once. 0 where the system does not tell."""
    total = 0
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if int((place / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                lines = (place / "smaps_rollup").read_text().splitlines()
                total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, StopIteration, IndexError):
            continue
    return total * 1024 / MEGABYTE


def main() -> None:
    n_workers, n_documents = map(int, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(time_stages(n_workers, n_documents, Path(folder))))


if __name__ == "__main__":
    main()
