"""The English engine: raw text in, sentences of analysed words out, from one file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from pipeline.language.decode import Decoder
from pipeline.language.model import Model, load_model
from pipeline.language.tokenize import Span, find_words

MODEL_FILE = Path(__file__).with_name("model") / "sayso-en.onnx"
LONGEST_WINDOW = 220
LONGEST_SENTENCE = 150
LONGEST_BLOCK = 20_000


@dataclass(frozen=True)
class Sentence:
    """One sentence: its span, and a list for each field of `pipeline.tables.sentences.TOKEN`, in that order."""

    char_start: int
    char_end: int
    columns: tuple[list[int] | list[str], ...]


class Engine(Protocol):
    """Whatever analyses English text in Universal Dependencies; `version` changes whenever its answers may."""

    @property
    def version(self) -> str: ...

    def analyse(self, text: str, paragraphs: Sequence[Span]) -> list[Sentence]:
        """Return the sentences of the paragraphs, in order; none crosses a paragraph. The answer depends on this text alone."""
        ...


@dataclass(frozen=True)
class OnnxEngine:
    """The engine that ships with Sayso."""

    model: Model

    def __reduce__(self) -> tuple[Callable[[Path], "OnnxEngine"], tuple[Path]]:
        """Travel to another process as the path of the file, which is loaded there once."""
        return engine_of_process, (self.model.path,)

    @property
    def version(self) -> str:
        return self.model.version

    @property
    def decoder(self) -> Decoder:
        return Decoder(self.model.labels, self.model.lexicon)

    def analyse(self, text: str, paragraphs: Sequence[Span]) -> list[Sentence]:
        """Return the sentences of the paragraphs; see `Engine.analyse`."""
        decoder, found = self.decoder, list[Sentence]()
        pending: list[list[Span]] = []
        for start, end in cut_blocks(text, paragraphs):
            words = find_words(text, start, end)
            if words:
                pending = self.read_full_windows(text, [*pending, words], decoder, found)
        while pending:
            pending = self.read_window(text, pending, decoder, found)
        return found

    def read_full_windows(self, text: str, pending: list[list[Span]], decoder: Decoder, found: list[Sentence]) -> list[list[Span]]:
        """Read windows while more waits than one window holds; return what still waits."""
        while self.count_pieces(text, pending) > LONGEST_WINDOW:
            pending = self.read_window(text, pending, decoder, found)
        return pending

    def count_pieces(self, text: str, paragraphs: list[list[Span]]) -> int:
        word = self.model.pieces.word
        return sum(len(word(text[s:e])[0]) for words in paragraphs for s, e in words)

    def read_window(self, text: str, pending: list[list[Span]], decoder: Decoder, found: list[Sentence]) -> list[list[Span]]:
        """Analyse the paragraphs at the front that fit one window, or the front of the first; return what is left."""
        taken, room = 0, LONGEST_WINDOW
        while taken < len(pending) and (size := self.count_pieces(text, pending[taken : taken + 1])) <= room:
            taken, room = taken + 1, room - size
        if taken:
            window = [span for words in pending[:taken] for span in words]
            rest = pending[taken:]
        else:
            window = self.front(text, pending[0])
            rest = [pending[0][len(window) :], *pending[1:]]
        scores = self.model.run([text[s:e] for s, e in window])
        limits, at = [], 0
        for words in pending[:taken]:
            limits += find_limits(scores.boundary[at : at + len(words)].tolist(), at, is_whole=True)
            at += len(words)
        if not taken:
            limits = find_limits(scores.boundary.tolist(), 0, is_whole=False)
            rest[0] = window[limits[-1] :] + rest[0]
        start = 0
        for limit in limits:
            spans = window[start:limit]
            columns = decoder.decode([text[s:e] for s, e in spans], scores.part(start, limit))
            found.append(Sentence(spans[0][0], spans[-1][1], ([s for s, _ in spans], [e for _, e in spans], *columns)))
            start = limit
        return [words for words in rest if words]

    def front(self, text: str, words: list[Span]) -> list[Span]:
        """Return as many words as one window holds, at least one."""
        room, n = LONGEST_WINDOW, 0
        for s, e in words:
            room -= len(self.model.pieces.word(text[s:e])[0])
            if room < 0 and n:
                break
            n += 1
        return words[:n]


def find_limits(boundary: Sequence[float], offset: int, *, is_whole: bool) -> list[int]:
    """Return where sentences end (exclusive), from the boundary score of each word.

    A whole paragraph ends its last sentence; of a part, what follows the last boundary is left to the next window.
    A stretch without a boundary that is too long for a sentence is cut at its most likely place.
    """
    ends = [i + 1 for i, score in enumerate(boundary) if score > 0]
    n = len(boundary)
    if is_whole and (not ends or ends[-1] < n):
        ends.append(n)
    elif not ends:
        half = n // 2
        ends = [half + max(range(n - half), key=lambda i: (boundary[half + i], i)) + 1]
    limits, start = [], 0
    for end in ends:
        while end - start > LONGEST_SENTENCE:
            window = range(start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
            start = max(window, key=lambda i: (boundary[i], i)) + 1
            limits.append(start)
        limits.append(end)
        start = end
    return [limit + offset for limit in limits]


def cut_blocks(text: str, paragraphs: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraphs, those of unheard-of length cut at white space."""
    for start, end in paragraphs:
        while end - start > LONGEST_BLOCK:
            space = text.rfind(" ", start, start + LONGEST_BLOCK)
            cut = space if space > start else start + LONGEST_BLOCK
            yield start, cut
            start = cut
        yield start, end


@cache
def engine_of_process(path: Path) -> OnnxEngine:
    """Return the engine of this process for a file, loaded when first asked for."""
    return load_engine(path)


def load_engine(path: Path | None = None) -> OnnxEngine:
    """Load the engine from its file; EngineError names the file that is missing or damaged."""
    return OnnxEngine(load_model(path or MODEL_FILE))
