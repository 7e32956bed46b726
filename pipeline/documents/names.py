"""Paths of members, each of its own."""

from collections import Counter


class Names:
    """Gives each member of a container a path; one that is taken goes on with `~2`, whatever comes later."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._times: Counter[str] = Counter()

    def take(self, path: str) -> str:
        found = path
        while found in self._taken:
            self._times[path] += 1
            found = f"{path}~{self._times[path] + 1}"
        self._taken.add(found)
        return found
