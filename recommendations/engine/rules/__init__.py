"""The shop's rules: conditions as data, compiled once a release, applied to columns of candidates.

Conflict order. Where two rules want different things, the kind decides, in the order of `CONFLICT_ORDER`; among rules
of one kind, the one that stands higher in the release's list. In particular:

- hide beats all: a hidden item is nowhere, pinned or not;
- include-only beats pins: with several, an item has to satisfy them all;
- a pin stands at its position, one after another for the same position: the later one moves to the next free place;
- a pin block closes its gaps: the next of its items takes the place of one that may not be shown;
- a soft pin holds an item at its position or better, if the item is a candidate for this shopper;
- a share is due at each place, from the first one on; it passes over a diversity limit only if nothing else keeps it;
- a diversity limit counts pinned items, but moves only others; where nothing else is left, the list is filled;
- boost and bury change scores, and with them the order of what no other rule places.
"""

CONFLICT_ORDER = (
    "hide",
    "include_only",
    "pin",
    "pin_block",
    "soft_pin",
    "share",
    "diversity_limit",
    "boost",
    "bury",
)
