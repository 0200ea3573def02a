"""Add the job that evaluates recommenders on the shop's own history."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0006_trained_extractor"),
    ]

    operations = [
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(
                choices=[
                    ("embed_products", "Text vectors"),
                    ("embed_pictures", "Picture vectors"),
                    ("extract_features", "Feature extraction"),
                    ("build_profiles", "Shopper profiles"),
                    ("train_recommender", "Training"),
                    ("refresh_recommendations", "Personal scores"),
                    ("train_extractor", "Training of the extractor"),
                    ("generate_copy", "Copy drafts"),
                    ("evaluate_shop", "Evaluation"),
                ],
                max_length=40,
                verbose_name="kind",
            ),
        ),
    ]
