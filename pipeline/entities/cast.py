"""The people and acronyms of one document: titles and appositions joined to names, surnames to full names."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.entities.actors import Actor, fold
from pipeline.entities.mentions import Mention, Reading
from pipeline.entities.own_names import retype
from pipeline.entities.roles import is_former
from pipeline.language.tree import Tree

BEFORE_NAME = ("nmod:desc", "compound", "appos", "flat", "amod", "nmod")
BESIDE = ("appos", "conj", "parataxis", "nmod", "nmod:desc")
MEMBER_CASES = ("of", "from", "at", "with")
INDEPENDENT = ("think_tank", "ngo", "media", "company", "organisation")
HALVES = {"North", "South", "East", "West"}
NO_SURNAMES = ("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV", "'s", "’s", "-")


def join_titles(reading: Reading, bare: Sequence[Mention]) -> tuple[dict[str, str], list[Mention]]:
    """Join each title to its name; return the codes that own persons act for, and the bare roles still open."""
    codes: dict[str, str] = {}
    is_open = {id(mention) for mention in bare}
    owned = [mention for mention in reading.mentions if mention.role and mention.resolved_by == "role"]
    for title in [*owned, *bare]:
        name = find_partner(reading, title)
        if name is None:
            continue
        if title.actors and name.resolved_by == "own_name" and not is_former(" ".join(reading.forms[title.first : title.last])):
            codes.setdefault(name.actors[0].actor_id, title.actors[0].code)
        is_open.discard(id(title))
        join(reading, title, name)
    return dict(memberships(reading, codes)), [mention for mention in bare if id(mention) in is_open]


def find_partner(reading: Reading, title: Mention) -> Mention | None:
    """Return the mention by name that a title belongs to, before, around or after it."""
    tree, head = reading.tree, title.head
    above = reading.at.get(tree.head[head]) if tree.head[head] >= 0 else None
    if above is not None and is_namesake(above, title) and is_joined(reading, head, above.head):
        return above
    for child in tree.children[head]:
        below = reading.at.get(child)
        if below is not None and child > head and is_namesake(below, title) and is_joined(reading, child, head):
            return below
    return None


def is_namesake(mention: Mention, title: Mention) -> bool:
    """Return whether a name may bear a title: a person one person's, a body a plural or a body's."""
    if mention.kind != "name" or not mention.actors or mention is title:
        return False
    return mention.entity_type == "person" if not title.is_plural else mention.entity_type == "organisation"


def is_joined(reading: Reading, below: int, above: int) -> bool:
    """Return whether a word renames the one above it: beside it as a title, or set off by a comma."""
    tree = reading.tree
    relation = tree.deprel[below]
    if tree.by(below, "cc") or tree.case(below):
        return False
    if relation == "appos":
        return True
    between = reading.forms[min(below, above) + 1 : max(below, above)]
    if "," in between:
        return relation in BESIDE and reading.forms[below - 1] != "," and len(tree.by(above, "conj")) < 2
    return relation in BEFORE_NAME and len(between) < 4


def join(reading: Reading, title: Mention, name: Mention) -> None:
    """Make a title and a name one mention where they touch, two mentions of one actor where a comma parts them."""
    tree = reading.tree
    touches = title.last == name.first
    if touches and tree.head[title.head] == name.head:
        name.first, name.role = min(title.first, name.first), title.role
        if reading.at.get(title.head) is title:
            reading.mentions.remove(title)
            del reading.at[title.head]
        return
    name.role = name.role or title.role
    title.refer(name.actors, name.resolved_by if touches else "apposition")
    title.entity_type = name.entity_type
    if touches:
        title.last, title.kind = name.last, "name"
    reading.add(title)


def memberships(reading: Reading, known: dict[str, str]) -> Iterable[tuple[str, str]]:
    """Yield the codes of own persons: an independent body's (*an analyst at the Crisis Group*), their title's, or another body's."""
    tree = reading.tree
    for mention in reading.mentions:
        if mention.entity_type != "person" or mention.resolved_by != "own_name":
            continue
        near = [mention.head, *tree.by(mention.head, "appos", "nmod:desc", "compound")]
        if tree.deprel[mention.head] == "appos":
            near.append(tree.head[mention.head])
        before = (membership(reading, word, mention, is_before=True) for word in premodifiers(reading, mention.head))
        around = (membership(reading, child, mention) for word in near for child in tree.children[word])
        bodies = [body for body in (*before, *around) if body is not None]
        independent = [body for body in bodies if body.kind in INDEPENDENT]
        actor_id = mention.actors[0].actor_id
        if independent or actor_id in known:
            yield actor_id, independent[0].code if independent else known[actor_id]
        elif bodies:
            yield actor_id, bodies[0].code


def premodifiers(reading: Reading, head: int) -> list[int]:
    """Return the words before a head that hang on it as modifiers, or on those."""
    tree, found, pending = reading.tree, list[int](), [head]
    while pending:
        children = [child for child in tree.children[pending.pop()] if child < head and tree.upos[child] != "VERB"]
        nearer = [child for child in children if tree.deprel[child] in BEFORE_NAME]
        found += nearer
        pending += nearer
    return found


def membership(reading: Reading, child: int, person: Mention, *, is_before: bool = False) -> Actor | None:
    """Return the body below a person's name or title that it belongs to."""
    mention, relation = reading.at.get(child), reading.tree.deprel[child]
    if mention is None or mention is person or not mention.actors or mention.entity_type not in ("organisation", "state", "role"):
        return None
    if is_before:
        return mention.actors[0] if not reading.tree.case(child) else None
    if (relation == "nmod" and reading.tree.case(child) in MEMBER_CASES) or relation in ("nmod:poss", "amod", "compound", "nmod:desc"):
        return mention.actors[0]
    return None


