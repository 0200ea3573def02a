"""Staff pages of placements, rules, models, keys, the ledger and copy, one file a model."""

from recommendations.admin import api_key, copy, model_call, model_version, placement, rule  # noqa: F401
