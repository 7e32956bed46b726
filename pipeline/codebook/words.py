"""Words that carry events, sources and modality: frames, cues, operators and themes."""

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.codebook.rows import Row, read_rows

FRAME_COLUMNS = "frame_id trigger upos event_type event_mode polarity actor target theme theme_group example expected".split()
CUE_COLUMNS = "cue_id trigger upos kind attribution_kind holder content polarity modality example expected".split()
OPERATOR_COLUMNS = "operator_id trigger upos content polarity modality example expected".split()
LIGHT_VERB_COLUMNS = "light_verb_id trigger upos role example".split()
THEME_COLUMNS = "theme_code theme_group kin words example".split()
EVENT_COLUMNS = "event_type quad_class score modes meaning".split()

CUE_KINDS = "say deny allege confirm believe fear hope warn promise order ask report suggest agree-that imply".split()
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
THEME_GROUPS = (
    "weapons vehicles technology money energy food medicine humanitarian intelligence training troops personnel territory trade goods "
    "nuclear documents people statement"
).split()
SLOT_NAMES = frozenset("subj obj iobj poss mod head acl advcl appos ccomp xcomp parataxis holder unspecified".split())
PREPOSITIONS = frozenset(
    "about above across after against along alongside amid among around as at before behind beside between beyond by despite during "
    "following for from in inside into like near of off on onto out outside over past since through to toward towards under until up "
    "upon via with within without".split()
)  # fmt: skip
PART_NAMES = frozenset("prt obj mod case fixed xcomp".split())
PART = re.compile(r"([a-z]+):(\S+)")
ROOT_TYPES = "AGREE|CONSULT|SUPPORT|CONCEDE|COOPERATE|AID|RETREAT|REQUEST|ACCUSE|REJECT|THREATEN|PROTEST|SANCTION|MOBILIZE|COERCE|ASSAULT"
EXPECTED = re.compile(
    r"(?:(?P<holder>[A-Z][A-Z0-9/'\- ]*): )?(?P<actor>[A-Z][A-Z0-9/'\- ]*) (?P<event>" + ROOT_TYPES + r") (?P<target>[A-Z][A-Z0-9/'\- ]*)"
    r"(?P<flags>(?: (?:denied|possible|future))*)"
)


@dataclass(frozen=True)
class Pattern:
    """A trigger in the tree: a head by lemma and tag, and the dependents it must have, each a slot and the lemmas it may have."""

    lemma: str
    upos: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Expected:
    """What a row's example must yield."""

    holder: str
    actor: str
    event: str
    target: str
    polarity: str
    modality: str


@dataclass(frozen=True)
class Event:
    """A root type of PLOVER with its quad class, its score of cooperation (+) or conflict (-), and its modes."""

    event_type: str
    quad_class: int
    score: float
    modes: tuple[str, ...]
    meaning: str


@dataclass(frozen=True)
class Frame:
    """A trigger with the event it means, or means not to be so, and the slots of actor, target and theme, in order of preference."""

    frame_id: str
    pattern: Pattern
    event_type: str
    event_mode: str | None
    polarity: str
    actor: tuple[str, ...]
    target: tuple[str, ...]
    theme: tuple[str, ...]
    theme_groups: frozenset[str]
    example: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True)
class Cue:
    """A word that names a source's commitment: where the source stands, where the content, and how it is held."""

    cue_id: str
    pattern: Pattern
    kind: str
    attribution_kind: str
    holder: tuple[str, ...]
    content: tuple[str, ...]
    polarity: str
    modality: str
    example: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True)
class Operator:
    """A word that changes the polarity or the modality of what stands in its content slots."""

    operator_id: str
    pattern: Pattern
    content: tuple[str, ...]
    polarity: str
    modality: str
    example: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True)
class LightVerb:
    """A verb that lends its subject to the event noun that is its object, as actor or as target."""

    light_verb_id: str
    pattern: Pattern
    role: str
    example: str


@dataclass(frozen=True)
class Theme:
    """A kind of thing that is given, asked for or banned; themes of one kin stand for one another when claims are compared."""

    theme_code: str
    theme_group: str
    kin: str
    words: tuple[str, ...]
    example: str


