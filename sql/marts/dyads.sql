-- The pairs of principals that claims relate, each with a digest of all that its rows in the marts of scope `dyad` are made from: where
-- it is what it was, a build leaves these rows as they are.
-- grain: actor_code, target_code
-- reads: principal_names, stg_claims, stg_documents
-- column: actor_code: principal of the actor
-- column: target_code: principal of the target; the other direction is a pair of its own
-- column: digest: made from the claims as corrected, the texts that they stand in, and the names of both principals
with
names as (select code, name from principal_names),
texts as (select document_id, body_sha256 from stg_documents),
claims as (
    select
        actor_code, target_code, document_id,
        hash(
            claim_id, document_id, story_id, char_start, char_end, holder_code, source_name, event_type, event_mode, theme, theme_code,
            polarity, modality, event_from_on, event_to_on, said_on, rule_id
        ) as digest
    from stg_claims
),
told as (
    select c.actor_code, c.target_code, sum(hash(c.digest, t.body_sha256)) as digest
    from claims c
    left join texts t using (document_id)
    group by all
)
select d.actor_code, d.target_code, format('{:x}', hash(d.digest, a.name, t.name)) as digest
from told d
left join names a on a.code = d.actor_code
left join names t on t.code = d.target_code
order by actor_code, target_code
