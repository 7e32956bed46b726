"""The codebook arranged for look-up while reading: names, roles, office holders and populations."""

from collections import defaultdict
from dataclasses import dataclass

from pipeline.codebook import Codebook
from pipeline.codebook.actors import Role, Tenure
from pipeline.entities.actors import Actor, Entry, fold, short_code, slug
from pipeline.entities.names import END, Node, build_capitals, build_names
from pipeline.language.tokenize import find_words

PEOPLE_WORDS = ("people", "civilians", "citizens")


@dataclass(frozen=True)
class Lexicon:
    """What mentions are looked up in; made once for a codebook."""

    names: Node
    capitals: Node
    roles: Node
    states: dict[str, Actor]
    demonyms: dict[str, tuple[str, ...]]
    populations: dict[str, Actor]
    holders: dict[tuple[str, str], list[Tenure]]
    surnames: dict[tuple[str, str], list[Tenure]]
    offices: dict[str, frozenset[str]]
    principals: dict[str, Actor]
    nations: dict[str, Actor]

    def holder(self, code: str, role: Role, *, phrase: str, on: str) -> Actor | None:
        """Return the one person who held an office of a principal on a date; of several, the one whose title is the phrase."""
        if not on or not role.office:
            return None
        found = [tenure for tenure in self.holders.get((code, role.office), ()) if is_current(tenure, on)]
        titled = [tenure for tenure in found if tenure.role_title.lower() == phrase]
        if role.office in ("other", "spokesperson") or len({t.actor_id for t in found}) > 1:
            found = titled
        if len({tenure.actor_id for tenure in found}) != 1:
            return None
        return person(found[0])

    def titled(self, surname: str, office: str, *, on: str) -> Actor | None:
        """Return the one person of a surname who held an office, on a date where there is one."""
        found = [tenure for tenure in self.surnames.get((surname, office), ()) if not on or is_current(tenure, on)]
        return person(found[0]) if office and len({tenure.actor_id for tenure in found}) == 1 else None

    def population(self, state: Actor) -> Actor:
        """Return the people of a state: the codebook's, else one named by the demonym."""
        if state.code in self.populations:
            return self.populations[state.code]
        demonyms = self.demonyms.get(state.code, ()) or (state.name,)
        plural = next((name for name in demonyms if name.endswith(("s", "men"))), f"{demonyms[0]} people")
        return Actor(slug(plural), plural, short_code(plural), "population", "population")


def is_current(tenure: Tenure, on: str) -> bool:
    return tenure.valid_from <= on[: len(tenure.valid_from)] and (not tenure.valid_to or on[: len(tenure.valid_to)] <= tenure.valid_to)


def person(tenure: Tenure) -> Actor:
    return Actor(tenure.actor_id, tenure.person_name, tenure.principal_code, "person", "person")


def build_lexicon(codebook: Codebook) -> Lexicon:
    """Arrange a codebook for look-up."""
    holders: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    offices: dict[str, set[str]] = defaultdict(set)
    surnames: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for tenure in codebook.people:
        surnames[fold(tenure.person_name.split()[-1]).upper(), tenure.office].append(tenure)
        holders[tenure.principal_code, tenure.office].append(tenure)
        offices[tenure.actor_id].add(tenure.office)
    names = build_names(codebook)
    states = {state.actor_id: Actor(state.actor_id, state.name, state.actor_id, "state", "state") for state in codebook.states}
    populations = find_populations(codebook, names)
    return Lexicon(
        names=names,
        capitals=build_capitals(codebook),
        roles=build_roles(codebook),
        states=states,
        demonyms={state.actor_id: state.demonyms for state in codebook.states},
        populations=populations,
        holders=dict(holders),
        surnames=dict(surnames),
        offices={actor_id: frozenset(found) for actor_id, found in offices.items()},
        principals=find_principals(codebook),
        nations={people.actor_id: states[code] for code, people in populations.items()},
    )


def build_roles(codebook: Codebook) -> Node:
    """Return the trie of role words in small letters."""
    trie: Node = {}
    for role in codebook.roles:
        for phrase in role.words:
            phrase = fold(phrase).lower()
            words = [phrase[start:end] for start, end in find_words(phrase)]
            node = trie
            for word in words:
                node = node.setdefault(word, {})
            node.setdefault(END, role)
    return trie


def find_populations(codebook: Codebook, names: Node) -> dict[str, Actor]:
    """Return the population that the codebook has for each state: the one named by the demonym alone or with *people*."""
    found: dict[str, Actor] = {}
    for state in codebook.states:
        for demonym in state.demonyms:
            for words in ([*demonym.split()], *([*demonym.split(), word] for word in PEOPLE_WORDS)):
                population = next((e.actor for e in look_up(names, words) if e.actor.entity_type == "population"), None)
                if population:
                    found.setdefault(state.actor_id, population)
    return found


def look_up(names: Node, words: list[str]) -> list[Entry]:
    node: Node | None = names
    for word in words:
        node = node.get(word) if node else None
    entries: list[Entry] = (node or {}).get(END, [])
    return entries


def find_principals(codebook: Codebook) -> dict[str, Actor]:
    """Return the actor that a code stands for: the state, else the first organisation with it."""
    found = {state.actor_id: Actor(state.actor_id, state.name, state.actor_id, "state", "state") for state in codebook.states}
    own_first = sorted(codebook.organisations, key=lambda body: body.principal_code not in (body.name.upper(), *body.names))
    for body in own_first:
        found.setdefault(body.principal_code, Actor(body.actor_id, body.name, body.principal_code, "organisation", body.kind))
    return found
