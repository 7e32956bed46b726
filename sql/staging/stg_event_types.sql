-- The event types of the codebook.
-- grain: event_type
-- reads: event_types
-- contract: event_types
select event_type, quad_class, score, modes, meaning
from read_parquet(getvariable('warehouse') || '/event_types/*.parquet')
