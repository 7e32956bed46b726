import pytest

from pipeline.entities.actors import Actor, Entry, choose, fold, short_code, slug, without_article


def entry(code, valid_from="", valid_to="", rank=0):
    return Entry(Actor(code, code, code, "state", "state"), rank, valid_from, valid_to)


SOVIET, RUSSIA = entry("SUN", "1922-12-30", "1991-12-26"), entry("RUS", "1991-12-25")


@pytest.mark.parametrize(
    ("on", "code"),
    [("1980-05-01", "SUN"), ("2024-10-01", "RUS"), ("", "RUS"), ("1900-01-01", "RUS")],
)
def test_a_name_means_who_bears_it_on_the_day(on, code):
    assert choose([SOVIET, RUSSIA], on).actor.code == code


def test_a_state_goes_before_a_person_of_its_name():
    assert choose([entry("SMITH", rank=2), entry("CHN", rank=0)], "2024-01-01").actor.code == "CHN"


@pytest.mark.parametrize(("form", "plain"), [("Çavuşoğlu", "Cavusoglu"), ("Łódź", "Lodz"), ("’s", "'s"), ("Iran", "Iran"), ("Øst", "Ost")])
def test_diacritics_are_folded(form, plain):
    assert fold(form) == plain


def test_names_make_ids_and_codes():
    assert slug("Mevlüt Çavuşoğlu") == "mevlut-cavusoglu"
    assert short_code("Red Valley Fund") == "RED VALLEY FUND"
    assert without_article(["The", "Iranian", "army"]) == "Iranian army"
