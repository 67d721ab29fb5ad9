"""Crime figures: imported, published by two people, shown so that nobody can misread them."""
