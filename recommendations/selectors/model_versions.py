"""Trained recommenders: which is in use, which waits, which can still be used."""

from recommendations.models import ModelArtefact, ModelVersion


def version_current() -> ModelVersion | None:
    found: ModelVersion | None = ModelVersion.objects.filter(active=True).first()
    return found


def version_waiting() -> ModelVersion | None:
    """Return the latest version if it was never put into use: somebody has to say yes or train anew."""
    latest: ModelVersion | None = ModelVersion.objects.order_by("-trained_at").first()
    waits = latest is not None and not latest.active and latest.promoted_at is None
    return latest if waits else None


def arrays_kept(version: ModelVersion) -> bool:
    """Return whether the version can still be put into use."""
    return bool(ModelArtefact.objects.filter(version=version, name=ModelArtefact.Name.TABLES).exists())
