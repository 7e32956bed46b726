"""Dagster's event log in SQLite as it comes, but that a process keeps the files open in which it reads and writes events.

To open and close a file for every event, with all that SQLAlchemy then works out anew, takes longer than to write the event.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dagster import DagsterInstance, StringSource
from dagster._config.config_schema import UserConfigSchema
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME, SqliteEventLogStorage
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

N_OPEN = 4
"""Files of one run each that are kept open, beside the one of all runs."""


class EventLog(SqliteEventLogStorage):
    """The event log; what opens its files is replaced, and nothing else."""

    def __init__(self, home: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, Engine] = {}
        super().__init__(os.path.join(home, "history", "runs"), inst_data)  # noqa: PTH118

    @classmethod
    def config_type(cls) -> UserConfigSchema:
        return {"home": StringSource}

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Any) -> "EventLog":
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engine_of(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection
            if shard != INDEX_SHARD_NAME:
                os.utime(self.path_for_shard(shard))  # whoever shows the run as it goes waits for this; the write itself is in the WAL

    def _engine_of(self, shard: str) -> Engine:
        if shard not in self._engines:
            waits = {"timeout": SQLITE_BUSY_TIMEOUT_SECONDS}
            self._engines[shard] = create_engine(self.conn_string_for_shard(shard), poolclass=QueuePool, connect_args=waits)
            for old in [name for name in self._engines if name != INDEX_SHARD_NAME][:-N_OPEN]:
                self._engines.pop(old).dispose()
        return self._engines[shard]

    def dispose(self) -> None:
        super().dispose()
        for engine in self._engines.values():
            engine.dispose()


def instance_of(home: Path) -> DagsterInstance:
    """Return Dagster's instance for a home, which is DAGSTER_HOME from now on."""
    os.environ["DAGSTER_HOME"] = str(home)
    return DagsterInstance.get()
