"""Descriptions that name no actor (*the government*, *the group*): whom they point back to."""

from collections.abc import Callable, Iterator

from pipeline.codebook.actors import Role
from pipeline.entities.actors import Actor
from pipeline.entities.discourse import is_person, look_back
from pipeline.entities.focus import RECURRING, Story
from pipeline.entities.mentions import Mention, Reading, is_plural
from pipeline.entities.roles import resolve_role

DEFINITE = ("the", "this", "that", "these", "those")
PREPOSITIONS = ("of", "on", "for", "against", "to", "in")
OTHERS = ("other", "another", "either", "neither", "first", "second", "opposing", "rival", "new", "north", "south", "northern", "southern")
BACK, NEAR = 40, 6
MINISTERS = ("foreign_minister", "defence_minister", "interior_minister", "finance_minister")
OF_ONE_STATE = ("foreign secretary", "home secretary", "secretary of state", "secretary of defense", "defense secretary")
LEADERS = ("head_of_state", "head_of_government", "group_leader", "supreme_leader", "monarch")

A_PEOPLE = "people"
"""The role of those who are just people, citizens, residents: of the state in focus, where no other is named."""
FIGHTERS = ("armed_group",)

# Nouns that take up a body named before, and the kinds of body that they may mean.
KINDS_OF: dict[str, tuple[str, ...]] = {
    "group": ("armed_group", "ngo", "party", "think_tank", "organisation", "media", "company"),
    "network": ("armed_group", "media"), "agency": ("igo", "media", "body"), "alliance": ("alliance",), "bloc": ("igo", "alliance"),
    "charity": ("ngo",), "coalition": ("alliance",), "company": ("company",), "court": ("court",), "firm": ("company",),
    "institute": ("think_tank",), "militia": FIGHTERS, "party": ("party",), "union": ("igo",),
    **dict.fromkeys(("movement", "faction"), ("armed_group", "party")),
    **dict.fromkeys(("organisation", "organization"), ("igo", "ngo", "armed_group")),
    **dict.fromkeys(("council", "commission"), ("igo", "body")),
    **dict.fromkeys(("newspaper", "paper", "outlet", "broadcaster"), ("media",)),
    **dict.fromkeys(("militant", "rebel", "fighter", "insurgent", "jihadist", "extremist", "terrorist"), FIGHTERS),
}  # fmt: skip

# Adjectives that such nouns may bear, and what they make of them.
KINDS_BY: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("terrorist", "terror", "militant", "armed", "islamist", "jihadist", "extremist", "rebel", "insurgent"), FIGHTERS),
    **dict.fromkeys(("aid", "rights", "humanitarian", "monitoring", "advocacy"), ("ngo", "organisation")),
    "regional": ("igo", "alliance"), "military": ("alliance",), "news": ("media",), "un": ("igo",),
    "political": ("party",), "opposition": ("party",),
}  # fmt: skip


def is_definite(reading: Reading, head: int) -> bool:
    return any(reading.forms[child].lower() in DEFINITE for child in reading.tree.by(head, "det"))


def resolve_bare_role(reading: Reading, mention: Mention, role: Role, story: Story) -> None:
    """Give a role without an owner the actor that it takes up; a possessive pronoun is its owner where there is one."""
    phrase = " ".join(reading.forms[mention.core : mention.last]).lower()
    if mention.last - mention.core == 1:
        phrase = reading.tree.lemma[mention.head].lower()
    owners = possessor(reading, mention.head)
    if owners is None:
        actors = take_up(reading, mention, role, story) if may_take_up(reading, mention, role) else ()
        is_foreign = phrase in OF_ONE_STATE and not is_statement(story)
        owner = None if actors or is_foreign else find_focus(reading, mention, role, story)
        owners = () if owner is None else (owner,)
    else:
        actors = ()
    if owners:
        actors = resolve_role(reading, mention, role, owners, phrase=phrase, lexicon=story.lexicon, on=story.on)
    if actors:
        mention.refer(actors, "coreference")
        mention.entity_type = mention.actors[0].entity_type


