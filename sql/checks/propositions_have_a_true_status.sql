-- Propositions whose status is not what the sides of their holders make it, or whose claims are about different things.
-- checks: propositions
-- severity: error
-- scope: dyad
-- reads: proposition_claims, propositions, stg_claims
with
members as (select claim_id, proposition_id from proposition_claims),
claims as (select claim_id, actor_code, event_type, target_code, holder_code, polarity, modality from stg_claims),
propositions as (select proposition_id, actor_code, event_type, target_code, status from propositions),
sides as (
    select
        m.proposition_id, p.status,
        bool_and((c.actor_code, c.event_type, c.target_code) = (p.actor_code, p.event_type, p.target_code)) as is_of_one_key,
        min(c.holder_code) filter (where c.polarity = 'affirmed' and c.modality <> 'possible') as first_affirming,
        max(c.holder_code) filter (where c.polarity = 'affirmed' and c.modality <> 'possible') as last_affirming,
        min(c.holder_code) filter (where c.polarity = 'denied' and c.modality <> 'possible') as first_denying,
        max(c.holder_code) filter (where c.polarity = 'denied' and c.modality <> 'possible') as last_denying
    from members m
    join claims c using (claim_id)
    join propositions p using (proposition_id)
    group by all
)
select proposition_id, status, first_affirming, last_affirming, first_denying, last_denying
from sides
where not is_of_one_key
    or (status = 'contested') <> coalesce(first_affirming <> last_denying or last_affirming <> first_denying, false)
    or (status = 'uncontested' and first_affirming is null and first_denying is not null)
    or (status = 'denied only' and first_affirming is not null)
    or (status = 'unconfirmed' and (first_affirming is not null or first_denying is not null))
order by proposition_id
