-- The mentions in the live documents, their actors as corrected.
-- grain: mention_id
-- scope: batch
-- reads: corrected_actors, stg_entities_as_read
-- contract: entities
-- column: correction: row_numbers of the corrections that changed the actor; null for none
with
entities as (
    select
        mention_id, document_id, sentence_id, char_start, char_end, head_start, text, entity_type, mention_kind, actor_id, actor_name,
        actor_code, resolved_by
    from stg_entities_as_read
),
actors as (select actor_id, document_id, new_actor_id, new_actor_name, new_actor_code, row_numbers from corrected_actors)
select
    e.mention_id, e.document_id, e.sentence_id, e.char_start, e.char_end, e.head_start, e.text, e.entity_type, e.mention_kind,
    coalesce(a.new_actor_id, e.actor_id) as actor_id, coalesce(a.new_actor_name, e.actor_name) as actor_name,
    coalesce(a.new_actor_code, e.actor_code) as actor_code, e.resolved_by, a.row_numbers as correction
from entities e
left join actors a on a.actor_id = e.actor_id and a.document_id = e.document_id
