-- Invented claims, with the documents that they stand in, for measuring. A document is a row of sentences, a claim each, such as
-- "Peru said that Chad gave 200 drones to Fiji." As in the news, four documents tell of one story, each with claims of its own choice,
-- and a few pairs, events and themes have most of the claims; how many are denied, dated, in the author's voice and so on is as in the
-- samples; some documents are copies of the one before.
-- Chance is a hash of row and question: the same number of documents gives the same rows.
-- Wants the tables states (place, code, name), themes (place, code, word) and events (place, code), and the variable n_documents.
create macro chance(n, question) as (hash(n, question) % 1000003) / 1000003;
create macro any_of(n, question, size) as floor(chance(n, question) * size)::int;
create macro few_of(n, question, size) as floor(exp(chance(n, question) * ln(size + 1)) - 1)::int;

create table numbered as
with
numbers as (
    select range as n, range // 4 as story, if(chance(range, 'copy') < 0.03 and n % 4 > 0, n - 1, n) as origin
    from range(getvariable('n_documents'))
)
select
    n, story, origin, format('{:016x}', hash(n, 'id')) as document_id,
    if(chance(n, 'unsigned') < 0.1, null, format('Gazette {}', few_of(n, 'publisher', 40))) as publisher,
    date '2021-01-01' + any_of(story, 'day', 1095) as story_on, story_on + any_of(n, 'delay', 3) as published_on,
    format('batch{:04d}', n // 1000) as batch
from numbers;

create table drawn as
with
sizes as (
    select
        (select count(*) from states) as n_states, (select count(*) from themes) as n_themes, (select count(*) from events) as n_events
),
places as (
    select
        d.document_id, d.publisher, d.story_on, d.batch, p.sentence_index,
        d.story * 30 + any_of(d.origin * 20 + p.sentence_index, 'choice', 30) as i
    from numbered d, range(20) as p(sentence_index)
)
select
    p.document_id, p.publisher, p.batch, p.sentence_index, p.i,
    few_of(i, 'actor', n_states) as actor, (few_of(i, 'actor', n_states) + 1 + few_of(i, 'target', n_states - 1)) % n_states as target,
    few_of(i, 'source', n_states) as source, if(chance(i, 'themed') < 0.4, few_of(i, 'theme', n_themes), null) as theme,
    few_of(i, 'event', n_events) as event,
    case when chance(i, 'kind') < 0.55 then 'author' when chance(i, 'kind') < 0.95 then 'named' else 'unspecified' end as source_kind,
    if(chance(i, 'polarity') < 0.08, 'denied', 'affirmed') as polarity,
    case when chance(i, 'modality') < 0.77 then 'actual' when chance(i, 'modality') < 0.92 then 'possible' else 'future' end as modality,
    if(chance(i, 'said') < 0.05, null, story_on - few_of(i, 'lag', 20)) as said_on,
    case when chance(i, 'dated') < 0.08 then 'day' when chance(i, 'dated') < 0.13 then 'month'
        when chance(i, 'dated') < 0.16 then 'year' end
        as granularity,
    story_on - few_of(i, 'before', 3000) as happened_on,
    ['', '200 ', 'two ', '5,000 ', '1.5 million ', 'dozens of '][1 + any_of(i, 'quantity', 6)] as quantity,
    (20 + any_of(i, 'confidence', 70)) / 100 as confidence
from places p, sizes;

create table worded as
with
named as (
    select
        d.*, a.code as actor_code, a.name as actor_name, t.code as target_code, t.name as target_name, e.code as event_type,
        h.code as theme_code, d.quantity || h.word as theme_text,
        case source_kind when 'author' then 'AUTHOR' when 'named' then s.code else 'UNSPECIFIED' end as source_code,
        case source_kind when 'author' then '' when 'named' then s.name else 'It was' end as source_text,
        if(source_kind = 'author', null, if(polarity = 'denied', 'denied', 'said')) as cue,
        if(source_kind = 'author' and polarity = 'denied', 'did not give', 'gave') as trigger_text
    from drawn d
    join states a on a.place = d.actor
    join states t on t.place = d.target
    join states s on s.place = d.source
    join events e on e.place = d.event
    left join themes h on h.place = d.theme
)
select
    *, document_id || '-' || format('{:04d}', sentence_index) as sentence_id,
    coalesce(source_text || ' ' || cue || ' that ', '') as prefix,
    prefix || actor_name || ' ' || trigger_text || coalesce(' ' || theme_text, '') || ' to ' || target_name || '.' as sentence,
    (sum(length(sentence) + 1) over (partition by document_id order by sentence_index) - length(sentence) - 1)::bigint as start,
    start + length(prefix) as actor_start, actor_start + length(actor_name) + 1 as trigger_start,
    trigger_start + length(trigger_text) as trigger_end, trigger_end + 1 + length(theme_text) as theme_end,
    coalesce(theme_end, trigger_end) + 4 as target_start
from named;

create view documents as
with
texts as (select document_id, string_agg(sentence, ' ' order by sentence_index) as text from worded group by all)
select
    batch, document_id, format('{:06d}.txt', n) as source_path, sha256(t.text) as content_sha256, 'txt' as format, null as title,
    null as author, publisher, published_on, 'en' as language, null as url, null as license,
    0 as body_start, sha256(t.text) as body_sha256, 0 as n_runs, []::uinteger[] as signature, t.text
from numbered join texts t using (document_id);

create view sentences as
select
    batch, sentence_id, document_id, sentence_index, start as char_start, start + length(sentence) as char_end, sentence as text,
    'body' as kind, 0 as paragraph_index, [] as tokens
from worded;

create view entities as
with
mentions as (
    select batch, document_id, sentence_id, 'actor' as part, actor_start as char_start, actor_name as name, actor_code as code
    from worded
    union all
    select batch, document_id, sentence_id, 'target' as part, target_start as char_start, target_name as name, target_code as code
    from worded
)
select
    batch, sentence_id || '-' || part as mention_id, document_id, sentence_id, char_start, char_start + length(name) as char_end,
    char_start as head_start, name as text, 'state' as entity_type, 'name' as mention_kind, code as actor_id, name as actor_name,
    code as actor_code, 'codebook' as resolved_by
from mentions;

create view attributions as
select
    batch, sentence_id || '-0' as attribution_id, document_id, sentence_id, 'indirect' as kind,
    if(source_kind = 'named', start, null) as source_start, source_start + length(source_text) as source_end,
    start + length(source_text) + 1 as cue_start, start + length(source_text) + 1 + length(cue) as cue_end,
    if(cue = 'denied', 'deny.v', 'say.v') as cue_id, actor_start as content_start, start + length(sentence) - 1 as content_end,
    null as source_mention_id, null as parent_attribution_id
from worded
where source_kind <> 'author';

create view claims as
select
    batch, format('{:016x}', hash(sentence_id)) as claim_id, document_id, sentence_id, start as char_start,
    start + length(sentence) as char_end, if(source_kind = 'author', null, sentence_id || '-0') as attribution_id, source_kind,
    if(source_kind = 'named', source_code, null) as source_id, if(source_kind = 'named', source_text, source_code) as source_name,
    source_code,
    case source_kind when 'author' then coalesce(publisher, 'DOC:' || document_id) when 'named' then source_code end as holder_code,
    [] as via, cue, if(cue is null, null, start + length(source_text) + 1) as cue_start, cue_start + length(cue) as cue_end,
    sentence_id || '-actor' as actor_mention_id, actor_code as actor_id, actor_name, actor_code, event_type, null as event_mode,
    'give' as predicate, trigger_start, trigger_end, sentence_id || '-target' as target_mention_id, target_code as target_id, target_name,
    target_code, theme_text as theme, theme_code, if(theme_code is null, null, trigger_end + 1) as theme_start, theme_end,
    polarity, modality,
    date_trunc(granularity, happened_on)::date as event_from_on,
    left(event_from_on::varchar, case granularity when 'day' then 10 when 'month' then 7 else 4 end) as event_date,
    case granularity
        when 'day' then event_from_on when 'month' then last_day(event_from_on)
        else event_from_on + interval 1 year - interval 1 day
    end::date as event_to_on,
    granularity as event_granularity, said_on, if(said_on is null, 'unknown', 'stated') as said_on_basis, 'give' as rule_id, confidence
from worded;
