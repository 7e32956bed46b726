"""What one claim rests on."""

import pytest

from pipeline.models import build_database
from pipeline.models.explain import UnknownClaimError, explain_claim


@pytest.fixture
def warehouse(world, models, tmp_path):
    document = world.document("a")
    world.claim(document, "USA", cue_start=33, cue_end=37)
    world.relate()
    world.write(tmp_path)
    build_database(tmp_path, models)
    return tmp_path


def test_the_parts_of_a_claim_are_the_words_of_its_text(warehouse):
    explanation = explain_claim(warehouse, "c000")
    words = [(part.name, part.text) for part in explanation.parts]
    assert words == [("actor", "Iran"), ("trigger", "given"), ("theme", "drones"), ("target", "Russia"), ("cue", "says")]
    assert explanation.sentence == "Iran has given drones to Russia, says Ω."


def test_an_unknown_claim_is_one_line(warehouse):
    with pytest.raises(UnknownClaimError, match="there is no claim nope in"):
        explain_claim(warehouse, "nope")
