-- How much there is, and between which days nine of ten dated claims lie.
with
claims as (select holder_code, actor_code, event_type, target_code, coalesce(event_from_on, said_on) as on_day from stg_claims),
documents as (select count(*) filter (where duplicate_of is null) as n_documents, count(duplicate_of) as n_copies from stg_documents),
counted as (select status, count(*) as n from propositions group by all),
statuses as (select coalesce(sum(n), 0)::bigint as n_propositions, list({'status': status, 'n': n} order by status) as statuses from counted),
counts as (
    select
        count(*) as n_claims, count(distinct holder_code) as n_sources, count(distinct (actor_code, event_type, target_code)) as n_relations,
        quantile_disc(on_day, 0.05) as early_on, quantile_disc(on_day, 0.95) as late_on
    from claims
)
select c.n_claims, c.n_sources, c.n_relations, c.early_on, c.late_on, d.n_documents, d.n_copies, s.n_propositions, s.statuses
from counts c, documents d, statuses s
