import pytest

from evaluation.figures import FiguresError, merge_figures, read_figures


def test_each_measurement_keeps_the_keys_of_the_others(tmp_path):
    path = tmp_path / "build" / "quality.json"
    merge_figures(path, {"b": 2.0, "a": 1.0})
    merge_figures(path, {"c": 3.0, "a": 0.5})
    assert read_figures(path) == {"a": 0.5, "b": 2.0, "c": 3.0}
    assert path.read_text().startswith('{\n  "a": 0.5')
    assert [file.name for file in path.parent.iterdir()] == ["quality.json"]


@pytest.mark.parametrize("content", ["{", "[1]", '{"a": {"b": 1}}', '{"a": "high"}', '{"a": true}'])
def test_a_file_of_something_else_is_named_and_left_alone(tmp_path, content):
    path = tmp_path / "quality.json"
    path.write_text(content)
    with pytest.raises(FiguresError, match=r"quality\.json"):
        merge_figures(path, {"a": 1.0})
    assert path.read_text() == content
