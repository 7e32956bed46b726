"""The invented signatures are what they are said to be."""

import numpy as np

from evaluation.linking import COPIED, documents_of, invent_news, invent_template
from pipeline.copies.link import link_copies


def test_about_one_in_five_of_invented_news_is_a_copy():
    found = link_copies(documents_of(invent_news(500, np.random.default_rng(1))))
    assert 0.6 * COPIED < found.num_rows / 500 < COPIED  # copies of copies keep too little
    assert set(found["kind"].to_pylist()) == {"near"}


def test_documents_of_one_template_are_no_copies():
    assert link_copies(documents_of(invent_template(500, np.random.default_rng(1)))).num_rows == 0
