import pytest

from evaluation.agreement import Count, Reading, add_up, compare, compare_names, name_spans

# Iran denied it . He left
FIRST = Reading(
    [(0, 4), (5, 11), (12, 14), (14, 15)],
    ["PROPN", "VERB", "PRON", "PUNCT"],
    ["Iran", "deny", "it", "."],
    [2, 0, 2, 2],
    ["nsubj", "root", "obj", "punct"],
)
SECOND = Reading([(16, 18), (19, 23)], ["PRON", "VERB"], ["he", "leave"], [2, 0], ["nsubj:pass", "root"])
GOLD = [FIRST, SECOND]


def changed(reading, **columns):
    return Reading(**{**vars(reading), **columns})


def f1s(gold, system):
    return {measure: round(count.f1, 3) for measure, count in compare(gold, system).items()}


def test_the_same_reading_agrees_in_everything():
    assert set(f1s(GOLD, GOLD).values()) == {1.0}


def test_on_the_same_words_f1_is_accuracy():
    system = [changed(FIRST, upos=["NOUN", "VERB", "PRON", "PUNCT"], lemmas=["iran", "deny", "it", "."], heads=[3, 0, 2, 2]), SECOND]
    assert f1s(GOLD, system) == {"token": 1.0, "sentence": 1.0, "upos": 0.833, "lemma": 0.833, "uas": 0.833, "las": 0.833, "core": 0.667}


def test_a_wrong_relation_costs_las_alone_and_a_subtype_costs_nothing():
    figures = f1s(GOLD, [changed(FIRST, deprels=["nsubj", "root", "obl", "punct"]), changed(SECOND, deprels=["nsubj", "root"])])
    assert (figures["uas"], figures["las"], figures["core"]) == (1.0, 0.833, 0.8)


def test_sentences_that_run_together_keep_their_words():
    spans = [*FIRST.spans, *SECOND.spans]
    joined = Reading(
        spans, [*FIRST.upos, *SECOND.upos], [*FIRST.lemmas, *SECOND.lemmas], [2, 0, 2, 2, 6, 2], [*FIRST.deprels, "nsubj", "parataxis"]
    )
    figures = f1s(GOLD, [joined])
    assert figures["sentence"] == 0.0
    assert (figures["token"], figures["uas"]) == (1.0, 0.833)


def test_words_cut_otherwise_are_wrong_in_all_that_they_carry():
    glued = Reading([(0, 4), (5, 11), (12, 15)], ["PROPN", "VERB", "PRON"], ["Iran", "deny", "it."], [2, 0, 2], ["nsubj", "root", "obj"])
    counts = compare(GOLD, [glued, SECOND])
    assert counts["token"] == Count(6, 5, 4)
    assert counts["las"] == Count(6, 5, 4)
    assert counts["core"] == Count(3, 3, 2)
    assert counts["sentence"].f1 == 1.0


def test_a_lemma_that_the_gold_does_not_give_is_right():
    assert compare([changed(FIRST, lemmas=["_", "deny", "it", "."])], [FIRST])["lemma"].f1 == 1.0


def test_nothing_against_nothing_is_no_agreement():
    assert Count().f1 == 0.0
    assert compare([], [])["las"] == Count()


def test_counts_add_up_by_key():
    assert add_up([{"las": Count(2, 2, 1)}, {"las": Count(1, 0, 0), "uas": Count(1, 1, 1)}]) == {
        "las": Count(3, 2, 1),
        "uas": Count(1, 1, 1),
    }


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("O B-PER I-PER O", [(1, 3, "PER")]),
        ("B-LOC B-LOC", [(0, 1, "LOC"), (1, 2, "LOC")]),
        ("I-ORG I-ORG I-PER", [(0, 2, "ORG"), (2, 3, "PER")]),
        ("B-PER O I-PER", [(0, 1, "PER"), (2, 3, "PER")]),
        ("O O", []),
    ],
)
def test_tags_become_spans(tags, spans):
    assert name_spans(tags.split()) == spans


def test_names_count_by_type_with_exact_spans_only():
    gold, system = ["B-PER", "I-PER", "O", "B-ORG", "B-LOC"], ["B-PER", "O", "O", "B-LOC", "B-LOC"]
    assert compare_names(gold, system, kinds=("PER", "ORG", "LOC")) == {"PER": Count(1, 1, 0), "ORG": Count(1, 0, 0), "LOC": Count(1, 2, 1)}


def test_names_of_types_not_asked_for_do_not_count():
    assert compare_names(["B-MISC"], ["B-NORP"], kinds=("PER",)) == {"PER": Count()}
