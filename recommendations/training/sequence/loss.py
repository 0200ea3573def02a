"""Cross-entropy over all items without ever holding all logits."""

from functools import cache
from typing import TYPE_CHECKING, Any

from recdash.llm.runtime import has_bfloat16

if TYPE_CHECKING:
    import torch

CHUNK = 128  # positions whose logits are held at once


def full_cross_entropy(
    states: "torch.Tensor",
    vectors: "torch.Tensor",
    bias: "torch.Tensor",
    targets: "torch.Tensor",
    weights: "torch.Tensor",
    *,
    bf16: bool,
) -> "torch.Tensor":
    """Return Σ weight · -log softmax(states · vectorsᵀ + bias)[target], a scalar.

    `states` (n, d), `vectors` (n_items, d), `targets` and `weights` (n,). With `bf16` the products are in bfloat16
    where the processor computes in it; where it only emulates it, they would take 14 times longer. The gradient is
    computed along with the value, chunk by chunk, so that memory grows with CHUNK · n_items and each logit is
    computed once.
    """
    reduced = bf16 and has_bfloat16()
    result: torch.Tensor = _function().apply(states, vectors, bias, targets, weights, reduced)
    return result


@cache
def _function() -> Any:
    import torch

    class FullCrossEntropy(torch.autograd.Function):
        @staticmethod
        def forward(
            context: Any,
            states: torch.Tensor,
            vectors: torch.Tensor,
            bias: torch.Tensor,
            targets: torch.Tensor,
            weights: torch.Tensor,
            bf16: bool,
        ) -> torch.Tensor:
            dtype = torch.bfloat16 if bf16 else torch.float32
            table, offset = vectors.to(dtype), bias.to(dtype)
            of_states = torch.empty_like(states)
            of_vectors, of_bias = torch.zeros_like(vectors), torch.zeros_like(bias)
            loss = 0.0
            for start in range(0, len(states), CHUNK):
                some = slice(start, start + CHUNK)
                x, wanted, weight = states[some], targets[some], weights[some, None]
                shares = torch.addmm(offset, x.to(dtype), table.T).softmax(1)
                found = shares.gather(1, wanted[:, None]).float().clamp(min=1e-12)
                loss -= float((found.log() * weight).sum())
                # The slope is weight · (shares - 1 at the target); only the first part needs all items.
                of_states[some] = weight * ((shares @ table).float() - vectors[wanted])
                weighted = x * weight
                of_vectors += (shares.T @ weighted.to(dtype)).float()
                of_vectors.index_add_(0, wanted, weighted, alpha=-1)
                of_bias += (weight.T.to(dtype) @ shares)[0].float()
                of_bias.index_add_(0, wanted, weight[:, 0], alpha=-1)
            context.save_for_backward(of_states, of_vectors, of_bias)
            return states.new_tensor(loss)

        @staticmethod
        def backward(context: Any, *above: torch.Tensor) -> Any:
            of_states, of_vectors, of_bias = context.saved_tensors
            return of_states * above[0], of_vectors * above[0], of_bias * above[0], None, None, None

    return FullCrossEntropy
