"""Encodes the texts of products that changed."""

from catalog.management.step_command import StepCommand
from catalog.models import Job


class Command(StepCommand):
    help = "Encode the texts of products that have no fresh vector."
    kind = Job.Kind.EMBED_PRODUCTS
