"""One page to read: the relations, when they are claimed, and what is contested, with the sentences."""

from pipeline.report.collect import Rows, collect_rows
from pipeline.report.page import make_page

__all__ = ["Rows", "collect_rows", "make_page"]
