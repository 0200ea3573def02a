"""What can be wrong with the picture of a product."""


class PictureError(Exception):
    """The picture cannot be used; the message says why, and reads on after "the picture of p-100: "."""
