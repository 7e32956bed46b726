"""`make ui`: serve Dagster over a warehouse on the loopback address, with its sensors at work."""

import os
import signal
import sys

from assets.home import ROOT, HomeError, Warehouse

HOST = "127.0.0.1"


def main() -> int:
    """Make the home ready and become `dagster dev`; a failure is one line on the error stream."""
    warehouse, port = Warehouse.from_environment(), os.environ.get("SAYSO_PORT") or "3000"
    try:
        warehouse.open()
        os.environ["DAGSTER_HOME"] = str(warehouse.home)
        with warehouse.lock("ui", wait_s=0, is_kept=True):
            import dagster as dg

            from assets.carry import UI, close_left_over

            with dg.DagsterInstance.get() as instance:
                close_left_over(instance, UI)
            print(f"Sayso: http://{HOST}:{port} in about 15 seconds; stop it with Ctrl-C.", file=sys.stderr, flush=True)
            os.chdir(ROOT)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background job would not hear Ctrl-C, nor a stop by its process id
            os.execv(
                sys.executable, [sys.executable, "-W", "ignore", "-m", "dagster", "dev", "-h", HOST, "-p", port, "-w", "workspace.yaml"]
            )
    except HomeError as error:
        print(f"sayso: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
