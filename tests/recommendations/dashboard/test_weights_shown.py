"""The weights of the factors on a model version's page."""

import pytest

from recommendations.models import ModelVersion
from recommendations.templatetags.model_version import weights_shown
from tests.staff_pages import client_of


class WeightsShownTests:
    def test_heaviest_first_in_the_words_of_the_preview(self) -> None:
        shown = weights_shown({"new": 0.02, "tags": 0.28, "unheard_of": 0.1})

        assert shown == [("Interest tags", 0.28), ("unheard_of", 0.1), ("New in the shop", 0.02)]

    @pytest.mark.django_db
    def test_page_shows_them(self) -> None:
        version = ModelVersion.objects.create(version="v7", weights={"sequence": 0.1})

        page = client_of("analyst").get(f"/admin/recommendations/modelversion/{version.pk}/change/").content.decode()

        assert '<th scope="row">Expected next</th>' in page
