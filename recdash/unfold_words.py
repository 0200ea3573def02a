"""What Unfold says on staff pages and Django's catalogs lack: Unfold brings no translations, so ours hold its words."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext

UNFOLD_WORDS = (
    _("Add %(name)s"), _("All applications"), _("Apply Filters"), _("Cancel"), _("Choose file to upload"),
    _("Click to cancel"), _("Click to download"), _("Dark"), _("Date"), _("Date from"), _("Date to"), _("Expand row"),
    _("False"), _("Filters"), _("Forgotten your password or username?"), _("From"), _("General"), _("Go back"),
    _("Image preview"), _("Light"), _("Loading more results..."), _("Models in the %(name)s application"),
    _("More actions"), _("Next"), _("No data"), _("No recent searches"), _("No results found"),
    _("No results matching your query"), _("Not enough data."), _("Previous"), _("Recent searches"),
    _("Record picture"), _("Reset filters"), _("Return to site"), _("Run"), _("Search apps and models..."),
    _("Select action"), _("Select action to run"), _("Select all %(total_count)s %(module_name)s"),
    _("Select all rows"), _("Select record"), _("Select value"), _("Sorting priority: %(priority_number)s"),
    _("System"), _("This item will be deleted."), _("To"), _("Toggle password visibility"), _("True"),
    _("Type to search"), _("Value"), _("Welcome"), _("Welcome back to"),
    _("You have been successfully logged out from the administration"),
    _("This page yielded into no results. Create a new item or reset your filters."),
    _("Raw passwords are not stored, so there is no way to see this user’s password."),
    _("Enter a new password for the user <strong>%(username)s</strong>."),
    _("After you've created a user, you’ll be able to edit more user options."),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? '
        "All of the following related items will be deleted:"
    ),
    _(
        "Are you sure you want to delete the selected %(objects_name)s? "
        "All of the following objects and their related items will be deleted:"
    ),
    _(
        "You are authenticated as %(username)s, but are not authorized to access this page. "
        "Would you like to login to a different account?"
    ),
    _("%(full_result_count)s total"), _("Change selected %(model)s"), _("Add another %(model)s"),
    _("View selected %(model)s"), _("Delete selected %(model)s"),
)  # fmt: skip


def counted_words(n: int) -> tuple[str, ...]:
    """Name the sentences that Unfold counts with."""
    return (
        ngettext("%(counter)s result", "%(counter)s results", n),
        ngettext("entry", "entries", n),
        ngettext("Please correct the error below.", "Please correct the errors below.", n),
    )
