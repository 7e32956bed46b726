"""The report: one page, written when it is asked for."""

import hashlib

import dagster as dg

from assets.home import Warehouse
from assets.preview import preview
from assets.progress import FILE
from assets.stage import files_version
from pipeline.report import READS, collect_rows, list_contested, make_page, write_page

PLACE = "report/index.html"


@dg.asset(
    deps=READS,
    description="One page to read, in `WAREHOUSE/report/index.html`: it opens from disk and asks no network for anything.",
    group_name="report",
    kinds={"html"},
    code_version=files_version("report"),
    metadata={FILE: PLACE},
)
def report(warehouse: dg.ResourceParam[Warehouse]) -> dg.MaterializeResult[None]:
    """Write the page from the database."""
    rows = collect_rows(warehouse.folder)
    page, path = make_page(rows).encode(), warehouse.folder / PLACE
    write_page(page, path)
    return dg.MaterializeResult(
        data_version=dg.DataVersion(hashlib.sha256(page).hexdigest()[:16]),
        metadata={
            "page": dg.MetadataValue.path(path.resolve()),
            "n_claims": rows.totals["n_claims"],
            "n_bytes": len(page),
            "contested": dg.MetadataValue.md(preview(list_contested(rows))),
        },
    )
