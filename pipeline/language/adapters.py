"""Other engines in place of ours: a spaCy or a Stanza pipeline that analyses English in Universal Dependencies."""

import hashlib
import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as version_of
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.language.engine import Engine, Sentence, cut_blocks, load_engine
from pipeline.language.labels import ROOT
from pipeline.language.model import EngineError
from pipeline.language.tokenize import Span

OURS = "sayso"
UNIVERSAL_RELATIONS = frozenset(
    """acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed flat goeswith iobj
    list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp""".split()
)
NAME_TYPES = {
    "PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
    "NORP": "NORP", "WEAPON": "WEAPON", "MISC": "MISC",
}  # fmt: skip
"""Types of names in OntoNotes and CoNLL, as ours; other types are no names to us."""


class Word(NamedTuple):
    """One word as `pipeline.tables.sentences.TOKEN` has it, but that offsets count from the beginning of what was read."""

    char_start: int
    char_end: int
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    name_tag: str


@dataclass(frozen=True)
class AdaptedEngine:
    """An engine made of a function that reads a paragraph; `setting` is how another process loads the same."""

    setting: str
    version: str
    read: Callable[[str], Iterable[Sequence[Word]]]

    def __reduce__(self) -> tuple[Callable[[str], Engine], tuple[str]]:
        """Travel to another process as the setting."""
        return engine_of_setting, (self.setting,)

    def analyse(self, text: str, paragraphs: Sequence[Span]) -> list[Sentence]:
        """Return the sentences of the paragraphs; EngineError where they are not in Universal Dependencies. See `Engine.analyse`."""
        blocks = cut_blocks(text, paragraphs)
        return [self.place(words, start) for start, end in blocks for words in self.read(text[start:end]) if words]

    def place(self, words: Sequence[Word], offset: int) -> Sentence:
        unknown = next((word.deprel for word in words if word.deprel.split(":")[0] not in UNIVERSAL_RELATIONS), None)
        if unknown is not None:
            raise EngineError(f"{self.setting}: {unknown!r} is no relation of Universal Dependencies; a pipeline with UD labels is needed")
        if [word.deprel == ROOT for word in words] != [word.head == 0 for word in words] or sum(word.head == 0 for word in words) != 1:
            raise EngineError(f"{self.setting}: the sentence {' '.join(word.form for word in words)!r} has not exactly one root")
        moved = (word._replace(char_start=word.char_start + offset, char_end=word.char_end + offset) for word in words)
        columns = tuple(map(list, zip(*moved, strict=True)))
        return Sentence(columns[0][0], columns[1][-1], columns)


@cache
def engine_of_setting(setting: str) -> Engine:
    """Return the engine that a setting names, loaded once a process; EngineError where there is none.

    Nothing or `sayso`: ours. `spacy:NAME`, `stanza:LANGUAGE`: a pipeline of these libraries, by the name under which they load it.
    `MODULE:FUNCTION`: what a function of yours returns.
    """
    kind, _, name = setting.partition(":")
    if kind in ("", OURS):
        return load_engine()
    try:
        return KINDS[kind](name) if kind in KINDS else getattr(importlib.import_module(kind), name)()
    except (ImportError, AttributeError, OSError, ValueError) as why:
        raise EngineError(f"{setting}: there is no such engine: {' '.join(str(why).split())}") from why


def load_spacy(name: str) -> AdaptedEngine:
    import spacy

    return adapt_spacy(spacy.load(name), f"spacy:{name}")


def load_stanza(name: str) -> AdaptedEngine:
    import stanza

    return adapt_stanza(stanza.Pipeline(name, download_method=None, verbose=False), f"stanza:{name}")


KINDS: dict[str, Callable[[str], AdaptedEngine]] = {"spacy": load_spacy, "stanza": load_stanza}


def adapt_spacy(nlp: Any, setting: str) -> AdaptedEngine:
    """Return an engine that reads with a spaCy pipeline (`spacy.language.Language`) whose tags and relations are UD's."""
    return AdaptedEngine(setting, f"spacy-{version_of('spacy')}-{digest_of(nlp)}", lambda text: map(words_of_span, nlp(text).sents))


def digest_of(nlp: Any) -> str:
    """Return 16 hex digits made from a spaCy pipeline: from the files of its folder, or from itself where it is in none."""
    if nlp.path is None:
        return hashlib.sha256(nlp.to_bytes()).hexdigest()[:16]
    return digest_of_files(path for path in Path(nlp.path).rglob("*") if path.is_file())


def digest_of_files(paths: Iterable[Path]) -> str:
    """Return 16 hex digits made from the names and bytes of files."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def words_of_span(span: Any) -> list[Word]:
    """Return the words of a spaCy sentence; its tokens of white space are left out, what hung from them hangs higher."""
    tokens = [token for token in span if not token.is_space]
    number = {token.i: place for place, token in enumerate(tokens, 1)}
    heads = [above(token) for token in tokens]
    root = heads.index(None) + 1 if tokens else 0
    words = []
    for place, (token, head) in enumerate(zip(tokens, heads, strict=True), 1):
        is_root, above_it = place == root, root if head is None else number[head.i]
        words.append(Word(
            token.idx, token.idx + len(token), token.text, token.lemma_ or token.lower_, token.pos_ or "X", token.tag_ or "_",
            str(token.morph) or "_", 0 if is_root else above_it, ROOT if is_root else token.dep_,
            name_tag(token.ent_type_, begins=token.ent_iob_ == "B"),
        ))  # fmt: skip
    return words


def above(token: Any) -> Any:
    """Return the nearest head that is no white space, or None at the root."""
    return next((head for head in token.ancestors if not head.is_space), None)


def name_tag(kind: str, *, begins: bool) -> str:
    return f"{'B' if begins else 'I'}-{NAME_TYPES[kind]}" if kind in NAME_TYPES else "O"


def adapt_stanza(nlp: Any, setting: str) -> AdaptedEngine:
    """Return an engine that reads with a Stanza pipeline (`stanza.Pipeline`) of tokenize, mwt, pos, lemma, depparse and, if wanted, ner."""
    named = (part.config.get(name) for part in nlp.processors.values() for name in ("model_path", "pretrain_path", "forward_charlm_path"))
    digest = digest_of_files({Path(path) for path in named if path and Path(path).is_file()})
    return AdaptedEngine(setting, f"stanza-{version_of('stanza')}-{digest}", lambda text: map(words_of_sentence, nlp(text).sentences))


def words_of_sentence(sentence: Any) -> list[Word]:
    """Return the words of a Stanza sentence; those of a multiword token share its characters by their length."""
    words = []
    for token in sentence.tokens:
        tag = getattr(token, "ner", None) or "O"
        begins = tag[:2] in ("B-", "S-")
        for word, (start, end) in zip(token.words, shared_span(token), strict=True):
            words.append(Word(
                start, end, word.text, word.lemma or word.text.lower(), word.upos or "X", word.xpos or "_", word.feats or "_",
                word.head, word.deprel, name_tag(tag[2:], begins=begins and word is token.words[0]),
            ))  # fmt: skip
    return words


def shared_span(token: Any) -> Iterator[Span]:
    """Yield the span of each word of a token; words that are longer than what is written share what there is."""
    ends = accumulate((len(word.text) for word in token.words[:-1]), initial=token.start_char)
    starts = [min(end, token.end_char) for end in ends]
    yield from zip(starts, [*starts[1:], token.end_char], strict=True)
