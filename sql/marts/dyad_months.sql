-- A panel: for each pair of principals and month, how much cooperation and conflict is affirmed as actual, beside
-- the month's coverage. Every pair that has a claim has a row for every month from the first to the last in which
-- a document was published, zeros included; before and after, where nothing was read, only for months with claims.
-- Claims in copies are not counted, nor those dated by a year alone.
-- grain: actor_code, target_code, month
-- reads: stg_claims, stg_documents, stg_event_types
-- column: actor_code: principal of the actor
-- column: target_code: principal of the target; the other direction is a pair of its own
-- column: month: first day of the month of the event, else of the saying
-- column: n_affirmed_actual: claims affirmed as actual
-- column: n_verbal_cooperation: those of quad class 1, cooperation in words
-- column: n_material_cooperation: those of quad class 2, cooperation in deeds
-- column: n_verbal_conflict: those of quad class 3, conflict in words
-- column: n_material_conflict: those of quad class 4, conflict in deeds
-- column: score_sum: sum of their scores, each from -10, conflict, to 10, cooperation
-- column: score_mean: mean of their scores; null where there are none
-- column: n_documents_of_month: documents published in the month, without copies: what could have told of it at once
-- column: n_claims_of_month: claims affirmed as actual about the month, of all pairs together
with
event_types as (select event_type, quad_class, score from stg_event_types),
documents as (select document_id, date_trunc('month', published_on)::date as month from stg_documents where duplicate_of is null),
claims as (
    select
        actor_code, target_code, event_type, polarity = 'affirmed' and modality = 'actual' as is_counted, document_id,
        case
            when event_from_on is null then date_trunc('month', said_on)::date
            when event_granularity <> 'year' then date_trunc('month', event_from_on)::date
        end as month
    from stg_claims
),
counted as (
    select
        actor_code, target_code, month, count(*) as n_affirmed_actual,
        count(*) filter (where quad_class = 1) as n_verbal_cooperation, count(*) filter (where quad_class = 2) as n_material_cooperation,
        count(*) filter (where quad_class = 3) as n_verbal_conflict, count(*) filter (where quad_class = 4) as n_material_conflict,
        sum(score) as score_sum
    from claims
    left join event_types using (event_type)
    semi join documents using (document_id)
    where is_counted and month is not null
    group by all
),
published as (select month, count(*) as n_documents_of_month from documents where month is not null group by all),
told as (select month, sum(n_affirmed_actual)::bigint as n_claims_of_month from counted group by all),
covered as (
    select s.month, coalesce(p.n_documents_of_month, 0) as n_documents_of_month, coalesce(t.n_claims_of_month, 0) as n_claims_of_month
    from (select unnest(generate_series(min(month), max(month), interval 1 month))::date as month from published) s
    left join published p using (month)
    left join told t using (month)
),
pairs as (select distinct actor_code, target_code from claims),
panel as (
    select actor_code, target_code, month, n_documents_of_month, n_claims_of_month from pairs cross join covered
    union all
    select c.actor_code, c.target_code, month, 0 as n_documents_of_month, t.n_claims_of_month
    from counted c
    join told t using (month)
    anti join covered using (month)
)
select
    actor_code, target_code, month, coalesce(c.n_affirmed_actual, 0) as n_affirmed_actual,
    coalesce(c.n_verbal_cooperation, 0) as n_verbal_cooperation, coalesce(c.n_material_cooperation, 0) as n_material_cooperation,
    coalesce(c.n_verbal_conflict, 0) as n_verbal_conflict, coalesce(c.n_material_conflict, 0) as n_material_conflict,
    coalesce(c.score_sum, 0) as score_sum, c.score_sum / c.n_affirmed_actual as score_mean,
    p.n_documents_of_month, p.n_claims_of_month
from panel p
left join counted c using (actor_code, target_code, month)
order by actor_code, target_code, month
