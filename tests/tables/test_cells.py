"""No cell is a formula."""

import pytest

from pipeline.tables.cells import safe


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\n=1", "＝1+1", "＋1", "－1", "＠x"])
def test_no_cell_is_a_formula(cell):
    assert safe(cell) == f"'{cell}"


def test_numbers_stay_numbers():
    assert (safe(-0.5), safe(None), safe("Iran")) == (-0.5, None, "Iran")
