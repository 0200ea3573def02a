"""Which changes of rules, flows, releases, placements, keys, copy and model versions are written down."""

from auditlog.registry import auditlog

from recommendations.models import ApiKey, Copy, Flow, ModelVersion, Placement, Release, Rule


def register_audit() -> None:
    """Have staff's decisions logged; of a key neither its hash nor its prefix."""
    auditlog.register(Placement)
    auditlog.register(Rule, exclude_fields=["version", "changed_at", "changed_by"])
    auditlog.register(Flow, exclude_fields=["version"])
    auditlog.register(Release, exclude_fields=["version", "updated_at", "editors"])
    auditlog.register(ApiKey, exclude_fields=["id", "prefix", "hashed_key"])
    auditlog.register(ModelVersion, include_fields=["active", "verdict", "promoted_by"])
    auditlog.register(Copy, exclude_fields=["facts", "findings", "candidates", "version", "updated_at"])
