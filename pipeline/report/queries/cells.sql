-- Claims counted by relation, and by relation with source or period or both: what each choice of filters needs, no finer than it needs.
-- Of each of these four countings, the relations with the most claims, as many as about `n_cells` rows hold; each source has its part of them.
with
claims as (
    select
        actor_code, event_type, target_code, holder_code, date_trunc($unit, coalesce(event_from_on, said_on))::date as period_on,
        polarity = 'denied' as is_denied
    from stg_claims
),
sources as (
    select holder_code from claims where holder_code is not null group by all order by count(*) desc, holder_code limit $n_sources
),
cells as (
    select
        grouping(s.holder_code) = 0 as by_source, grouping(c.period_on) = 0 as by_period, c.actor_code, c.event_type, c.target_code,
        s.holder_code, c.period_on, count(*) as n, count(*) filter (where c.is_denied) as n_denied
    from claims c
    left join sources s using (holder_code)
    group by grouping sets (
        (c.actor_code, c.event_type, c.target_code),
        (c.actor_code, c.event_type, c.target_code, c.period_on),
        (c.actor_code, c.event_type, c.target_code, s.holder_code),
        (c.actor_code, c.event_type, c.target_code, s.holder_code, c.period_on)
    )
),
kept as (
    select by_source, by_period, actor_code, event_type, target_code, holder_code, period_on, n, n_denied
    from cells
    where not by_source or holder_code is not null
),
units as (
    select by_source, by_period, actor_code, event_type, target_code, holder_code, sum(n) as n_claims, count(*) as n_rows
    from kept
    group by all
),
ranked as (
    select
        by_source, by_period, actor_code, event_type, target_code, holder_code, n_rows,
        sum(n_rows) over (
            partition by by_source, by_period, holder_code order by n_claims desc, actor_code, event_type, target_code
            rows unbounded preceding
        ) as n_rows_so_far,
        sum(n_rows) over (partition by by_source, by_period, holder_code) as n_rows_of_all,
        $n_cells / if(by_source, (select count(*) from sources), 1) as n_rows_at_most
    from units
)
select
    k.by_source, k.by_period, k.actor_code, k.event_type, k.target_code, k.holder_code, k.period_on, k.n, k.n_denied,
    r.n_rows_of_all <= r.n_rows_at_most as is_whole
from kept k
join ranked r
    on (k.by_source, k.by_period, k.actor_code, k.event_type, k.target_code)
        = (r.by_source, r.by_period, r.actor_code, r.event_type, r.target_code)
    and k.holder_code is not distinct from r.holder_code
where r.n_rows_so_far - r.n_rows < r.n_rows_at_most
order by all
