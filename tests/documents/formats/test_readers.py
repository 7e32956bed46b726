"""The process that reads hostile files is lost without loss."""

import os
import signal

import pytest

from pipeline.documents.decode import DocumentError
from pipeline.documents.formats.readers import Limits, Readers
from pipeline.documents.formats.worker import answer
from tests.documents.builders import STORY, article, feed

RECORD = feed({"text": STORY})


def kill_it(readers):
    os.kill(readers._process.pid, signal.SIGSEGV)


def test_one_process_reads_many_files():
    with Readers() as readers:
        readers.read("json", RECORD)
        process = readers._process
        assert readers.read("json", RECORD).text == STORY
        assert readers._process is process
    assert process.poll() is not None


def test_a_process_that_dies_costs_one_file():
    with Readers() as readers:
        readers.read("json", RECORD)
        kill_it(readers)
        with pytest.raises(DocumentError) as caught:
            readers.read("json", RECORD)
        assert caught.value.code == "crashed"
        assert readers.read("json", RECORD).text == STORY


def test_a_process_that_sleeps_is_ended():
    with Readers(Limits(clock_s=1)) as readers:
        readers._start()
        os.kill(readers._process.pid, signal.SIGSTOP)
        with pytest.raises(DocumentError) as caught:
            readers.read("json", RECORD)
        assert caught.value.code == "too_slow"


def test_more_memory_than_allowed_is_too_large():
    with Readers(Limits(memory_bytes=450_000_000)) as readers, pytest.raises(DocumentError) as caught:
        readers.read("html", article(sentences=[STORY] * 60_000).encode())
    assert caught.value.code in ("too_large", "crashed")


def test_no_error_of_a_parser_gets_out():
    assert answer(lambda data: 1 / 0, b"", 1) == {"code": "broken", "reason": "it cannot be read (ZeroDivisionError)"}
