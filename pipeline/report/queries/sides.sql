-- Who stands on which side of the chosen propositions, and in how many claims.
with
members as (select claim_id, proposition_id from proposition_claims where list_contains($propositions, proposition_id)),
claims as (
    select
        claim_id, holder_code,
        if(modality = 'possible', 'possible', polarity) as stand
    from stg_claims
)
select
    m.proposition_id, c.stand, count(*) as n_sayings,
    coalesce(list(distinct c.holder_code order by c.holder_code) filter (where c.holder_code is not null), []) as holders
from members m
join claims c using (claim_id)
group by all
order by m.proposition_id, c.stand
