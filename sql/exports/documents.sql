-- The live documents that make a claim.
-- grain: document_id
-- reads: stg_claims, stg_documents
-- column: document_id: 16 hex digits made from the path and the content
-- column: source_path: path relative to the documents folder, with forward slashes
-- column: title: title from the sidecar, the front matter or the first lines
-- column: author: author's name as written
-- column: publisher: publisher's name as written
-- column: published_on: date of publication
-- column: url: address from the metadata
with
claimed as (select document_id from stg_claims)
select document_id, source_path, title, author, publisher, published_on, url
from stg_documents
semi join claimed using (document_id)
order by document_id
