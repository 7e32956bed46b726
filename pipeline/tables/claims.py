"""The claims: who holds that who did what to whom."""

import pyarrow as pa

from pipeline.tables.contract import Contract, column

HOLDER = pa.struct([pa.field("name", pa.string(), nullable=False), pa.field("code", pa.string(), nullable=False)])

CLAIMS = Contract(
    name="claims",
    purpose="One row a claim: a source holds, affirmed or denied, that an actor did something to a target.",
    key=("claim_id",),
    schema=pa.schema([
        column("claim_id", pa.string(), "16 hex digits made from the evidence and the claim"),
        column("document_id", pa.string(), "the document it stands in"),
        column("sentence_id", pa.string(), "the sentence it stands in"),
        column("char_start", pa.int64(), "where the evidence begins in the document's text"),
        column("char_end", pa.int64(), "where it ends, exclusive"),
        column("attribution_id", pa.string(), "the attribution in whose content it stands; null for the author", nullable=True),
        column("source_kind", pa.string(), "author · named · described · unspecified"),
        column("source_id", pa.string(), "actor_id of the source", nullable=True),
        column("source_name", pa.string(), "name of the source, or its description"),
        column("source_code", pa.string(), "principal of the source; AUTHOR for the document's own voice, UNSPECIFIED for nobody's"),
        column("holder_code", pa.string(), "who counts as holder: for the author the publisher, else DOC:<document_id>", nullable=True),
        column("via", pa.list_(pa.field("item", HOLDER, nullable=False)), "those through whom the source is reported, outermost first"),
        column("cue", pa.string(), "the cue as written", nullable=True),
        column("cue_start", pa.int64(), "where the cue begins", nullable=True),
        column("cue_end", pa.int64(), "where it ends, exclusive", nullable=True),
        column("actor_mention_id", pa.string(), "the mention of the actor"),
        column("actor_id", pa.string(), "who did it"),
        column("actor_name", pa.string(), "canonical name"),
        column("actor_code", pa.string(), "principal of the actor"),
        column("event_type", pa.string(), "root type of PLOVER"),
        column("event_mode", pa.string(), "mode of PLOVER, where the words decide it", nullable=True),
        column("predicate", pa.string(), "lemma of the verb or noun that carries the event"),
        column("trigger_start", pa.int64(), "where the trigger begins"),
        column("trigger_end", pa.int64(), "where it ends, exclusive"),
        column("target_mention_id", pa.string(), "the mention of the target"),
        column("target_id", pa.string(), "to, with or for whom"),
        column("target_name", pa.string(), "canonical name"),
        column("target_code", pa.string(), "principal of the target"),
        column("theme", pa.string(), "the thing given, asked for or banned, as written", nullable=True),
        column("theme_code", pa.string(), "the theme of the codebook", nullable=True),
        column("theme_start", pa.int64(), "where the theme begins", nullable=True),
        column("theme_end", pa.int64(), "where it ends, exclusive", nullable=True),
        column("polarity", pa.string(), "affirmed or denied, by the source"),
        column("modality", pa.string(), "actual · possible · future, to the source"),
        column("event_date", pa.string(), "the event's date as YYYY, YYYY-MM or YYYY-MM-DD", nullable=True),
        column("event_from_on", pa.date32(), "first day of the event's date", nullable=True),
        column("event_to_on", pa.date32(), "last day of the event's date", nullable=True),
        column("event_granularity", pa.string(), "year · month · week · day", nullable=True),
        column("said_on", pa.date32(), "when the source said it", nullable=True),
        column("said_on_basis", pa.string(), "stated · published · unknown"),
        column("rule_id", pa.string(), "ids of the frame, cue and operators that made it, joined by +"),
        column("confidence", pa.float64(), "in [0, 1]"),
    ]),
)  # fmt: skip
