-- The claims of the live documents, as corrected: actors split, merged and coded, claims amended, and without the rejected ones.
-- What a copy says as author counts as said by the author of the story's original.
-- grain: claim_id
-- scope: batch
-- reads: claim_corrections, corrected_actors, corrected_tellers, stg_claims_as_read, stg_copies, stg_corrections, stg_event_types, stg_principals
-- contract: claims
-- column: holder_code: who counts as holder: for the author the publisher, else DOC:<document_id>, in a copy those of its original
-- column: story_id: document_id of the original where the claim stands in a copy, else of its own document: a story counts once
-- column: correction: row_numbers of the corrections that changed it; null for none
with
claims as (
    select
        claim_id, document_id, sentence_id, char_start, char_end, attribution_id, source_kind, source_id, source_name,
        source_code, holder_code, via, cue, cue_start, cue_end, actor_mention_id, actor_id, actor_name, actor_code, event_type,
        event_mode, predicate, trigger_start, trigger_end, target_mention_id, target_id, target_name, target_code, theme,
        theme_code, theme_start, theme_end, polarity, modality, event_date, event_from_on, event_to_on, event_granularity,
        said_on, said_on_basis, rule_id, confidence
    from stg_claims_as_read
),
copies as (select document_id, duplicate_of from stg_copies),
stories as (select distinct duplicate_of as story_id from copies),
told as (
    select coalesce(k.duplicate_of, c.document_id) as story_id, c.holder_code, k.document_id is null as is_original
    from claims c
    left join copies k using (document_id)
    where c.source_kind = 'author'
),
voices as (
    select story_id, coalesce(min(holder_code) filter (where is_original), min(holder_code)) as voice_code
    from told
    semi join stories using (story_id)
    group by story_id
),
rejected as (select key as claim_id from stg_corrections where action = 'reject'),
changes as (select claim_id, list(row_number order by row_number) as correction from claim_corrections group by claim_id),
actors as (select actor_id, document_id, new_actor_id, new_actor_name, new_actor_code from corrected_actors),
tellers as (select claim_id, via from corrected_tellers),
modes as (select event_type, modes from stg_event_types),
amendments as (
    select key as claim_id, split_part(value, '=', 1) as what, substring(value, strpos(value, '=') + 1) as value
    from stg_corrections
    where action = 'amend'
),
named as (
    select a.claim_id, a.what, a.value, p.name
    from amendments a
    left join stg_principals p on p.principal_code = a.value and a.what in ('actor_code', 'target_code', 'source_code')
),
amended as (
    select
        claim_id,
        any_value(value) filter (where what = 'polarity') as polarity, any_value(value) filter (where what = 'modality') as modality,
        any_value(value) filter (where what = 'event_type') as event_type, any_value(value) filter (where what = 'theme_code') as theme_code,
        any_value(value) filter (where what = 'actor_code') as actor_code, any_value(name) filter (where what = 'actor_code') as actor_name,
        any_value(value) filter (where what = 'target_code') as target_code, any_value(name) filter (where what = 'target_code') as target_name,
        any_value(value) filter (where what = 'source_code') as source_code,
        any_value(coalesce(name, value)) filter (where what = 'source_code') as source_name,
        any_value(value) filter (where what = 'event_date') as event_date,
        any_value(value) filter (where what = 'said_on') as said_on
    from named
    group by claim_id
)
select
    c.claim_id, c.document_id, c.sentence_id, c.char_start, c.char_end, c.attribution_id,
    case when m.source_code is not null and c.source_kind in ('author', 'unspecified') then 'named' else c.source_kind end as source_kind,
    coalesce(s.new_actor_id, c.source_id) as source_id,
    coalesce(m.source_name, s.new_actor_name, c.source_name) as source_name,
    coalesce(m.source_code, s.new_actor_code, c.source_code) as source_code,
    coalesce(m.source_code, s.new_actor_code, v.voice_code, c.holder_code) as holder_code,
    coalesce(w.via, c.via) as via, c.cue, c.cue_start, c.cue_end, c.actor_mention_id,
    coalesce(a.new_actor_id, c.actor_id) as actor_id,
    coalesce(m.actor_name, a.new_actor_name, c.actor_name) as actor_name,
    coalesce(m.actor_code, a.new_actor_code, c.actor_code) as actor_code,
    coalesce(m.event_type, c.event_type) as event_type,
    case when m.event_type is null or list_contains(e.modes, c.event_mode) then c.event_mode end as event_mode,
    c.predicate, c.trigger_start, c.trigger_end, c.target_mention_id,
    coalesce(t.new_actor_id, c.target_id) as target_id,
    coalesce(m.target_name, t.new_actor_name, c.target_name) as target_name,
    coalesce(m.target_code, t.new_actor_code, c.target_code) as target_code,
    c.theme, coalesce(m.theme_code, c.theme_code) as theme_code, c.theme_start, c.theme_end,
    coalesce(m.polarity, c.polarity) as polarity, coalesce(m.modality, c.modality) as modality,
    coalesce(m.event_date, c.event_date) as event_date,
    coalesce(rpad(m.event_date, 10, '-01-01')::date, c.event_from_on) as event_from_on,
    case length(m.event_date)
        when 4 then make_date(m.event_date::int, 12, 31)
        when 7 then last_day((m.event_date || '-01')::date)
        when 10 then m.event_date::date
        else c.event_to_on
    end as event_to_on,
    case length(m.event_date) when 4 then 'year' when 7 then 'month' when 10 then 'day' else c.event_granularity end as event_granularity,
    coalesce(m.said_on::date, c.said_on) as said_on, case when m.said_on is null then c.said_on_basis else 'stated' end as said_on_basis,
    c.rule_id, c.confidence, coalesce(o.duplicate_of, c.document_id) as story_id, k.correction
from claims c
anti join rejected using (claim_id)
left join changes k using (claim_id)
left join copies o on o.document_id = c.document_id
left join voices v on v.story_id = o.duplicate_of and c.source_kind = 'author'
left join amended m using (claim_id)
left join tellers w using (claim_id)
left join modes e on e.event_type = m.event_type
left join actors a on a.actor_id = c.actor_id and a.document_id = c.document_id
left join actors t on t.actor_id = c.target_id and t.document_id = c.document_id
left join actors s on s.actor_id = c.source_id and s.document_id = c.document_id
