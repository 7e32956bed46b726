"""A file is there whole or as it was; the same rows are the same bytes; rows are taken one by one."""

import pytest

from tests.exports.conftest import WRITERS, claim_of

EACH = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


@EACH
def test_the_same_rows_are_the_same_bytes(path, write):
    rows = [claim_of(), claim_of(claim_id="c2")]
    assert write(rows, path) == 2
    first = path.read_bytes()
    write(rows, path)
    assert path.read_bytes() == first


@EACH
def test_after_a_failure_the_file_before_it_stays(path, write):
    def broken():
        yield claim_of()
        raise OSError("the disk is gone")

    write([claim_of()], path)
    before = path.read_bytes()
    with pytest.raises(OSError, match="the disk is gone"):
        write(broken(), path)
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


@EACH
def test_no_rows_are_a_file_all_the_same(path, write):
    assert write([], path) == 0
    assert path.exists()
