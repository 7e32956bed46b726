-- What was read and what came of it, by batch and publisher: documents, sentences, claims, and the files that could not be read.
-- grain: batch, publisher
-- reads: stg_claims, stg_documents, stg_rejected_documents, stg_sentences
-- column: batch: key of the batch
-- column: publisher: publisher's name as written; null where it is not known, as for all that was rejected
-- column: n_documents: live documents
-- column: n_copies: of these, copies of another document, which tell nothing of their own
-- column: n_silent: documents without any claim, copies too
-- column: n_sentences: sentences
-- column: n_claims: claims
-- column: n_claims_in_copies: of these, claims in copies
-- column: n_rejected: files that could not be read as documents
-- column: n_files: documents and rejected files
-- column: first_published_on: earliest date of publication
-- column: last_published_on: latest date of publication
with
documents as (select document_id, batch, publisher, duplicate_of, published_on from stg_documents),
sentences as (select document_id, count(*) as n_sentences from stg_sentences group by all),
claims as (select document_id, count(*) as n_claims from stg_claims group by all),
rejected as (select batch, null::varchar as publisher, count(*) as n_rejected from stg_rejected_documents group by all),
read_documents as (
    select
        d.batch, d.publisher, count(*) as n_documents, count(d.duplicate_of) as n_copies,
        count(*) filter (where c.n_claims is null) as n_silent, coalesce(sum(s.n_sentences), 0)::bigint as n_sentences,
        coalesce(sum(c.n_claims), 0)::bigint as n_claims,
        coalesce(sum(c.n_claims) filter (where d.duplicate_of is not null), 0)::bigint as n_claims_in_copies,
        min(d.published_on) as first_published_on, max(d.published_on) as last_published_on
    from documents d
    left join sentences s using (document_id)
    left join claims c using (document_id)
    group by all
)
select
    coalesce(d.batch, r.batch) as batch, d.publisher, coalesce(d.n_documents, 0) as n_documents, coalesce(d.n_copies, 0) as n_copies,
    coalesce(d.n_silent, 0) as n_silent, coalesce(d.n_sentences, 0) as n_sentences, coalesce(d.n_claims, 0) as n_claims,
    coalesce(d.n_claims_in_copies, 0) as n_claims_in_copies,
    coalesce(r.n_rejected, 0) as n_rejected, coalesce(d.n_documents, 0) + coalesce(r.n_rejected, 0) as n_files,
    d.first_published_on, d.last_published_on
from read_documents d
full join rejected r on r.batch = d.batch and r.publisher is not distinct from d.publisher
order by batch, publisher
