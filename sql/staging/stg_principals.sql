-- The principals of the codebook.
-- grain: principal_code
-- reads: principals
-- contract: principals
select principal_code, name
from read_parquet(getvariable('warehouse') || '/principals/*.parquet')
