"""Pronouns, and pairs such as *the two countries*: whom they point back to."""

from pipeline.entities.actors import Actor
from pipeline.entities.discourse import (
    SUBJECTS,
    Fits,
    by_salience,
    governing_subjects,
    group,
    is_body,
    is_joined_group,
    is_person,
    is_several,
    main_subject,
)  # fmt: skip
from pipeline.entities.focus import RECURRING, SENTENCES_BACK, Story
from pipeline.entities.mentions import Mention, Reading, is_plural

PERSON = frozenset(("he", "him", "his", "himself", "she", "her", "hers", "herself"))
BODY = frozenset(("it", "its", "itself"))
SEVERAL = frozenset(("they", "them", "their", "theirs", "themselves"))
FIRST = frozenset(("we", "us", "our", "ours", "ourselves", "i", "me", "my", "mine", "myself"))
FIRST_PLURAL = frozenset(("we", "us", "our", "ours", "ourselves"))
OBJECTS = ("obj", "iobj", "obl", "obl:agent")
REFLEXIVE = ("himself", "herself", "itself", "themselves")
FITTING: dict[str, Fits] = {**dict.fromkeys(PERSON, is_person), **dict.fromkeys(BODY, is_body), **dict.fromkeys(SEVERAL, is_several)}


def is_pronoun(reading: Reading, word: int) -> bool:
    return reading.tree.upos[word] in ("PRON", "DET") and (reading.forms[word].lower() in FITTING or reading.forms[word].lower() in FIRST)


def resolve_pronoun(reading: Reading, word: int, story: Story, *, is_quoted: bool) -> Mention:
    """Return the mention of a pronoun; in a quotation *we* is left to the speaker, outside it is the document's own voice."""
    form = reading.forms[word].lower()
    mention = Mention(word, word + 1, word, "pronoun", "other", is_plural=form in SEVERAL or form in FIRST_PLURAL)
    if form in FIRST:
        if is_quoted:
            mention.resolved_by = "speaker"
        elif story.voice is not None:
            mention.refer((story.voice,), "coreference")
    else:
        fits = FITTING[form]
        actors = () if is_empty(reading, word) else antecedent(reading, word, fits, story)
        if actors:
            mention.refer(actors, "coreference")
    mention.entity_type = mention.actors[0].entity_type if mention.actors else "other"
    return mention


def is_empty(reading: Reading, word: int) -> bool:
    """Return whether *it* means nothing, or a thing said to be something: *it is clear*, *it is a theory*."""
    tree = reading.tree
    above = tree.head[word]
    return tree.deprel[word] == "expl" or (reading.forms[word].lower() == "it" and above >= 0 and bool(tree.by(above, "cop", "csubj")))


def antecedent(reading: Reading, word: int, fits: Fits, story: Story) -> tuple[Actor, ...]:
    """Return whom a pronoun means: a governing subject of its sentence, else somebody before it there, else of the sentences before."""
    barred = own_subjects(reading, word)
    others = {reading.at[subject].actors for subject in barred if subject in reading.at}
    partner = joined_to(reading, word)
    if partner is not None and fits(partner):
        return partner.actors
    for subject in governing_subjects(reading, word):
        if subject in barred or subject == word:
            continue
        actors = judge(reading, subject, fits)
        if actors is not None and actors not in others:
            return actors
    if reading.forms[word].lower() == "it":
        return from_before(reading, word, fits, story, others=others)
    earlier = [m for m in by_salience(reading, word) if m.actors not in others and fits(m) and reading.forms[m.head].lower() not in FIRST]
    if len({m.actors for m in earlier}) == 1:
        return group(reading, earlier[0].head) if fits is is_several else earlier[0].actors
    if earlier and fits is is_person:
        return max(earlier, key=lambda m: m.head).actors
    if earlier:
        return ()
    return from_before(reading, word, fits, story, others=others)


def joined_to(reading: Reading, word: int) -> Mention | None:
    """Return the mention that a possessor's noun is joined to: *Israel and its allies*."""
    tree, noun = reading.tree, reading.tree.head[word]
    if noun < 0 or tree.deprel[word] != "nmod:poss" or tree.deprel[noun] != "conj":
        return None
    return reading.at.get(tree.head[noun])


def own_subjects(reading: Reading, word: int) -> set[int]:
    """Return the subjects that an object cannot mean: those of its own verb."""
    tree = reading.tree
    if tree.deprel[word] not in OBJECTS or reading.forms[word].lower() in REFLEXIVE:
        return set()
    first = next(governing_subjects(reading, word), None)
    verb = tree.head[word]
    own = {child for child in tree.children[verb] if tree.deprel[child].startswith("nsubj")}
    return own or ({first} if first is not None and tree.deprel[verb] == "xcomp" else set())


def judge(reading: Reading, subject: int, fits: Fits) -> tuple[Actor, ...] | None:
    """Return the actors of a subject that fits, nobody where a thing that fits stands there, None to look on."""
    mention, tree = reading.at.get(subject), reading.tree
    if mention is not None and reading.forms[subject].lower() in FIRST:
        return None
    if fits is is_several and is_joined_group(reading, subject) and len(group(reading, subject)) > 1:
        return group(reading, subject)
    if fits is not is_several and is_joined_group(reading, subject):
        return None
    if mention is not None and fits(mention):
        return mention.actors
    if (mention is not None and mention.actors) or tree.upos[subject] != "NOUN" or fits is is_person:
        return None
    return () if is_plural(tree, subject) == (fits is is_several) else None


def from_before(reading: Reading, word: int, fits: Fits, story: Story, *, others: set[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """Return whom the sentences before put in focus: their main subject, else the only or the latest one that fits.

    From another paragraph only persons are taken up, and actors that recur in the document.
    """
    for earlier in reversed(story.history[-SENTENCES_BACK:]):
        near = earlier.tree.paragraph_index == reading.tree.paragraph_index or fits is is_person
        subject = main_subject(earlier)
        actors = judge(earlier, subject, fits) if subject is not None else None
        if actors is None:
            actors = in_sentence(earlier, fits, subjects_only=reading.forms[word].lower() == "it", others=others)
        if actors is not None and actors not in others:
            return actors if near or any(story.weights[actor.code] >= RECURRING for actor in actors) else ()
    return ()


def in_sentence(reading: Reading, fits: Fits, *, subjects_only: bool, others: set[tuple[Actor, ...]]) -> tuple[Actor, ...] | None:
    """Return the only actor of a sentence that fits, of persons the most salient; nobody where there are several, None where none."""
    spoken = [m for m in by_salience(reading, len(reading.tree)) if reading.forms[m.head].lower() not in FIRST]
    found = [m for m in spoken if fits(m) and m.actors not in others]
    if subjects_only:
        found = [m for m in found if reading.tree.deprel[m.head] in SUBJECTS]
    if not found:
        return None
    return found[0].actors if fits is is_person or len({m.actors for m in found}) == 1 else ()