def read_pattern(row: Row) -> Pattern:
    head, *parts = row.needed("trigger").split(" ")
    found = [PART.fullmatch(part) for part in parts]
    pairs = tuple((match.group(1), tuple(match.group(2).split("/"))) for match in found if match)
    if len(pairs) < len(parts) or any(name not in PART_NAMES | PREPOSITIONS for name, _ in pairs):
        raise row.error(f"trigger {row['trigger']!r}: what follows the head must be slot:lemma (or lemma/lemma), with a known slot")
    return Pattern(head, row.one_of("upos", UPOS), pairs)


def slots(row: Row, column: str) -> tuple[str, ...]:
    """Return the slots of a cell; `x.mod` and the like are two names joined by a dot."""
    for slot in row.list(column, " "):
        if any(name not in SLOT_NAMES | PREPOSITIONS for name in slot.split(".")):
            raise row.error(f"{column}: {slot!r} is no slot")
    return row.list(column, " ")


def read_expected(row: Row) -> tuple[Expected, ...]:
    """Return the claims that a row's example must yield, written `[HOLDER: ]ACTOR EVENT TARGET [denied] [possible|future]`."""
    row.needed("example")
    found = []
    for text in row.list("expected"):
        match = EXPECTED.fullmatch(text)
        if match is None:
            raise row.error(f"expected {text!r} is no claim")
        flags = match["flags"].split()
        modality = next((flag for flag in flags if flag != "denied"), "actual")
        polarity = "denied" if "denied" in flags else "affirmed"
        found.append(Expected(match["holder"] or "AUTHOR", match["actor"], match["event"], match["target"], polarity, modality))
    if not found:
        raise row.error("expected is empty")
    return tuple(found)


def load_events(path: Path) -> dict[str, Event]:
    rows = read_rows(path, EVENT_COLUMNS, ("event_type",))
    return {
        row["event_type"]: Event(row["event_type"], int(row["quad_class"]), float(row["score"]), row.list("modes"), row.needed("meaning"))
        for row in rows
    }


def load_frames(path: Path, events: dict[str, Event]) -> tuple[Frame, ...]:
    return tuple(read_frame(row, events) for row in read_rows(path, FRAME_COLUMNS, ("frame_id",)))


def read_frame(row: Row, events: dict[str, Event]) -> Frame:
    event = events[row.one_of("event_type", events)]
    mode = row.one_of("event_mode", ["", *event.modes]) or None
    groups = frozenset(row.list("theme_group"))
    if groups - set(THEME_GROUPS):
        raise row.error(f"unknown theme_group {sorted(groups - set(THEME_GROUPS))}")
    return Frame(
        row["frame_id"], read_pattern(row), event.event_type, mode, row.one_of("polarity", ("", "denied")) or "affirmed",
        slots(row, "actor"), slots(row, "target"), slots(row, "theme"), groups, row["example"], read_expected(row),
    )  # fmt: skip


def load_cues(path: Path) -> tuple[Cue, ...]:
    return tuple(
        Cue(
            row["cue_id"], read_pattern(row), row.one_of("kind", CUE_KINDS), row.one_of("attribution_kind", ("indirect", "belief")),
            slots(row, "holder"), slots(row, "content"), row.one_of("polarity", ("affirmed", "denied")),
            row.one_of("modality", ("same", "possible", "future")), row["example"], read_expected(row),
        )
        for row in read_rows(path, CUE_COLUMNS, ("cue_id",))
    )  # fmt: skip


def load_operators(path: Path) -> tuple[Operator, ...]:
    return tuple(
        Operator(
            row["operator_id"], read_pattern(row), slots(row, "content"), row.one_of("polarity", ("same", "denied", "flip")),
            row.one_of("modality", ("same", "possible", "future")), row["example"], read_expected(row),
        )
        for row in read_rows(path, OPERATOR_COLUMNS, ("operator_id",))
    )  # fmt: skip


def load_light_verbs(path: Path) -> tuple[LightVerb, ...]:
    rows = read_rows(path, LIGHT_VERB_COLUMNS, ("light_verb_id",))
    return tuple(
        LightVerb(row["light_verb_id"], read_pattern(row), row.one_of("role", ("actor", "target")), row.needed("example")) for row in rows
    )


def load_themes(path: Path) -> tuple[Theme, ...]:
    return tuple(
        Theme(row["theme_code"], row.one_of("theme_group", THEME_GROUPS), row.needed("kin"), row.list("words"), row.needed("example"))
        for row in read_rows(path, THEME_COLUMNS, ("theme_code",))
    )
