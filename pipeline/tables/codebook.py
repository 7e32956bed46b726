"""What SQL needs of the codebook: the event types with their scores and modes, the names of principals and the groups of themes."""

import pyarrow as pa

from pipeline.tables.contract import Contract, column

EVENT_TYPES = Contract(
    name="event_types",
    purpose="One row an event type of the codebook: how much it is of cooperation or of conflict.",
    key=("event_type",),
    schema=pa.schema([
        column("event_type", pa.string(), "root type of PLOVER"),
        column("quad_class", pa.int64(), "1 cooperation in words · 2 in deeds · 3 conflict in words · 4 in deeds"),
        column("score", pa.float64(), "from -10, conflict, to 10, cooperation"),
        column("modes", pa.list_(pa.field("item", pa.string(), nullable=False)), "its modes in PLOVER"),
        column("meaning", pa.string(), "what the actor does to the target"),
    ]),
)  # fmt: skip

PRINCIPALS = Contract(
    name="principals",
    purpose="One row a principal of the codebook, with its name.",
    key=("principal_code",),
    schema=pa.schema([
        column("principal_code", pa.string(), "what stands as code of actors, targets and sources"),
        column("name", pa.string(), "its name"),
    ]),
)  # fmt: skip

THEME_GROUPS = Contract(
    name="theme_groups",
    purpose="One row a theme of the codebook: the group of themes that stand for one another.",
    key=("theme_code",),
    schema=pa.schema([
        column("theme_code", pa.string(), "the theme"),
        column("theme_group", pa.string(), "missiles, drones, money, energy and the like: the kin of the theme"),
    ]),
)  # fmt: skip
