"""The reference network in PyTorch, on the CPU.

`nn.GRU` is the same recurrence as Keras' GRU with `reset_after=True`; its gates stand in the order r, z, n instead of
z, r, h, and its matrices are transposed.
"""

import os
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

from dataset import Dataset

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))


def create_network(dataset: Dataset, params: dict[str, Any]) -> "TorchNetwork":
    return TorchNetwork(dataset, params.get("variant") or "")


class Classifier(nn.Module):
    def __init__(self, weights: dict[str, np.ndarray], *, sparse: bool, packed: bool) -> None:
        super().__init__()
        vocabulary_size, dimension = weights["embedding/embeddings"].shape
        units = weights["encoder/0/forward/recurrent_kernel"].shape[0]
        hidden_units = weights["hidden/bias"].shape[0]
        self._packed = packed
        self.embedding = nn.Embedding(vocabulary_size, dimension, padding_idx=0, sparse=sparse)
        self.encoder = nn.GRU(dimension, units, batch_first=True, bidirectional=True)
        self.hidden = nn.Linear(2 * units, hidden_units)
        self.output = nn.Linear(hidden_units, 1)
        self._load(weights)

    def forward(self, ids: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """Logits `[batch]`."""
        vectors = self.embedding(ids)
        if self._packed:
            vectors = pack_padded_sequence(vectors, lengths, batch_first=True, enforce_sorted=False)
        _, last = self.encoder(vectors)
        states = torch.cat((last[0], last[1]), dim=1)
        return self.output(torch.relu(self.hidden(states))).squeeze(1)

    @torch.no_grad()
    def _load(self, weights: dict[str, np.ndarray]) -> None:
        self.embedding.weight.copy_(torch.from_numpy(weights["embedding/embeddings"].copy()))
        for direction, suffix in (("forward", "l0"), ("backward", "l0_reverse")):
            for name, own in (("kernel", "weight_ih"), ("recurrent_kernel", "weight_hh")):
                values = reorder_gates(weights[f"encoder/0/{direction}/{name}"])
                getattr(self.encoder, f"{own}_{suffix}").copy_(torch.from_numpy(values.T.copy()))
            bias = reorder_gates(weights[f"encoder/0/{direction}/bias"])
            getattr(self.encoder, f"bias_ih_{suffix}").copy_(torch.from_numpy(bias[0].copy()))
            getattr(self.encoder, f"bias_hh_{suffix}").copy_(torch.from_numpy(bias[1].copy()))
        for name, layer in (("hidden", self.hidden), ("output", self.output)):
            layer.weight.copy_(torch.from_numpy(weights[f"{name}/kernel"].T.copy()))
            layer.bias.copy_(torch.from_numpy(weights[f"{name}/bias"].copy()))


class TorchNetwork:
    def __init__(self, dataset: Dataset, variant: str) -> None:
        sparse = variant == "sparse"
        self._dataset = dataset
        self._ids = torch.from_numpy(dataset.ids)
        self._lengths = torch.from_numpy(dataset.lengths).long()
        self._targets = torch.from_numpy(dataset.targets)
        self._generator = torch.Generator().manual_seed(1)
        self._model = Classifier(dataset.weights, sparse=sparse, packed=variant == "packed")
        self._loss = nn.BCEWithLogitsLoss()
        self._optimizers = create_optimizers(self._model, sparse=sparse, fused=variant != "unfused")
        self.versions = {"torch": torch.__version__}

    def warm_up(self, job: str, steps: int) -> None:
        size = self._dataset.batch_size
        for step in range(steps):
            start = step % self._dataset.batches * size
            if job == "predict":
                self.predict_step(slice(start, start + size))
            else:
                self.train_step(slice(start, start + size))

    def train_step(self, rows: slice) -> float:
        return self._train(self._ids[rows], self._lengths[rows], self._targets[rows])

    @torch.inference_mode()
    def predict_step(self, rows: slice) -> np.ndarray:
        return torch.sigmoid(self._model(self._ids[rows], self._lengths[rows])).numpy()

    def train_epoch(self) -> float:
        order = torch.randperm(len(self._ids), generator=self._generator)
        losses = []
        for rows in order.split(self._dataset.batch_size):
            lengths = self._lengths[rows]
            longest = int(lengths.max())
            losses.append(self._train(self._ids[rows, :longest], lengths, self._targets[rows]))
        return float(np.mean(losses))

    def _train(self, ids: torch.Tensor, lengths: torch.Tensor, targets: torch.Tensor) -> float:
        for optimizer in self._optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss = self._loss(self._model(ids, lengths), targets)
        loss.backward()
        for optimizer in self._optimizers:
            optimizer.step()
        return loss.item()


def create_optimizers(model: Classifier, *, sparse: bool, fused: bool) -> list[torch.optim.Optimizer]:
    settings = {"lr": 0.001, "eps": 1e-7}
    if not sparse:
        return [torch.optim.Adam(model.parameters(), fused=fused, **settings)]
    table = model.embedding.weight
    others = [parameter for parameter in model.parameters() if parameter is not table]
    return [torch.optim.SparseAdam([table], **settings), torch.optim.Adam(others, fused=fused, **settings)]


def reorder_gates(values: np.ndarray) -> np.ndarray:
    """Columns of the gates z, r, h in the order r, z, h."""
    update, reset, candidate = np.split(values, 3, axis=-1)
    return np.concatenate((reset, update, candidate), axis=-1)
