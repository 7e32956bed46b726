"""Whose *we* a document speaks with where nobody says who published it."""

import pytest

CASES = {
    "Statement by the Kenyan Foreign Ministry\n\nWe have imposed sanctions on Somalia. We condemn Eritrea.": {
        "KEN SANCTION SOM", "KEN ACCUSE ERI",
    },
    "Norway condemns Chile. We have today imposed sanctions on Peru. We will meet with Brazil.": {
        "NOR ACCUSE CHL", "NOR SANCTION PER", "NOR CONSULT BRA",
    },
    "Norway condemns Chile. We have today imposed sanctions on Peru.": {"NOR ACCUSE CHL"},  # once may be a slip of the pen
    "“We have sanctioned Peru,” Norway said. “We will meet with Brazil,” it said.": {"NOR SANCTION PER", "NOR CONSULT BRA"},
    "We have imposed sanctions on Peru. We will meet with Brazil.": set(),
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_we_are_whoever_issues_or_acts_first(text, read):
    [claims] = read([text])
    assert {f"{claim['actor_code']} {claim['event_type']} {claim['target_code']}" for claim in claims} == CASES[text]
