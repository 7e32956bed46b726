-- Claims counted by relation, period, source and stand. The relations with the most claims have rows of their own, as many as `n_cells`
-- rows hold; the others are counted together, without actor, target and source.
with
claims as (
    select
        actor_code, event_type, target_code, holder_code, date_trunc($unit, coalesce(event_from_on, said_on))::date as period_on,
        case when polarity = 'denied' then 'denied' when modality = 'possible' then 'possible' else 'affirmed' end as stand
    from stg_claims
),
sources as (
    select holder_code from claims where holder_code is not null group by all order by count(*) desc, holder_code limit $n_sources
),
cells as (
    select c.actor_code, c.event_type, c.target_code, s.holder_code, c.period_on, c.stand, count(*) as n
    from claims c
    left join sources s using (holder_code)
    group by all
),
relations as (
    select actor_code, event_type, target_code, sum(n) as n_claims, count(*) as n_rows from cells group by all
),
drawn as (
    select actor_code, event_type, target_code from relations
    qualify sum(n_rows) over (order by n_claims desc, actor_code, event_type, target_code rows unbounded preceding) <= $n_cells
)
select
    d.actor_code, c.event_type, d.target_code, if(d.actor_code is null, null, c.holder_code) as holder_code, c.period_on,
    if(d.actor_code is null, null, c.stand) as stand, sum(c.n)::bigint as n
from cells c
left join drawn d using (actor_code, event_type, target_code)
group by all
order by all
