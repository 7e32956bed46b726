"""Read a document of any format: plain text here, all else in a process of its own that may be lost."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from pipeline.documents.decode import DocumentError, decode, refuse_magic
from pipeline.documents.formats.extract import Extract
from pipeline.documents.metadata import split_front_matter

PLAIN = ("txt", "md")
ROOT = Path(__file__).parents[3]
SAME_EVERYWHERE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "OPENBLAS_NUM_THREADS": "1"}
LONGEST_ANSWER = 200_000_000  # bytes


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost: seconds of processor time and, for one that sleeps, of the clock; bytes of memory."""

    processor_s: int = 30
    clock_s: int = 600
    memory_bytes: int = 3_000_000_000


LIMITS = Limits()


class Readers:
    """Reads documents; use it in a `with`, which ends its process.

    Before it reads it can be copied to another process; what it starts there ends with that one.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or LIMITS
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop()

    def read(self, kind: str, data: bytes) -> Extract:
        """Return the text of a document of a format and what the format says of it; raise DocumentError with the cause."""
        if not data:
            raise DocumentError("empty", "the file holds no text")
        if kind in PLAIN:
            return read_plain(data)
        found = json.loads(self._ask(kind, data))
        if "code" in found:
            raise DocumentError(found["code"], found["reason"])
        return Extract(found["text"], found["said"])

    def _ask(self, kind: str, data: bytes) -> bytes:
        connection = self._connection or self._start()
        try:
            connection.send_bytes(kind.encode())
            connection.send_bytes(data)
            if connection.poll(self._limits.clock_s):
                return connection.recv_bytes(LONGEST_ANSWER)
        except (EOFError, OSError) as error:
            raise self._loss(is_over=True) from error
        raise self._loss(is_over=False)

    def _start(self) -> Connection:
        """Start the process; it ends by itself when this one does."""
        self._connection, theirs = Pipe()
        arguments = [str(theirs.fileno()), str(self._limits.processor_s), str(self._limits.memory_bytes)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.documents.formats.worker", *arguments],
            cwd=ROOT,
            env=os.environ | SAME_EVERYWHERE,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        return self._connection

    def _loss(self, *, is_over: bool) -> DocumentError:
        """End the process and return why it was lost; the next file gets a new one."""
        if self._connection is not None:
            self._connection.close()
        status = self._process.wait() if self._process is not None and is_over else -signal.SIGXCPU
        self._stop()
        if status == -signal.SIGXCPU:
            return DocumentError("too_slow", f"reading it takes more than {self._limits.processor_s} seconds")
        return DocumentError("crashed", "reading it ended the process that did")

    def _stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = self._connection = None


def read_plain(data: bytes) -> Extract:
    """Return a text as it stands, and what its front matter says."""
    refuse_magic(data)
    text = decode(data)
    said, body_start = split_front_matter(text)
    return Extract(text, said, body_start)
