"""The process in which hostile files are read: it may use so much memory and processor time, write nothing, and die of it."""

import json
import math
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection

from pipeline.documents.decode import DocumentError
from pipeline.documents.formats.extract import Extract

READERS = {
    "html": ("html", "read_html"),
    "pdf": ("pdf", "read_pdf"),
    "docx": ("docx", "read_docx"),
    "eml": ("mail", "read_mail"),
    "json": ("record", "read_record"),
}
"""The module and the function of each format; loaded when the first file of it comes."""


def main(place: int, processor_s: int, memory_bytes: int) -> None:
    """Answer requests from a connection until it closes: a format's name, then a file's bytes; back comes a text or the trouble."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with suppress(ValueError, OSError):  # macOS does not limit it
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    with Connection(place) as connection:
        while True:
            try:
                kind, data = connection.recv_bytes().decode(), connection.recv_bytes()
            except EOFError:
                return
            read = reader_of(kind)
            _allow(processor_s)
            connection.send_bytes(json.dumps(answer(read, data, memory_bytes)).encode())


def reader_of(kind: str) -> Callable[[bytes], Extract]:
    module, name = READERS[kind]
    found: Callable[[bytes], Extract] = getattr(import_module(f"pipeline.documents.formats.{module}"), name)
    return found


def answer(read: Callable[[bytes], Extract], data: bytes, memory_bytes: int) -> dict[str, object]:
    """Return the text and what was said, or code and reason; no error of a parser gets further than here."""
    try:
        found = read(data)
    except DocumentError as trouble:
        return {"code": trouble.code, "reason": str(trouble)}
    except MemoryError:
        return {"code": "too_large", "reason": f"reading it takes more than {memory_bytes} bytes of memory"}
    except RecursionError:
        return {"code": "too_deep", "reason": "its parts are nested too deep"}
    except Exception as error:  # noqa: BLE001 - the parsers are others', the input may be made to break them
        return {"code": "broken", "reason": f"it cannot be read ({type(error).__name__})"}
    return {"text": found.text, "said": dict(found.said)}


def _allow(processor_s: int) -> None:
    """Allow so many more seconds of processor time; the system ends the process after them."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + processor_s, hard))


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
