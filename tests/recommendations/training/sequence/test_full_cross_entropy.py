"""Tests of the chunked loss against the plain one."""

import pytest

from recommendations.training.sequence.loss import CHUNK, full_cross_entropy


class FullCrossEntropyTests:
    def test_value_and_gradients_equal_the_plain_loss_when_there_are_several_chunks(self):
        torch = pytest.importorskip("torch")
        torch.manual_seed(0)
        n = 2 * CHUNK + 3
        inputs = [torch.randn(n, 8), torch.randn(20, 8), torch.randn(20)]
        targets, weights = torch.randint(0, 20, (n,)), torch.rand(n)
        ours = [value.clone().requires_grad_() for value in inputs]
        plain = [value.clone().requires_grad_() for value in inputs]

        loss = full_cross_entropy(*ours, targets, weights, bf16=False)
        (loss * 2).backward()
        logits = plain[0] @ plain[1].T + plain[2]
        expected = (torch.nn.functional.cross_entropy(logits, targets, reduction="none") * weights).sum()
        (expected * 2).backward()

        assert loss.item() == pytest.approx(expected.item(), rel=1e-5)
        for mine, theirs in zip(ours, plain, strict=True):
            torch.testing.assert_close(mine.grad, theirs.grad, atol=1e-4, rtol=1e-4)

    @pytest.mark.parametrize(("in_hardware", "same"), [(False, True), (True, False)])
    def test_bfloat16_is_used_when_the_processor_has_it(self, monkeypatch, in_hardware, same):
        torch = pytest.importorskip("torch")
        torch.manual_seed(0)
        monkeypatch.setattr("recommendations.training.sequence.loss.has_bfloat16", lambda: in_hardware)
        inputs = [torch.randn(9, 8), torch.randn(20, 8), torch.randn(20)]
        targets, weights = torch.randint(0, 20, (9,)), torch.rand(9)

        reduced = full_cross_entropy(*inputs, targets, weights, bf16=True)

        assert (reduced.item() == full_cross_entropy(*inputs, targets, weights, bf16=False).item()) is same
