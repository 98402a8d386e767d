"""Decoder: the autoregressive half of XTTS over coqui's weights, many rows at once, each at its own place.

A row lives in a slot of the key-value cache. Rows stand side by side from slot 0 on; padding is behind a row's end,
where causal attention never looks. Positions are in the embeddings, so a row does not care where others are.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn.functional import gelu, pad, scaled_dot_product_attention
from torch.nn.utils.rnn import pad_sequence

from models.graphs import Graphs, room_for
from models.xtts.attention import look_back
from models.xtts.sampling import Vocabulary

if TYPE_CHECKING:
    from TTS.tts.layers.xtts.gpt import GPT

TIMES = 64
"""On a GPU, what rows begin with is padded to a multiple of so many places: fewer shapes."""
TOGETHER = 16
"""So many rows begin at once, at most."""


class Decoder:
    """Keeps, of every row: its keys and values, its last code, and the latent from which the next is drawn.

    Computes in numbers of `dtype`. Behind the last of `slots` is one more, for padding.
    """

    def __init__(self, gpt: "GPT", slots: int, dtype: torch.dtype, graphs: Graphs) -> None:
        self._gpt, self._slots, self._dtype, self._graphs = gpt, slots, dtype, graphs
        for part in (gpt.gpt, gpt.final_norm, gpt.mel_head, gpt.mel_embedding, gpt.mel_pos_embedding):
            part.to(dtype)
        self._blocks: list[Any] = list(gpt.gpt.h)
        self._heads = int(gpt.heads)
        self.width = int(gpt.model_dim)
        self.longest = int(gpt.max_gen_mel_tokens)
        """Codes of one row."""
        self.vocabulary = Vocabulary(int(gpt.num_audio_tokens), int(gpt.start_audio_token), int(gpt.stop_audio_token))
        self.device = gpt.mel_head.weight.device
        places = int(gpt.max_prompt_tokens + gpt.max_text_tokens + gpt.max_mel_tokens)
        shape = len(self._blocks), 2, slots + 1, self._heads, places, self.width // self._heads
        self._kept = torch.zeros(shape, dtype=dtype, device=self.device)
        """Keys and values of each layer."""
        self._ends, self.made, self.codes = torch.zeros(3, slots + 1, dtype=torch.long, device=self.device)
        """Of each row: places that are taken, codes that it has, and the last of them."""
        self.latents = torch.zeros(slots + 1, self.width, dtype=dtype, device=self.device)

    def prefix(self, conditioning: Tensor, text: Sequence[int]) -> Tensor:
        """What a row begins with: [time, width], of the speaker's [conditioning, width] and the text's tokens."""
        gpt = self._gpt
        tokens = torch.tensor([gpt.start_text_token, *text, gpt.stop_text_token], device=self.device)
        start = torch.tensor([gpt.start_audio_token], device=self.device)
        words = gpt.text_embedding(tokens) + gpt.text_pos_embedding.emb.weight[: len(tokens)]
        begin = gpt.mel_embedding(start) + gpt.mel_pos_embedding.emb.weight[:1]
        return torch.cat([each.to(self._dtype) for each in (conditioning, words, begin)])

    def rows(self, number: int) -> int:
        """With how many a step of so many rows is taken: a GPU takes steps of few sizes, padding among them."""
        return number if self.device.type == "cpu" else room_for(number, self._slots)

    def enter(self, slot: int, prefixes: Sequence[Tensor]) -> None:
        """New rows, in the slots from `slot` on."""
        for first in range(0, len(prefixes), TOGETHER):
            self._enter(slot + first, prefixes[first : first + TOGETHER])

    def logits(self, rows: int) -> Tensor:
        """For the next code of the first `rows`: [rows, codes]."""
        scores: Tensor = self._gpt.mel_head(self.latents[:rows])
        return scores

    def note(self, codes: Tensor) -> None:
        """What was drawn for the first rows: [rows]."""
        self.codes[: len(codes)] = codes
        # Padding steps on and on, and must not leave the tables.
        self.made[: len(codes)].add_(1).clamp_(max=self.longest - 1)

    def step(self, rows: int) -> None:
        """One code further: the latents behind the last codes of the first `rows`."""
        self._graphs(self._step, self.rows(rows))

    def move(self, source: int, target: int, places: int) -> None:
        """A row that takes so many places to another slot."""
        self._kept[:, :, target, :, :places] = self._kept[:, :, source, :, :places]
        for state in (self._ends, self.made, self.codes, self.latents):
            state[target] = state[source]

    def _enter(self, slot: int, prefixes: Sequence[Tensor]) -> None:
        padding = self.rows(len(prefixes)) - len(prefixes)
        padded = pad_sequence([*prefixes, *[prefixes[0][:1]] * padding], batch_first=True)
        if self.device.type != "cpu":
            padded = pad(padded, (0, 0, 0, -padded.shape[1] % TIMES))
        slots = [*range(slot, slot + len(prefixes)), *[self._slots] * padding]
        lengths = [*map(len, prefixes), *[1] * padding]
        self._graphs(self._begin, padded, torch.tensor([slots, lengths], device=self.device))

    def _begin(self, hidden: Tensor, about: Tensor) -> None:
        """Of rows [rows, time, width], whose slots and lengths `about` has [2, rows]."""
        slots, lengths = about
        for layer, block in enumerate(self._blocks):
            taken = block.attn.c_attn(block.ln_1(hidden)).unflatten(-1, (3, self._heads, -1)).permute(2, 0, 3, 1, 4)
            self._kept[layer][:, slots, :, : hidden.shape[1]] = taken[1:]
            seen = scaled_dot_product_attention(taken[0], taken[1], taken[2], is_causal=True).transpose(1, 2).flatten(2)
            hidden = _beyond(block, hidden, seen)
        last = hidden[torch.arange(len(hidden), device=self.device), lengths - 1]
        self.latents[slots] = self._normed(last)
        self._ends[slots] = lengths
        self.made.index_fill_(0, slots, 0)

    def _step(self, rows: int) -> None:
        ends = self._ends[:rows]
        hidden = self._gpt.mel_embedding(self.codes[:rows]) + self._gpt.mel_pos_embedding.emb(self.made[:rows])
        for kept, block in zip(self._kept, self._blocks, strict=True):
            hidden = _beyond(block, hidden, look_back(block.attn.c_attn(block.ln_1(hidden)), kept, ends))
        self.latents[:rows] = self._normed(hidden)
        ends.add_(1).clamp_(max=self._kept.shape[4] - 1)

    def _normed(self, hidden: Tensor) -> Tensor:
        normed: Tensor = self._gpt.final_norm(self._gpt.gpt.ln_f(hidden))
        return normed


def _beyond(block: Any, hidden: Tensor, seen: Tensor) -> Tensor:
    """What a layer makes of what its attention has seen."""
    hidden = hidden + block.attn.c_proj(seen)
    changed: Tensor = block.mlp.c_proj(gelu(block.mlp.c_fc(block.ln_2(hidden)), approximate="tanh"))
    return hidden + changed
