import pytest

from pipeline.documents.language import foreign_language
from tests.documents.hostile import FRENCH, RUSSIAN

ENGLISH = "Iran denied on Tuesday that it had sent missiles to Russia, and Ukraine did not believe it. "
GERMAN = "Der Außenminister erklärte am Dienstag, sein Land habe niemals Raketen an Russland geliefert. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        (GERMAN, "de"),
        (GERMAN.upper(), "de"),
        (RUSSIAN, "ru"),
        ("قال وزير الخارجية يوم الثلاثاء إن بلاده لم تزود روسيا بصواريخ قط.", "ar"),
        ("外交部长星期二表示，该国从未向俄罗斯提供导弹。莫斯科否认了这些指控。", "zh"),
        (ENGLISH, None),
        (ENGLISH.upper(), None),
        ("Iran denied it.", None),
        ("Abdulrahman al-Houthi met Sergei Lavrov and Wang Yi in Doha.", None),
        ("The Nigerian Army rescues dozens of women and children in Borno State.", None),
        ("1 2 3 4 5", None),
        ("", None),
    ],
)
def test_a_text_in_another_language_is_told_and_english_is_none(text, language):
    assert foreign_language(text) == language


def test_most_of_a_text_decides():
    assert foreign_language(f"{ENGLISH * 20}\n{GERMAN * 8}") is None
    assert foreign_language(f"{ENGLISH * 8}\n{GERMAN * 20}") == "de"
