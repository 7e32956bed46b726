-- The files of the documents folder that are live, each with the batch whose rows stand for it.
-- grain: source_path
-- reads: manifest
-- column: source_path: path relative to the documents folder, with forward slashes
-- column: batch: key of the batch that holds the file's rows
select source_path, batch
from read_parquet(getvariable('warehouse') || '/manifest.parquet')
where not is_deleted
