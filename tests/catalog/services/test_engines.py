"""The models that the settings name."""

import pytest

from catalog.services.engines import image_encoder
from recdash.llm.errors import ModelUnavailable
from recdash.llm.fake import FakeImageEncoder


class ImageEncoderTests:
    def test_encoder_is_the_one_of_the_settings_and_loaded_once(self, settings):
        settings.RECDASH_IMAGE_ENCODER = "fake"

        assert isinstance(image_encoder(), FakeImageEncoder)
        assert image_encoder() is image_encoder()

    def test_remedy_is_told_when_the_settings_name_none_that_exists(self, settings):
        settings.RECDASH_IMAGE_ENCODER = "attic"

        with pytest.raises(ModelUnavailable, match="Set RECDASH_IMAGE_ENCODER to one of"):
            image_encoder()
