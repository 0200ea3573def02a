"""The system check of the picture vectors, and the command it sends the operator to."""

import pytest
from django.core.management import CommandError, call_command

from catalog.current_store import in_store
from catalog.models import PictureVector, Store
from catalog.services import engines
from catalog.services.picture_columns import picture_columns_resize
from recdash.checks import check_picture_dimension
from tests.catalog.pictures.picture_cases import picture
from tests.command_output import failure_of, json_of
from tests.factories import PictureVectorFactory, ProductFactory


@pytest.mark.django_db
class PictureDimensionTests:
    def test_nothing_is_said_when_columns_fit(self):
        assert check_picture_dimension(databases=["default"]) == []

    def test_nothing_is_asked_of_the_database_when_none_is_checked(self):
        assert check_picture_dimension() == []

    def test_remedy_is_named_when_columns_do_not_fit(self, monkeypatch):
        monkeypatch.setattr(engines, "image_dimension", lambda: 512)

        with pytest.raises(CommandError, match=r"E005\) catalog_picturevector holds vectors of 1,280 numbers"):
            call_command("check", databases=["default"])

    def test_encoders_are_named_when_there_is_none_of_that_name(self, settings):
        settings.RECDASH_IMAGE_ENCODER = "attic"

        [error] = check_picture_dimension(databases=["default"])

        assert error.id == "recdash.E005"
        assert error.hint.startswith("Set RECDASH_IMAGE_ENCODER to one of: efficientnet-lite0")


@pytest.mark.django_db(transaction=True)  # a column is not changed while rows of the same transaction wait
class RebuildPictureVectorsTests:
    @pytest.fixture(autouse=True)
    def media(self, tmp_path, settings):
        settings.MEDIA_ROOT = tmp_path
        (tmp_path / "a.png").write_bytes(picture())

    def test_every_store_has_its_vectors_again_when_columns_had_another_length(self):
        picture_columns_resize(dimension=8)
        PictureVectorFactory(raw=[1.0] * 8)
        with in_store(Store.objects.create(slug="other", name="Other").pk):
            ProductFactory(images=["a.png"])

        told = json_of("rebuild_picture_vectors")

        assert list(told) == ["encoder", "dimension", "products", "failed", "seconds"]
        assert (told["dimension"], told["products"], told["failed"]) == (1280, 2, 0)
        assert check_picture_dimension(databases=["default"]) == []

    def test_status_is_1_when_a_picture_is_missing(self):
        ProductFactory(images=["b.png"], external_id="p-7")

        message, told = failure_of("rebuild_picture_vectors")

        assert "1 of 1 rows failed: the picture of p-7: is missing" in message
        assert (told["products"], told["failed"]) == (0, 1)
        assert PictureVector.objects.get().error.startswith("is missing")
