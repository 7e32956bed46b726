"""The one door to Dagster: every body reads tables, makes one call into `pipeline`, returns a table."""
