"""Whose words they are: the source of a cue."""

from pipeline.claims.arguments import grammatical_subjects, is_stray
from pipeline.claims.mentions import Mention, Mentions
from pipeline.claims.phrases import conjuncts
from pipeline.claims.slots import fillers, inner_fillers
from pipeline.claims.triggers import Match
from pipeline.codebook.words import Cue
from pipeline.language.tree import Tree

LENDING = frozenset(
    "express voice issue make level raise have hold share air repeat reiterate state give lodge file release publish".split()
)
PAPERS = frozenset("statement report release communique letter article study transcript document dispatch bulletin broadcast".split())
SPEAKERS = frozenset("spokesman spokeswoman spokesperson official officer source diplomat envoy monitor observer adviser aide".split())
NOBODY = frozenset(
    "it that this which what there lie nonsense propaganda disinformation monday tuesday wednesday thursday friday saturday sunday".split()
)
JOINING = frozenset(("ADP", "DET", "NOUN", "PROPN", "ADJ", "CCONJ", "PUNCT"))
Holder = tuple[tuple[int, int] | None, str | None]


def find_holders(tree: Tree, match: Match[Cue], top: int, mentions: Mentions) -> list[Holder]:
    """Return the span and mention of each source; (None, None) where the cue may stand without one and does."""
    for slot in match.entry.holder:
        for word in words_in(tree, match, slot, top):
            if tree.lemma[word].lower() in ("it", "there") and tree.by(match.word, "aux:pass"):
                continue
            if slot == "mod" and tree.upos[word] == "ADJ" and not mentions.actors(tree, [word]):
                continue  # "baseless claims" are nobody's
            found = [source for one in conjuncts(tree, word) for source in sources_at(tree, one, mentions)]
            if found:
                return found
        if slot == "unspecified":
            return [(None, None)]
    return []


def made_by(tree: Tree, match: Match[Cue], mentions: Mentions) -> tuple[int, list[Holder]] | None:
    """Return the clause and the sources of "allegations by A and B that ...", by the order of the words, however the tree joins them."""
    after = match.word + 1
    if match.entry.pattern.upos != "NOUN" or [form.lower() for form in tree.form[after : after + 1]] != ["by"]:
        return None
    that = next((w for w in range(after, len(tree)) if tree.lemma[w] == "that" and tree.deprel[w] == "mark"), None)
    if that is None or any(tree.upos[w] not in JOINING for w in range(after, that)):
        return None
    named = [m for word, m in mentions.heads(tree) if after < word < that and m.is_actor]
    widest = [m for m in named if not any(o.char_start <= m.char_start and m.char_end <= o.char_end and o.text != m.text for o in named)]
    return (tree.head[that], [((m.char_start, m.char_end), m.mention_id) for m in widest]) if widest else None


def holder_words(tree: Tree, match: Match[Cue], top: int) -> list[int]:
    """Return the words in the first holder slot that is filled."""
    return next((found for slot in match.entry.holder if (found := words_in(tree, match, slot, top))), [])


def words_in(tree: Tree, match: Match[Cue], slot: str, top: int) -> list[int]:
    """Return the words of a holder slot that are not part of what is said."""
    return [word for word in candidates(tree, match, slot) if is_outside(tree, word, top, match.word)]


def is_outside(tree: Tree, word: int, top: int, cue: int) -> bool:
    """Return whether a word stands outside what is said, or only seems to stand in it."""
    return word != top and (not tree.is_below(word, top) or tree.is_below(cue, top) or is_stray(tree, top, word))


def candidates(tree: Tree, match: Match[Cue], slot: str) -> list[int]:
    """Return the words of a holder slot; an adjective takes the subject it is said of, a noun without a holder its light verb's."""
    if slot == "subj" and match.entry.pattern.upos == "ADJ":
        return grammatical_subjects(tree, match.word)
    if slot == "unspecified":
        above = tree.head[match.word]
        lends = match.entry.pattern.upos == "NOUN" and tree.deprel[match.word] == "obj" and tree.lemma[above] in LENDING
        return fillers(tree, above, "subj") if lends else []
    return fillers(tree, match.word, slot)


def sources_at(tree: Tree, word: int, mentions: Mentions) -> list[Holder]:
    """Return the sources that a word stands for: its actors; whoever issued a paper or is spoken for; else the phrase as it stands."""
    here = mentions.at(tree, word)
    behind = issuers(tree, word, mentions)[:1]
    own = [m for m in here if m.is_actor or m.is_speaker]
    lemma = tree.lemma[word].lower()
    actors = behind or own if lemma in PAPERS else own or (behind if lemma in SPEAKERS else [])
    if actors:
        return [((m.char_start, m.char_end), m.mention_id) for m in actors]
    if tree.upos[word] not in ("NOUN", "PROPN", "ADJ", "NUM", "PRON") or tree.lemma[word].lower() in NOBODY:
        return []
    start, end = phrase(tree, word)
    return [((tree.start[start], tree.end[end]), here[0].mention_id if here else None)]


def issuers(tree: Tree, word: int, mentions: Mentions) -> list[Mention]:
    """Return the actors that modify a noun: whose statement or spokesman it is."""
    return mentions.actors(tree, inner_fillers(tree, word, "mod"))


def phrase(tree: Tree, word: int) -> tuple[int, int]:
    """Return the first and last word of a noun phrase without its clauses, appositions and long modifiers."""
    kept = [word, *(c for c in tree.children[word] if tree.deprel[c].split(":")[0] in ("amod", "compound", "flat", "nummod"))]
    kept += [c for c in tree.by(word, "nmod:poss", "nmod:desc") if c < word]
    return min(kept), max(kept)
