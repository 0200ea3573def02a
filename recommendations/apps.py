"""Configuration of the recommendations app; hooks it to the language models and to the steps before it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    verbose_name = _("Recommendations")

    def ready(self) -> None:
        from recdash.llm.sink import set_sink
        from recommendations import receivers  # noqa: F401 — connects them
        from recommendations.audit import register_audit
        from recommendations.services.ledger import model_call_record

        set_sink(model_call_record)
        register_audit()
