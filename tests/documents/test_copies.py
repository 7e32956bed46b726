from datetime import date

from pipeline.documents.copies import Candidate, find_copies, hash_body

EARLY, LATE = date(2031, 3, 3), date(2031, 3, 4)


def candidate(document_id, path, day=None, body="same"):
    return Candidate(document_id, path, day, hash_body(body))


def test_white_space_does_not_tell_bodies_apart_but_words_do():
    assert hash_body("One  two\r\n three ") == hash_body("One two three")
    assert hash_body("One two") != hash_body("One Two")


def test_the_first_published_is_no_copy():
    assert find_copies([candidate("b", "b.txt", EARLY), candidate("a", "a.txt", LATE)]) == {"a": "b"}


def test_the_undated_come_last_and_the_path_settles_the_rest():
    found = find_copies([candidate("x", "a.txt"), candidate("y", "c.txt", LATE), candidate("z", "b.txt", LATE)])
    assert found == {"x": "z", "y": "z"}


def test_a_text_of_its_own_has_no_entry():
    assert find_copies([candidate("a", "a.txt"), candidate("b", "b.txt", body="other")]) == {}
