"""How much a container may hold, counted while it is read: what its headers say is not believed."""

import io
from io import BufferedIOBase
from typing import Any

from pipeline.documents.decode import DocumentError

MAX_CONTAINER_BYTES = 1_000_000_000
MOST_MEMBERS = 100_000
MOST_EXPANSION = 200  # times its own size: news compresses to a third or a tenth of it
ALWAYS_ALLOWED = 100_000_000  # bytes that a small container may expand to all the same
MOST_DEPTH = 3  # a container in a container in a container


class ExhaustedError(DocumentError):
    """A container that holds more than it may: nothing of it is read."""


class Budget:
    """What a container and those inside it may still hold."""

    def __init__(self, size: int) -> None:
        self._most_bytes = self._bytes_left = max(ALWAYS_ALLOWED, MOST_EXPANSION * size)
        self._members_left = MOST_MEMBERS

    def spend(self, n_bytes: int) -> None:
        self._bytes_left -= n_bytes
        if self._bytes_left < 0:
            raise ExhaustedError("bomb", f"it expands to more than {self._most_bytes} bytes")

    def count_member(self) -> None:
        self._members_left -= 1
        if self._members_left < 0:
            raise ExhaustedError("too_many", f"more than {MOST_MEMBERS} documents in one container; split it")


class Counted(io.RawIOBase):
    """A stream whose bytes are spent from a budget as they are read."""

    def __init__(self, inner: BufferedIOBase, budget: Budget) -> None:
        super().__init__()
        self._inner, self._budget = inner, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._inner.read1(len(buffer))  # not `read`, which loses what came before an error
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


def counted(inner: BufferedIOBase, budget: Budget) -> io.BufferedReader:
    return io.BufferedReader(Counted(inner, budget), 1 << 16)
