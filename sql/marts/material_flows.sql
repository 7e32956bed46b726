-- Who gives what, and how much, to whom: AID by theme, with the quantities that the texts state. The same gift
-- is told of many times, so quantities are not to be summed. What is traded is COOPERATE, which
-- does not say which way the goods go, and is not here.
-- grain: actor_code, target_code, theme_group, theme_code
-- scope: dyad
-- reads: principal_names, stg_claims, stg_theme_groups
-- column: actor_code: principal of the giver
-- column: actor_name: name of that principal
-- column: target_code: principal of the receiver
-- column: target_name: name of that principal
-- column: theme_group: group of the theme; null where the theme is none of the codebook, or there is none
-- column: theme_code: what is given; null where the theme is none of the codebook, or there is none
-- column: n_claims: claims, however they are held
-- column: n_affirmed: claims affirmed by their source
-- column: n_denied: claims denied by their source
-- column: n_possible: claims about what may be
-- column: n_future: claims about what will be
-- column: n_affirmed_actual: claims affirmed as actual
-- column: n_sources: distinct holders; the unspecified do not count
-- column: n_quantified: affirmed claims whose theme states a quantity, in figures or as a number word
-- column: lowest_quantity: the lowest of them; of money in whatever currency it is stated
-- column: highest_quantity: the highest of them
-- column: amounts: their themes as written, distinct, sorted
-- column: first_on: earliest first day of an event's date, else of a saying
-- column: last_on: latest last day of an event's date, else of a saying
-- column: claim_ids: the claims, sorted
with
names as (select code, name from principal_names),
themes as (select theme_code, theme_group from stg_theme_groups),
numerals as (
    select word, number
    from (
        values
            ('one', 1), ('two', 2), ('three', 3), ('four', 4), ('five', 5), ('six', 6), ('seven', 7), ('eight', 8), ('nine', 9),
            ('ten', 10), ('eleven', 11), ('twelve', 12), ('twenty', 20), ('thirty', 30), ('forty', 40), ('fifty', 50), ('sixty', 60),
            ('seventy', 70), ('eighty', 80), ('ninety', 90)
    ) as known(word, number)
),
scales as (
    select scale, factor
    from (
        values ('dozen', 12), ('hundred', 100), ('thousand', 1000), ('million', 1000000), ('billion', 1e9), ('trillion', 1e12)
    ) as known(scale, factor)
),
measures as (
    select measure
    from (
        values
            ('mm'), ('millimetre'), ('millimeter'), ('cm'), ('km'), ('kilometre'), ('kilometer'), ('mile'), ('metre'), ('meter'), ('kilo'),
            ('year'), ('month'), ('day'), ('hour')
    ) as known(measure)
),
claims as (
    select
        claim_id, holder_code, actor_code, target_code, theme, theme_code, polarity, modality,
        coalesce(event_from_on, said_on) as from_on, coalesce(event_to_on, said_on) as to_on
    from stg_claims
    where event_type = 'AID'
),
stated as (
    select distinct
        theme, regexp_extract(
            lower(theme), '^(?:[a-z]{0,3}[$€£¥])?\s*([\d.,]*\d|[a-z]+)(?:[ -]([a-z]+))?(?:[ -]([a-z]+))?\b', ['first', 'second', 'third']
        ) as words
    from claims
),
worded as (select theme, words.first as first_word, words.second as second_word, words.third as third_word from stated),
measured as (
    select
        w.theme,
        coalesce(try_cast(replace(w.first_word, ',', '') as double), n.number + coalesce(u.number, 0)) * coalesce(f.factor, 1) as quantity
    from worded w
    left join numerals n on n.word = w.first_word
    left join numerals u on u.word = w.second_word and n.number >= 20 and u.number < 10
    left join scales f on f.scale = if(u.number is null, w.second_word, w.third_word)
    anti join measures m on m.measure = w.second_word
),
flows as (
    select
        c.actor_code, c.target_code, t.theme_group, c.theme_code, count(*) as n_claims,
        count(*) filter (where c.polarity = 'affirmed') as n_affirmed, count(*) filter (where c.polarity = 'denied') as n_denied,
        count(*) filter (where c.modality = 'possible') as n_possible, count(*) filter (where c.modality = 'future') as n_future,
        count(*) filter (where c.polarity = 'affirmed' and c.modality = 'actual') as n_affirmed_actual,
        count(distinct c.holder_code) as n_sources,
        count(m.quantity) filter (where c.polarity = 'affirmed') as n_quantified,
        min(m.quantity) filter (where c.polarity = 'affirmed') as lowest_quantity,
        max(m.quantity) filter (where c.polarity = 'affirmed') as highest_quantity,
        coalesce(list_sort(list(distinct c.theme) filter (where c.polarity = 'affirmed' and m.quantity is not null)), []) as amounts,
        min(c.from_on) as first_on, max(c.to_on) as last_on, list_sort(list(c.claim_id)) as claim_ids
    from claims c
    left join themes t using (theme_code)
    left join measured m on m.theme = c.theme
    group by all
)
select
    f.actor_code, a.name as actor_name, f.target_code, t.name as target_name, f.theme_group, f.theme_code, f.n_claims, f.n_affirmed,
    f.n_denied, f.n_possible, f.n_future, f.n_affirmed_actual, f.n_sources, f.n_quantified, f.lowest_quantity, f.highest_quantity,
    f.amounts, f.first_on, f.last_on, f.claim_ids
from flows f
left join names a on a.code = f.actor_code
left join names t on t.code = f.target_code
order by actor_code, target_code, theme_group, theme_code
