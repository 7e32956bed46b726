"""The data dictionary says what the contracts and the SQL headers say."""

from pipeline.models.dictionary import PLACE, make_dictionary
from pipeline.tables import CONTRACTS
from tests.models.conftest import SQL


def test_the_dictionary_is_up_to_date():
    assert PLACE.read_text(encoding="utf-8") == make_dictionary(SQL), "run: python -m pipeline.models.dictionary"


def test_every_table_model_and_column_stands_in_it(models):
    text = PLACE.read_text(encoding="utf-8")
    for contract in CONTRACTS:
        assert f"### {contract.name}\n" in text
    for name in {name for model in models if not model.is_view for name in model.columns}:
        assert f"| `{name}` |" in text
