-- How much there is, and between which days nine of ten dated claims lie.
with
claims as (select holder_code, actor_code, event_type, target_code, coalesce(event_from_on, said_on) as on_day from stg_claims),
documents as (select count(*) as n_documents from stg_documents),
statuses as (
    select count(*) as n_propositions, count(*) filter (where status = 'contested') as n_contested from propositions
),
counts as (
    select
        count(*) as n_claims, count(distinct holder_code) as n_sources, count(distinct (actor_code, event_type, target_code)) as n_relations,
        quantile_disc(on_day, 0.05) as early_on, quantile_disc(on_day, 0.95) as late_on
    from claims
)
select c.n_claims, c.n_sources, c.n_relations, c.early_on, c.late_on, d.n_documents, s.n_propositions, s.n_contested
from counts c, documents d, statuses s
