"""Let a job tell the latest point of a learning curve."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0007_evaluation_job"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="point",
            field=models.JSONField(
                default=dict,
                help_text="of a learning curve, where a chunk trains: epoch, loss, ndcg_at_10",
                verbose_name="latest point",
            ),
        ),
    ]
