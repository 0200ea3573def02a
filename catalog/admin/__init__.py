"""Staff pages of the catalog, one file a model."""

from catalog.admin import category, extractor_version, feature, feed_import, job, product, review  # noqa: F401
