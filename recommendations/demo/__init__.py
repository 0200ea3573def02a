"""The generated demo shop: products, shoppers, events and the truth planted behind them."""

from recommendations.demo.pictures import draw_picture
from recommendations.demo.shop import DemoShop, generate_shop

__all__ = ["DemoShop", "draw_picture", "generate_shop"]
