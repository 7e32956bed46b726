-- Pairs that lack a month of the panel: of those between the first and the last month in which a document was published.
-- checks: dyad_months
-- severity: error
-- reads: dyad_months, stg_claims, stg_documents
with
documents as (select date_trunc('month', published_on)::date as month from stg_documents where duplicate_of is null),
period as (
    select min(month) as first_month, max(month) as last_month, datediff('month', min(month), max(month)) + 1 as n_months from documents
),
pairs as (select distinct actor_code, target_code from stg_claims),
panel as (select actor_code, target_code, month from dyad_months),
found as (
    select actor_code, target_code, count(*) as n_found
    from panel
    join period on month between first_month and last_month
    group by all
)
select p.actor_code, p.target_code, coalesce(f.n_found, 0) as n_found, n_months
from pairs p
cross join period
left join found f using (actor_code, target_code)
where coalesce(f.n_found, 0) <> n_months
order by p.actor_code, p.target_code
