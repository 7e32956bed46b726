"""One page to read: the relations, when they are claimed, and what is contested, with the sentences."""

from pipeline.report.collect import READS, Rows, collect_rows
from pipeline.report.page import list_contested, make_page, write_page

__all__ = ["READS", "Rows", "collect_rows", "list_contested", "make_page", "write_page"]
