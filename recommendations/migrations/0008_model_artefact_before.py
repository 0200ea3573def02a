"""Names the artefact that the next training goes on from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0007_placement_new_share")]

    operations = [
        migrations.AlterField(
            model_name="modelartefact",
            name="name",
            field=models.CharField(
                choices=[
                    ("sequence", "sequence model"),
                    ("before", "sequence model before"),
                    ("tables", "tables"),
                ],
                max_length=20,
            ),
        )
    ]
