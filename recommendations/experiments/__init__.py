"""Whether a change pays: who sees which release, how sure a difference is, and what logged traffic tells beforehand."""
