"""Pictures become vectors: what changed, each by itself, less what all of them share."""

from pathlib import Path

import numpy as np
import pytest

from catalog.current_store import in_store
from catalog.models import PictureMean, PictureVector, Product, Store
from catalog.selectors.pictures import picture_matrix
from catalog.selectors.steps import products_to_picture
from catalog.services import picture_files
from catalog.services.engines import image_encoder
from catalog.services.picture_vectors import pictures_embed
from recdash.llm.errors import LanguageModelError, ModelUnavailable
from tests.catalog.pictures.picture_cases import drawing, picture
from tests.factories import PictureVectorFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def encoded(monkeypatch) -> list[int]:
    """Return how many pictures each call of the encoder had."""
    calls: list[int] = []
    encoder = image_encoder()
    encode = encoder.encode
    monkeypatch.setattr(encoder, "encode", lambda images: calls.append(len(images)) or encode(images))
    return calls


@pytest.fixture
def shown(media):
    """Return a function that makes a product with a picture of this content."""

    def make(content: bytes, name: str = "", **fields) -> Product:
        product = ProductFactory(**fields)
        name = name or f"{product.pk}.png"
        (media / name).write_bytes(content)
        product.images = [name, "second.png"]
        product.save()
        return product

    return make


def vector_of(product: Product) -> PictureVector:
    return PictureVector.objects.get(pk=product.pk)


def embed(*products: Product) -> tuple[int, int, str]:
    result = pictures_embed([product.pk for product in products])
    return result.done, result.failed, result.error


class PicturesEmbedTests:
    def test_vector_of_the_first_picture_is_stored(self, shown):
        red, blue = shown(picture("red")), shown(drawing("blue"))

        assert embed(red, blue) == (2, 0, "")

        row = vector_of(red)
        assert (row.encoder, row.address, row.error) == ("fake", f"{red.pk}.png", "")
        expected = image_encoder().encode([picture("red")])[0]
        assert np.abs(np.array(row.raw) - expected).max() < 1e-4
        assert products_to_picture() == []

    def test_nothing_is_done_when_run_again(self, shown, encoded):
        product = shown(picture())
        embed(product)
        before = vector_of(product).encoded_at

        assert embed(product) == (1, 0, "")

        assert encoded == [1]
        assert vector_of(product).encoded_at == before

    def test_only_the_product_whose_picture_changed_is_encoded_anew(self, shown, media, encoded):
        one, other = shown(picture("red")), shown(picture("blue"))
        embed(one, other)
        (media / "new.png").write_bytes(picture("green"))
        Product.objects.filter(pk=one.pk).update(images=["new.png"])

        assert products_to_picture() == [one.pk]
        assert embed(one, other) == (2, 0, "")

        assert encoded == [2, 1]
        assert vector_of(one).address == "new.png"

    def test_vector_is_kept_when_the_same_picture_moves(self, shown, media, encoded):
        product = shown(picture())
        embed(product)
        before = vector_of(product)
        (media / "moved.png").write_bytes(picture())
        Product.objects.filter(pk=product.pk).update(images=["moved.png"])

        embed(product)

        after = vector_of(product)
        assert (encoded, after.address, after.encoded_at) == ([1], "moved.png", before.encoded_at)

    def test_a_picture_that_products_share_is_encoded_once(self, shown, encoded):
        products = [shown(picture(), "same.png"), shown(picture(), "same.png")]

        embed(*products)

        assert encoded == [1]
        assert PictureVector.objects.count() == 2

    def test_all_are_encoded_anew_when_the_encoder_changes(self, shown):
        product = shown(picture())
        embed(product)
        PictureVector.objects.update(encoder="before")

        assert products_to_picture() == [product.pk]
        embed(product)

        assert vector_of(product).encoder == "fake"

    def test_vector_goes_when_the_product_has_no_picture_any_more(self, shown):
        product = shown(picture())
        embed(product)
        Product.objects.filter(pk=product.pk).update(images=[])

        assert products_to_picture() == [product.pk]
        assert embed(product) == (1, 0, "")

        assert not PictureVector.objects.exists()
        assert products_to_picture() == []

    def test_product_without_picture_is_no_failure(self):
        product = ProductFactory()

        assert products_to_picture() == []
        assert embed(product) == (1, 0, "")

    def test_products_that_shoppers_see_come_first(self, shown):
        hidden, away, seen = shown(picture(), hidden=True), shown(picture(), available=False), shown(picture())

        assert products_to_picture() == [seen.pk, away.pk, hidden.pk]
        assert products_to_picture(1) == [seen.pk]

    def test_other_stores_are_left_alone(self, shown):
        with in_store(Store.objects.create(slug="other", name="Other").pk):
            product = shown(picture())

        assert products_to_picture() == []
        assert embed(product) == (1, 0, "")
        assert not PictureVector._base_manager.exists()


