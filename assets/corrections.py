"""What an analyst has corrected."""

import dagster as dg

from assets.checks import check_specs
from assets.home import Warehouse
from assets.stage import Made, describe, finish
from pipeline.codebook import Codebook
from pipeline.corrections.read import read_corrections
from pipeline.tables import CORRECTIONS


@dg.asset(**describe(CORRECTIONS, "corrections", "codebook", "corrections"), check_specs=check_specs(CORRECTIONS))
def corrections(warehouse: dg.ResourceParam[Warehouse], codebook: dg.ResourceParam[Codebook]) -> Made:
    """Read the analyst's file."""
    version = warehouse.stamp_corrections()
    found = finish(CORRECTIONS, read_corrections(warehouse.corrections_file, codebook=codebook))
    return found._replace(data_version=dg.DataVersion(version))
