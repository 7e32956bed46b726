-- All claims, counted by event type and period.
with
claims as (select event_type, date_trunc($unit, coalesce(event_from_on, said_on))::date as period_on from stg_claims)
select event_type, period_on, count(*) as n from claims group by all order by event_type, period_on
