"""The weights of the blend."""

from collections.abc import Mapping

# Sum to 1, so that scores lie between 0 and 1. A shop starts from these, which are set by hand; each training moves
# them towards what its shoppers took, and those of the version in use count.
DEFAULT_WEIGHTS: Mapping[str, float] = {
    "interest": 0.30,  # similarity to the nearest interest vector
    "sequence": 0.10,  # what the sequence model expects next
    "tags": 0.28,  # match with the interests in words
    "together": 0.16,  # what shoppers with the same recent products attend to
    "popular": 0.06,
    "new": 0.02,
    "price": 0.08,
}
