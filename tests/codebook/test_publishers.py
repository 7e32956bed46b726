import pytest

from pipeline.codebook import load_codebook
from pipeline.codebook.publishers import PUBLISHER_COLUMNS, find_publisher, load_publishers
from pipeline.codebook.rows import CodebookError

PUBLISHERS = load_codebook().publishers
HEADER = "\t".join(PUBLISHER_COLUMNS) + "\n"


@pytest.mark.parametrize("publisher", PUBLISHERS, ids=lambda publisher: publisher.publisher_id)
def test_an_example_is_found_by_its_address(publisher):
    assert find_publisher(PUBLISHERS, name=None, url=publisher.example) == publisher


@pytest.mark.parametrize(
    ("name", "url", "code"),
    [
        ("voa", None, "VOA"),
        (None, "https://www.state.gov/r/2016/1.htm", "USA"),
        (None, "http://mfa.gov.ua/en/news", "UKR"),
        (None, "https://eeas.europa.eu/headquarters", "EU"),
        ("Reuters", "https://www.state.gov/", "REUTERS"),
    ],
)
def test_a_name_goes_before_an_address_and_a_longer_domain_before_a_shorter(name, url, code):
    assert find_publisher(PUBLISHERS, name=name, url=url).actor_code == code


@pytest.mark.parametrize(
    ("name", "url"), [(None, None), ("The Hill Gazette", ""), (None, "https://notstate.gov.example"), (None, "http://[bad")]
)
def test_others_are_nobody(name, url):
    assert find_publisher(PUBLISHERS, name=name, url=url) is None


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("a\tA.org\tA\tUSA\tx\n", "bare domain"),
        ("a\ta.org\t\tUSA\tx\n", "names is empty"),
        ("a\ta.org\tA\tUSB\tx\n", "unknown actor_code 'USB'"),
        ("a\ta.org\tA\tUSA\tx\nb\tb.org\ta\tUSA\tx\n", "also a's"),
    ],
)
def test_a_doubtful_line_is_named(lines, reason, tmp_path):
    path = tmp_path / "publishers.tsv"
    path.write_text(HEADER + lines, encoding="utf-8")
    with pytest.raises(CodebookError, match=reason):
        load_publishers(path, ["USA"])
