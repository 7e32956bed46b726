"""Processes that work for this one, from stage to stage: started by the first work that is worth it, and ended together."""

import pickle
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from types import TracebackType
from typing import Any, TypeVar

from pipeline.tables.orphans import end_with_parent

AHEAD = 3  # parts for each process that are handed over before the first is done: enough that none waits, little in memory
WARM = 10  # so many times less work is worth sharing where the processes run already
KEPT = 8  # things that a process keeps: what the stages of one batch must know, and what each makes of it
Known = TypeVar("Known")
Part = TypeVar("Part")
Found = TypeVar("Found")


def as_it_is(known: Known) -> Known:
    return known


class Workers:
    """So many processes; use it in a `with`, which ends them. A single worker is this process, and starts no other."""

    def __init__(self, number: int = 1) -> None:
        self.number = number
        self._pool: ProcessPoolExecutor | None = None
        self._packed: tuple[Any, bytes] = (None, b"")

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def is_running(self) -> bool:
        return self._pool is not None

    def if_worth(self, amount: int, *, least: int) -> "Workers":
        """Return these workers for so much work, or this process alone; `least` is what starting them takes."""
        return self if self.number > 1 and amount >= (least // WARM if self.is_running else least) else ALONE

    def map(
        self, work: Callable[[Any, Part], Found], known: Known, parts: Iterable[Part], *, prepare: Callable[[Known], Any] = as_it_is
    ) -> Iterator[Found]:
        """Yield what `work` makes of each part, in their order; parts are asked for as they are needed.

        All work on what `prepare` makes of `known`, which each process makes once and keeps. Functions must be a module's own, and
        what goes to a process and comes back picklable.
        """
        if self.number < 2:
            ready = prepare(known)
            yield from (work(ready, part) for part in parts)
            return
        pool, packed, waiting = self._start(), self._pack(known), deque[Future[Found]]()
        try:
            for part in parts:
                if len(waiting) == AHEAD * self.number:
                    yield waiting.popleft().result()
                waiting.append(pool.submit(_work, work, prepare, packed, part))
            while waiting:
                yield waiting.popleft().result()
        except BrokenExecutor:
            self.close()
            raise
        finally:
            for future in waiting:
                future.cancel()

    def close(self) -> None:
        """End the processes; the next work that is worth it starts others."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool, self._packed = None, (None, b"")

    def _start(self) -> ProcessPoolExecutor:
        self._pool = self._pool or ProcessPoolExecutor(self.number, mp_context=get_context("spawn"), initializer=end_with_parent)
        return self._pool

    def _pack(self, known: Any) -> bytes:
        """Return something as bytes, made once for what one stage after the other must know."""
        if self._packed[0] is not known or known is None:
            self._packed = known, zlib.compress(pickle.dumps(known), zlib.Z_BEST_SPEED)
        return self._packed[1]


ALONE = Workers()
"""This process without others."""


def _work(work: Callable[[Any, Part], Found], prepare: Callable[[Any], Any], packed: bytes, part: Part) -> Found:
    return work(_prepared(prepare, packed), part)


@lru_cache(KEPT)
def _prepared(prepare: Callable[[Any], Any], packed: bytes) -> Any:
    """Return what is made of something packed: known again by its bytes, so that none is taken for another."""
    return prepare(_unpacked(packed))


@lru_cache(KEPT)
def _unpacked(packed: bytes) -> Any:
    return pickle.loads(zlib.decompress(packed))  # noqa: S301 - the process that started this one has packed it
