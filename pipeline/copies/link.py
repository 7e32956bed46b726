"""Link each copy to its original: a document that says the same and was published before."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.copies.near import find_near
from pipeline.tables import COPIES

COLUMNS = ("document_id", "source_path", "published_on", "body_sha256", "n_runs", "signature")
ORDER = [("published_on", "ascending", "at_end"), ("n_runs", "descending", "at_end"), ("source_path", "ascending", "at_end")]


def link_copies(documents: pa.Table) -> pa.Table:
    """Return `copies` from the COLUMNS of all live documents, whatever their order and batches.

    The original is who was published first, the undated after all others; of one day the longest, so that what was cut
    short links to it; then by path. Documents with the same words share the fate of the first of them.
    """
    order = pc.sort_indices(documents, sort_keys=ORDER)
    ordered = documents.select(["document_id", "body_sha256", "n_runs"]).take(order)
    n_runs, first = ordered["n_runs"].to_numpy(), _first_of_same(ordered["body_sha256"])
    signed = np.flatnonzero((first == np.arange(len(first))) & (n_runs > 0))
    near = find_near(_matrix(documents["signature"])[order.to_numpy()[signed]], n_runs[signed])
    origin, is_cut = np.arange(len(first)), np.zeros(len(first), dtype=bool)
    similarity, copied_share = np.ones(len(first)), np.ones(len(first))
    origin[signed], is_cut[signed] = signed[near.original], near.is_cut
    similarity[signed], copied_share[signed] = near.similarity, near.copied_share
    kind = np.where(origin[first] == first, "exact", np.where(is_cut[first], "cut", "near"))
    copies = np.flatnonzero(origin[first] != np.arange(len(first)))
    ids, of = ordered["document_id"], first[copies]
    columns = [ids.take(pa.array(copies)), ids.take(pa.array(origin[of])), kind[copies], similarity[of], copied_share[of]]
    return COPIES.sort(pa.table(columns, schema=COPIES.schema))


def _first_of_same(hashes: pa.ChunkedArray) -> np.ndarray:
    """Return for each row the number of the first row with the same value."""
    codes = hashes.combine_chunks().dictionary_encode().indices.to_numpy()
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    places: np.ndarray = first[inverse]
    return places


def _matrix(signatures: pa.ChunkedArray) -> np.ndarray:
    """Return signatures of one length as the rows of a matrix, zeros where a document has none."""
    lengths = pc.list_value_length(signatures).to_numpy()
    matrix = np.zeros((len(signatures), int(lengths.max(initial=0))), dtype=np.uint32)
    matrix[lengths > 0] = pc.list_flatten(signatures).to_numpy().reshape(-1, max(1, matrix.shape[1]))
    return matrix
