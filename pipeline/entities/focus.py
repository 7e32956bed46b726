"""The document so far, and which state it is about at a word."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.entities.actors import Actor
from pipeline.entities.discourse import by_salience, governing_subjects
from pipeline.entities.lexicon import Lexicon
from pipeline.entities.mentions import Reading

RECURRING = 3
SENTENCES_BACK = 3


@dataclass(frozen=True)
class Story:
    """A document while it is read: its date (YYYY-MM-DD or nothing), whose voice it is, what came before.

    `weights` counts the sentences that a code occurs in.
    """

    lexicon: Lexicon
    on: str
    voice: Actor | None
    weights: Counter[str]
    history: list[Reading] = field(default_factory=list)

    def state_of(self, actor: Actor, *, or_people: bool = False) -> Actor | None:
        """Return the state that an actor acts for; on request also that of a people."""
        if actor.entity_type == "population":
            return self.lexicon.nations.get(actor.actor_id) if or_people else None
        return self.lexicon.states.get(actor.code)

    def states_in(self, reading: Reading, before: int) -> list[Actor]:
        """Return the states that mentions before a word act for, the most salient first."""
        found = (self.state_of(actor, or_people=True) for m in by_salience(reading, before) if m.kind != "pronoun" for actor in m.actors)
        return list(dict.fromkeys(state for state in found if state is not None))

    def latest_state(self, reading: Reading, word: int) -> Actor | None:
        """Return the state in focus at a word: the governing subject's, else the latest; from other paragraphs only one that recurs."""
        for subject in governing_subjects(reading, word):
            mention = reading.at.get(subject)
            if mention is not None and mention.actors and subject < word and (state := self.state_of(mention.actors[0])):
                return state
        for earlier in (reading, *reversed(self.history[-SENTENCES_BACK:])):
            same = earlier.tree.paragraph_index == reading.tree.paragraph_index
            for state in self.states_in(earlier, word if earlier is reading else len(earlier.tree)):
                if same or self.weights[state.code] >= RECURRING:
                    return state
        return self.dominant_state()

    def only_state(self, reading: Reading) -> Actor | None:
        """Return the one state of this sentence, or of the paragraph just before; where none is named, the document's."""
        near = [reading, *(r for r in self.history[-1:] if r.tree.paragraph_index == reading.tree.paragraph_index)]
        states = {state for r in near for state in self.states_in(r, len(r.tree))}
        if states:
            return next(iter(states)) if len(states) == 1 else None
        return self.dominant_state()

    def dominant_state(self) -> Actor | None:
        """Return the state that a document mentions at least twice as often as any other, its publisher's left out."""
        own = self.voice.code if self.voice is not None else ""
        ranked = [(n, code) for code, n in self.weights.most_common() if code != own and code in self.lexicon.states]
        first, second = [*ranked, (0, ""), (0, "")][:2]
        return self.lexicon.states[first[1]] if first[0] >= max(RECURRING, 2 * second[0]) else None


def weigh_codes(readings: Sequence[Reading], lexicon: Lexicon) -> Counter[str]:
    """Count in how many sentences each code, or the people of its state, is mentioned."""
    weights: Counter[str] = Counter()
    for reading in readings:
        actors = {actor for mention in reading.mentions for actor in mention.actors}
        codes = {lexicon.nations[a.actor_id].code if a.actor_id in lexicon.nations else a.code for a in actors}
        weights.update(sorted(codes))
    return weights
