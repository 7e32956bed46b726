"""`make explain CLAIM=id`: show the sentence that a claim rests on, its parts marked, and the rules that made it."""

import os
import sys

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assets.home import HomeError, Warehouse
from pipeline.codebook import Codebook, load_codebook
from pipeline.models.explain import Explanation, UnknownClaimError, explain_claim

STYLES = {
    "source": "bold magenta",
    "cue": "magenta",
    "actor": "bold green",
    "trigger": "bold red",
    "target": "bold blue",
    "theme": "yellow",
}


def main() -> int:
    """Explain the claim that CLAIM names; a failure is one line on the error stream."""
    claim_id = os.environ.get("SAYSO_CLAIM", "")
    if not claim_id:
        print("sayso: name a claim, such as: make explain CLAIM=0123456789abcdef", file=sys.stderr)
        return 1
    try:
        show(explain_claim(Warehouse.from_environment().folder, claim_id), load_codebook())
    except (HomeError, UnknownClaimError) as error:
        print(f"sayso: {error}", file=sys.stderr)
        return 1
    except duckdb.Error:
        print("sayso: there is no database yet; type: make run", file=sys.stderr)
        return 1
    return 0


def show(explanation: Explanation, codebook: Codebook) -> None:
    """Print the marked sentence, its parts and the rules, document text as text and never as markup."""
    console = Console(highlight=False)
    row = explanation.row
    console.print(Text(f"{row['source_path']}, characters {row['char_start']} to {row['char_end']}"), style="dim")
    if row["original_path"]:
        console.print(Text(f"a copy of {row['original_path']}"), style="dim")
    console.print(marked(explanation), soft_wrap=True)
    console.print(Text(verdict(explanation)), soft_wrap=True)
    table = Table(box=None, show_header=False, pad_edge=False)
    for part in explanation.parts:
        table.add_row(Text(part.name, style=STYLES[part.name]), Text(part.text))
    for rule, example in rules_of(row["rule_id"], codebook):
        table.add_row(Text("rule", style="dim"), Text(rule), Text(example, style="dim"))
    console.print(table)


def marked(explanation: Explanation) -> Text:
    """Return the sentence with each part in its style; a part of another sentence is not marked."""
    text = Text(explanation.sentence)
    for part in explanation.parts:
        start, end = part.start - explanation.start, part.end - explanation.start
        if 0 <= start < end <= len(explanation.sentence):
            text.stylize(STYLES[part.name], start, end)
    return text


def verdict(explanation: Explanation) -> str:
    row = explanation.row
    via = "".join(f", according to {holder['name']}" for holder in reversed(row["via"] or []))
    return (
        f"{row['source_name']} ({row['source_code']}){via}: {row['actor_name']} ({row['actor_code']}) {row['event_type']} "
        f"{row['target_name']} ({row['target_code']}), {row['polarity']}, {row['modality']}"
    )


def rules_of(rule_id: str, codebook: Codebook) -> list[tuple[str, str]]:
    """Return the rules that made a claim, each with the example of its entry in the codebook where it has one."""
    examples = {frame.frame_id: frame.example for frame in codebook.frames} | {cue.cue_id: cue.example for cue in codebook.cues}
    examples |= {operator.operator_id: operator.example for operator in codebook.operators}
    return [(rule, examples.get(rule, "")) for rule in rule_id.split("+")]


if __name__ == "__main__":
    sys.exit(main())
