"""Publishers and the actor whose voice their documents are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.codebook.rows import read_rows

PUBLISHER_COLUMNS = ["publisher_id", "domain", "names", "actor_code", "example"]


@dataclass(frozen=True)
class Publisher:
    """Who publishes under a domain or a name; `actor_code` is the principal of its own voice, nothing where it has none."""

    publisher_id: str
    domain: str
    names: tuple[str, ...]
    actor_code: str
    example: str


def load_publishers(path: Path, principals: Collection[str]) -> tuple[Publisher, ...]:
    """Load the publishers; CodebookError names a line with a bad domain, no name, an unknown principal, or a domain or name given twice."""
    found: list[Publisher] = []
    seen: dict[str, str] = {}
    for row in read_rows(path, PUBLISHER_COLUMNS, ("publisher_id",)):
        names = row.list("names")
        if not names:
            raise row.error("names is empty")
        if row["domain"] != row["domain"].lower() or "/" in row["domain"] or row["domain"].startswith("www."):
            raise row.error(f"domain {row['domain']!r} is no bare domain in small letters")
        for key in {row["domain"], *(name.lower() for name in names)} - {""}:
            if key in seen:
                raise row.error(f"{key!r} is also {seen[key]}'s")
            seen[key] = row["publisher_id"]
        code = row.one_of("actor_code", ["", *principals])
        found.append(Publisher(row["publisher_id"], row["domain"], names, code, row["example"]))
    return tuple(found)


def find_publisher(publishers: Sequence[Publisher], *, name: str | None, url: str | None) -> Publisher | None:
    """Return the publisher of a document: by its name where that is known, else by the longest domain that its address ends in."""
    wanted = (name or "").strip().lower()
    if wanted:
        for publisher in publishers:
            if wanted == publisher.domain or any(wanted == known.lower() for known in publisher.names):
                return publisher
    host = host_of(url)
    fitting = [p for p in publishers if p.domain and (host == p.domain or host.endswith(f".{p.domain}"))]
    return max(fitting, key=lambda publisher: len(publisher.domain), default=None)


def host_of(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""
