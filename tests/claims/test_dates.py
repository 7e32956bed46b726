"""Dates as intervals with their granularity."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Read = Callable[[Sequence[str]], list[list[dict[str, Any]]]]
CASES = {
    "Russia attacked Ukraine on 24 February 2022.": ("2022-02-24", "2022-02-24", "2022-02-24", "day"),
    "Russia attacked Ukraine on February 24, 2022.": ("2022-02-24", "2022-02-24", "2022-02-24", "day"),
    "Russia attacked Ukraine in February 2022.": ("2022-02", "2022-02-01", "2022-02-28", "month"),
    "Russia attacked Ukraine in 2014.": ("2014", "2014-01-01", "2014-12-31", "year"),
    "Russia attacked Ukraine on Sept. 9.": ("2024-09-09", "2024-09-09", "2024-09-09", "day"),
    "Russia attacked Ukraine yesterday.": ("2024-09-30", "2024-09-30", "2024-09-30", "day"),
    "Russia attacked Ukraine on Monday.": ("2024-09-30", "2024-09-30", "2024-09-30", "day"),
    "Russia attacked Ukraine last week.": (None, "2024-09-23", "2024-09-29", "week"),
    "Russia attacked Ukraine last year.": ("2023", "2023-01-01", "2023-12-31", "year"),
    "Russia attacked Ukraine two years ago.": ("2022", "2022-01-01", "2022-12-31", "year"),
    "Russia attacked Ukraine.": (None, None, None, None),
}


@pytest.fixture(scope="module")
def claims(read: Read) -> dict[str, list[dict[str, Any]]]:
    return dict(zip(CASES, read(list(CASES)), strict=True))


@pytest.mark.parametrize("text", CASES)
def test_a_date_becomes_an_interval(text: str, claims: dict[str, list[dict[str, Any]]]) -> None:
    [row] = claims[text]
    days = [str(row[name]) if row[name] else None for name in ("event_from_on", "event_to_on")]
    assert (row["event_date"], *days, row["event_granularity"]) == CASES[text]
