-- What became of each correction: on how many claims and mentions it bears, or that nothing is there any more that it could change.
-- grain: row_number
-- reads: claim_corrections, corrected_actors, stg_corrections, stg_entities_as_read
-- column: row_number: line of the file; the heading is line 1
-- column: action: merge · split · code · reject · amend
-- column: key: what is corrected: an actor_id, or a claim_id for reject and amend
-- column: value: what the action makes of it; null for reject
-- column: reason: why
-- column: status: applied, or unmatched where no live document has what it is about
-- column: n_claims: claims that it changes or rejects
-- column: n_mentions: mentions whose actor it changes
with
corrections as (select row_number, action, key, value, reason from stg_corrections),
changes as (select claim_id, row_number from claim_corrections),
actors as (select actor_id, document_id, unnest(row_numbers) as row_number from corrected_actors),
entities as (select mention_id, actor_id, document_id from stg_entities_as_read),
claims as (select row_number, count(*) as n_claims from changes group by row_number),
mentions as (
    select a.row_number, count(*) as n_mentions
    from entities e
    join actors a using (actor_id, document_id)
    group by a.row_number
)
select
    row_number, k.action, k.key, k.value, k.reason,
    if(c.n_claims is null and m.n_mentions is null, 'unmatched', 'applied') as status,
    coalesce(c.n_claims, 0) as n_claims, coalesce(m.n_mentions, 0) as n_mentions
from corrections k
left join claims c using (row_number)
left join mentions m using (row_number)
order by row_number
