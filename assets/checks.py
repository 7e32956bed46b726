"""Checks that run with every table: that it keeps its contract, and that its evidence lies in the text."""

from collections.abc import Iterator, Mapping

import dagster as dg
import pyarrow as pa

from pipeline.tables import Contract
from pipeline.tables.contract import spans_outside


def check_specs(contract: Contract, *, evidence: bool = False) -> list[dg.AssetCheckSpec]:
    """Return the checks of an asset, for its decorator."""
    specs = [
        dg.AssetCheckSpec("contract", asset=contract.name, description="Columns, types, nulls, key and order are as the contract says.")
    ]
    if evidence:
        specs.append(
            dg.AssetCheckSpec(
                "evidence", asset=contract.name, description="Every span lies in its document's text and says what the row says."
            )
        )
    return specs


def run_checks(contract: Contract, table: pa.Table, texts: Mapping[str, str] | None) -> list[dg.AssetCheckResult]:
    """Return the result of each check; the evidence is checked where texts are given."""
    results = [_result(contract, "contract", contract.breaches(table))]
    if texts is not None:
        results.append(_result(contract, "evidence", list(find_astray(table, texts))))
    return results


def texts_of(documents: pa.Table) -> dict[str, str]:
    return dict(zip(documents["document_id"].to_pylist(), documents["text"].to_pylist(), strict=True))


def find_astray(table: pa.Table, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each pair of span columns with rows outside their text, and one where rows differ from their text."""
    names, lengths = table.schema.names, {document: len(text) for document, text in texts.items()}
    for start in names:
        end = start.removesuffix("_start") + "_end"
        if start.endswith("_start") and end in names and (n := spans_outside(table, start, end, lengths)):
            yield f"{n} rows whose {start}, {end} lie outside the text"
    if "char_start" in names and "text" in names and (n := sum(1 for row in _spans(table) if not _says(row, texts))):
        yield f"{n} rows whose text is not the document's"


def _spans(table: pa.Table) -> Iterator[tuple[str, int, int, str]]:
    yield from zip(*(table[name].to_pylist() for name in ("document_id", "char_start", "char_end", "text")), strict=True)


def _says(row: tuple[str, int, int, str], texts: Mapping[str, str]) -> bool:
    document, start, end, text = row
    return texts.get(document, "")[start:end] == text


def _result(contract: Contract, name: str, found: list[str]) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key=contract.name,
        check_name=name,
        passed=not found,
        description="; ".join(found) or None,
        metadata={"breaches": len(found)},
    )
