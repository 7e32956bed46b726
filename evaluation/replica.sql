-- A batch of a replica: the rows of paragraphs that were really read, moved into documents that are made of several of them.
-- In each document the states take turns, so that many documents speak of as many pairs as news does; so a row may name another state
-- than its text. Ids, spans and days are the new document's.
-- Wants the tables read_sentences, read_entities, read_attributions and read_claims (the contracts' columns; a document there is a paragraph), turns
-- (turn, code, new_code, new_name), and parts (document_id, publisher, published_on, days, turn, paragraph, paragraph_index, n_chars, n_sentences):
-- which paragraph stands where, after how many characters and sentences.
create or replace macro moved(id, document_id, n_sentences) as
    document_id || '-' || format('{:06d}', substring(id, 18, 6)::int + n_sentences) || substring(id, 24);

create or replace view sentences as
select
    moved(s.sentence_id, p.document_id, n_sentences) as sentence_id, p.document_id, s.sentence_index + n_sentences as sentence_index,
    s.char_start + n_chars as char_start, s.char_end + n_chars as char_end, s.text, s.kind, p.paragraph_index,
    list_transform(s.tokens, lambda t: {
        'char_start': t.char_start + n_chars, 'char_end': t.char_end + n_chars, 'form': t.form, 'lemma': t.lemma, 'upos': t.upos,
        'xpos': t.xpos, 'feats': t.feats, 'head': t.head, 'deprel': t.deprel, 'name_tag': t.name_tag
    }) as tokens
from parts p
join read_sentences s on s.document_id = p.paragraph;

create or replace view entities as
select
    moved(e.mention_id, p.document_id, n_sentences) as mention_id, p.document_id,
    moved(e.sentence_id, p.document_id, n_sentences) as sentence_id,
    e.char_start + n_chars as char_start, e.char_end + n_chars as char_end, e.head_start + n_chars as head_start, e.text, e.entity_type,
    e.mention_kind, coalesce(i.new_code, e.actor_id) as actor_id, coalesce(i.new_name, e.actor_name) as actor_name,
    coalesce(c.new_code, e.actor_code) as actor_code, e.resolved_by
from parts p
join read_entities e on e.document_id = p.paragraph
left join turns i on i.turn = p.turn and i.code = e.actor_id
left join turns c on c.turn = p.turn and c.code = e.actor_code;

create or replace view attributions as
select
    moved(a.attribution_id, p.document_id, n_sentences) as attribution_id, p.document_id,
    moved(a.sentence_id, p.document_id, n_sentences) as sentence_id, a.kind, a.source_start + n_chars as source_start,
    a.source_end + n_chars as source_end, a.cue_start + n_chars as cue_start, a.cue_end + n_chars as cue_end, a.cue_id,
    a.content_start + n_chars as content_start, a.content_end + n_chars as content_end,
    moved(a.source_mention_id, p.document_id, n_sentences) as source_mention_id,
    moved(a.parent_attribution_id, p.document_id, n_sentences) as parent_attribution_id
from parts p
join read_attributions a on a.document_id = p.paragraph;

create or replace view claims as
with
dated as (
    select
        p.*, c.claim_id as read_id, date_trunc(
            if(c.event_granularity in ('month', 'year'), c.event_granularity, 'day'), c.event_from_on + p.days::int
        )::date as from_on
    from parts p
    join read_claims c on c.document_id = p.paragraph
)
select
    format('{:016x}', hash(p.document_id, p.paragraph_index, c.claim_id)) as claim_id, p.document_id,
    moved(c.sentence_id, p.document_id, n_sentences) as sentence_id, c.char_start + n_chars as char_start,
    c.char_end + n_chars as char_end, moved(c.attribution_id, p.document_id, n_sentences) as attribution_id, c.source_kind,
    coalesce(si.new_code, c.source_id) as source_id, coalesce(si.new_name, c.source_name) as source_name,
    coalesce(sc.new_code, c.source_code) as source_code,
    case c.source_kind
        when 'author' then coalesce(p.publisher, 'DOC:' || p.document_id) when 'unspecified' then null
        else coalesce(sc.new_code, c.source_code)
    end as holder_code,
    c.via, c.cue, c.cue_start + n_chars as cue_start, c.cue_end + n_chars as cue_end,
    moved(c.actor_mention_id, p.document_id, n_sentences) as actor_mention_id,
    coalesce(ai.new_code, c.actor_id) as actor_id, coalesce(ai.new_name, c.actor_name) as actor_name,
    coalesce(ac.new_code, c.actor_code) as actor_code, c.event_type, c.event_mode, c.predicate,
    c.trigger_start + n_chars as trigger_start, c.trigger_end + n_chars as trigger_end,
    moved(c.target_mention_id, p.document_id, n_sentences) as target_mention_id,
    coalesce(ti.new_code, c.target_id) as target_id, coalesce(ti.new_name, c.target_name) as target_name,
    coalesce(tc.new_code, c.target_code) as target_code, c.theme, c.theme_code, c.theme_start + n_chars as theme_start,
    c.theme_end + n_chars as theme_end, c.polarity, c.modality,
    left(from_on::varchar, case c.event_granularity when 'day' then 10 when 'month' then 7 when 'year' then 4 end) as event_date,
    from_on as event_from_on,
    case c.event_granularity
        when 'month' then last_day(from_on) when 'year' then make_date(year(from_on), 12, 31)
        when 'week' then from_on + 6 else from_on
    end as event_to_on,
    c.event_granularity, p.published_on as said_on, c.said_on_basis, c.rule_id, c.confidence
from dated p
join read_claims c on c.claim_id = p.read_id
left join turns si on si.turn = p.turn and si.code = c.source_id
left join turns sc on sc.turn = p.turn and sc.code = c.source_code
left join turns ai on ai.turn = p.turn and ai.code = c.actor_id
left join turns ac on ac.turn = p.turn and ac.code = c.actor_code
left join turns ti on ti.turn = p.turn and ti.code = c.target_id
left join turns tc on tc.turn = p.turn and tc.code = c.target_code;
