"""What products mean, as vectors in Postgres."""

from collections.abc import Sequence

from catalog.models import Product, ProductVector
from catalog.services.engines import text_encoder
from catalog.services.jobs import ChunkResult
from catalog.signals import content_read

LONGEST_TEXT = 1200  # characters; the first sentences carry the meaning, and long texts cost time


def vectors_build(ids: Sequence[int]) -> ChunkResult:
    """Encode the texts of products and store their vectors; idempotent."""
    encoder = text_encoder()
    products = list(Product.objects.filter(pk__in=ids).prefetch_related("texts"))
    embeddings = encoder.encode([product_text(product) for product in products])
    rows = [
        ProductVector(product=product, embedding=embedding, encoder=encoder.name, text_hash=product.text_hash)
        for product, embedding in zip(products, embeddings, strict=True)
    ]
    ProductVector.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=["embedding", "encoder", "text_hash", "updated_at"],
    )
    content_read.send(ProductVector, product_ids=[product.pk for product in products])
    return ChunkResult(done=len(rows))


def product_text(product: Product) -> str:
    """Return what the encoder reads: the texts, English first, since one vector speaks for all locales."""
    texts = sorted(product.texts.all(), key=lambda text: (text.locale != "en", text.locale))
    words = [f"{text.title}. {text.description}" for text in texts[:1]]
    words += [text.title for text in texts[1:]]
    return " ".join([*words, product.brand])[:LONGEST_TEXT]
