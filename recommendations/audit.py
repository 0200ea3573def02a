"""Which changes of rules, placements, keys, copy and model versions are written down."""

from auditlog.registry import auditlog

from recommendations.models import ApiKey, Copy, ModelVersion, Placement, Rule


def register_audit() -> None:
    """Have staff's decisions logged; of a key neither its hash nor its prefix."""
    auditlog.register(Placement)
    auditlog.register(Rule)
    auditlog.register(ApiKey, exclude_fields=["id", "prefix", "hashed_key"])
    auditlog.register(ModelVersion, include_fields=["active", "verdict", "promoted_by"])
    auditlog.register(Copy, exclude_fields=["facts", "findings", "candidates", "version", "updated_at"])
