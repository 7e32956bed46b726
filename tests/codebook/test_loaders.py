"""The codebook's loaders: doubt is an error that names the file, the line and the reason."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.codebook import Codebook, CodebookError, load_codebook
from pipeline.codebook.codebook import FOLDER
from pipeline.codebook.words import Pattern

Edit = Callable[[str], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the codebook's tables."""
    for path in FOLDER.glob("*.tsv"):
        shutil.copy(path, tmp_path)
    return tmp_path


def rewrite(path: Path, edit: Edit) -> None:
    path.write_text(edit(path.read_text(encoding="utf-8")), encoding="utf-8")


def cell(line_start: str, old: str, new: str) -> Edit:
    """Return an edit of the first line that starts so: one cell becomes another."""

    def edit(text: str) -> str:
        line = next(line for line in text.split("\n") if line.startswith(line_start + "\t"))
        cells = [new if value == old else value for value in line.split("\t")]
        assert cells != line.split("\t")
        return text.replace(line, "\t".join(cells), 1)

    return edit


def twice(line_start: str) -> Edit:
    def edit(text: str) -> str:
        line = next(line for line in text.split("\n") if line.startswith(line_start + "\t"))
        return text.replace(line, f"{line}\n{line}", 1)

    return edit


BROKEN = {
    "an unknown event type": ("frames.tsv", cell("aid.supply.v", "AID", "HELP"), r"frames\.tsv, line \d+: unknown event_type 'HELP'"),
    "an unknown mode": ("frames.tsv", cell("consult.visit.v", "visit", "stroll"), r"frames\.tsv, line \d+:"),
    "an unknown principal of a body": ("organisations.tsv", cell("nato", "NATO", "NAT"), r"line \d+: unknown principal_code 'NAT'"),
    "an unknown principal of a person": ("people.tsv", cell("sergei-lavrov", "RUS", "RSU"), r"line \d+: unknown principal_code 'RSU'"),
    "an unknown principal of a publisher": ("publishers.tsv", cell("cbc", "CBC", "CBX"), r"line \d+: unknown actor_code 'CBX'"),
    "a demonym of two states": ("states.tsv", cell("FJI", "Fijian|Fijians", "Fijian|Fijians|French"), "'French' belongs to FJI and FRA"),
    "an unknown slot": ("frames.tsv", cell("assault.attack.v", "subj", "sbj"), r"frames\.tsv, line \d+: actor: 'sbj' is no slot"),
    "an unknown part": ("frames.tsv", cell("assault.take-control.v", "take obj:control", "take object:control"), r"line \d+: trigger"),
    "a duplicate frame": ("frames.tsv", twice("aid.supply.v"), r"frames\.tsv, line \d+: duplicate frame_id aid\.supply\.v"),
    "a duplicate state": ("states.tsv", twice("FRA"), r"states\.tsv, line \d+: duplicate actor_id FRA"),
    "an unknown cue kind": ("cues.tsv", cell("deny.v", "deny", "refuse-to-say"), r"cues\.tsv, line \d+:"),
    "an unknown polarity": ("cues.tsv", cell("say.v", "affirmed", "yes"), r"cues\.tsv, line \d+: unknown polarity 'yes'"),
    "an unknown modality": ("operators.tsv", cell("may.x", "possible", "maybe"), r"line \d+: unknown modality 'maybe'"),
    "an unknown kind of body": ("organisations.tsv", cell("nato", "alliance", "club"), r"line \d+: unknown kind 'club'"),
    "rows out of order": ("themes.tsv", lambda t: t.rstrip("\n") + "\nAAA\tweapons\tweapons\tsling\tslings\n", "AAA stands after"),
    "a missing cell": ("events.tsv", lambda t: t.replace("\t3\t-3\t", "\t3\t", 1), r"events\.tsv, line 2: 4 cells"),
    "another column": ("roles.tsv", lambda t: t.replace("role_id", "id", 1), r"roles\.tsv, line 1: the columns are"),
    "a word of two themes": ("themes.tsv", lambda t: t.rstrip("\n") + "\nZZZ\tweapons\tweapons\ttank\ta tank\n", "belongs to TANK and ZZZ"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_table_is_one_error_that_names_the_row(name: str, folder: Path) -> None:
    file, edit, message = BROKEN[name]
    rewrite(folder / file, edit)
    with pytest.raises(CodebookError, match=message):
        load_codebook(folder)


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "cues.tsv").unlink()
    with pytest.raises(CodebookError, match=r"cues\.tsv: cannot be read"):
        load_codebook(folder)


def test_any_edit_changes_the_version(folder: Path, codebook: Codebook) -> None:
    assert load_codebook(folder).version == codebook.version
    rewrite(folder / "themes.tsv", lambda text: text.replace("a round of debt relief", "a round of debt relief for all"))
    assert load_codebook(folder).version != codebook.version


def test_every_iso_state_is_there(codebook: Codebook) -> None:
    living = [state for state in codebook.states if not state.valid_to]
    assert len({state.iso2 for state in living}) == len(living) == 250
    assert {"XKX", "TWN", "PSE"} <= {state.actor_id for state in living}
    assert {"SUN", "YUG", "CSK", "DDR"} <= {state.actor_id for state in codebook.states if state.valid_to}


def test_states_bear_the_numbers_of_the_field(codebook: Codebook) -> None:
    numbers = {state.actor_id: (state.cow, state.gw) for state in codebook.states}
    assert (numbers["USA"], numbers["DEU"], numbers["SRB"], numbers["YEM"]) == ((2, 2), (255, 260), (345, 340), (679, 678))


def test_frames_span_all_of_plover(codebook: Codebook) -> None:
    assert {frame.event_type for frame in codebook.frames} == set(codebook.events)
    assert len(codebook.events) == 16


def test_a_trigger_of_several_words_is_a_head_with_parts(codebook: Codebook) -> None:
    frames = {frame.frame_id: frame for frame in codebook.frames}
    assert frames["assault.take-control.v"].pattern == Pattern("take", "VERB", (("obj", ("control",)),))
