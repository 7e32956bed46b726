-- What one holder affirms and another denies: an actor, an event type and a target, with each side's holders, dates and sentences.
-- grain: actor_code, event_type, target_code
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
-- column: n_documents: distinct documents in which either side stands
-- column: affirming_evidence: one struct a claim of those who affirm, oldest first: who said what, when, where, in the words of the text
-- column: denying_evidence: one struct a claim of those who deny, oldest first
with
names as (select code, name from principal_names),
claims as (
    select
        claim_id, document_id, char_start, char_end, holder_code, source_name, actor_code, event_type, target_code,
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
sayings as (
    select
        c.actor_code, c.event_type, c.target_code, c.polarity, c.modality, c.holder_code, c.said_on, c.document_id,
        coalesce(c.said_on::varchar, 'undated') || c.claim_id as place,
        {
            'claim_id': c.claim_id, 'holder_code': c.holder_code, 'source_name': c.source_name, 'said_on': c.said_on,
            'modality': c.modality, 'source_path': d.source_path,
            'evidence': substring(d.text, c.char_start + 1, c.char_end - c.char_start)
        } as saying
    from claims c
    semi join contested using (actor_code, event_type, target_code)
    join documents d using (document_id)
),
gathered as (
    select
        actor_code, event_type, target_code, polarity, list_sort(list_distinct(list(holder_code))) as holders,
        min(said_on) as first_said_on, max(said_on) as last_said_on,
        min(holder_code) filter (where modality = 'actual') as first_holder, max(holder_code) filter (where modality = 'actual') as last_holder,
        list_select(list(saying), list_grade_up(list(place))) as evidence
    from sayings
    group by all
),
documented as (select actor_code, event_type, target_code, count(distinct document_id) as n_documents from sayings group by all),
sides as (
    select
        actor_code, event_type, target_code, a.holders as affirming_holders, d.holders as denying_holders,
        a.first_holder is not null and d.first_holder is not null
            and least(a.first_holder, d.first_holder) <> greatest(a.last_holder, d.last_holder) as is_about_facts,
        a.first_said_on as first_affirmed_on, a.last_said_on as last_affirmed_on,
        d.first_said_on as first_denied_on, d.last_said_on as last_denied_on, n.n_documents,
        a.evidence as affirming_evidence, d.evidence as denying_evidence
    from gathered a
    join gathered d using (actor_code, event_type, target_code)
    join documented n using (actor_code, event_type, target_code)
    where a.polarity = 'affirmed' and d.polarity = 'denied'
)
select
    s.actor_code, a.name as actor_name, s.event_type, s.target_code, t.name as target_name,
    len(s.affirming_holders) as n_affirming, len(s.denying_holders) as n_denying, s.affirming_holders, s.denying_holders,
    s.is_about_facts, s.first_affirmed_on, s.last_affirmed_on, s.first_denied_on, s.last_denied_on, s.n_documents,
    s.affirming_evidence, s.denying_evidence
from sides s
left join names a on a.code = s.actor_code
left join names t on t.code = s.target_code
order by actor_code, event_type, target_code
