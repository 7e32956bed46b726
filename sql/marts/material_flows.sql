-- Who gives what, and how much, to whom: AID by theme, with the quantities that the texts state. The same gift is told of many times, so quantities are not to be summed. What is traded is COOPERATE, which does not say which way the goods go, and is not here.
-- grain: actor_code, target_code, theme_group, theme_code
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
    select unnest([
        {'word': 'one', 'number': 1}, {'word': 'two', 'number': 2}, {'word': 'three', 'number': 3}, {'word': 'four', 'number': 4},
        {'word': 'five', 'number': 5}, {'word': 'six', 'number': 6}, {'word': 'seven', 'number': 7}, {'word': 'eight', 'number': 8},
        {'word': 'nine', 'number': 9}, {'word': 'ten', 'number': 10}, {'word': 'eleven', 'number': 11}, {'word': 'twelve', 'number': 12},
        {'word': 'twenty', 'number': 20}, {'word': 'thirty', 'number': 30}, {'word': 'forty', 'number': 40}, {'word': 'fifty', 'number': 50},
        {'word': 'sixty', 'number': 60}, {'word': 'seventy', 'number': 70}, {'word': 'eighty', 'number': 80}, {'word': 'ninety', 'number': 90}
    ], recursive := true)
),
scales as (
    select unnest([
        {'scale': 'dozen', 'factor': 12}, {'scale': 'hundred', 'factor': 100}, {'scale': 'thousand', 'factor': 1000},
        {'scale': 'million', 'factor': 1e6}, {'scale': 'billion', 'factor': 1e9}, {'scale': 'trillion', 'factor': 1e12}
    ], recursive := true)
),
claims as (
    select
        claim_id, holder_code, actor_code, target_code, theme, theme_code, polarity, modality,
        coalesce(event_from_on, said_on) as from_on, coalesce(event_to_on, said_on) as to_on
    from stg_claims
    where event_type = 'AID'
),
measures as (
    select unnest(
        ['mm', 'millimetre', 'millimeter', 'cm', 'km', 'kilometre', 'kilometer', 'mile', 'metre', 'meter', 'kilo', 'year', 'month', 'day', 'hour']
    ) as measure
),
stated as (
    select distinct
        theme, regexp_extract(
            lower(theme), '^(?:[a-z]{0,3}[$€£¥])?\s*([\d.,]*\d|[a-z]+)(?:[ -]([a-z]+))?(?:[ -]([a-z]+))?\b', ['first', 'second', 'third']
        ) as words
    from claims
),
measured as (
    select
        s.theme, coalesce(try_cast(replace(s.words.first, ',', '') as double), n.number + coalesce(u.number, 0)) * coalesce(f.factor, 1) as quantity
    from stated s
    left join numerals n on n.word = s.words.first
    left join numerals u on u.word = s.words.second and n.number >= 20 and u.number < 10
    left join scales f on f.scale = if(u.number is null, s.words.second, s.words.third)
    anti join measures m on m.measure = s.words.second
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
    f.n_denied, f.n_possible, f.n_future, f.n_affirmed_actual, f.n_sources, f.n_quantified, f.lowest_quantity, f.highest_quantity, f.amounts,
    f.first_on, f.last_on, f.claim_ids
from flows f
left join names a on a.code = f.actor_code
left join names t on t.code = f.target_code
order by actor_code, target_code, theme_group, theme_code
