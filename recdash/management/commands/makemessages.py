"""Extract what staff pages say into the catalogs of recdash/locale, and nothing that is no part of recdash."""

from typing import Any

from django.conf import settings
from django.core.management.commands import makemessages
from django.utils.translation import to_locale

OUTSIDE = (".venv", "var", "tests", "artefacts")


class Command(makemessages.Command):
    # A guess from a similar sentence looks finished to who leafs through the catalog, so an entry starts out empty.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        """Extract for all languages of the settings unless others are named."""
        if not (options["locale"] or options["all"]):
            options["locale"] = [to_locale(code) for code, _name in settings.LANGUAGES if code != "en"]
        options["ignore_patterns"] = [*options["ignore_patterns"], *OUTSIDE]
        # Line numbers would change every entry with each edit of a page.
        super().handle(*args, **{**options, "add_location": "file", "no_obsolete": True, "no_wrap": True})
