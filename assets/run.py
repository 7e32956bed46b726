"""`make run`: carry the documents folder through every table, show what came out, and say what to type next.

`make report` does the same and then makes the report anew: arguments name assets that are made on demand.
"""

import atexit
import gc
import os
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from assets.advice import with_advice
from assets.home import HomeError, Warehouse

WAIT_S = 10.0
SELDOM = 200_000, 50, 1000
"""When Python looks for garbage: nearly all that a run makes lives to its end, and to look through it often takes a tenth of the time."""


def main() -> int:
    """Run, and return the exit status; a failure is one line on the error stream, its details are in a file."""
    began = time.monotonic()
    gc.set_threshold(*SELDOM)
    warehouse = Warehouse.from_environment()
    log = warehouse.home / "failure.log"
    try:
        warehouse.open()
        os.environ["DAGSTER_HOME"] = str(warehouse.home)
        with warehouse.lock("run", wait_s=WAIT_S), warehouse.lock("writer", wait_s=WAIT_S):
            from assets.carry import carry
            from assets.summary import summarise

            failures = carry(warehouse, also=sys.argv[1:])
            summarise(warehouse, seconds=time.monotonic() - began)
    except KeyboardInterrupt:
        return _fail("stopped; type the same again to complete the work")
    except HomeError as error:
        return _fail(str(error))
    except Exception as error:  # noqa: BLE001 - the one place where any failure becomes one line
        _write(log, [traceback.format_exc()])
        return _fail(f"{with_advice(' '.join(str(error).split())[:300] or type(error).__name__)} (details: {log})")
    if failures:
        _write(log, [failure.details for failure in failures])
        more = f", and {len(failures) - 1} more" if len(failures) > 1 else ""
        return _fail(f"{with_advice(failures[0].line)}{more} (details: {log})")
    return 0


def _fail(line: str) -> int:
    print(f"sayso: {line}", file=sys.stderr)
    return 1


def _write(log: Path, details: Sequence[str]) -> None:
    with suppress(OSError):
        log.write_text("\n\n".join(details), encoding="utf-8")


def end(status: int) -> NoReturn:
    """End this process in order, but for Python's last look through all that it holds, which takes most of a second."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    end(main())