def possessor(reading: Reading, head: int) -> tuple[Actor, ...] | None:
    """Return the actors of a possessive pronoun; None where there is no possessor at all."""
    for child in reading.tree.by(head, "nmod:poss"):
        mention = reading.at.get(child)
        return mention.actors if mention is not None else ()
    return None


def take_up(reading: Reading, mention: Mention, role: Role, story: Story) -> tuple[Actor, ...]:
    """Return the actors of the latest mention with the same role; an office also takes up a person who holds such an office."""
    singular = role.kind in ("office", "spokesperson") and not mention.is_plural
    lemma = reading.tree.lemma[mention.head] if role.kind in ("people", "spokesperson") else ""
    offices = offices_of(role)
    definite = is_definite(reading, mention.head)
    for earlier in look_back(reading, story.history, mention.head, sentences=BACK if definite else NEAR):
        if not definite and story.weights[earlier.actors[0].code] < RECURRING:
            continue
        if earlier.role == role.role_id and earlier.is_plural == mention.is_plural and lemma in ("", earlier.lemma):
            return earlier.actors
        if singular and is_person(earlier) and offices & story.lexicon.offices.get(earlier.actors[0].actor_id, frozenset()):
            return earlier.actors
        if singular and role.role_id in ("minister", "leader") and role.role_id in earlier.role:
            return earlier.actors
    return ()


def may_take_up(reading: Reading, mention: Mention, role: Role) -> bool:
    """Return whether a role can point back: definite, or a plural (*security forces*, *police*) that nothing tells from others."""
    if is_definite(reading, mention.head):
        return not any(reading.forms[child].lower() in OTHERS for child in reading.tree.by(mention.head, "amod", "det"))
    if role.kind in ("office", "spokesperson", "people") and not (role.kind == "office" and is_capital(reading, mention.head)):
        return False
    return (mention.is_plural or role.role_id == "police" or role.kind == "office") and not is_modified(reading, mention)


def offices_of(role: Role) -> frozenset[str]:
    if role.role_id == "minister":
        return frozenset(MINISTERS)
    if role.role_id == "leader":
        return frozenset(LEADERS)
    return frozenset((role.office,)) if role.office not in ("", "other", "spokesperson") else frozenset()


def find_focus(reading: Reading, mention: Mention, role: Role, story: Story) -> Actor | None:
    """Return the actor whose part a bare role is: the issuing state in its own statement, else the state in focus."""
    definite = is_definite(reading, mention.head)
    plural_people = role.kind == "spokesperson" and mention.is_plural
    others = role.kind == "people" and role.role_id != A_PEOPLE
    if others or (role.kind == "spokesperson" and not plural_people) or is_modified(reading, mention):
        return None
    if role.kind == "office" and (mention.is_plural or not (definite or is_capital(reading, mention.head))):
        return None
    if role.role_id == "side":
        return story.latest_state(reading, mention.head) if definite and not mention.is_plural else None
    if is_statement(story) and role.kind in ("office", "body") and role.role_id != "regime":
        return story.voice
    if definite:
        return story.latest_state(reading, mention.head)
    return story.only_state(reading) if mention.is_plural or role.role_id == "police" else None


def is_statement(story: Story) -> bool:
    return story.voice is not None and story.voice.kind in ("state", "igo", "alliance")


def is_capital(reading: Reading, head: int) -> bool:
    return reading.tree.form[head][0].isupper()


def is_modified(reading: Reading, mention: Mention) -> bool:
    """Return whether words before a role tell it from the state's own: *rebel forces*, *enemy fighters*."""
    return any(child < mention.core for child in reading.tree.by(mention.head, "amod", "compound"))


