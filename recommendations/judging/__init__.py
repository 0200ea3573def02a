"""The language model as judge: what it finds of a product for a shopper, who learns from it, and when it is asked."""
