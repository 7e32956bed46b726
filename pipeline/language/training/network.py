"""The network: a small BERT encoder and one head for each layer of annotation."""

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from pipeline.language.labels import Labels
from pipeline.language.pieces import N_SHAPES

WIDTH, LAYERS, ATTENTION_HEADS, POSITIONS = 384, 6, 12, 256
ARC_WIDTH, RELATION_WIDTH = 256, 96


class EncoderLayer(nn.Module):
    """A BERT layer under the names of its published weights."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm_1, self.norm_2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        split = (batch, length, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)
        query, key, value = (f(x).view(split).transpose(1, 2) for f in (self.query, self.key, self.value))
        if self.training:
            mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        else:
            scores = query @ key.transpose(2, 3) / math.sqrt(split[3])
            mixed = (scores if mask is None else scores.masked_fill(~mask, -1e9)).softmax(-1) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_1(x + self.dropout(self.output(mixed)))
        return self.norm_2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class PieceEmbedding(nn.Module):
    """The published word embeddings, which stay as they are, as bytes with one scale a piece."""

    def __init__(self, n_pieces: int) -> None:
        super().__init__()
        self.register_buffer("rows", torch.zeros(n_pieces, WIDTH, dtype=torch.int8))
        self.register_buffer("scales", torch.ones(n_pieces, 1))

    def load(self, weight: Tensor) -> None:
        self.scales = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.rows = (weight / self.scales).round().to(torch.int8)

    def forward(self, ids: Tensor) -> Tensor:
        return F.embedding(ids, self.rows).float() * F.embedding(ids, self.scales)


class Encoder(nn.Module):
    """Word pieces in, one vector a piece out."""

    def __init__(self, n_pieces: int) -> None:
        super().__init__()
        self.pieces = PieceEmbedding(n_pieces)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.shapes = nn.Embedding(N_SHAPES, WIDTH)
        nn.init.normal_(self.shapes.weight, std=0.01)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(EncoderLayer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        where = torch.arange(ids.shape[1], device=ids.device)
        x = self.pieces(ids) + self.positions(where) + self.kind + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, None if mask is None else mask[:, None, None, :])
        return x

    def load_published(self, path: Path, kept: Sequence[int]) -> None:
        """Load the published encoder weights from a safetensors file, those of the pieces that are kept."""
        weights = load_file(path)
        take = lambda name: weights[name].clone()  # noqa: E731
        self.pieces.load(take("embeddings.word_embeddings.weight")[list(kept)])
        own = {"positions.weight": take("embeddings.position_embeddings.weight")[:POSITIONS]}
        own["kind"] = take("embeddings.token_type_embeddings.weight")[0]
        names = {"norm": "embeddings.LayerNorm"}
        for i in range(LAYERS):
            theirs = f"encoder.layer.{i}"
            inside = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value"}
            inside |= {"output": "attention.output.dense", "norm_1": "attention.output.LayerNorm", "up": "intermediate.dense"}
            inside |= {"down": "output.dense", "norm_2": "output.LayerNorm"}
            names |= {f"layers.{i}.{ours}": f"{theirs}.{name}" for ours, name in inside.items()}
        own |= {f"{ours}.{part}": take(f"{name}.{part}") for ours, name in names.items() for part in ("weight", "bias")}
        missing, unknown = self.load_state_dict(own, strict=False)
        if set(missing) != {"shapes.weight", "pieces.rows", "pieces.scales"} or unknown:
            raise ValueError(f"{path}: not the encoder's weights: missing {missing}, unknown {unknown}")


class Reader(nn.Module):
    """The encoder with its heads; shapes: B windows, S pieces, W words, classes as in `Labels`."""

    def __init__(self, n_pieces: int, labels: Labels, n_corpora: int) -> None:
        super().__init__()
        self.encoder = Encoder(n_pieces)
        wide = 2 * WIDTH
        self.dropout = nn.Dropout(0.2)
        self.boundary = nn.Linear(wide, 1)
        self.upos, self.xpos = nn.Linear(wide, len(labels.upos)), nn.Linear(wide, len(labels.xpos))
        self.feats, self.lemma = nn.Linear(wide, len(labels.feats)), nn.Linear(wide, len(labels.lemma_rules))
        self.names = nn.Linear(wide, len(labels.name_tags))
        self.names_of_corpus = nn.Parameter(torch.zeros(n_corpora, len(labels.name_tags)))
        self.root = nn.Parameter(torch.randn(wide) * 0.02)
        self.arc_dependent, self.arc_head = nn.Linear(wide, ARC_WIDTH), nn.Linear(wide, ARC_WIDTH)
        self.arc = nn.Linear(ARC_WIDTH + 1, ARC_WIDTH, bias=False)
        self.relation_dependent, self.relation_head = nn.Linear(wide, RELATION_WIDTH), nn.Linear(wide, RELATION_WIDTH)
        self.relation = nn.Linear(RELATION_WIDTH + 1, len(labels.deprels) * (RELATION_WIDTH + 1), bias=False)
        self.n_relations = len(labels.deprels)

    def words(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return [B, W, 2·width]: the first and the last piece of each word."""
        x = self.encoder(ids, shapes, mask)
        pick = lambda index: torch.gather(x, 1, index[:, :, None].expand(-1, -1, WIDTH))  # noqa: E731
        return self.dropout(torch.cat([pick(first), pick(last)], dim=2))

    def tree(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return arc scores [B, W, W + 1] (column 0 is the root), relation queries [B, W, R, d + 1] and keys [B, W + 1, d + 1]."""
        heads = torch.cat([self.root.expand(words.shape[0], 1, -1), words], dim=1)
        one = lambda x: torch.cat([x, torch.ones_like(x[:, :, :1])], dim=2)  # noqa: E731
        dependent, head = (self.dropout(F.gelu(f(x))) for f, x in ((self.arc_dependent, words), (self.arc_head, heads)))
        arcs = self.arc(one(dependent)) @ head.transpose(1, 2) / math.sqrt(ARC_WIDTH)
        dependent, head = (self.dropout(F.gelu(f(x))) for f, x in ((self.relation_dependent, words), (self.relation_head, heads)))
        queries = self.relation(one(dependent)).view(*words.shape[:2], self.n_relations, RELATION_WIDTH + 1)
        return arcs, queries, one(head)


class Exported(nn.Module):
    """What the ONNX file computes for one window: every head, names as one corpus marks them."""

    def __init__(self, reader: Reader, names_corpus: int) -> None:
        super().__init__()
        self.reader = reader
        self.names = nn.Linear(2 * WIDTH, reader.names.out_features)
        self.names.weight.data = reader.names.weight.data
        self.names.bias.data = reader.names.bias.data + reader.names_of_corpus[names_corpus].data

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        reader = self.reader
        words = reader.words(ids[None], shapes[None], first[None], last[None])
        arcs, queries, keys = reader.tree(words)
        flat = (reader.upos(words), reader.xpos(words), reader.feats(words), reader.lemma(words), self.names(words))
        return (reader.boundary(words)[0, :, 0], *(x[0] for x in flat), arcs[0], queries[0], keys[0])
