"""Find who does what to whom: the frames of the codebook with their participants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.claims.arguments import carried_by, subjects
from pipeline.claims.dates import CALENDAR
from pipeline.claims.mentions import WHOEVER_SAYS_IT, Mentions
from pipeline.claims.participants import SYMMETRIC, Participant, first_fresh, pair, participants
from pipeline.claims.phrases import conjuncts, prepositional, with_case
from pipeline.claims.reach import CLAUSE, inside, subjects_above
from pipeline.claims.scope import HAPPENING, is_purpose
from pipeline.claims.slots import fillers, inner_fillers
from pipeline.claims.themes import Themes
from pipeline.claims.triggers import Match, Matcher
from pipeline.codebook.words import Frame, LightVerb
from pipeline.language.tree import Tree

WHEREIN = ("in", "during", "after")
AIMED = frozenset(("PROTEST", "REQUEST", "THREATEN"))
DONE_BY_SUBJECT = frozenset(("AGREE", "CONSULT", "COOPERATE", "REJECT", "REQUEST", "SANCTION", "SUPPORT"))
SPOKEN = frozenset(("AGREE", "REJECT", "THREATEN"))
HOLDER = "holder"
POLARITIES = ("affirmed", "denied")
REACHED = frozenset(("owner", "inside", "above", "place", "complement", "not-itself"))
HITS_BELONGINGS = frozenset(("ASSAULT", "RETREAT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "PROTEST"))


@dataclass(frozen=True)
class Event:
    """One frame found in a sentence with one actor and one target; `words` is all that the evidence must cover.

    `reached` says how parties were found that no slot of the frame holds: `inside` a phrase, `above` in the sentence, at a `place`,
    or `linked`.
    """

    frame: Frame
    trigger: int
    parts: tuple[int, ...]
    actor: Participant
    target: Participant
    theme: int | None
    words: tuple[int, ...]
    reached: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """Reads events out of trees: the frames and light verbs, and the themes that tell frames apart."""

    frames: Matcher[Frame]
    light_verbs: Matcher[LightVerb]
    themes: Themes

    def read(self, tree: Tree, mentions: Mentions) -> tuple[list[Event], list[Match[Frame]]]:
        """Return the events of a sentence, at each word those of the first frame that finds both parties, and the matches left without.

        Beside what a word means it may mean that something else is not so: "rebuffed requests for tanks" is REJECT, and no AID.
        A noun that a multiword trigger uses is no trigger of its own, but where that trigger finds no parties and the noun means the same.
        """
        named = mentions.inside_names(tree)
        matches = [list(self.frames.at(tree, word)) if word not in named else [] for word in range(len(tree))]
        governed: dict[int, set[str]] = {}
        for match in (match for found in matches for match in found if governs(match)):
            for part in match.parts:
                governed.setdefault(part, set()).add(match.entry.event_type)
        events: list[Event] = []
        spent: set[int] = set()
        for word in sorted(range(len(tree)), key=lambda word: (word in governed, word)):
            allowed = [m for m in matches[word] if word not in spent and (word not in governed or m.entry.event_type in governed[word])]
            for polarity in POLARITIES:
                found = ((m, list(self.of_match(tree, m, mentions))) for m in allowed if m.entry.polarity == polarity)
                for match, whole in sorted(((match, whole) for match, whole in found if whole), key=is_by_place)[:1]:
                    events += whole
                    spent.update((word, *match.parts) if polarity == "affirmed" else (word,))
        unlinked = (m for word, found in enumerate(matches) if word not in spent for m in found if m.entry.polarity == "affirmed")
        return events, [match for match in unlinked if self.has_theme(tree, match)]

    def of_match(self, tree: Tree, match: Match[Frame], mentions: Mentions) -> Iterator[Event]:
        frame = match.entry
        actors, actor_slot, targets, target_slot = self.both_parties(tree, match, mentions)
        pairs = pair(frame, actors, targets, same_slot=actor_slot == target_slot)
        if not pairs or not self.has_theme(tree, match):
            return
        theme = self.theme(tree, match, {p.word for found in pairs for p in found if target_slot != "obj.mod"})
        reached = tuple(slot for slot in dict.fromkeys((actor_slot, target_slot)) if slot in REACHED)
        for actor, target in pairs:
            words = (match.word, *match.parts, actor.word, target.word, *((theme,) if theme is not None else ()))
            yield Event(frame, match.word, match.parts, actor, target, theme, words, reached)

    def both_parties(self, tree: Tree, match: Match[Frame], mentions: Mentions) -> tuple[list[Participant], str, list[Participant], str]:
        """Return the actors and the targets of a frame, each with the slot or the way by which they were found."""
        frame = match.entry
        lent = self.lent(tree, match) if frame.pattern.upos == "NOUN" else {}
        actors, actor_slot = self.parties(tree, match, frame.actor, mentions, lent.get("actor", []))
        if not actors and frame.event_type in HITS_BELONGINGS:
            actors, actor_slot = self.owners(tree, match, (*frame.actor, *WHEREIN), mentions), "owner"
        targets, target_slot = self.parties(tree, match, frame.target, mentions, lent.get("target", []), without=actors)
        is_with_others = is_purpose(tree, match.word)  # "A and B met C to discuss D": not A with B
        if target_slot == "subj" and is_with_others:
            targets = []
        if not targets and frame.event_type not in AIMED:
            slots = (*frame.target, *(("obj",) if "obj.mod" in frame.target else ()))
            targets, target_slot = self.inside(tree, match, slots, mentions, actors), "inside"
        if not targets and frame.event_type in SPOKEN:
            targets, target_slot = self.in_complement(tree, match, mentions, actors), "complement"
        if not targets and frame.event_type == "ASSAULT" and frame.pattern.upos == "VERB":
            targets, target_slot = self.where(tree, match, mentions, actors), "place"
        if not targets and actors:
            targets, target_slot = self.not_itself(tree, match, frame.target, mentions, actors), "not-itself"
        if not actors and ((targets and frame.event_type in DONE_BY_SUBJECT) or is_mutual(frame)):
            actors, actor_slot = self.above(tree, match.word, mentions, targets), "above"
        if (
            not targets
            and len(actors) > 1
            and not is_with_others
            and (frame.event_type in SYMMETRIC or is_mutual(frame) or is_pair(actors))
        ):
            actors = targets = sorted(actors, key=lambda p: p.word)
            target_slot = actor_slot
        return actors, actor_slot, targets, target_slot

    def lent(self, tree: Tree, match: Match[Frame]) -> dict[str, list[int]]:
        """Return what a light verb lends to an event noun: its subject, as actor or as target."""
        for verb in carried_by(tree, match.word):
            if light := next(iter(self.light_verbs.at(tree, verb)), None):
                return {light.entry.role: subjects(tree, verb)}
        verb = tree.head[match.word]
        if verb >= 0 and tree.deprel[match.word].startswith("nmod") and (role := next(iter(self.light_verbs.at(tree, verb)), None)):
            return {role.entry.role: [*fillers(tree, verb, "poss"), *fillers(tree, verb, "mod")] or fillers(tree, tree.head[verb], "subj")}
        if verb < 0 or tree.deprel[match.word] not in ("obj", "nsubj:pass", "obl", "conj"):
            return {}
        if tree.deprel[match.word] == "conj":
            verb = tree.head[verb]
            if verb < 0 or tree.deprel[tree.head[match.word]] not in ("obj", "nsubj:pass"):
                return {}
        if tree.deprel[match.word] == "obl" and tree.case(match.word) not in ("under", "in", "into", "out"):
            return {}
        return {light.entry.role: fillers(tree, verb, "subj") for light in self.light_verbs.at(tree, verb)}

    def parties(
        self,
        tree: Tree,
        match: Match[Frame],
        slots: Sequence[str],
        mentions: Mentions,
        lent: list[int],
        without: Sequence[Participant] = (),
    ) -> tuple[list[Participant], str]:
        """Return the participants in the first slot that holds actors not yet taken, and that slot's name."""
        taken = {p.mention.actor_id or p.mention.mention_id for p in without}
        for slot in (*slots, *(("lent",) if lent else ())):
            if slot == HOLDER:
                return [Participant(WHOEVER_SAYS_IT, match.word)], slot
            words = lent if slot == "lent" else self.words_of(tree, match, slot) or fillers(tree, match.word, slot)
            found = participants(tree, words, mentions)
            if slot in ("between", "subj", "mod", "with") and len(found) > 1 and without:
                return found, slot
            fresh = [p for p in found if (p.mention.actor_id or p.mention.mention_id) not in taken]
            if fresh:
                return fresh, slot
        return [], ""

    def words_of(self, tree: Tree, match: Match[Frame], slot: str) -> list[int]:
        """Return the words in a slot of a trigger; prepositions are also looked for beside its parts and its light verb."""
        found = [w for w in fillers(tree, match.word, slot) if w not in match.parts or slot.endswith(".mod")]
        if found or "." in slot:
            return found
        for part in match.parts:
            if slot == "obj" and tree.deprel[part] == "case" and part == match.word + 1:
                return [tree.head[part]]
            found = [w for w in prepositional(tree, part, slot) if w not in match.parts]
            if slot in ("poss", "mod"):
                found = inner_fillers(tree, part, slot)
            if found:
                return found
        if slot in ("by", "of", "in", "at", "subj"):
            return []
        light = (verb for verb in carried_by(tree, match.word) if any(True for _ in self.light_verbs.at(tree, verb)))
        carriers = [self.carrier(tree, match), *light]
        return next((found for verb in carriers if verb >= 0 and (found := prepositional(tree, verb, slot))), [])

    def carrier(self, tree: Tree, match: Match[Frame]) -> int:
        """Return the verb that an event noun completes or the light noun it is `of`, which may hold its participants; -1 where none.

        So does the verb above an infinitive or gerund ("mulled sending tanks to Chile"), or above a noun with a preposition of its frame.
        """
        noun, above = match.word, tree.head[match.word]
        if above < 0 or tree.upos[noun] not in ("NOUN", "VERB"):
            return -1
        if tree.deprel[noun] == "xcomp" or (tree.deprel[noun] == "obl" and any(tree.deprel[part] == "case" for part in match.parts)):
            return above
        is_of_light_noun = tree.deprel[noun].startswith("nmod") and any(True for _ in self.light_verbs.at(tree, above))
        return above if is_of_light_noun or completes(tree, noun) else -1

    def owners(self, tree: Tree, match: Match[Frame], slots: Sequence[str], mentions: Mentions) -> list[Participant]:
        """Return whose belongings the actor slots name: *Ukraine* in "Ukrainian drones struck"."""
        for slot in slots:
            for word in () if "." in slot else self.words_of(tree, match, slot):
                if tree.upos[word] == "NOUN" and not mentions.actors(tree, [word]):
                    found = participants(tree, [m for one in conjuncts(tree, word) for m in inner_fillers(tree, one, "mod")], mentions)
                    if found:
                        return found
        return []

    def inside(
        self, tree: Tree, match: Match[Frame], slots: Sequence[str], mentions: Mentions, actors: Sequence[Participant]
    ) -> list[Participant]:
        """Return the actors nearest inside what the target slots name: *Ukraine* in "struck Ukrainian positions"."""
        named = [word for slot in slots if "." not in slot for word in self.words_of(tree, match, slot) or fillers(tree, match.word, slot)]
        things = [one for word in named for one in conjuncts(tree, word) if not mentions.actors(tree, [one])]
        return first_fresh(tree, (level for thing in things for level in inside(tree, thing)), mentions, actors)

    def in_complement(self, tree: Tree, match: Match[Frame], mentions: Mentions, actors: Sequence[Participant]) -> list[Participant]:
        """Return the actors that what is threatened, refused, asked for or agreed to is about: "threatened to cut ties with Chile"."""
        clauses = [word for slot in ("xcomp", "ccomp") for word in fillers(tree, match.word, slot) if tree.upos[word] != "NOUN"]
        return first_fresh(tree, (level for clause in clauses for level in inside(tree, clause, CLAUSE)), mentions, actors)

    def above(self, tree: Tree, word: int, mentions: Mentions, targets: Sequence[Participant]) -> list[Participant]:
        """Return the actors that are subject of the nearest clause above: *London* in "London weighs options, among them a ban on Iran"."""
        return first_fresh(tree, subjects_above(tree, word), mentions, targets)

    def where(self, tree: Tree, match: Match[Frame], mentions: Mentions, actors: Sequence[Participant]) -> list[Participant]:
        """Return the state in which what is attacked stands: *Somalia* in "seized two towns in southern Somalia"."""
        taken = {p.mention.actor_id for p in actors}
        things = [x for one in fillers(tree, match.word, "obj") for x in conjuncts(tree, one) if tree.upos[x] in ("NOUN", "PROPN")]
        owned = [x for thing in things for x in with_case(tree, thing, "of")]
        stood = [x for thing in (*things, *owned) for x in with_case(tree, thing, "in")]
        for places in (stood, owned, with_case(tree, match.word, "in") if things else []):
            near = [x for place in places for x in (place, *tree.by(place, "appos", "nmod", "amod", "compound", "nmod:unmarked"))]
            found = [p for p in participants(tree, near, mentions) if p.mention.entity_type == "state" and p.mention.actor_id not in taken]
            if found:
                return found[:1]
        return []

    def not_itself(
        self, tree: Tree, match: Match[Frame], slots: Sequence[str], mentions: Mentions, actors: Sequence[Participant]
    ) -> list[Participant]:
        """Return the one other actor before a pronoun taken for the actor: *Peru* in "Peru accuses Chile of crossing its border"."""
        taken = {p.mention.actor_id for p in actors}
        fillers_of = (word for slot in slots for word in self.words_of(tree, match, slot) or fillers(tree, match.word, slot))
        pronoun = next((w for w in fillers_of for m in mentions.at(tree, w) if m.mention_kind == "pronoun" and m.actor_id in taken), None)
        others = participants(tree, range(pronoun or 0), mentions)
        others = [p for p in others if p.mention.actor_id not in taken and p.mention.mention_kind != "pronoun"]
        return others if len({p.mention.actor_code for p in others}) == 1 else []

    def has_theme(self, tree: Tree, match: Match[Frame]) -> bool:
        """Return whether a theme slot holds something of the kind that a frame wants, be it a party or not."""
        groups = match.entry.theme_groups
        words = (word for slot in match.entry.theme for word in self.words_of(tree, match, slot)) if groups else ()
        return not groups or any(self.themes.in_groups(tree, word, groups) for word in words)

    def theme(self, tree: Tree, match: Match[Frame], taken: set[int]) -> int | None:
        """Return the word of what is given, asked for or banned: the first thing in a theme slot, or done there, that is no party."""
        for slot in match.entry.theme:
            for word in self.words_of(tree, match, slot):
                thing = next(iter(fillers(tree, word, "obj")), word) if tree.upos[word] == "VERB" else word
                is_thing = tree.upos[thing] in ("NOUN", "PROPN", "NUM") and tree.form[thing].lower().rstrip(".") not in CALENDAR
                if is_thing and thing not in taken:
                    return thing
        return None


def is_mutual(frame: Frame) -> bool:
    """Return whether a noun means that two fight each other: *battle*, *clash*."""
    return frame.event_type == "ASSAULT" and "between" in frame.actor


def is_pair(actors: Sequence[Participant]) -> bool:
    """Return whether one word stands for two: *both countries*."""
    return len(actors) == 2 and actors[0].word == actors[1].word


def is_by_place(found: tuple[Match[Frame], list[Event]]) -> bool:
    """Return whether a frame's target is but the land where it happens, so that one whose target is named goes before it."""
    return "place" in found[1][0].reached


def governs(match: Match[Frame]) -> bool:
    """Return whether a frame's parts are words that would be triggers themselves: the noun in "cut ties"."""
    return any(slot not in ("prt", "case") for slot, _ in match.entry.pattern.parts)


def completes(tree: Tree, noun: int) -> bool:
    """Return whether a noun and its verb are one event: "launched an attack", "talks were held", "clashes broke out"."""
    relation, verb = tree.deprel[noun], tree.head[noun]
    return relation in ("obj", "nsubj:pass") or (relation == "nsubj" and tree.lemma[verb] in HAPPENING)
