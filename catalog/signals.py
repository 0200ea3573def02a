"""What other apps may listen to, since the catalog knows none of them."""

from django.dispatch import Signal

products_changed = Signal()  # product_ids: list[int]; sent after the change is committed
content_read = Signal()  # product_ids: list[int]; sent when vectors of their texts or pictures, or features, are stored
store_created = Signal()  # store: Store; sent in the transaction that makes it
