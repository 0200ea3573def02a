"""How the list of a placement is made, as the release in force says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Flow:
    """Sources and weights of one placement; the default is what a placement without a flow does."""

    sources_off: frozenset[str] = frozenset()
    weights: Mapping[str, float] = field(default_factory=dict)  # only those that differ from the model's
    language_model: bool = True
    diversity: float = 0.0  # 0–1
    new_share: float = 0.0
    exploration_share: float = 0.0
    fallback: str = "popular"  # or "newest": what counts where nothing is known of the shopper

    def weighed(self, weights: Mapping[str, float], *, cold: bool = False) -> dict[str, float]:
        """Return the weights of the factors; a source that is off counts nothing.

        `cold`: nothing is known of the shopper. What is new then counts as much as what is popular usually does, and
        popularity nothing, where the flow says so.
        """
        own = {**weights, **self.weights}
        if cold and self.fallback == "newest":
            own |= {"new": max(own.get("new", 0.0), own.get("popular", 0.0)), "popular": 0.0}
        return {name: 0.0 if name in self.sources_off else weight for name, weight in own.items()}
