"""Pairs of parties that no slots hold, weighed: which features there are, who may be meant, what is yielded."""

from functools import partial

import pytest

from pipeline.claims import links

TALKS = "Kenya attacked Uganda at dawn. Nobody spoke of Chad. In the evening the Kenyan army carried out another attack."


@pytest.fixture
def weighing(monkeypatch):
    """Let features weigh what a test says, and all others nothing."""

    def weigh(**given):
        monkeypatch.setattr(links, "weights", lambda: {"bias": -5.0, **given})
        links.most_of_pair.cache_clear()

    yield partial(weigh)
    links.most_of_pair.cache_clear()


def told(claims):
    return sorted(f"{c['actor_code']} {c['event_type']} {c['target_code']}" for c in claims if "linked" in c["rule_id"].split("+"))


def test_the_weights_are_of_parties_pairs_and_triggers_in_order():
    features = list(links.weights())
    assert features[0] == links.BIAS
    assert features[1:] == sorted(features[1:])
    assert {feature.split("|")[0] for feature in features[1:]} == {"actor", "pair", "target", "trigger"}


def test_a_likely_pair_is_linked_and_less_sure(read):
    linked, slotted = read(["The visit that Norway's king had promised Iceland took place in June.", "Norway's king visited Iceland."])
    assert told(linked) in (["NOR CONSULT ISL"], ["ISL CONSULT NOR"])
    assert max(claim["confidence"] for claim in linked if claim["event_type"] == "CONSULT") < slotted[0]["confidence"]


def test_whom_it_dealt_with_before_may_be_meant_though_not_named(read, weighing):
    weighing(**{"pair|dealt": 10.0})
    [claims] = read([TALKS])
    assert "KEN ASSAULT UGA" in told(claims)


def test_nothing_is_linked_where_nothing_speaks_for_it(read, weighing):
    weighing()
    [claims] = read([TALKS])
    assert told(claims) == []


def test_a_party_is_not_linked_to_its_own_principal(read, weighing):
    weighing(**{"trigger|ASSAULT": 50.0})
    [claims] = read(["Kenyan police and the Kenyan army watched Ugandan television during the attack."])
    assert all(claim["actor_code"] != claim["target_code"] for claim in claims)
    assert told(claims)


def test_of_a_symmetric_event_one_order_is_told(read, weighing):
    weighing(**{"trigger|CONSULT": 50.0})
    [claims] = read(["While talks went on, Kenyan papers quoted Ugandan ones."])
    assert len(told(claims)) == 1


def test_the_absent_are_those_of_most_weight_and_those_named_last(read_cast):
    cast, trees = read_cast("Kenya met Uganda. Kenya met Chad. Kenya met Niger. Kenya met Mali. Sudan met Gabon. The weather was fine.")
    absent = cast.absent(trees[-1], set())
    assert absent[0] == "KEN"
    assert "GAB" in absent
    assert len(absent) <= links.MOST_ABSENT + links.LATEST_ABSENT
    assert "KEN" not in cast.absent(trees[-1], {"KEN"})


@pytest.fixture
def read_cast(engine, codebook):
    """Return a document's actors and its sentences."""
    from evaluation.reading import read_texts
    from pipeline.claims.mentions import Mentions
    from pipeline.language.tree import read_trees

    def cast_of(text):
        tables = read_texts([text], engine, codebook)
        trees = list(read_trees(tables.sentences))
        return links.Cast(trees, Mentions(tables.entities), ()), trees

    return cast_of
