"""Names that the engine tags: own actors where the codebook does not know them, and limits to what it thinks it knows."""

from collections.abc import Iterator, Sequence

from pipeline.entities.actors import Actor, Entry, choose, short_code, slug
from pipeline.entities.lexicon import Lexicon, look_up
from pipeline.entities.mentions import Mention, Reading, is_plural, text_of, top_of
from pipeline.entities.names import DEMONYM_RANK, END, PERSON_RANK, is_in_capitals, match_names
from pipeline.language.tree import Tree

Tagged = tuple[int, int, str]
TYPES = {"PER": "person", "ORG": "organisation", "LOC": "place", "WEAPON": "weapon"}
OPERATIONS = frozenset((
    "strike", "airstrike", "raid", "air", "bombing", "bombardment", "campaign", "force", "operation", "offensive", "intervention", "attack",
    "warplane", "jet", "war", "effort",
))  # fmt: skip
DATES = frozenset((
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March", "April", "May", "June",
    "July",
    "August", "September", "October", "November", "December",
))  # fmt: skip
SHORT_WORD = 3
COMPASS = frozenset("North South East West Northern Southern Eastern Western Central Latin Sub Saharan -".split())
REGIONS = frozenset("Africa America Americas Antarctica Arctic Asia Balkans Caribbean Caucasus Maghreb Oceania Sahel".split())
HONORIFICS = frozenset((
    "Mr", "Mrs", "Ms", "Dr", "Sir", "Lord", "Lady", "Mr.", "Mrs.", "Ms.", "Dr.", "Prof.", "Gen.", "Lt.", "Col.", "Maj.", "Capt.", "Adm.",
    "Sen.", "Rep.", "Gov.",
))  # fmt: skip


def find_names(reading: Reading, lexicon: Lexicon, *, on: str) -> None:
    """Add the mentions by name or demonym of one sentence."""
    tree = reading.tree
    tagged = [bare(reading, span, lexicon) for span in tagged_spans(tree)]
    trie = lexicon.capitals if is_in_capitals(reading.forms) else lexicon.names
    known = [
        (first, last, choose(entries, on))
        for first, last, entries in match_names(reading.forms, trie)
        if is_name_here(tree, first, last, entries)
    ]
    known = [match for match in known if not is_part_of_another(reading, match, tagged, lexicon)]
    taken = [False] * len(tree)
    for first, last, entry in known:
        taken[first:last] = [True] * (last - first)
        mention = known_mention(tree, first, last, entry, lexicon)
        mention.role = role_at_end(reading, first, last, lexicon)
        reading.add(mention)
    find_shortened(reading, known, lexicon)
    for first, last, tag in tagged:
        is_new = tag in TYPES and not any(taken[first:last]) and first not in reading.at
        if is_new and not (tag == "ORG" and is_title_case(tree)) and is_own_name(reading, first, last, lexicon):
            reading.add(own_mention(tree, first, last, TYPES[tag]))


def find_shortened(reading: Reading, known: list[tuple[int, int, Entry]], lexicon: Lexicon) -> None:
    """Complete names cut short: *North* in *North and South Korea*, the coalition in *Saudi-led air strikes*."""
    tree, forms = reading.tree, reading.forms
    for first, last, _ in known:
        if last - first > 1 and first > 1 and forms[first - 1] in ("and", "or"):
            entries = look_up(lexicon.names, [forms[first - 2], *forms[first + 1 : last]])
            if entries:
                reading.add(Mention(first - 2, first - 1, first - 2, "name", "state", (entries[0].actor,), "codebook"))
        led = last + (last < len(forms) and forms[last] == "-")
        if led < len(forms) and forms[led] == "led" and tree.lemma[tree.head[led]].lower() in OPERATIONS:
            coalition = look_up(lexicon.names, [*forms[first:last], "-", "led", "coalition"])
            if coalition:
                mention = reading.at[top_of(tree, first, last)]
                mention.refer((coalition[0].actor,), "codebook")
                mention.entity_type = coalition[0].actor.entity_type


