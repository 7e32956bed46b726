"""Actors: states, organisations, people in office, and the role words that point at them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pipeline.codebook.rows import Row, read_rows

STATE_COLUMNS = "actor_id name iso2 iso3 iso_numeric cow_number gw_number names demonyms capital seats cities valid_from valid_to".split()
PRINCIPAL_COLUMNS = "principal_code name".split()
ORGANISATION_COLUMNS = "actor_id name kind principal_code names valid_from valid_to".split()
PERSON_COLUMNS = "actor_id person_name office principal_code names role_title valid_from valid_to".split()
ROLE_COLUMNS = "role_id words kind office example".split()
ORGANISATION_KINDS = "igo body armed_group media think_tank company ngo party collective population court alliance".split()
ROLE_KINDS = "office body force people spokesperson".split()
OFFICES = (
    "head_of_state head_of_government foreign_minister defence_minister interior_minister finance_minister supreme_leader monarch "
    "secretary_general vice_president security_adviser military_chief group_leader spokesperson other"
).split()
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True)
class State:
    """A state or territory of ISO 3166; `cow` and `gw` are the numbers of Correlates of War and of Gleditsch and Ward."""

    actor_id: str
    name: str
    iso2: str
    iso3: str
    iso_numeric: str
    cow: int | None
    gw: int | None
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    seats: tuple[str, ...]
    cities: tuple[str, ...]
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class Organisation:
    """A body, group, medium or collective with the principal it acts for."""

    actor_id: str
    name: str
    kind: str
    principal_code: str
    names: tuple[str, ...]
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class Tenure:
    """One office that a person held."""

    actor_id: str
    person_name: str
    office: str
    principal_code: str
    names: tuple[str, ...]
    role_title: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class Role:
    """Words such as *foreign minister* that, beside an actor's name, point at someone who acts for it."""

    role_id: str
    words: tuple[str, ...]
    kind: str
    office: str
    example: str


def load_states(path: Path) -> tuple[State, ...]:
    return tuple(read_state(row) for row in read_rows(path, STATE_COLUMNS, ("actor_id",)))


def read_state(row: Row) -> State:
    return State(
        row["actor_id"], row.needed("name"), row["iso2"], row["iso3"], row["iso_numeric"],
        number(row, "cow_number"), number(row, "gw_number"),
        row.list("names"), row.list("demonyms"), row["capital"], row.list("seats"), row.list("cities"),
        date(row, "valid_from"), date(row, "valid_to"),
    )  # fmt: skip


def number(row: Row, column: str) -> int | None:
    """Return a cell's whole number, or nothing."""
    if row[column] and not row[column].isdecimal():
        raise row.error(f"{column} {row[column]!r} is no number")
    return int(row[column]) if row[column] else None


def load_principals(path: Path, states: tuple[State, ...]) -> dict[str, str]:
    """Load the principals that are no state's, and return the name of every principal, states included."""
    names = {state.actor_id: state.name for state in states}
    for row in read_rows(path, PRINCIPAL_COLUMNS, ("principal_code",)):
        if row["principal_code"] in names:
            raise row.error(f"{row['principal_code']} is a state's")
        names[row["principal_code"]] = row.needed("name")
    return names


def load_organisations(path: Path, principals: Collection[str]) -> tuple[Organisation, ...]:
    rows = read_rows(path, ORGANISATION_COLUMNS, ("actor_id",))
    return tuple(
        Organisation(
            row["actor_id"], row.needed("name"), row.one_of("kind", ORGANISATION_KINDS), row.one_of("principal_code", principals),
            row.list("names"), date(row, "valid_from"), date(row, "valid_to"),
        )
        for row in rows
    )  # fmt: skip


def load_people(path: Path, principals: Collection[str]) -> tuple[Tenure, ...]:
    rows = read_rows(path, PERSON_COLUMNS, ("actor_id", "office", "valid_from"))
    return tuple(
        Tenure(
            row["actor_id"], row.needed("person_name"), row.one_of("office", OFFICES), row.one_of("principal_code", principals),
            row.list("names"), row["role_title"], date(row, "valid_from"), date(row, "valid_to"),
        )
        for row in rows
    )  # fmt: skip


def load_roles(path: Path) -> tuple[Role, ...]:
    rows = read_rows(path, ROLE_COLUMNS, ("role_id",))
    return tuple(
        Role(row["role_id"], row.list("words"), row.one_of("kind", ROLE_KINDS), row.one_of("office", ["", *OFFICES]), row.needed("example"))
        for row in rows
    )


def date(row: Row, column: str) -> str:
    """Return a date as YYYY, YYYY-MM or YYYY-MM-DD, or nothing."""
    if row[column] and not DATE.fullmatch(row[column]):
        raise row.error(f"{column} {row[column]!r} is no date")
    return row[column]
