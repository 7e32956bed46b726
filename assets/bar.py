"""The progress bar of `make run`."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

READ_TOGETHER = {"documents", "rejected_documents"}


@dataclass(frozen=True)
class Work:
    """A run to be made: a batch's assets, or those made from all batches."""

    job: str
    assets: tuple[str, ...]
    batch: str | None = None

    @property
    def n_steps(self) -> int:
        return len(self.assets) - (set(self.assets) >= READ_TOGETHER)


class Bar:
    """A progress bar over the steps of all work; nothing to do shows no bar."""

    def __init__(self, batches: Sequence[Work]) -> None:
        self.n_batches, self.n_begun, self.n_done = len(batches), 0, 0
        columns = TextColumn("{task.description:<40}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        self.progress = Progress(*columns, console=Console(stderr=True))
        self.task = self.progress.add_task("", total=sum(work.n_steps for work in batches), visible=False)

    def __enter__(self) -> "Bar":
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def begin(self, work: Work) -> None:
        self.n_begun += 1
        self.what = f"batch {self.n_begun} of {self.n_batches}" if work.batch else "all batches"
        total = self.progress.tasks[0].total or 0
        self.progress.update(self.task, visible=True, total=total if work.batch else total + work.n_steps)
        self.show(work.assets[0])

    def show(self, step: str) -> None:
        self.progress.update(self.task, description=f"{self.what}: {step}")

    def end(self, work: Work) -> None:
        self.n_done += work.n_steps
        self.progress.update(self.task, completed=self.n_done)
