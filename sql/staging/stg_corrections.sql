-- What an analyst has corrected, and why.
-- grain: row_number
-- reads: corrections
-- contract: corrections
select row_number, action, key, value, reason
from read_parquet(getvariable('warehouse') || '/corrections/*.parquet')
