"""The router: on where that excludes harm, never worse than the better of always and never."""

import pytest

from recommendations.judging.learning import FEWEST, fixed_ndcg, learn_router, routed_ndcg
from recommendations.judging.router import Router, bucket_names, bucket_of
from tests.recommendations.judging.judged_lists import chance_lists, judged_list, lists_where


class LearnRouterTests:
    def test_model_is_asked_only_where_it_helps(self):
        lists = [*lists_where(1, 60, right_share=1.0), *lists_where(20, 80, right_share=0.0)]

        router = learn_router(lists)

        assert not router.weights(2).off
        assert router.weights(20).off
        assert router.buckets[0].low > 0
        assert router.gain(1) > 0.2
        assert router.gain(20) == 0.0

    @pytest.mark.parametrize("seed", range(6))
    def test_router_is_never_worse_than_never_nor_than_an_always_that_proves_itself(self, seed):
        shares = (0.9, 0.6, 0.4, 0.75)
        lists = [
            one
            for length, share in zip((1, 4, 7, 15), shares, strict=True)
            for one in lists_where(length, 50, right_share=share, seed=seed)
        ]

        router = learn_router(lists, seed=seed)

        routed = routed_ndcg(lists, router).mean()
        assert routed >= fixed_ndcg(lists, 0.0).mean()
        assert routed >= fixed_ndcg(lists, router.always).mean() - 1e-12

    def test_chance_is_hardly_ever_switched_on(self):
        routers = [learn_router(chance_lists(1, 60, seed=seed, size=20), seed=seed) for seed in range(3)]

        assert sum(not router.weights(1).off for router in routers) <= 1

    def test_small_buckets_are_decided_together(self):
        lists = [*lists_where(1, FEWEST - 5, right_share=1.0), *lists_where(4, FEWEST - 5, right_share=1.0, seed=1)]

        router = learn_router(lists)

        assert [bucket.evidence for bucket in router.buckets] == ["pooled", "pooled", "none", "none"]
        assert router.weights(1) == router.weights(4)
        assert router.weights(1).old == router.weights(1).new == router.always

    def test_a_handful_of_changed_lists_proves_nothing(self):
        same = [judged_list(1, base=[2, 1], judged=[0, 0], wanted=0) for _ in range(60)]
        few = [judged_list(1, base=[2, 1], judged=[0, 1], wanted=1) for _ in range(6)]

        assert learn_router([*same, *few]).weights(1).off

    def test_everything_is_off_when_there_is_nothing_to_learn_from(self):
        router = learn_router([])

        assert all(bucket.weights.off and bucket.lists == 0 for bucket in router.buckets)

    def test_router_is_the_same_after_json(self):
        import json

        router = learn_router(lists_where(1, 60, right_share=1.0))

        assert Router.from_dict(json.loads(json.dumps(router.as_dict()))) == router


class BucketTests:
    @pytest.mark.parametrize(("length", "name"), [(0, "0–2"), (2, "0–2"), (3, "3–5"), (10, "6–10"), (11, "11+")])
    def test_bucket_is_that_of_the_length(self, length, name):
        assert bucket_names()[bucket_of(length)] == name
