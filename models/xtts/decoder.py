"""Decoder: the autoregressive half of XTTS over coqui's weights, many rows at once, each at its own place.

A row lives in a slot of the key-value cache. Rows stand side by side from slot 0 on; padding is behind a row's end,
where causal attention never looks. Positions are in the embeddings, so a row does not care where others are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

from models.device import sent
from models.graphs import Graphs, room_for
from models.xtts.attention import look_back
from models.xtts.moves import Moves
from models.xtts.residual import joined, widened
from models.xtts.sampling import Vocabulary

if TYPE_CHECKING:
    from TTS.tts.layers.xtts.gpt import GPT

TIMES = 64
"""On a GPU, what rows begin with is padded to a multiple of so many places: fewer shapes."""
TOGETHER = 16
"""So many rows begin at once, at most."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a row begins with."""

    conditioning: Tensor
    """Of the speaker: [places, width]"""
    text: Sequence[int]
    """Tokens, between the two that say where a text starts and stops."""

    @property
    def places(self) -> int:
        """That it takes, with the one from which the first code is drawn."""
        return len(self.conditioning) + len(self.text) + 1


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
        self._positions: Tensor = gpt.mel_pos_embedding.emb.weight
        self.width = int(gpt.model_dim)
        self.longest = int(gpt.max_gen_mel_tokens)
        """Codes of one row."""
        self.vocabulary = Vocabulary(int(gpt.num_audio_tokens), int(gpt.start_audio_token), int(gpt.stop_audio_token))
        self.device = gpt.mel_head.weight.device
        places = int(gpt.max_prompt_tokens + gpt.max_text_tokens + gpt.max_mel_tokens)
        shape = len(self._blocks), 2, slots + 1, self._heads, places, self.width // self._heads
        self._kept = torch.zeros(shape, dtype=dtype, device=self.device)
        """Keys and values of each layer."""
        self._counts = torch.zeros(3, slots + 1, dtype=torch.long, device=self.device)
        self._ends, self.made, self.codes = self._counts
        """Of each row: places that are taken, codes that it has, and the last of them."""
        self.latents = torch.zeros(slots + 1, self.width, dtype=dtype, device=self.device)

    def prompt(self, conditioning: Tensor, tokens: Sequence[int]) -> Prompt:
        """Of the speaker's [places, width] and the text's tokens."""
        return Prompt(conditioning, (int(self._gpt.start_text_token), *tokens, int(self._gpt.stop_text_token)))

    def rows(self, number: int) -> int:
        """With how many a step of so many rows is taken: a GPU takes steps of few sizes, padding among them."""
        return number if self.device.type == "cpu" else room_for(number, self._slots)

    def enter(self, slot: int, prompts: Sequence[Prompt]) -> None:
        """New rows, in the slots from `slot` on."""
        for first in range(0, len(prompts), TOGETHER):
            self._enter(slot + first, prompts[first : first + TOGETHER])

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

    def move(self, moves: Moves, places: int) -> None:
        """Rows that take so many places, at most."""
        for source, target in moves.pairs:
            self._kept[:, :, target, :, :places] = self._kept[:, :, source, :, :places]
        moves.within(self._counts.T)
        moves.within(self.latents)

    def _enter(self, slot: int, prompts: Sequence[Prompt]) -> None:
        rows, places = self.rows(len(prompts)), max(prompt.places for prompt in prompts)
        if self.device.type != "cpu":
            places += -places % TIMES
        words = min(places - len(prompts[0].conditioning) - 1, len(self._gpt.text_pos_embedding.emb.weight))
        told = np.tile(np.array([self._slots, 1, *[0] * words]), (rows, 1))
        for row, prompt in enumerate(prompts):
            told[row, : 2 + len(prompt.text)] = slot + row, prompt.places, *prompt.text
        padded = [*prompts, *[prompts[0]] * (rows - len(prompts))]
        self._graphs(self._begin, torch.stack([prompt.conditioning for prompt in padded]), sent(told, self.device))

    def _begin(self, conditioning: Tensor, told: Tensor) -> None:
        """Of rows whose slots, places and text `told` has [rows, 2 + tokens]."""
        slots, lengths, hidden = told[:, 0], told[:, 1], self._prompts(conditioning, told[:, 2:])
        every = torch.arange(len(told), device=self.device)
        hidden[every, lengths - 1] = self._gpt.mel_embedding.weight[self.vocabulary.start] + self._positions[0]

        def look(layer: int, taken: Tensor) -> Tensor:
            each = taken.unflatten(-1, (3, self._heads, -1)).permute(2, 0, 3, 1, 4)
            self._kept[layer][:, slots, :, : hidden.shape[1]] = each[1:]
            return scaled_dot_product_attention(each[0], each[1], each[2], is_causal=True).transpose(1, 2).flatten(2)

        self.latents[slots] = self._gpt.final_norm(self._through(hidden, look)[every, lengths - 1])
        self._ends[slots] = lengths
        self.made.index_fill_(0, slots, 0)

    def _prompts(self, conditioning: Tensor, text: Tensor) -> Tensor:
        """[rows, places, width], with a place more than text and conditioning take."""
        words = self._gpt.text_embedding(text) + self._gpt.text_pos_embedding.emb.weight[: text.shape[1]]
        return torch.cat([conditioning, words, words[:, :1]], 1).to(self._dtype)

    def _step(self, rows: int) -> None:
        ends = self._ends[:rows]
        hidden = self._gpt.mel_embedding(self.codes[:rows]) + self._positions[self.made[:rows]]
        hidden = self._through(hidden, lambda layer, taken: look_back(taken, self._kept[layer], ends))
        self.latents[:rows] = self._gpt.final_norm(hidden)
        ends.add_(1).clamp_(max=self._kept.shape[4] - 1)

    def _through(self, hidden: Tensor, look: Callable[[int, Tensor], Tensor]) -> Tensor:
        """What all layers make of [..., width]; `look` is what one sees with queries, keys and values, side by side."""
        normed: Tensor = self._blocks[0].ln_1(hidden)
        norms = [*(block.ln_1 for block in self._blocks[1:]), self._gpt.gpt.ln_f]
        for layer, (block, norm) in enumerate(zip(self._blocks, norms, strict=True)):
            hidden, normed = joined(hidden, block.attn.c_proj(look(layer, block.attn.c_attn(normed))), block.ln_2)
            hidden, normed = joined(hidden, block.mlp.c_proj(widened(normed, block.mlp.c_fc)), norm)
        return normed
