"""The people and acronyms of one document: titles and appositions joined to names, surnames to full names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.codebook.actors import Role
from pipeline.entities.actors import Actor, fold
from pipeline.entities.lexicon import Lexicon
from pipeline.entities.mentions import Mention, Reading
from pipeline.entities.roles import is_former

BEFORE_NAME = ("nmod:desc", "compound", "appos", "flat", "amod", "nmod")
BESIDE = ("appos", "conj", "parataxis", "nmod", "nmod:desc")
MEMBER_CASES = ("of", "from", "at", "with")
INDEPENDENT = ("think_tank", "ngo", "media", "company", "organisation")
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
        name.name_first, name.first, name.role = name.first, min(title.first, name.first), title.role
        if reading.at.get(title.head) is title:
            reading.mentions.remove(title)
            del reading.at[title.head]
        return
    name.role = name.role or title.role
    title.refer(name.actors, name.resolved_by if touches else "apposition")
    title.entity_type = name.entity_type
    if touches:
        title.last, title.kind, title.name_first = name.last, "name", name.first
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
        below = [child for word in near for child in tree.children[word]]
        before = (membership(reading, word, mention, is_before=True) for word in premodifiers(reading, mention.head))
        bodies = [body for body in (*before, *(membership(reading, child, mention) for child in below)) if body is not None]
        employers = (membership(reading, child, mention) for child in below if tree.case(child) in MEMBER_CASES)
        independent = [body for body in employers if body is not None and body.kind in INDEPENDENT]
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


def settle_titled(readings: Sequence[Reading], lexicon: Lexicon, roles: Mapping[str, Role], *, on: str) -> None:
    """Give a surname that a title stands before once, such as *President Duda*, the one person who bore both."""
    known = dict[str, Actor]()
    for mention, words in named_people(readings):
        if mention.role and mention.resolved_by == "own_name" and len(words) == 1:
            found = lexicon.titled(words[0], roles[mention.role].office, on=on)
            if found is not None:
                known.setdefault(mention.actors[0].actor_id, found)
    for mention, _ in named_people(readings) if known else ():
        if mention.resolved_by == "own_name" and mention.actors[0].actor_id in known:
            mention.refer((known[mention.actors[0].actor_id],), "surname")


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
    for mention in (mention for reading in readings for mention in reading.mentions):
        own = [actor for actor in mention.actors if actor.actor_id in codes and actor.kind == "person"]
        if own and mention.resolved_by in ("own_name", "surname", "apposition"):
            mention.refer((replace(own[0], code=codes[own[0].actor_id]),), mention.resolved_by)


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
    first = max(mention.first, mention.name_first)
    tagged = [word for word in range(first, mention.last) if reading.tree.upos[word] == "PROPN" and reading.tree.name[word] != "O"]
    return bool(mention.role) and len(tagged) < 2
