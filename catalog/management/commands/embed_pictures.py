"""Encodes the pictures of products that changed."""

from catalog.management.step_command import StepCommand
from catalog.models import Job


class Command(StepCommand):
    help = "Encode the pictures of products that have no fresh picture vector."
    kind = Job.Kind.EMBED_PICTURES