class BadPictureTests:
    def test_others_are_encoded_when_one_is_bad(self, shown, media):
        good, also = shown(picture("red")), shown(picture("blue"))
        page, huge = shown(b"<html>", external_id="page"), shown(b"x" * 10_000_001, external_id="huge")
        gone = ProductFactory(external_id="gone", images=["gone.png"])
        outside = ProductFactory(external_id="outside", images=["../../etc/passwd"])
        nowhere = ProductFactory(external_id="nowhere", images=["/a.png"])

        done, failed, error = embed(good, page, gone, outside, nowhere, huge, also)

        assert (done, failed) == (2, 5)
        assert error == "the picture of nowhere: has an address without host: write https://host/path"
        told = dict(PictureVector.objects.exclude(error="").values_list("product__external_id", "error"))
        assert told == {
            "page": "is none that can be read: send PNG, JPEG, WEBP, GIF, AVIF or SVG",
            "gone": "is missing: there is no such file among those kept here",
            "outside": "is missing: there is no such file among those kept here",
            "nowhere": "has an address without host: write https://host/path",
            "huge": "is larger than 10,000,000 bytes: keep a smaller one",
        }
        assert PictureVector.objects.filter(error="", raw__isnull=False).count() == 2

    def test_vector_goes_when_the_new_picture_is_bad_and_comes_back_when_it_is_mended(self, shown, media):
        product = shown(picture())
        embed(product)
        Product.objects.filter(pk=product.pk).update(images=["new.png"])

        assert embed(product)[:2] == (0, 1)
        assert (vector_of(product).raw, vector_of(product).embedding) == (None, None)
        assert products_to_picture() == [product.pk]

        (media / "new.png").write_bytes(picture("blue"))
        assert embed(product) == (1, 0, "")
        assert products_to_picture() == []

    def test_only_the_broken_one_fails_when_the_encoder_cannot_unpack_it(self, shown, monkeypatch):
        good, broken = shown(picture("red")), shown(picture("blue"))
        encoder = image_encoder()
        encode = encoder.encode

        def refuse(images):
            if picture("blue") in images:
                raise LanguageModelError("The bytes are no picture: truncated")
            return encode(images)

        monkeypatch.setattr(encoder, "encode", refuse)

        assert embed(good, broken)[:2] == (1, 1)
        assert vector_of(broken).error == "cannot be unpacked: The bytes are no picture: truncated"
        assert vector_of(good).error == ""

    def test_nothing_is_blamed_on_pictures_when_the_encoder_is_not_there(self, shown, monkeypatch):
        def missing(images):
            raise ModelUnavailable("The picture encoder is not installed.")

        monkeypatch.setattr(image_encoder(), "encode", missing)

        with pytest.raises(ModelUnavailable):
            embed(shown(picture()))
        assert not PictureVector.objects.exists()