def settle_types(readings: Sequence[Reading]) -> None:
    """Let an own name of one word be throughout what the engine takes it for most often; in doubt a place."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    own = [(reading, mention) for reading in readings for mention in reading.mentions if is_own_word(mention)]
    for reading, mention in own:
        votes[reading.forms[mention.first]][mention.entity_type] += 1
    for reading, mention in own:
        count = votes[reading.forms[mention.first]]
        best = max(count, key=lambda entity_type: (count[entity_type], entity_type == "place", entity_type))
        if best != mention.entity_type:
            retype(reading.tree, mention, best)


def is_own_word(mention: Mention) -> bool:
    is_own = mention.resolved_by == "own_name" or mention.entity_type in ("place", "weapon")
    return is_own and mention.kind == "name" and mention.last - mention.first == 1


def settle_people(readings: Sequence[Reading], codes: dict[str, str]) -> None:
    """Give a surname the person named in full before it, else after it, and own persons the code they act for."""
    everyone = dict[str, Actor]()
    for mention, words in named_people(readings):
        if len(words) > 1:
            everyone.setdefault(words[-1], mention.actors[0])
    so_far = dict(everyone)
    full = {mention.actors[0].actor_id for mention, words in named_people(readings) if len(words) > 1}
    for mention, words in named_people(readings):
        actor = mention.actors[0]
        if len(words) > 1:
            so_far[words[-1]] = actor
        elif words[-1] in so_far and actor.actor_id not in full and so_far[words[-1]] != actor:
            actor = so_far[words[-1]]
            mention.refer((actor,), "surname")
        if actor.actor_id in codes and mention.resolved_by in ("own_name", "surname", "apposition"):
            mention.refer((replace(actor, code=codes[actor.actor_id]),), mention.resolved_by)


def settle_halves(readings: Sequence[Reading]) -> None:
    """Let *the North* mean the one state of a document whose name begins so."""
    whole: dict[str, set[Actor]] = {}
    for reading in readings:
        for mention in reading.mentions:
            if mention.entity_type == "state" and mention.kind == "name" and mention.last - mention.first > 1:
                whole.setdefault(reading.forms[mention.first], set()).update(mention.actors)
    for reading in readings if whole.keys() & HALVES else ():
        for word, form in enumerate(reading.forms):
            is_whole = form in HALVES and len(whole.get(form, ())) == 1 and word > 0
            if is_whole and reading.forms[word - 1].lower() == "the" and stands_alone(reading.tree, word):
                reading.add(Mention(word, word + 1, word, "name", "state", tuple(whole[form]), "coreference"))


def stands_alone(tree: Tree, word: int) -> bool:
    return tree.deprel[word] not in ("compound", "amod", "flat") and not any(child > word for child in tree.by(word, "flat", "compound"))


def named_people(readings: Sequence[Reading]) -> Iterable[tuple[Mention, list[str]]]:
    """Yield the mentions of persons by name, with the words of the name in capitals."""
    for reading in readings:
        for mention in reading.mentions:
            if mention.entity_type == "person" and mention.kind == "name" and mention.actors and mention.resolved_by != "apposition":
                start = max(mention.first, mention.last - 4)
                words = [fold(word).upper() for word in reading.tree.form[start : mention.last] if word not in NO_SURNAMES]
                yield mention, words[-1:] if mention.last - mention.first == 1 or is_title(reading, mention) else words


def is_title(reading: Reading, mention: Mention) -> bool:
    """Return whether only one word of a mention is name, the others title."""
    tagged = [word for word in range(mention.first, mention.last) if reading.tree.upos[word] == "PROPN" and reading.tree.name[word] != "O"]
    return bool(mention.role) and len(tagged) < 2


def settle_acronyms(readings: Sequence[Reading]) -> None:
    """Give an acronym the actor of the long form that introduces it in brackets."""
    meant: dict[str, Mention] = {}
    for reading in readings:
        for mention in list(reading.mentions):
            acronym = introduced(reading, mention)
            if acronym is None:
                continue
            word = mention.last + 1
            standing = reading.at.get(word)
            if standing is not None and standing.resolved_by == "codebook" and mention.resolved_by == "own_name":
                mention.refer(standing.actors, "acronym")
            meant.setdefault(acronym, mention)
    if meant:
        for reading in readings:
            apply_acronyms(reading, meant)


def introduced(reading: Reading, mention: Mention) -> str | None:
    """Return the acronym in brackets after a name."""
    forms, at = reading.forms, mention.last
    if mention.kind != "name" or not mention.actors or at + 2 >= len(forms) or forms[at] != "(" or forms[at + 2] != ")":
        return None
    word = forms[at + 1]
    return word if 2 <= len(word) <= 10 and sum(sign.isupper() for sign in word) >= 2 else None


def apply_acronyms(reading: Reading, meant: dict[str, Mention]) -> None:
    for word, form in enumerate(reading.forms):
        if form not in meant:
            continue
        standing, source = reading.covering(word), meant[form]
        if standing is None or (standing.resolved_by == "own_name" and standing.last - standing.first == 1):
            reading.add(Mention(word, word + 1, word, "name", source.entity_type, source.actors, "acronym"))
