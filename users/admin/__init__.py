"""Staff pages of shoppers and staff, one file a model."""

from django.contrib import admin
from django.contrib.auth.models import Group

from users.admin import interest_tag, log_entry, shopper, staff  # noqa: F401

admin.site.unregister(Group)  # what staff may do follows from their roles
