"""What SQL needs of the codebook, as tables."""

import dagster as dg

from assets.checks import check_specs
from assets.stage import Made, describe, finish
from pipeline.codebook import Codebook
from pipeline.tables import EVENT_TYPES, PRINCIPALS, THEME_GROUPS


@dg.asset(**describe(EVENT_TYPES, "codebook", "codebook"), check_specs=check_specs(EVENT_TYPES))
def event_types(codebook: dg.ResourceParam[Codebook]) -> Made:
    """List the event types."""
    return finish(
        EVENT_TYPES,
        EVENT_TYPES.table({name: getattr(event, name) for name in EVENT_TYPES.schema.names} for event in codebook.events.values()),
    )


@dg.asset(**describe(PRINCIPALS, "codebook", "codebook"), check_specs=check_specs(PRINCIPALS))
def principals(codebook: dg.ResourceParam[Codebook]) -> Made:
    """List the principals with their names."""
    return finish(PRINCIPALS, PRINCIPALS.table({"principal_code": code, "name": name} for code, name in codebook.principal_names.items()))


@dg.asset(**describe(THEME_GROUPS, "codebook", "codebook"), check_specs=check_specs(THEME_GROUPS))
def theme_groups(codebook: dg.ResourceParam[Codebook]) -> Made:
    """List the themes, each with the group of those that stand for one another."""
    rows = ({"theme_code": theme.theme_code, "theme_group": theme.kin} for theme in codebook.themes)
    return finish(THEME_GROUPS, THEME_GROUPS.table(rows))
