"""Names of the codebook as a trie over words, and their longest matches in a sentence."""

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.codebook import Codebook
from pipeline.entities.actors import Actor, Entry, fold
from pipeline.language.tokenize import find_words

Node = dict[str, Any]
END = ""
STATE_RANK, ORGANISATION_RANK, PERSON_RANK, SEAT_RANK, DEMONYM_RANK = range(5)
SHORTEST_CAPITALS = 4

# Words that hold a state's name or demonym and mean something else.
BLOCKED = (
    "African American", "African Americans", "Bank of America", "Central America", "Central American", "Central Americans",
    "English Channel", "French fries", "German shepherd", "Indian Ocean", "Latin America", "Latin American", "Latin Americans",
    "Native American", "Native Americans", "New Mexico", "New South Wales", "North America", "North American", "North Americans",
    "Pan American",
    "Panama Canal", "Persian Gulf", "South African American", "South America", "South American", "South Americans", "Suez Canal",
    "Swiss cheese", "East - West", "Mid West", "Middle West", "Near West", "North West", "South West", "West Africa", "West African",
    "West Africans", "West Bank", "West Coast", "West End", "West German", "West Germans", "West Germany", "West Indian", "West Indies",
    "West Jerusalem", "West Midlands", "West Point", "West Side", "West Virginia", "West Wing", "Wild West",
)  # fmt: skip

# Adjectives of collectives, used as those of states are.
ADJECTIVES = {"Western": "the-west", "European": "european-leaders", "Kurdish": "kurds"}


def build_names(codebook: Codebook) -> Node:
    """Return the trie of all names of states, seats, demonyms, organisations and people."""
    trie: Node = {}
    for name, entry in list_entries(codebook):
        for words in spellings(name):
            add(trie, words, entry)
    for name in BLOCKED:
        add(trie, name.split(), None)
    return trie


def list_entries(codebook: Codebook) -> Iterator[tuple[str, Entry]]:
    for state in codebook.states:
        actor, dates = Actor(state.actor_id, state.name, state.actor_id, "state", "state"), (state.valid_from, state.valid_to)
        places = (*state.seats, *state.cities)
        for names, rank in (((state.name, *state.names), STATE_RANK), (places, SEAT_RANK), (state.demonyms, DEMONYM_RANK)):
            yield from ((name, Entry(actor, rank, *dates)) for name in names)
    for body in codebook.organisations:
        entity_type = "population" if body.kind == "population" else "organisation"
        actor = Actor(body.actor_id, body.name, body.principal_code, entity_type, body.kind)
        adjectives = [word for word, actor_id in ADJECTIVES.items() if actor_id == body.actor_id]
        yield from ((word, Entry(actor, DEMONYM_RANK, body.valid_from, body.valid_to)) for word in adjectives)
        yield from ((name, Entry(actor, ORGANISATION_RANK, body.valid_from, body.valid_to)) for name in (body.name, *body.names))
    for tenure in codebook.people:
        actor = Actor(tenure.actor_id, tenure.person_name, tenure.principal_code, "person", "person")
        yield from ((name, Entry(actor, PERSON_RANK, tenure.valid_from, tenure.valid_to)) for name in (tenure.person_name, *tenure.names))


def spellings(name: str) -> Iterator[list[str]]:
    """Yield a name's words as written, and a name in small letters also with capitals."""
    name = fold(name)
    words = [name[start:end] for start, end in find_words(name)]
    if words[0].lower() == "the" and len(words) > 1:
        words = words[1:]
    yield words
    if words[0][0].islower():
        yield [words[0].capitalize(), *words[1:]]
    if len(words) > 1 and any(word[0].islower() and len(word) > 3 for word in words):
        yield [word[0].upper() + word[1:] if len(word) > 3 else word for word in words]


def add(trie: Node, words: Sequence[str], entry: Entry | None) -> None:
    for word in words:
        trie = trie.setdefault(word, {})
    found = trie.setdefault(END, [])
    if entry is not None and entry not in found:
        found.append(entry)


def build_capitals(codebook: Codebook) -> Node:
    """Return the trie of names as headlines in capitals write them; short single words stay out, for they may be common words."""
    trie: Node = {}
    for name, entry in list_entries(codebook):
        words = next(spellings(name))
        if len(words) > 1 or len(name) >= SHORTEST_CAPITALS or name.isupper():
            add(trie, [word.upper() for word in words], entry)
    return trie


def is_in_capitals(forms: Sequence[str]) -> bool:
    """Return whether a sentence of at least three words is written in capitals."""
    words = [form for form in forms if form.isalpha() and len(form) > 1]
    return len(words) > 2 and sum(word.isupper() for word in words) > 0.7 * len(words)


def match_names(forms: Sequence[str], trie: Node) -> Iterator[tuple[int, int, list[Entry]]]:
    """Yield the longest matches from left to right as first word, last word (exclusive) and entries; blocked words are passed over."""
    at, n = 0, len(forms)
    while at < n:
        node = trie.get(forms[at])
        if node is None:
            at += 1
            continue
        end, entries, here = at, None, at + 1
        while node is not None:
            if END in node:
                end, entries = here, node[END]
            node = node.get(forms[here]) if here < n else None
            here += 1
        if entries:
            yield at, end, entries
        at = max(end, at + 1)
