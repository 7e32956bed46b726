"""Agreement of two readings of the same text: words, sentences, tags, trees and names, as F1 over spans that are the same.

Where both readings have the same words (gold tokens), precision and recall are one and the F1 is the accuracy.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.language.names import name_spans

Span = tuple[int, int]
ROOT: Span = (-1, -1)
CORE = frozenset(("nsubj", "obj", "iobj", "csubj", "ccomp", "xcomp"))
MEASURES = ("token", "sentence", "upos", "lemma", "uas", "las", "core")


@dataclass(frozen=True)
class Count:
    """How many items the gold and the system have, and how many they share; counts add up."""

    n_gold: int = 0
    n_system: int = 0
    n_shared: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.n_gold + other.n_gold, self.n_system + other.n_system, self.n_shared + other.n_shared)

    @property
    def f1(self) -> float:
        """In [0, 1]; 0 where there is nothing."""
        return 2 * self.n_shared / (self.n_gold + self.n_system) if self.n_gold + self.n_system else 0.0


@dataclass(frozen=True)
class Reading:
    """One sentence with a list for each column; `heads` count from 1 within it, 0 is the root."""

    spans: Sequence[Span]
    upos: Sequence[str]
    lemmas: Sequence[str]
    heads: Sequence[int]
    deprels: Sequence[str]


@dataclass(frozen=True)
class Word:
    """One word of a reading; its head as a span, its relation without subtype."""

    span: Span
    upos: str
    lemma: str
    head: Span
    deprel: str


def words_of(sentences: Iterable[Reading]) -> Iterator[Word]:
    for sentence in sentences:
        for i, span in enumerate(sentence.spans):
            head = sentence.heads[i]
            relation = sentence.deprels[i].partition(":")[0]
            yield Word(span, sentence.upos[i], sentence.lemmas[i], sentence.spans[head - 1] if head else ROOT, relation)


def compare(gold: Sequence[Reading], system: Sequence[Reading]) -> dict[str, Count]:
    """Return a count for each of MEASURES over two readings of one text; relations are compared without subtypes."""
    gold_words = {word.span: word for word in words_of(gold)}
    system_words = {word.span: word for word in words_of(system)}
    pairs = [(word, system_words[span]) for span, word in gold_words.items() if span in system_words]
    sizes = len(gold_words), len(system_words)
    return {
        "token": Count(*sizes, len(pairs)),
        "sentence": overlap(map(extent, gold), map(extent, system)),
        "upos": Count(*sizes, sum(a.upos == b.upos for a, b in pairs)),
        "lemma": Count(*sizes, sum(a.lemma in ("_", b.lemma) for a, b in pairs)),
        "uas": Count(*sizes, sum(a.head == b.head for a, b in pairs)),
        "las": Count(*sizes, sum((a.head, a.deprel) == (b.head, b.deprel) for a, b in pairs)),
        "core": overlap(core_arguments(gold_words.values()), core_arguments(system_words.values())),
    }


def extent(sentence: Reading) -> Span:
    return sentence.spans[0][0], sentence.spans[-1][1]


def core_arguments(words: Iterable[Word]) -> Iterator[tuple[Span, Span, str]]:
    """Yield dependent, head and relation of the subjects, objects and complements, passive subjects among the subjects."""
    return ((word.span, word.head, word.deprel) for word in words if word.deprel in CORE)


def overlap(gold: Iterable[Hashable], system: Iterable[Hashable]) -> Count:
    """Return how many items two sets have and share."""
    a, b = set(gold), set(system)
    return Count(len(a), len(b), len(a & b))


def add_up(counts: Iterable[dict[str, Count]]) -> dict[str, Count]:
    """Return the sums by key."""
    total: dict[str, Count] = {}
    for one in counts:
        for key, count in one.items():
            total[key] = total.get(key, Count()) + count
    return total


def compare_names(gold: Sequence[str], system: Sequence[str], *, kinds: Sequence[str]) -> dict[str, Count]:
    """Return a count for each type of name, exact spans only; names of other types do not count."""
    a, b = set(name_spans(gold)), set(name_spans(system))
    sizes, shared = (Counter(kind for _, _, kind in spans) for spans in (a, b)), Counter(kind for _, _, kind in a & b)
    in_gold, in_system = sizes
    return {kind: Count(in_gold[kind], in_system[kind], shared[kind]) for kind in kinds}