def is_title_case(tree: Tree) -> bool:
    """Return whether a headline writes every word with a capital, so that capitals tell no name from a verb."""
    words = [form for form in tree.form if len(form) > SHORT_WORD and form.isalpha()]
    return tree.kind == "title" and len(words) > 1 and all(form[0].isupper() for form in words)


def tagged_spans(tree: Tree) -> Iterator[Tagged]:
    """Yield the engine's names as first word, last word (exclusive) and tag, without a *the*; one cut at *for* or *of* is joined."""
    first, tag = -1, "O"
    names = tree.name
    for word, name in enumerate([*names, "O"]):
        inside = name[2:]
        goes_on = first >= 0 and inside == tag and (name[0] == "I" or tree.upos[word - 1] == "ADP" or tree.form[word - 1] == "-")
        if first >= 0 and not goes_on:
            yield first, word, tag
            first = -1
        if name != "O" and first < 0 and tree.upos[word] != "DET":
            first, tag = word, inside


def bare(reading: Reading, span: Tagged, lexicon: Lexicon) -> Tagged:
    """Return a name without the possessive after it and a person's office before it; one that is but an office is empty."""
    first, last, tag = span
    while last > first + 1 and reading.tree.upos[last - 1] == "PART":
        last -= 1
    if tag == "PER" and role_at_end(reading, first, last, lexicon):
        return first, first, tag
    offices = [word for word in range(first, last) if role_at(reading, word, word + 1, lexicon)] if tag == "PER" else []
    return (offices[-1] + 1, last, tag) if offices else (first, last, tag)


def is_name_here(tree: Tree, first: int, last: int, entries: list[Entry]) -> bool:
    """Return whether a match of one word is used as a name; longer ones always are."""
    if last - first > 1:
        return True
    form = tree.form[first]
    if form[0].islower() or form.isupper():
        return tree.upos[first] in ("NOUN", "PROPN", "ADJ", "X") or (form.isupper() and len(form) > 1 and tree.upos[first] != "VERB")
    is_tagged = tree.upos[first] == "PROPN" or tree.name[first] != "O"
    return is_tagged or (tree.upos[first] in ("NOUN", "ADJ") and entries[0].rank != PERSON_RANK)


def is_part_of_another(reading: Reading, match: tuple[int, int, Entry], tagged: list[Tagged], lexicon: Lexicon) -> bool:
    """Return whether a longer name, which the codebook does not have, holds what looks like a state's, a seat's or a person's."""
    first, last, entry = match
    around = next((span for span in tagged if span[0] <= first and last <= span[1] and (span[0], span[1]) != (first, last)), None)
    if around is None or around[2] not in ("PER", "ORG", "LOC"):
        return False
    tree, (start, end, tag) = reading.tree, around
    if set(tree.form[start:end]) & {",", "/", "-"} or (all(form in HONORIFICS for form in tree.form[start:first]) and last == end):
        return False
    if tag != "PER" and is_apart(tree, first, last, around):
        return False
    if entry.actor.entity_type == "person":
        return tag == "PER" and last - first == 1
    if entry.actor.entity_type != "state" and entry.rank != DEMONYM_RANK:
        return tag == "PER" and last - first == 1
    # *Iranian* before *Foreign Ministry* stays a demonym.
    return tag != "ORG" or not role_at(reading, last, end, lexicon)


def is_apart(tree: Tree, first: int, last: int, around: Tagged) -> bool:
    """Return whether common words tell a name from the longer one: *Niger's soldiers*, *government of Iraq*, *Turkish and British aid*."""
    start, end, _ = around
    before, after = tree.form[first - 1] if start < first else "", tree.form[last] if last < end else ""
    is_possessor = last < end and tree.upos[last] in ("PART", "NOUN") and not after[:1].isupper()
    return "and" in (before, after) or is_possessor or (before == "of" and tree.form[start].islower())


