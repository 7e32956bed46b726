-- Claims whose source and holder do not fit their kind: an author without a holder, an unspecified one with one, and so on.
-- checks: stg_claims
-- severity: error
-- scope: batch
-- reads: stg_claims
with
claims as (select claim_id, source_kind, source_code, holder_code from stg_claims)
select claim_id, source_kind, source_code, holder_code
from claims
where case source_kind
        when 'author' then source_code <> 'AUTHOR' or holder_code is null
        when 'unspecified' then source_code <> 'UNSPECIFIED' or holder_code is not null
        else source_code in ('AUTHOR', 'UNSPECIFIED') or holder_code is distinct from source_code
    end
order by claim_id
