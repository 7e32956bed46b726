"""Role words, such as *foreign minister* or *troops*, and the actors they belong to."""

from collections.abc import Iterator, Sequence

from pipeline.codebook.actors import Role
from pipeline.entities.actors import Actor, short_code, slug, without_article
from pipeline.entities.lexicon import Lexicon, look_up
from pipeline.entities.mentions import Mention, Reading, is_plural, text_of, top_of
from pipeline.entities.names import END, Node

Found = tuple[int, int, Role]
PREMODIFIERS = frozenset(("det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "advmod", "det:predet"))
OWNER_CASES = ("of", "for", "from", "at", "in")
IN_RANK = 2 + OWNER_CASES.index("in")

POSSESSIVES = ("his", "her", "its", "their", "our", "my", "your", "whose")

# Whose code the people of a state bear: the state's own, that of the description, or that of the collective; else the population's.
PEOPLE_CODES = {
    "companies": "state", "hackers": "state", "rebels": "described", "protesters": "described", "militias": "described",
    "refugees": "collective", "victims": "collective", "minority": "described",
}  # fmt: skip


def match_roles(reading: Reading, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the longest role phrases from left to right; each word counts as written or as its lemma."""
    tree, roles, at = reading.tree, lexicon.roles, 0
    lower = [form.lower() for form in reading.forms]
    while at < len(lower):
        found = longest(roles, lower, tree.lemma, at) if lower[at] in roles or tree.lemma[at].lower() in roles else None
        if found is None or tree.upos[found[0] - 1] not in ("NOUN", "PROPN", "ADJ"):
            at += 1
            continue
        yield at, found[0], found[1]
        at = found[0]


def longest(roles: Node, lower: list[str], lemmas: list[str], at: int) -> tuple[int, Role] | None:
    best: tuple[int, Role] | None = None
    nodes = [roles]
    while nodes and at < len(lower):
        lemma = lemmas[at].lower()
        options = (lower[at],) if lower[at] == lemma else (lower[at], lemma)
        nodes = [node[option] for node in nodes for option in options if option in node]
        at += 1
        for node in nodes:
            if END in node:
                best = at, node[END]
                break
    return best


def find_owned_roles(reading: Reading, lexicon: Lexicon, *, on: str) -> list[Mention]:
    """Add the roles that name their actor (*Iranian officials*); return those that do not, still unresolved."""
    bare = []
    for first, last, role in match_roles(reading, lexicon):
        head = top_of(reading.tree, first, last)
        standing = reading.covering(head)
        is_modifier = reading.tree.upos[head] == "ADJ" or reading.tree.deprel[head] in ("amod", "compound")
        is_generic = standing is not None and standing.kind == "description" and standing.last == last
        if standing is not None and not is_generic and not is_loose_tag(standing, first, last):
            continue
        start, owners = leftmost(reading, head, first), find_owners(reading, first, last, head, role=role)
        mention = Mention(start, last, head, "description", "role", is_plural=is_plural(reading.tree, head), role=role.role_id, core=first)
        if owners and reading.tree.upos[head] != "ADJ":
            phrase = " ".join(reading.forms[first:last]).lower()
            mention.refer(resolve_role(reading, mention, role, owners, phrase=phrase, lexicon=lexicon, on=on), "role")
            mention.entity_type = mention.actors[0].entity_type
            if standing is not None:
                reading.mentions.remove(standing)
                del reading.at[standing.head]
            reading.add(mention)
        elif standing is None and not is_modifier:
            bare.append(mention)
    return bare


def is_loose_tag(standing: Mention, first: int, last: int) -> bool:
    """Return whether a name of the engine's own is no more than a role: *Foreign Ministry*."""
    is_own = standing.resolved_by == "own_name" and standing.entity_type == "organisation"
    return is_own and first <= standing.first and standing.last <= last


def leftmost(reading: Reading, head: int, first: int) -> int:
    """Return where the noun phrase around a head begins."""
    tree, start = reading.tree, first
    pending = [head]
    while pending:
        for child in tree.children[pending.pop()]:
            if child < first and tree.deprel[child] in PREMODIFIERS:
                start = min(start, child)
                pending.append(child)
    return after_break(reading, start, first)


def after_break(reading: Reading, start: int, first: int) -> int:
    """Return the start of a phrase moved behind a comma, a preposition or an *and* that ends another phrase."""
    tree = reading.tree
    for word in range(first - 1, start, -1):
        ends = tree.upos[word] == "CCONJ" and (tree.upos[word - 1] == "NOUN" or tree.upos[word + 1] in ("NUM", "DET"))
        if ends or reading.forms[word] == "," or tree.upos[word] in ("ADP", "SCONJ"):
            return word + 1
    return start - 2 if start > 1 and reading.forms[start - 1] == "-" else start


def find_owners(reading: Reading, first: int, last: int, head: int, *, role: Role) -> list[Actor]:
    """Return the actors a role belongs to: possessor, then modifier, then *of* and others; forces *in* a state are not its own."""
    tree = reading.tree
    is_placed = role.kind != "force" or role.role_id == "police"
    ranked: dict[int, list[Actor]] = {}
    for word in range(first, last):
        for child in tree.children[word]:
            rank = owner_rank(reading, child, head)
            if rank is not None and not first <= child < last and (rank != IN_RANK or is_placed):
                ranked.setdefault(rank, []).extend(owner_actors(reading, child))
    for rank in sorted(ranked):
        if ranked[rank]:
            return ranked[rank]
    before = first - 2 if first > 1 and reading.forms[first - 1] == "'s" else first - 1
    near = next((m for m in reading.mentions if m.last == before + 1 and m.actors and m.entity_type != "person"), None)
    return list(near.actors) if near and near.head == before and tree.head[before] in range(first, last) else []


def owner_rank(reading: Reading, child: int, head: int) -> int | None:
    relation = reading.tree.deprel[child]
    if relation == "nmod:poss":
        return 0
    if relation in ("amod", "compound", "nmod:desc", "flat") and child < head:
        return 1
    if relation in ("nmod", "nmod:of") and child > head:
        case = reading.tree.case(child)
        return 2 + OWNER_CASES.index(case) if case in OWNER_CASES else None
    return None


def owner_actors(reading: Reading, word: int) -> list[Actor]:
    """Return the actors that a modifier and its conjuncts name."""
    tree, found = reading.tree, list[Actor]()
    for one in (word, *tree.by(word, "conj")):
        parts = [one] if one in reading.at else tree.by(one, "compound", "flat", "nmod:poss", "appos")
        for part in parts:
            mention = reading.at.get(part)
            if mention is not None and not is_before_participle(reading, mention):
                found.extend(mention.actors)
    return found


def is_before_participle(reading: Reading, mention: Mention) -> bool:
    """Return whether a modifier is the agent of the next word: *Houthi controlled*, *US-backed*."""
    at = mention.last + (mention.last < len(reading.forms) and reading.forms[mention.last] == "-")
    return at < len(reading.forms) and reading.tree.xpos[at] == "VBN" and reading.tree.deprel[at] in ("amod", "acl", "compound")


def resolve_role(
    reading: Reading, mention: Mention, role: Role, owners: Sequence[Actor], *, phrase: str, lexicon: Lexicon, on: str
) -> tuple[Actor, ...]:
    """Return whom a role of its owners is: the holder of the office, the population, or the described part of each owner."""
    words = reading.tree.form[mention.first : mention.last]
    name = without_article(text_of(reading.tree, mention.first, mention.last).split())
    is_whole = len(owners) == 1 and name.lower().endswith(phrase) and name.lower() != phrase
    is_whole = is_whole and words[0].lower() not in POSSESSIVES
    is_one = not mention.is_plural or len(owners) > 1
    found: list[Actor] = []
    for owner in owners:
        holder = lexicon.holder(owner.code, role, phrase=singular(phrase), on=on) if role.kind == "office" and is_one else None
        own_name = name if is_whole else f"{adjective_of(owner, lexicon)} {phrase}"
        found.append(holder if holder is not None and not is_former(name) else described(role, owner, own_name, phrase, lexicon, mention))
    return tuple(dict.fromkeys(found))


def singular(phrase: str) -> str:
    return phrase.removesuffix("s")


def adjective_of(owner: Actor, lexicon: Lexicon) -> str:
    """Return the adjective of a state, or another actor's name."""
    return next(iter(lexicon.demonyms.get(owner.actor_id, ())), owner.name)


def described(role: Role, owner: Actor, name: str, phrase: str, lexicon: Lexicon, mention: Mention) -> Actor:
    """Return the part of an owner that a role names, or the owner itself where the role means the whole."""
    state = lexicon.states.get(owner.code)
    if role.kind == "people" and state is not None:
        return people_of(role, state, name, phrase, lexicon, is_plural=mention.is_plural)
    if role.role_id == "side":
        owner = lexicon.nations.get(owner.actor_id, owner)
        return lexicon.principals.get(owner.code, owner)
    return Actor(slug(f"{owner.code} {phrase}"), name, owner.code, "role", role.kind)


def is_former(name: str) -> bool:
    return any(word in ("former", "ex", "late", "then", "next", "future", "deposed", "ousted") for word in name.lower().split())


def people_of(role: Role, state: Actor, name: str, phrase: str, lexicon: Lexicon, *, is_plural: bool) -> Actor:
    """Return the people of a state that a role word means."""
    basis = PEOPLE_CODES.get(role.role_id, "population")
    if role.role_id == "professionals":
        calling = next((entry.actor for entry in look_up(lexicon.names, f"{phrase.removesuffix('s')}s".split())), None)
        if calling is not None and not is_plural:
            return Actor(slug(name), name, calling.code, "role", role.kind)
        basis = "state" if calling is not None else "population"
    if basis == "state":
        return Actor(slug(f"{state.code} {phrase}"), name, state.code, "role", role.kind)
    if basis == "population":
        return lexicon.population(state)
    demonym = next(iter(lexicon.demonyms.get(state.code, ())), state.name)
    code = short_code(phrase) if basis == "collective" else short_code(f"{demonym} {phrase}")
    return Actor(slug(code), name, code, "population", "population")
