"""Decoder: the autoregressive half of XTTS over coqui's weights, many rows at once, each at its own place.

A row lives in a slot of the key-value cache. Rows stand side by side from slot 0 on; padding is behind a row's end,
where causal attention never looks. Positions are in the embeddings, so a row does not care where others are.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention as attention
from torch.nn.utils.rnn import pad_sequence

from models.xtts.sampling import Vocabulary

if TYPE_CHECKING:
    from TTS.tts.layers.xtts.gpt import GPT

BLOCK = 64
"""Attention looks at so many places more at a time: fewer shapes, and no more than the longest row needs."""

Attend = Callable[[int, Tensor, Tensor, Tensor], Tensor]
"""Of a layer: queries, keys and values, each [rows, heads, time, size], to what they attend to, of that shape."""


class Decoder:
    """Keeps, of every row: its keys and values, its last code, and the latent from which the next is drawn."""

    def __init__(self, gpt: "GPT", slots: int) -> None:
        self._gpt = gpt
        self._blocks: list[Any] = list(gpt.gpt.h)
        self._heads = int(gpt.heads)
        self.width = int(gpt.model_dim)
        self.longest = int(gpt.max_gen_mel_tokens)
        """Codes of one row."""
        self.vocabulary = Vocabulary(int(gpt.num_audio_tokens), int(gpt.start_audio_token), int(gpt.stop_audio_token))
        self.device = gpt.mel_head.weight.device
        time = int(gpt.max_prompt_tokens + gpt.max_text_tokens + gpt.max_mel_tokens)
        shape = 2, slots, self._heads, time, self.width // self._heads
        self._kept = [torch.zeros(shape, device=self.device) for _ in self._blocks]
        self._ends = [0] * slots
        """Places that are taken in each slot."""
        self.made = torch.zeros(slots, dtype=torch.long, device=self.device)
        """Codes that each row has."""
        self.codes = torch.zeros(slots, dtype=torch.long, device=self.device)
        self.latents = torch.zeros(slots, self.width, device=self.device)

    def prefix(self, conditioning: Tensor, text: Sequence[int]) -> Tensor:
        """What a row begins with: [time, width], of the speaker's [conditioning, width] and the text's tokens."""
        gpt = self._gpt
        tokens = torch.tensor([gpt.start_text_token, *text, gpt.stop_text_token], device=self.device)
        start = torch.tensor([gpt.start_audio_token], device=self.device)
        words = gpt.text_embedding(tokens) + gpt.text_pos_embedding.emb.weight[: len(tokens)]
        return torch.cat([conditioning, words, gpt.mel_embedding(start) + gpt.mel_pos_embedding.emb.weight[:1]])

    def enter(self, slot: int, prefixes: Sequence[Tensor]) -> None:
        """New rows, in the slots from `slot` on."""
        lengths = torch.tensor([len(prefix) for prefix in prefixes], device=self.device)
        rows = slice(slot, slot + len(prefixes))

        def attend(layer: int, queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
            self._kept[layer][:, rows, :, : keys.shape[2]] = torch.stack([keys, values])
            return attention(queries, keys, values, is_causal=True)

        hidden = self._through(pad_sequence(list(prefixes), batch_first=True), attend)
        self.latents[rows] = hidden[torch.arange(len(prefixes), device=self.device), lengths - 1]
        self._ends[rows] = lengths.tolist()
        self.made[rows] = 0

    def logits(self, rows: int) -> Tensor:
        """For the next code of the first `rows`: [rows, codes]."""
        scores: Tensor = self._gpt.mel_head(self.latents[:rows])
        return scores

    def note(self, codes: Tensor) -> None:
        """What was drawn for the first rows: [rows]."""
        self.codes[: len(codes)] = codes
        self.made[: len(codes)] += 1

    def step(self, rows: int) -> None:
        """One code further: the latents behind the last codes of the first `rows`."""
        each = torch.arange(rows, device=self.device)
        ends = torch.tensor(self._ends[:rows], device=self.device)
        seen = -(-(max(self._ends[:rows]) + 1) // BLOCK) * BLOCK
        mask = (torch.arange(seen, device=self.device) <= ends[:, None])[:, None, None]

        def attend(layer: int, queries: Tensor, keys: Tensor, values: Tensor) -> Tensor:
            kept = self._kept[layer]
            kept[:, each, :, ends] = torch.stack([keys, values], 1)[:, :, :, 0]
            keys, values = kept[:, :rows, :, :seen]
            return attention(queries, keys, values, attn_mask=mask[..., : kept.shape[3]])

        positions = self._gpt.mel_pos_embedding.emb(self.made[:rows])
        taken = self._gpt.mel_embedding(self.codes[:rows]) + positions
        self.latents[:rows] = self._through(taken[:, None], attend)[:, 0]
        self._ends[:rows] = [end + 1 for end in self._ends[:rows]]

    def move(self, source: int, target: int) -> None:
        """A row to another slot."""
        end = self._ends[target] = self._ends[source]
        for kept in self._kept:
            kept[:, target, :, :end] = kept[:, source, :, :end]
        for state in (self.made, self.codes, self.latents):
            state[target] = state[source]

    def _through(self, hidden: Tensor, attend: Attend) -> Tensor:
        """[rows, time, width], in and out."""
        for layer, block in enumerate(self._blocks):
            split = block.attn.c_attn(block.ln_1(hidden)).unflatten(-1, (3, self._heads, -1)).permute(2, 0, 3, 1, 4)
            hidden = hidden + block.attn.c_proj(attend(layer, *split).transpose(1, 2).flatten(2))
            hidden = hidden + block.mlp(block.ln_2(hidden))
        normed: Tensor = self._gpt.final_norm(self._gpt.gpt.ln_f(hidden))
        return normed
