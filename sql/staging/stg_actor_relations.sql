-- The relations between pairs of actors, counted over the claims of the live documents.
-- grain: actor_code, event_type, target_code, month
-- reads: actor_relations
-- contract: actor_relations
select
    actor_code, event_type, target_code, month, actor_name, target_name, n_claims, n_affirmed, n_denied, n_actual,
    n_possible, n_future, n_sources, n_documents, first_on, last_on, is_contested
from read_parquet(getvariable('warehouse') || '/actor_relations/*.parquet')
