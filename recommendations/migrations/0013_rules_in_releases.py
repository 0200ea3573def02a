"""Each rule belongs to a release, and names its placements by their keys."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0012_first_release")]

    operations = [
        migrations.RemoveField(model_name="rule", name="placement"),
        migrations.AlterField(
            model_name="rule",
            name="release",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="recommendations.release",
            ),
        ),
    ]
