"""A file of corrections is read as it stands, or refused with the place that is wrong."""

import pytest

from pipeline.codebook import load_codebook
from pipeline.corrections.read import CorrectionsError, read_corrections

HEADING = "action\tkey\tvalue\treason\n"
GOOD = "merge\ta-person\tanother\tthe same\nsplit\tsmith\t2031/b c.txt\ttwo men\ncode\tsmith@2031/b c.txt\tGBR\ta Briton\n"


@pytest.fixture(scope="module")
def codebook():
    return load_codebook()


@pytest.fixture
def read(tmp_path, codebook):
    def run(text):
        path = tmp_path / "corrections.tsv"
        path.write_bytes(text.encode())
        return read_corrections(path, codebook=codebook).to_pylist()

    return run


def test_each_line_is_a_correction_with_its_number(read):
    rows = read(HEADING + GOOD + "\nreject\tc1\t\tno claim\namend\tc2\tevent_date=2016-02\tsee the text\n")
    assert [(row["row_number"], row["action"], row["value"]) for row in rows] == [
        (2, "merge", "another"), (3, "split", "2031/b c.txt"), (4, "code", "GBR"), (6, "reject", None), (7, "amend", "event_date=2016-02"),
    ]  # fmt: skip
    assert rows[0] == {"row_number": 2, "action": "merge", "key": "a-person", "value": "another", "reason": "the same"}


def test_what_a_spreadsheet_writes_is_read_alike(read):
    assert read("\ufeff" + (HEADING + GOOD).replace("\n", "\r\n")) == read(HEADING + GOOD)


def test_no_file_and_no_lines_hold_none(read, tmp_path, codebook):
    assert read_corrections(tmp_path / "none.tsv", codebook=codebook).num_rows == 0
    assert read(HEADING) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("drop\ta\tb\twhy", "the action 'drop' is none of merge, split, code, reject, amend"),
        ("merge\ta\tb", "3 cells parted by tabs, not 4"),
        ("merge\ta\tb\t ", "the reason is empty"),
        ("merge\t\tb\twhy", "the key is empty"),
        ("merge\ta\t\twhy", "merge needs a value"),
        ("merge\ta\ta\twhy", "a is merged into itself"),
        ("merge\tz\ta-person\twhy", "a-person is itself merged in line 2; merge both into the same"),
        ("merge\ta-person\tb\twhy", "merge a-person stands in line 2 already"),
        ("split\ta\t\twhy", "split needs a value"),
        ("split\tsmith\t2031/b c.txt\twhy", "split smith stands in line 3 already"),
        ("code\ta\tgbr\twhy", "'gbr' is no code of a principal, such as IRN"),
        ("code\ta\tAUTHOR\twhy", "'AUTHOR' is no code of a principal, such as IRN"),
        ("code\ta\t\twhy", "'' is no code of a principal, such as IRN"),
        ("reject\tc1\tyes\twhy", "reject takes no value"),
        ("amend\tc1\tdenied\twhy", "the value 'denied' is not column=value with one of polarity, modality, "),
        ("amend\tc1\tconfidence=1\twhy", "the value 'confidence=1' is not column=value"),
        ("amend\tc1\tpolarity=no\twhy", "'no' is no polarity"),
        ("amend\tc1\tmodality=\twhy", "'' is no modality"),
        ("amend\tc1\tevent_type=HELP\twhy", "'HELP' is no event_type"),
        ("amend\tc1\ttheme_code=THING\twhy", "'THING' is no theme_code"),
        ("amend\tc1\ttarget_code=UNSPECIFIED\twhy", "'UNSPECIFIED' is no target_code"),
        ("amend\tc1\tevent_date=2016-13\twhy", "'2016-13' is no event_date"),
        ("amend\tc1\tevent_date=2016-02-30\twhy", "'2016-02-30' is no event_date"),
        ("amend\tc1\tevent_date=16\twhy", "'16' is no event_date"),
        ("amend\tc1\tsaid_on=2016-02\twhy", "'2016-02' is no said_on"),
    ],
)
def test_a_wrong_line_is_named_with_the_reason(read, line, reason):
    with pytest.raises(CorrectionsError) as raised:
        read(f"{HEADING}{GOOD}{line}\n")
    assert f"corrections.tsv, line 5: {reason}" in str(raised.value)


@pytest.mark.parametrize("value", ["polarity=denied", "modality=possible", "event_type=AID", "theme_code=UAV", "actor_code=HAMAS"])
def test_what_may_be_amended_is(read, value):
    assert read(f"{HEADING}amend\tc1\t{value}\twhy\n")[0]["value"] == value


def test_a_claim_is_amended_once_a_column_and_not_when_rejected(read):
    amends = HEADING + "amend\tc1\tpolarity=denied\twhy\namend\tc1\tmodality=future\twhy\n"
    assert len(read(amends)) == 2
    with pytest.raises(CorrectionsError, match="line 4: amend c1 stands in line 2 already"):
        read(amends + "amend\tc1\tpolarity=affirmed\twhy\n")
    with pytest.raises(CorrectionsError, match="line 2: c1 is rejected in line 4"):
        read(amends + "reject\tc1\t\twhy\n")


@pytest.mark.parametrize("text", ["", "key\taction\tvalue\treason\n", "action,key,value,reason\n"])
def test_a_wrong_heading_is_line_one(read, text):
    with pytest.raises(CorrectionsError, match=r"corrections\.tsv, line 1: the heading is"):
        read(text)


def test_what_is_no_text_is_named(tmp_path, codebook):
    path = tmp_path / "corrections.tsv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorrectionsError, match=r"corrections\.tsv: cannot be read"):
        read_corrections(path, codebook=codebook)