def resolve_noun(reading: Reading, word: int, story: Story) -> Mention | None:
    """Return the mention of a definite noun that takes up a body named before, if there is one."""
    lemma = reading.tree.lemma[word].lower()
    kinds = KINDS_OF.get(lemma)
    if kinds is None or not is_definite(reading, word) or (is_plural(reading.tree, word) and kinds != FIGHTERS):
        return None
    adjectives = [reading.forms[child].lower() for child in reading.tree.by(word, "amod", "compound", "nummod")]
    if any(adjective not in KINDS_BY for adjective in adjectives):
        return None
    suits = coalition_or_kind(lemma, KINDS_BY[adjectives[0]] if adjectives else kinds)
    for earlier in look_back(reading, story.history, word, sentences=BACK):
        if earlier.entity_type == "organisation" and earlier.kind in ("name", "description") and suits(earlier.actors[0]):
            first = min([word, *reading.tree.by(word, "det", "amod")])
            return Mention(first, word + 1, word, "description", earlier.entity_type, earlier.actors[:1], "coreference")
    return None


def coalition_or_kind(lemma: str, kinds: tuple[str, ...]) -> Callable[[Actor], bool]:
    if lemma in ("coalition", "council", "commission"):
        return lambda actor: is_headed(actor.name.lower(), lemma) and actor.name.lower() != lemma
    return lambda actor: actor.kind in kinds


def is_headed(name: str, noun: str) -> bool:
    """Return whether a noun heads a name: *coalition* heads "coalition against isil", not "coalition advisers"."""
    before, _, after = f" {name} ".partition(f" {noun} ")
    return before != f" {name} " and (not after.strip() or after.split()[0] in PREPOSITIONS)


def resolve_known(reading: Reading, mention: Mention, story: Story) -> None:
    """Let a name that is only a noun (*the Coalition*), or a general collective (*the rebels*), take up who was named before."""
    if mention.resolved_by == "own_name" and mention.last - mention.first == 1 and mention.entity_type == "organisation":
        taken_up = resolve_noun(reading, mention.head, story)
        if taken_up is not None:
            mention.refer(taken_up.actors, "coreference")
    elif mention.entity_type == "role" and mention.role in ("leader", "minister") and not mention.is_plural:
        holder = known_holder(reading, mention, story)
        if holder is not None:
            mention.refer((holder,), "coreference")
            mention.entity_type = "person"
    elif mention.kind == "description" and mention.resolved_by == "codebook" and is_general(mention):
        lemma = reading.tree.lemma[mention.head].lower()
        definite = is_definite(reading, mention.head)
        for earlier in same_noun(reading, mention, story, lemma, sentences=BACK if definite else NEAR):
            if earlier.actors != mention.actors:
                mention.refer(earlier.actors, "coreference")
                return
        taken_up = resolve_noun(reading, mention.head, story)
        if taken_up is not None:
            mention.refer(taken_up.actors, "coreference")


def is_general(mention: Mention) -> bool:
    return mention.last - mention.first == 1 and mention.actors[0].kind in ("collective", "population")


def same_noun(reading: Reading, mention: Mention, story: Story, lemma: str, *, sentences: int) -> Iterator[Mention]:
    """Yield earlier mentions with the same head noun that tell more, the latest first."""
    for earlier in (reading, *reversed(story.history[-sentences:])):
        for other in sorted(earlier.mentions, key=lambda m: -m.head):
            is_before = earlier is not reading or other.head < mention.head
            is_fuller = other.kind != "pronoun" and other.last - other.first > 1 and other.is_plural
            if is_before and is_fuller and other.actors and other.lemma.lower() == lemma:
                yield other


def known_holder(reading: Reading, mention: Mention, story: Story) -> Actor | None:
    """Return the person named before whom *the Israeli leader* means."""
    offices = frozenset(LEADERS if mention.role == "leader" else MINISTERS)
    for earlier in look_back(reading, story.history, mention.head, sentences=BACK):
        actor = earlier.actors[0]
        held = story.lexicon.offices.get(actor.actor_id, frozenset())
        if earlier.entity_type == "person" and actor.code == mention.actors[0].code and offices & held:
            return actor
    return None
