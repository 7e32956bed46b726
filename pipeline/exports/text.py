"""Document text is hostile until escaped: what of it goes into other formats, and how."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML forbids and no reader sees; other white space than the blank becomes one."""


def plain(text: str) -> str:
    """Return a text in one line, without control characters."""
    return " ".join(CONTROLS.sub("", text).split())


def web_address(url: str | None) -> str | None:
    """Return an address of the web; none where a link would lead anywhere else, such as into a script."""
    if not url or re.search(r"[\x00-\x20\x7f-\xa0<>\"\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def to_json(value: Mapping[str, Any]) -> str:
    """Return JSON in one line of ASCII that stays data even inside a page; dates as ISO 8601, empty values left out."""
    return json.dumps(_filled(value), separators=(",", ":"), default=date.isoformat).replace("<", "\\u003c")


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: filled for key, inner in value.items() if (filled := _filled(inner)) not in (None, "", [], {})}
    return [_filled(item) for item in value] if isinstance(value, list | tuple) else value
