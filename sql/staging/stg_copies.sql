-- The live documents that tell a story which an earlier one told, each with its original.
-- grain: document_id
-- reads: copies
-- contract: copies
select document_id, duplicate_of, kind, similarity, copied_share
from read_parquet(getvariable('warehouse') || '/copies/*.parquet')
