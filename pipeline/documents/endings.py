"""Which endings are documents, which are containers of documents, and what a file of that name is."""

import re

FORMATS = {
    ".txt": "txt", ".md": "md", ".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx", ".eml": "eml",
}  # fmt: skip
CONTAINERS = {".zip": "zip", ".mbox": "mbox", ".jsonl": "jsonl", ".jsonl.gz": "jsonl.gz"}
ALL_ENDINGS = (*FORMATS, *CONTAINERS)
NOT_DOCUMENTS = frozenset({"README.md"})
SIDECAR_ENDING = ".meta.json"
INSIDE = re.compile(r"\.zip(?=/)|\.(?:mbox|jsonl|jsonl\.gz)(?=#)", re.IGNORECASE)


def format_of(name: str) -> str | None:
    """Return the format of a document by its name, in capitals or not; null for what is none."""
    return _by_ending(name, FORMATS)


def container_of(name: str) -> str | None:
    """Return the kind of a container by its name; null for what is none."""
    return _by_ending(name, CONTAINERS)


def is_listed(name: str) -> bool:
    """Whether a file of this name is a document or holds documents; hidden files and README.md are none."""
    return name.lower().endswith(ALL_ENDINGS) and not name.startswith(".") and name not in NOT_DOCUMENTS


def sidecar_name(name: str) -> str:
    return name.rpartition(".")[0] + SIDECAR_ENDING


def _by_ending(name: str, endings: dict[str, str]) -> str | None:
    lowered = name.lower()
    return next((kind for ending, kind in endings.items() if lowered.endswith(ending)), None)
