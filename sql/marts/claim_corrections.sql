-- Which corrections bear on which claim, those that are rejected included.
-- grain: claim_id, row_number
-- reads: corrected_actors, corrected_tellers, stg_claims_as_read, stg_corrections
-- column: claim_id: the claim
-- column: row_number: line of the correction in the analyst's file
with
corrections as (select row_number, key from stg_corrections where action in ('amend', 'reject')),
actors as (select actor_id, document_id, unnest(row_numbers) as row_number from corrected_actors),
tellers as (select claim_id, unnest(row_numbers) as row_number from corrected_tellers),
claims as (select claim_id, document_id, actor_id, target_id, source_id from stg_claims_as_read),
parties as (
    select claim_id, document_id, actor_id from claims
    union all
    select claim_id, document_id, target_id as actor_id from claims
    union all
    select claim_id, document_id, source_id as actor_id from claims
),
changes as (
    select p.claim_id, a.row_number
    from parties p
    join actors a using (actor_id, document_id)
    union
    select claim_id, row_number from tellers
    union
    select c.claim_id, k.row_number
    from claims c
    join corrections k on k.key = c.claim_id
)
select claim_id, row_number
from changes
order by claim_id, row_number
