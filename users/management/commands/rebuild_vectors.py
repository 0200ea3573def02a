"""Renews all vectors with the present text encoder."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from catalog.services.engines import text_encoder
from users.services.vector_columns import vector_columns_resize


class Command(BaseCommand):
    help = "Empty the vector columns, fit them to the text encoder of the settings, and fill them again."
    requires_system_checks = []  # one of the checks is what sends the operator here

    def handle(self, *args: Any, **options: Any) -> None:
        encoder = text_encoder()
        vector_columns_resize(dimension=encoder.dimension)
        self.stdout.write(f"Vectors of {encoder.dimension} numbers from {encoder.name} …")
        call_command("embed_products", stdout=self.stdout)
        call_command("build_profiles", stdout=self.stdout)
