-- Tables of which coverage counts more or fewer rows than are live.
-- checks: coverage
-- severity: error
-- reads: coverage, stg_claims, stg_documents, stg_rejected_documents, stg_sentences
with
counted as (
    select
        sum(n_documents) as n_documents, sum(n_sentences) as n_sentences, sum(n_claims) as n_claims, sum(n_rejected) as n_rejected
    from coverage
),
compared as (
    select 'documents' as counted_table, (select n_documents from counted) as n_counted, (select count(*) from stg_documents) as n_live
    union all
    select 'sentences' as counted_table, (select n_sentences from counted) as n_counted, (select count(*) from stg_sentences) as n_live
    union all
    select 'claims' as counted_table, (select n_claims from counted) as n_counted, (select count(*) from stg_claims) as n_live
    union all
    select 'rejected' as counted_table, (select n_rejected from counted) as n_counted,
        (select count(*) from stg_rejected_documents) as n_live
)
select counted_table, n_counted, n_live
from compared
where coalesce(n_counted, 0) <> n_live
order by counted_table
