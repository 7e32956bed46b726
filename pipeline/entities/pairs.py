"""*The two countries*, *both sides*, *each other*: the two actors that such words stand for."""

from pipeline.entities.actors import Actor
from pipeline.entities.discourse import governing_subjects, group, is_joined_group, is_person, look_back
from pipeline.entities.focus import SENTENCES_BACK, Story
from pipeline.entities.mentions import Mention, Reading, is_plural

STATES = frozenset(["country", "nation", "state", "government", "neighbour", "neighbor", "capital", "power", "ally", "republic"])
PERSONS = frozenset(["leader", "president", "minister", "man", "woman", "official", "diplomat", "counterpart", "premier"])
EITHER = frozenset(["side", "party", "rival", "foe", "enemy", "adversary"])
RECIPROCAL = (("each", "other"), ("one", "another"))


def is_pair(reading: Reading, word: int) -> bool:
    """Return whether a plural noun counts two: *both*, *the two*; or *the sides*, *the parties*."""
    tree, lemma = reading.tree, reading.tree.lemma[word].lower()
    if lemma not in STATES | PERSONS | EITHER or not is_plural(tree, word):
        return False
    before = [reading.forms[child].lower() for child in tree.children[word] if child < word]
    if "two" in before:
        return "the" in before or "these" in before
    return "both" in before or (lemma in ("side", "party") and before == ["the"])


def is_reciprocal(reading: Reading, word: int) -> bool:
    forms = reading.forms
    return word + 1 < len(forms) and (forms[word].lower(), forms[word + 1].lower()) in RECIPROCAL


def resolve_pair(reading: Reading, word: int, story: Story) -> Mention:
    """Return the mention of a pair, with the two latest states, or persons where the noun means persons."""
    tree = reading.tree
    lemma = tree.lemma[word].lower()
    first = min([word, *tree.by(word, "det", "nummod", "amod", "det:predet")])
    mention = Mention(first, word + 1, word, "description", "other", is_plural=True)
    actors = two_before(reading, word, story, wants_persons=lemma in PERSONS)
    if len(actors) == 2:
        mention.refer(actors, "coreference")
        mention.entity_type = actors[0].entity_type
    return mention


def resolve_reciprocal(reading: Reading, word: int) -> Mention:
    """Return the mention of *each other*: the actors of the plural subject that governs it."""
    mention = Mention(word, word + 2, word, "pronoun", "other", is_plural=True)
    for subject in governing_subjects(reading, word):
        actors = group(reading, subject)
        if len(actors) > 1:
            mention.refer(actors, "coreference")
            mention.entity_type = actors[0].entity_type
            break
    return mention


def two_before(reading: Reading, word: int, story: Story, *, wants_persons: bool) -> tuple[Actor, ...]:
    """Return the two actors last joined by *and*, else the first two met on the way back; none where a sentence offers more."""
    joined = last_joined(reading, word, story, wants_persons=wants_persons)
    if joined:
        return joined
    found: dict[Actor, None] = {}
    for earlier in (reading, *reversed(story.history[-SENTENCES_BACK:])):
        before = word if earlier is reading else len(earlier.tree)
        for mention in look_back(earlier, (), before):
            found |= dict.fromkeys(wanted(mention, story, wants_persons=wants_persons))
        if len(found) > 1:
            return tuple(found) if len(found) == 2 else ()
    return ()


def last_joined(reading: Reading, word: int, story: Story, *, wants_persons: bool) -> tuple[Actor, ...]:
    for earlier in (reading, *reversed(story.history[-SENTENCES_BACK:])):
        for mention in sorted(earlier.mentions, key=lambda m: -m.head):
            if (earlier is reading and mention.head >= word) or not is_joined_group(earlier, mention.head):
                continue
            heads = [mention.head, *earlier.tree.by(mention.head, "conj")]
            actors = dict.fromkeys(
                actor for head in heads if head in earlier.at for actor in wanted(earlier.at[head], story, wants_persons=wants_persons)
            )
            if len(actors) == 2:
                return tuple(actors)
    return ()


def wanted(mention: Mention, story: Story, *, wants_persons: bool) -> list[Actor]:
    """Return the persons of a mention, or the states (else bodies) that it names."""
    if wants_persons:
        return list(mention.actors) if is_person(mention) else []
    return [state for actor in mention.actors if (state := story.state_of(actor))]
