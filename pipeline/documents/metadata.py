"""What a sidecar or front matter says of a document: a few keys, each a text."""

import json
import re
from collections.abc import Mapping

import yaml

from pipeline.documents.decode import DocumentError

LONGEST_FRONT_MATTER = 100_000  # characters
KEYS = ("title", "author", "publisher", "published", "url", "language", "license")
FENCE = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
CLOSING = re.compile(r"(?<=[\r\n])---[ \t]*(?:\r\n|\r|\n|\Z)")
LOOKS_LIKE_KEYS = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?(?>\r\n|\r|\n))*+[A-Za-z_][\w-]*+[ \t]*+:(?:\s|\Z)")  # possessive: no way back
PLAIN_VALUE = re.compile(rf"^({'|'.join(KEYS)})[ \t]*:[ \t]+(?!(?:[\"'>|&*!%@`{{\[#]))(.*?)[ \t]*$", re.MULTILINE)


def read_sidecar(data: bytes) -> dict[str, str]:
    """Return what a `NAME.meta.json` says under the known keys; DocumentError for broken JSON or a value that is no text."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise DocumentError("bad_metadata", f"the sidecar is not JSON: {error}") from error
    return _known(found, "sidecar")


def split_front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return what the lines between two `---` at the top say, and the offset where the text proper begins.

    A text that opens with a rule rather than with keys has no front matter: nothing said, offset 0.
    """
    opening = FENCE.match(text)
    if opening is None or LOOKS_LIKE_KEYS.match(text, opening.end()) is None:
        return {}, 0
    closing = CLOSING.search(text, opening.end())
    if closing is None:
        raise DocumentError("bad_metadata", "the front matter has no closing --- line")
    if closing.start() > LONGEST_FRONT_MATTER:
        raise DocumentError("bad_metadata", f"the front matter has more than {LONGEST_FRONT_MATTER} characters")
    return _read_yaml(text[opening.end() : closing.start()]), closing.end()


def _read_yaml(lines: str) -> dict[str, str]:
    try:
        found = yaml.safe_load(_quote_values("\n".join(lines.splitlines())))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise DocumentError("bad_metadata", f"the front matter is not YAML: {error}") from error
    return _known(found, "front matter")


def _quote_values(lines: str) -> str:
    """Put the plain values of known keys in quotes: a colon in a headline is no mapping, and a day stays as written."""
    return PLAIN_VALUE.sub(lambda match: f"{match[1]}: {json.dumps(match[2])}", lines)


def _known(found: object, where: str) -> dict[str, str]:
    if not isinstance(found, Mapping):
        raise DocumentError("bad_metadata", f"the {where} is not a set of keys and values")
    known: dict[str, str] = {}
    for key in KEYS:
        value = found.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            raise DocumentError("bad_metadata", f"the {where}'s {key} is not a text but {type(value).__name__}")
        if cleaned := " ".join(value.split()):
            known[key] = cleaned
    return known
