-- The actors that corrections change, in each document that names them, and what they are afterwards: first split, then merged, then coded.
-- grain: actor_id, document_id
-- reads: stg_claims_as_read, stg_corrections, stg_documents, stg_entities_as_read
-- column: actor_id: the actor as read
-- column: document_id: the document that names it
-- column: new_actor_id: whom it is taken for: of a split `actor_id@source_path`, of a merge the one that it is merged into
-- column: new_actor_name: canonical name of the one that it is merged into; null where the name stays
-- column: new_actor_code: principal that it gets; null where the principal stays
-- column: row_numbers: the corrections that say so, in the order in which they are applied
with
corrections as (select row_number, action, key, value from stg_corrections where action in ('split', 'merge', 'code')),
documents as (select document_id, source_path from stg_documents),
entities as (select actor_id, document_id, actor_name, actor_code from stg_entities_as_read),
claims as (
    select document_id, actor_id, actor_name, actor_code, target_id, target_name, target_code, source_id, source_name, source_code
    from stg_claims_as_read
),
wanted as (
    select key as actor_id from corrections
    union
    select value as actor_id from corrections where action = 'merge'
),
named as (
    select actor_id, document_id, actor_name, actor_code from entities semi join wanted using (actor_id)
    union all
    select actor_id, document_id, actor_name, actor_code from claims semi join wanted using (actor_id)
    union all
    select target_id as actor_id, document_id, target_name, target_code from claims semi join wanted on wanted.actor_id = target_id
    union all
    select source_id as actor_id, document_id, source_name, source_code from claims semi join wanted on wanted.actor_id = source_id
),
splits as (
    select c.row_number, c.key as actor_id, d.document_id, c.key || '@' || c.value as split_id
    from corrections c
    join documents d on d.source_path = c.value
    where c.action = 'split'
),
parted as (
    select n.actor_id, n.document_id, n.actor_name, n.actor_code, coalesce(s.split_id, n.actor_id) as split_id, s.row_number as split_row
    from named n
    left join splits s using (actor_id, document_id)
),
counts as (select split_id, actor_name, actor_code, count(*) as n_named from parted group by all),
known as (
    select
        split_id, first(actor_name order by n_named desc, actor_name, actor_code) as actor_name,
        first(actor_code order by n_named desc, actor_name, actor_code) as actor_code
    from counts
    group by split_id
),
merges as (
    select c.row_number, c.key as split_id, c.value as merged_id, k.actor_name, k.actor_code
    from corrections c
    join known k on k.split_id = c.value
    where c.action = 'merge'
),
merged as (
    select distinct
        p.actor_id, p.document_id, p.split_row, coalesce(m.merged_id, p.split_id) as merged_id, m.actor_name, m.actor_code,
        m.row_number as merge_row
    from parted p
    left join merges m using (split_id)
),
codes as (select row_number as code_row, key as merged_id, value as actor_code from corrections where action = 'code')
select
    m.actor_id, m.document_id, merged_id as new_actor_id, m.actor_name as new_actor_name,
    coalesce(c.actor_code, m.actor_code) as new_actor_code,
    if(m.split_row is null, [], [m.split_row]) || if(m.merge_row is null, [], [m.merge_row])
        || if(c.code_row is null, [], [c.code_row]) as row_numbers
from merged m
left join codes c using (merged_id)
where coalesce(m.split_row, m.merge_row, c.code_row) is not null
order by actor_id, document_id
