from email.message import EmailMessage

import pytest

from pipeline.documents.formats.mail import read_mail
from tests.documents.builders import SENTENCES, STORY, TITLE, article, mail


def test_a_mail_gives_its_text_under_its_subject_and_its_header():
    found = read_mail(mail(Organization="The Meridian Post", Archived_At="<https://example.org/list/1>"))
    assert found.text == f"{TITLE}\n\n{STORY}\n".strip()
    assert found.said == {
        "title": TITLE,
        "author": "Mara Quill",
        "publisher": "The Meridian Post",
        "published": "2031-05-02",
        "url": "https://example.org/list/1",
    }


def both(*, plain):
    message = EmailMessage()
    message["Subject"] = "Fwd: Talks"
    message.set_content(plain)
    message.add_alternative(article(), subtype="html")
    message.add_attachment(b"Attached.", maintype="text", subtype="plain", filename="a.txt")
    return message.as_bytes()


def test_the_plain_text_comes_before_the_page_and_attachments_are_left_out():
    assert read_mail(both(plain="Plain words.")).text == "Talks\n\nPlain words."


def test_a_mail_that_is_a_page_is_read_as_one():
    message = EmailMessage()
    message["Subject"] = TITLE
    message.set_content(article(), subtype="html")
    assert read_mail(message.as_bytes()).text == "\n\n".join([TITLE, *SENTENCES])


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "windows-1252"])
def test_the_encoding_of_a_part_is_believed(charset):
    message = EmailMessage()
    message["Subject"] = "Café"
    message.set_content("The café in Málaga is shut.", charset=charset)
    assert read_mail(message.as_bytes()).text == "Café\n\nThe café in Málaga is shut."


def test_a_line_that_a_mailbox_had_to_quote_is_as_it_was_written():
    assert read_mail(mail(">From Kyiv came a denial.\n>>From Oslo too.")).text.endswith("From Kyiv came a denial.\n>From Oslo too.")
