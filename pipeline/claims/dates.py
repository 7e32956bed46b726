"""Dates of events: absolute, without a year, and relative to the day of publication, as intervals."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.language.tree import Tree

MONTHS = {
    name: number
    for number, name in enumerate("january february march april may june july august september october november december".split(), 1)
}
MONTHS |= {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
WEEKDAYS = {name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
NEARBY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
CALENDAR = frozenset((*MONTHS, *WEEKDAYS, *NEARBY))
SHIFTS = {"last": -1, "this": 0, "next": 1, "previous": -1, "past": -1, "coming": 1}
YEAR = re.compile(r"(?:19|20)\d\d")
DAY = re.compile(r"([0-3]?\d)(?:st|nd|rd|th)?")
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
YEAR_MARKS = frozenset(("in", "since", "during", "from", "until", "by", "of", "after", "before", "early", "late", "mid"))


@dataclass(frozen=True)
class When:
    """An interval of days, both ends in it, with its granularity: year · month · week · day."""

    first: date
    last: date
    granularity: str

    @property
    def iso(self) -> str | None:
        """The date as YYYY, YYYY-MM or YYYY-MM-DD; a week has none."""
        length = {"year": 4, "month": 7, "day": 10}.get(self.granularity)
        return self.first.isoformat()[:length] if length else None


@dataclass(frozen=True)
class DateMention:
    """A date where it stands: its first and last word."""

    first: int
    last: int
    when: When


def find_dates(tree: Tree, published_on: date | None) -> list[DateMention]:
    """Return the dates of a sentence; one without a year takes the latest year that does not lie after publication."""
    found: list[DateMention] = []
    word = 0
    while word < len(tree):
        here = next(readings(tree, word, published_on), None)
        if here is None:
            word += 1
        else:
            found.append(here)
            word = here.last + 1
    return found


def readings(tree: Tree, word: int, published_on: date | None) -> Iterator[DateMention]:
    form = tree.form[word].lower().rstrip(".")
    if iso := ISO.fullmatch(form):
        yield from dated(word, word, *map(int, iso.groups()))
    if form in MONTHS and tree.form[word][0].isupper() and (form not in ("may", "mar") or near_number(tree, word)):
        yield from around_month(tree, word, MONTHS[form], published_on)
    if (day := DAY.fullmatch(form)) and word + 1 < len(tree) and tree.form[word + 1].lower().rstrip(".") in MONTHS:
        month = MONTHS[tree.form[word + 1].lower().rstrip(".")]
        last, year = year_after(tree, word + 1)
        yield from dated(word, last, year or guess_year(published_on, month, int(day[1])), month, int(day[1]))
    if YEAR.fullmatch(form) and word and tree.form[word - 1].lower() in YEAR_MARKS:
        yield DateMention(word, word, When(date(int(form), 1, 1), date(int(form), 12, 31), "year"))
    if published_on is not None:
        yield from relative(tree, word, form, published_on)


def near_number(tree: Tree, word: int) -> bool:
    return any(tree.form[i][0].isdigit() for i in (word - 1, word + 1) if 0 <= i < len(tree))


def around_month(tree: Tree, word: int, month: int, published_on: date | None) -> Iterator[DateMention]:
    """Yield *Sept. 9, 2024*, *Sept. 9*, *September 2024*, *in September*."""
    following = tree.form[word + 1] if word + 1 < len(tree) else ""
    day = DAY.fullmatch(following)
    if day and 1 <= int(day[1]) <= 31:
        last, year = year_after(tree, word + 1)
        yield from dated(word, last, year or guess_year(published_on, month, int(day[1])), month, int(day[1]))
        return
    last, year = year_after(tree, word)
    year = year or guess_year(published_on, month, 1)
    if year is not None:
        yield DateMention(word, last, When(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"))


def year_after(tree: Tree, word: int) -> tuple[int, int | None]:
    """Return the last word and the year of a date that ends at a word, a comma between them allowed."""
    for at in (word + 1, word + 2):
        if at < len(tree) and YEAR.fullmatch(tree.form[at]) and (at == word + 1 or tree.form[word + 1] == ","):
            return at, int(tree.form[at])
    return word, None


def guess_year(published_on: date | None, month: int, day: int) -> int | None:
    if published_on is None:
        return None
    return (
        published_on.year
        if (month, day) <= (published_on.month, published_on.day) or month <= published_on.month + 2
        else published_on.year - 1
    )


def dated(first: int, last: int, year: int | None, month: int, day: int) -> Iterator[DateMention]:
    try:
        on = date(year or 0, month, day)
    except ValueError:
        return
    yield DateMention(first, last, When(on, on, "day"))


def relative(tree: Tree, word: int, form: str, published_on: date) -> Iterator[DateMention]:
    """Yield *yesterday*, *on Monday*, *last week*, *this month*, *two years ago*."""
    if form in NEARBY:
        on = published_on + timedelta(NEARBY[form])
        yield DateMention(word, word, When(on, on, "day"))
    if form in WEEKDAYS:
        before = tree.form[word - 1].lower() if word else ""
        back = (published_on.weekday() - WEEKDAYS[form]) % 7
        on = published_on - timedelta(back) + timedelta(7 if before == "next" else 0)
        yield DateMention(word, word, When(on, on, "day"))
    if form in ("week", "month", "year") and word and tree.form[word - 1].lower() in SHIFTS:
        yield DateMention(word - 1, word, shifted(published_on, form, SHIFTS[tree.form[word - 1].lower()]))
    if form == "ago" and word > 1 and tree.lemma[word - 1] in ("day", "week", "month", "year"):
        count = count_of(tree.form[word - 2])
        if count is not None:
            yield DateMention(word - 2, word, ago(published_on, tree.lemma[word - 1], count))


def count_of(form: str) -> int | None:
    words = "zero one two three four five six seven eight nine ten eleven twelve".split()
    lowered = {"a": "one", "an": "one"}.get(form.lower(), form.lower())
    if lowered.isdecimal():
        return int(lowered) if len(lowered) < 4 else None
    return words.index(lowered) if lowered in words else None


def shifted(published_on: date, unit: str, shift: int) -> When:
    if unit == "week":
        monday = published_on - timedelta(published_on.weekday()) + timedelta(7 * shift)
        return When(monday, monday + timedelta(6), "week")
    if unit == "year":
        return When(date(published_on.year + shift, 1, 1), date(published_on.year + shift, 12, 31), "year")
    year, month = divmod(published_on.year * 12 + published_on.month - 1 + shift, 12)
    return When(date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1]), "month")


def ago(published_on: date, unit: str, count: int) -> When:
    if unit == "day":
        on = published_on - timedelta(count)
        return When(on, on, "day")
    return shifted(published_on, unit, -count)


def date_of(tree: Tree, trigger: int, dates: list[DateMention]) -> When | None:
    """Return the date that belongs to a trigger: the nearest one that hangs from it or from the clause that it heads or completes."""
    clause = clause_of(tree, trigger)
    own = [d for d in dates if anchor(tree, d) in (trigger, clause)]
    if not own:
        return None
    return min(own, key=lambda d: (anchor(tree, d) != trigger, abs(d.first - trigger))).when


def clause_of(tree: Tree, trigger: int) -> int:
    """Return the verb of the clause that a trigger completes: itself for a verb, its governor for an object or subject noun."""
    if tree.upos[trigger] == "VERB":
        return trigger
    above = tree.head[trigger]
    return above if above >= 0 and tree.upos[above] == "VERB" and tree.deprel[trigger] in ("obj", "nsubj", "nsubj:pass", "obl") else trigger


def anchor(tree: Tree, found: DateMention) -> int:
    """Return the word outside a date that it hangs from."""
    at = found.first
    while found.first <= tree.head[at] <= found.last:
        at = tree.head[at]
    return tree.head[at]
