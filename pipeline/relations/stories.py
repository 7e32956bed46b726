"""Claims in copies, counted with the story that they copy."""

import pyarrow as pa
import pyarrow.compute as pc


def tell_once(claims: pa.Table, copies: pa.Table) -> pa.Table:
    """Return claims in which a copy stands as its original: its `document_id`, and for its author that one's `holder_code`.

    Where only copies say something as author, it is the first holder among theirs, by letters.
    """
    if not copies.num_rows:
        return claims
    document = claims["document_id"].combine_chunks()
    original = pc.take(copies["duplicate_of"].combine_chunks(), pc.index_in(document, value_set=copies["document_id"].combine_chunks()))
    is_author, is_copy = pc.equal(claims["source_kind"], "author").combine_chunks(), pc.is_valid(original)
    holders = claims["holder_code"].combine_chunks().cast(pa.string())
    told = pa.table({"story": pc.coalesce(original, document), "is_copy": is_copy.cast(pa.int8()), "holder": holders})
    voices = find_voices(told.filter(pc.and_(is_author, pc.is_in(told["story"], value_set=copies["duplicate_of"].combine_chunks()))))
    voice = pc.take(voices["holder_first"].combine_chunks(), pc.index_in(original, value_set=voices["story"].combine_chunks()))
    holder = pc.if_else(pc.and_(is_author, is_copy), voice, holders)
    for name, column in (("document_id", told["story"]), ("holder_code", holder)):
        claims = claims.set_column(claims.schema.get_field_index(name), name, column)
    return claims


def find_voices(told: pa.Table) -> pa.Table:
    """Return the holder for the author of each story, from what authors tell: the original's before a copy's."""
    ordered = told.sort_by([("story", "ascending"), ("is_copy", "ascending"), ("holder", "ascending")])
    return ordered.group_by("story", use_threads=False).aggregate([("holder", "first")])
