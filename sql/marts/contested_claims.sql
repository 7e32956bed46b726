-- What one holder affirms and another denies: an actor, an event type and a target, with each side's holders, dates and sentences.
-- grain: actor_code, event_type, target_code
-- scope: dyad
-- reads: principal_names, stg_claims, stg_documents
-- column: actor_code: principal of the actor
-- column: actor_name: name of that principal
-- column: event_type: root type of PLOVER
-- column: target_code: principal of the target
-- column: target_name: name of that principal
-- column: n_affirming: distinct holders who affirm it
-- column: n_denying: distinct holders who deny it
-- column: affirming_holders: their codes, sorted
-- column: denying_holders: their codes, sorted; who has said both stands on both sides
-- column: is_about_facts: whether both sides speak of what has happened, and not only of what may or will
-- column: first_affirmed_on: earliest dated saying of those who affirm
-- column: last_affirmed_on: latest dated saying of those who affirm
-- column: first_denied_on: earliest dated saying of those who deny
-- column: last_denied_on: latest dated saying of those who deny
-- column: n_documents: distinct documents in which either side stands, a copy counted with its original
-- column: affirming_evidence: one struct a claim of those who affirm, oldest first: who said what, when, where, in the words of the text
-- column: denying_evidence: one struct a claim of those who deny, oldest first
with
names as (select code, name from principal_names),
claims as (
    select
        claim_id, document_id, story_id, char_start, char_end, holder_code, source_name, actor_code, event_type, target_code,
        polarity, modality, said_on
    from stg_claims
    where holder_code is not null
),
documents as (select document_id, source_path, text from stg_documents),
contested as (
    select actor_code, event_type, target_code
    from claims
    group by all
    having min(polarity) <> max(polarity) and min(holder_code) <> max(holder_code)
),
disputed as materialized (
    select
        claim_id, document_id, story_id, char_start, char_end, holder_code, source_name, actor_code, event_type, target_code, polarity,
        modality, said_on
    from claims
    semi join contested using (actor_code, event_type, target_code)
),
sayings as (
    select
        c.actor_code, c.event_type, c.target_code, c.polarity, c.modality, c.holder_code, c.said_on, c.story_id,
        coalesce(c.said_on::varchar, 'undated') || c.claim_id as place,
        {
            'claim_id': c.claim_id, 'holder_code': c.holder_code, 'source_name': c.source_name, 'said_on': c.said_on,
            'modality': c.modality, 'source_path': d.source_path,
            'evidence': substring(d.text, c.char_start + 1, c.char_end - c.char_start)
        } as saying
    from disputed c
    join documents d using (document_id)
),
gathered as (
    select
        actor_code, event_type, target_code,
        list_sort(list_distinct(list(holder_code) filter (where polarity = 'affirmed'))) as affirming_holders,
        list_sort(list_distinct(list(holder_code) filter (where polarity = 'denied'))) as denying_holders,
        min(polarity) filter (where modality = 'actual') <> max(polarity) filter (where modality = 'actual')
            and min(holder_code) filter (where modality = 'actual') <> max(holder_code) filter (where modality = 'actual')
            as is_about_facts,
        min(said_on) filter (where polarity = 'affirmed') as first_affirmed_on,
        max(said_on) filter (where polarity = 'affirmed') as last_affirmed_on,
        min(said_on) filter (where polarity = 'denied') as first_denied_on,
        max(said_on) filter (where polarity = 'denied') as last_denied_on,
        len(list_distinct(list(story_id))) as n_documents,
        list(saying) filter (where polarity = 'affirmed') as affirming,
        list(place) filter (where polarity = 'affirmed') as affirming_places,
        list(saying) filter (where polarity = 'denied') as denying, list(place) filter (where polarity = 'denied') as denying_places
    from sayings
    group by all
)
select
    g.actor_code, a.name as actor_name, g.event_type, g.target_code, t.name as target_name,
    len(g.affirming_holders) as n_affirming, len(g.denying_holders) as n_denying, g.affirming_holders, g.denying_holders,
    coalesce(g.is_about_facts, false) as is_about_facts, g.first_affirmed_on, g.last_affirmed_on, g.first_denied_on, g.last_denied_on,
    g.n_documents, list_select(g.affirming, list_grade_up(g.affirming_places)) as affirming_evidence,
    list_select(g.denying, list_grade_up(g.denying_places)) as denying_evidence
from gathered g
left join names a on a.code = g.actor_code
left join names t on t.code = g.target_code
order by actor_code, event_type, target_code
