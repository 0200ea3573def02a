"""Recommenders of other libraries, asked on the same split in the same run where they are installed."""

from collections.abc import Callable, Mapping
from importlib.util import find_spec

from recommendations.evaluation.peers.implicit_models import ImplicitALS, ImplicitBPR
from recommendations.evaluation.peers.lenskit_models import LensKitItemKNN
from recommendations.evaluation.peers.recbole_models import RecBoleSASRec
from recommendations.training.recommender import Recommender

_PEERS: dict[str, tuple[str, Callable[[int], Recommender]]] = {
    ImplicitALS.name: ("implicit", ImplicitALS),
    ImplicitBPR.name: ("implicit", ImplicitBPR),
    LensKitItemKNN.name: ("lenskit", lambda seed: LensKitItemKNN()),
    RecBoleSASRec.name: ("recbole", RecBoleSASRec),
}


def installed_peers() -> Mapping[str, Callable[[int], Recommender]]:
    """Return the peers whose library can be imported: name → recommender for a seed."""
    return {name: make for name, (library, make) in _PEERS.items() if find_spec(library)}
