-- The claims that are reported through somebody whom corrections change, and through whom they are reported afterwards. Who reports a
-- claim has a name and a principal but no id: it is the actor that the document calls so, where only one is called so.
-- grain: claim_id
-- reads: corrected_actors, stg_claims_as_read, stg_entities_as_read
-- column: claim_id: the claim
-- column: via: those through whom its source is reported, outermost first, as corrected
-- column: row_numbers: the corrections that say so, sorted
with
actors as (select actor_id, document_id, new_actor_name, new_actor_code, row_numbers from corrected_actors),
entities as (
    select document_id, actor_id, actor_name, actor_code
    from stg_entities_as_read
    semi join actors using (document_id)
    where actor_id is not null
),
called as (
    select document_id, actor_name, actor_code, min(actor_id) as actor_id
    from entities
    group by all
    having min(actor_id) = max(actor_id)
),
renamed as (
    select
        c.document_id, c.actor_name, c.actor_code, coalesce(a.new_actor_name, c.actor_name) as new_name,
        coalesce(a.new_actor_code, c.actor_code) as new_code, a.row_numbers
    from called c
    join actors a using (actor_id, document_id)
),
claims as (select claim_id, document_id, via from stg_claims_as_read semi join renamed using (document_id) where len(via) > 0),
tellers as (select claim_id, document_id, unnest(via) as teller, generate_subscripts(via, 1) as place from claims),
told as (
    select
        t.claim_id, t.place, coalesce(r.new_name, t.teller.name) as name, coalesce(r.new_code, t.teller.code) as code, r.row_numbers
    from tellers t
    left join renamed r on r.document_id = t.document_id and r.actor_name = t.teller.name and r.actor_code = t.teller.code
)
select
    claim_id, list({'name': name, 'code': code} order by place) as via,
    list_sort(list_distinct(flatten(list(row_numbers) filter (where row_numbers is not null)))) as row_numbers
from told
group by claim_id
having count(row_numbers) > 0
order by claim_id
