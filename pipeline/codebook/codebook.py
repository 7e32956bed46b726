"""The whole codebook: everything we know of actors and words, with one version."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.codebook.actors import (
    Organisation,
    Role,
    State,
    Tenure,
    load_organisations,
    load_people,
    load_principals,
    load_roles,
    load_states,
)
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
    principal_names: dict[str, str]
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


def load_codebook(folder: Path | None = None) -> Codebook:
    """Load and check every table of the codebook; CodebookError names the file, the line and the reason."""
    folder = folder or FOLDER
    events, states = load_events(folder / "events.tsv"), load_states(folder / "states.tsv")
    principals = load_principals(folder / "principals.tsv", states)
    book = Codebook(
        version_of(folder), principals, states, load_organisations(folder / "organisations.tsv", principals),
        load_people(folder / "people.tsv", principals), load_roles(folder / "roles.tsv"), events,
        load_frames(folder / "frames.tsv", events), load_cues(folder / "cues.tsv"), load_operators(folder / "operators.tsv"),
        load_light_verbs(folder / "light_verbs.tsv"), load_themes(folder / "themes.tsv"), load_furniture(folder / "furniture.tsv"),
        load_publishers(folder / "publishers.tsv", principals),
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
    """Raise where a name belongs to two living states, organisations or people, or a word to two themes."""
    owners: dict[str, set[str]] = defaultdict(set)
    for state in book.states:
        for name in (state.name, *state.names, *state.demonyms) if not state.valid_to else ():
            owners[f"states.tsv: the name {name!r}"].add(state.actor_id)
    for organisation in book.organisations:
        for name in (organisation.name, *organisation.names):
            owners[f"organisations.tsv or people.tsv: the name {name!r}"].add(organisation.actor_id)
    for tenure in book.people:
        for name in (tenure.person_name, *tenure.names):
            owners[f"organisations.tsv or people.tsv: the name {name!r}"].add(tenure.actor_id)
    for theme in book.themes:
        for word in theme.words:
            owners[f"themes.tsv: the word {word!r}"].add(theme.theme_code)
    report(f"{what} belongs to {' and '.join(sorted(ids))}" for what, ids in owners.items() if len(ids) > 1)


def report(problems: Iterable[str]) -> None:
    found = sorted(problems)
    if found:
        raise CodebookError("; ".join(found[:10]))
