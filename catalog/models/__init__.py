"""The tables of the catalog."""

from catalog.models.category import Category
from catalog.models.extractor_version import ExtractorVersion
from catalog.models.feature import Feature
from catalog.models.feed_import import FeedImport
from catalog.models.job import Job, JobChunk
from catalog.models.picture import PictureMean, PictureVector
from catalog.models.product import Product, ProductText
from catalog.models.review import Review
from catalog.models.store import Store, StoreManager, StoreOwned
from catalog.models.vector import ProductVector

__all__ = [
    "Category",
    "ExtractorVersion",
    "Feature",
    "FeedImport",
    "Job",
    "JobChunk",
    "PictureMean",
    "PictureVector",
    "Product",
    "ProductText",
    "ProductVector",
    "Review",
    "Store",
    "StoreManager",
    "StoreOwned",
]
