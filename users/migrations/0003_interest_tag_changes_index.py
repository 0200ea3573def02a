from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index is built concurrently, outside any transaction

    dependencies = [("users", "0002_interest_traits_and_rhythms")]

    operations = [
        AddIndexConcurrently(
            model_name="interesttag",
            index=models.Index(
                condition=models.Q(("changes_at__isnull", False)), fields=["changes_at"], name="interest_tag_changes"
            ),
        ),
    ]