class WebPictureTests:
    @pytest.fixture
    def product(self):
        return ProductFactory(images=["HTTPS://shop.example/a.png"])

    def test_picture_on_the_web_waits_when_fetching_is_off(self, product):
        assert products_to_picture() == []
        assert embed(product) == (1, 0, "")

    def test_picture_on_the_web_is_encoded_when_fetching_is_on(self, product, settings, monkeypatch):
        settings.RECDASH_FETCH_PICTURES = True
        monkeypatch.setattr(picture_files, "fetch_many", lambda addresses: dict.fromkeys(addresses, picture()))

        assert products_to_picture() == [product.pk]
        assert embed(product) == (1, 0, "")

        assert vector_of(product).address == "HTTPS://shop.example/a.png"

    def test_this_machine_is_never_asked_when_fetching_is_on(self, product, settings):
        settings.RECDASH_FETCH_PICTURES = True
        product.images = ["http://localhost:8000/media/a.png"]
        product.save()

        assert embed(product)[:2] == (0, 1)
        assert "is at localhost, which is no public address" in vector_of(product).error


class CentredTests:
    """60 pictures of two kinds: what they share is large, what parts them is small."""

    @pytest.fixture
    def vectors(self) -> np.ndarray:
        rows = np.zeros((60, 1280), dtype=np.float32)
        rows[:, 0], rows[:30, 1], rows[30:, 2] = 0.98, 0.2, 0.2
        rows[:, 3] = np.linspace(-0.05, 0.05, 60)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    @pytest.fixture
    def products(self, shown, vectors, monkeypatch) -> list[Product]:
        pictures = [picture(f"rgb({number},0,0)") for number in range(60)]
        products, places = [shown(content) for content in pictures], {one: n for n, one in enumerate(pictures)}
        monkeypatch.setattr(image_encoder(), "encode", lambda images: vectors[[places[image] for image in images]])
        return products

    def test_vectors_are_as_they_come_while_there_are_few(self, products, vectors):
        embed(*products[:40])

        found = picture_matrix([product.pk for product in products[:40]])
        assert np.abs(found - vectors[:40]).max() < 1e-3
        assert PictureMean.objects.get().computed_at is None

    def test_mean_is_subtracted_from_all_when_there_are_enough(self, products, vectors):
        embed(*products)

        centred = vectors - vectors.mean(0)
        centred /= np.linalg.norm(centred, axis=1, keepdims=True)
        found = picture_matrix([product.pk for product in products])
        assert np.abs(found - centred).max() < 5e-3
        assert np.abs(PictureMean.objects.get().mean - vectors.mean(0)).max() < 1e-3

    def test_mean_stays_when_few_are_new(self, products, vectors):
        embed(*products[:52])
        before = PictureMean.objects.get().computed_at

        embed(*products[52:])

        assert PictureMean.objects.get().computed_at == before
        assert PictureVector.objects.filter(embedding__isnull=False).count() == 60

    def test_no_direction_is_left_when_all_pictures_are_the_same(self, shown):
        products = [shown(picture()) for _ in range(50)]

        embed(*products)

        assert PictureVector.objects.filter(embedding__isnull=True).count() == 50
        assert not picture_matrix([products[0].pk]).any()


class PictureMatrixTests:
    def test_rows_are_in_the_order_asked_for_and_zero_where_there_is_none(self):
        first, second = (PictureVectorFactory(axis=axis).product for axis in (3, 7))
        bare = ProductFactory()

        found = picture_matrix([second.pk, bare.pk, first.pk])

        assert (found.shape, found.dtype) == ((3, 1280), np.float32)
        assert [row.nonzero()[0].tolist() for row in found] == [[7], [], [3]]

    def test_vectors_of_another_encoder_are_left_out(self):
        product = PictureVectorFactory(encoder="before").product

        assert not picture_matrix([product.pk]).any()

    def test_matrix_is_empty_when_no_product_is_asked_for(self):
        assert picture_matrix([]).shape == (0, 1280)
