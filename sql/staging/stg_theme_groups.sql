-- The themes of the codebook, each with its group.
-- grain: theme_code
-- reads: theme_groups
-- contract: theme_groups
select theme_code, theme_group
from read_parquet(getvariable('warehouse') || '/theme_groups/*.parquet')