def is_own_name(reading: Reading, first: int, last: int, lexicon: Lexicon) -> bool:
    """Return whether tagged words are a name: a proper noun among them, neither a role nor a day."""
    tree = reading.tree
    if last - first == 1 and (tree.form[first] in DATES or len(tree.form[first]) < 2 or not tree.form[first][0].isupper()):
        return False
    is_common = tree.upos[first] == "ADP" or (tree.upos[first] == "NOUN" and tree.form[first].islower())
    return not is_common and "PROPN" in tree.upos[first:last] and not role_at(reading, first, last, lexicon)


def role_at(reading: Reading, first: int, last: int, lexicon: Lexicon) -> str:
    """Return the role that words are exactly, or nothing."""
    node = lexicon.roles if first < last else {}
    for word in range(first, last):
        node = node.get(reading.forms[word].lower()) or node.get(reading.tree.lemma[word].lower()) or {}
    return node[END].role_id if END in node else ""


def role_at_end(reading: Reading, first: int, last: int, lexicon: Lexicon) -> str:
    """Return the longest role that a name ends with: that of *Iraqi security forces*."""
    return next((role for start in range(max(first, last - 3), last) if (role := role_at(reading, start, last, lexicon))), "")


def known_mention(tree: Tree, first: int, last: int, entry: Entry, lexicon: Lexicon) -> Mention:
    """Return the mention of an actor of the codebook."""
    head, actor = top_of(tree, first, last), entry.actor
    is_collective = actor.kind in ("collective", "population")
    if entry.rank != DEMONYM_RANK:
        kind = "description" if actor.name[0].islower() and is_collective else "name"
        plural = is_collective or (is_plural(tree, head) and actor.entity_type != "state")
        return Mention(first, last, head, kind, actor.entity_type, (actor,), "codebook", plural)
    is_noun = tree.upos[head] in ("NOUN", "PROPN") and tree.deprel[head].split(":")[0] not in ("amod", "compound", "flat")
    if actor.entity_type != "state":
        return Mention(first, last, head, "demonym", actor.entity_type, (actor,), "demonym", is_plural=is_noun)
    if is_noun and is_plural(tree, head) and (not has_article(tree, head) or tree.by(head, "nummod", "amod", "acl:relcl", "nmod")):
        people = lexicon.population(actor)
        return Mention(first, last, head, "demonym", "population", (people,), "demonym", is_plural=True)
    return Mention(first, last, head, "demonym", "state", (actor,), "demonym", is_noun and is_plural(tree, head))


def has_article(tree: Tree, head: int) -> bool:
    return any(tree.form[child].lower() == "the" for child in tree.by(head, "det"))


def own_mention(tree: Tree, first: int, last: int, entity_type: str) -> Mention:
    """Return the mention of a name that the codebook does not have; places and weapons are no actors."""
    while first < last - 1 and (tree.form[first] in HONORIFICS or tree.form[first].lower() == "the"):
        first += 1
    entity_type = "place" if is_region(tree.form[first:last]) else entity_type
    mention = Mention(first, last, top_of(tree, first, last), "name", entity_type)
    retype(tree, mention, entity_type)
    return mention


def is_region(forms: Sequence[str]) -> bool:
    """Return whether a name is a part of the world: *Central Asia*, *the South Caucasus*."""
    return forms[-1] in REGIONS and all(form in COMPASS for form in forms[:-1])


def retype(tree: Tree, mention: Mention, entity_type: str) -> None:
    """Make a name of the engine's own one of this type; places and weapons are no actors."""
    mention.entity_type = entity_type
    if entity_type in ("person", "organisation"):
        mention.refer((own_actor(tree, mention.first, mention.last, entity_type),), "own_name")
    else:
        mention.refer((), "none")


def own_actor(tree: Tree, first: int, last: int, entity_type: str) -> Actor:
    """Return an actor made from its name: a person's code is the last word, a body's the whole name."""
    while last > first + 1 and not tree.form[last - 1].strip("'’s").isalnum():
        last -= 1
    name = text_of(tree, first, last)
    code = short_code(tree.form[last - 1] if entity_type == "person" else name)
    return Actor(slug(name), name, code, entity_type, entity_type)
