"""The whole codebook: everything we know of actors and words, with one version."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.codebook.actors import Organisation, Role, State, Tenure, load_organisations, load_people, load_roles, load_states
from pipeline.codebook.furniture import Furniture, load_furniture
from pipeline.codebook.publishers import Publisher, load_publishers
from pipeline.codebook.rows import CodebookError
from pipeline.codebook.words import (
    Cue,
    Event,
    Frame,
    LightVerb,
    Operator,
    Theme,
    load_cues,
    load_events,
    load_frames,
    load_light_verbs,
    load_operators,
    load_themes,
)  # fmt: skip

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Codebook:
    """All tables of the codebook; `version` is made from their bytes."""

    version: str
    states: tuple[State, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Tenure, ...]
    roles: tuple[Role, ...]
    events: dict[str, Event]
    frames: tuple[Frame, ...]
    cues: tuple[Cue, ...]
    operators: tuple[Operator, ...]
    light_verbs: tuple[LightVerb, ...]
    themes: tuple[Theme, ...]
    furniture: Furniture
    publishers: tuple[Publisher, ...]

    @cached_property
    def principal_names(self) -> dict[str, str]:
        """The name of each principal: the state's, else that of the first organisation with the code and of its own kind."""
        names = {state.actor_id: state.name for state in self.states}
        for organisation in self.organisations:
            names.setdefault(organisation.principal_code, organisation.name)
        return names


def load_codebook(folder: Path | None = None) -> Codebook:
    """Load and check every table of the codebook; CodebookError names the file, the line and the reason."""
    folder = folder or FOLDER
    events = load_events(folder / "events.tsv")
    book = Codebook(
        version_of(folder), load_states(folder / "states.tsv"), load_organisations(folder / "organisations.tsv"),
        load_people(folder / "people.tsv"), load_roles(folder / "roles.tsv"), events, load_frames(folder / "frames.tsv", events),
        load_cues(folder / "cues.tsv"), load_operators(folder / "operators.tsv"),
        load_light_verbs(folder / "light_verbs.tsv"), load_themes(folder / "themes.tsv"),
        load_furniture(folder / "furniture.tsv"),
        load_publishers(folder / "publishers.tsv"),
    )  # fmt: skip
    check_names(book)
    return book


def version_of(folder: Path) -> str:
    """Return 16 hex digits made from the bytes of all tables."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.tsv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def check_names(book: Codebook) -> None:
    """Raise where a name belongs to two organisations or people, a word to two themes, or a principal is unknown."""
    owners: dict[str, set[str]] = defaultdict(set)
    for organisation in book.organisations:
        for name in (organisation.name, *organisation.names):
            owners[name].add(organisation.actor_id)
    for tenure in book.people:
        for name in (tenure.person_name, *tenure.names):
            owners[name].add(tenure.actor_id)
    for theme in book.themes:
        for word in theme.words:
            owners[f"theme {word}"].add(theme.theme_code)
    report((f"the name {name!r} belongs to {' and '.join(sorted(ids))}" for name, ids in owners.items() if len(ids) > 1))
    known = {state.actor_id for state in book.states} | {organisation.principal_code for organisation in book.organisations}
    report(f"people.tsv: {t.actor_id}: unknown principal {t.principal_code}" for t in book.people if t.principal_code not in known)


def report(problems: Iterable[str]) -> None:
    found = sorted(problems)
    if found:
        raise CodebookError("; ".join(found[:10]))
