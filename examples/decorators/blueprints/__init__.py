"""The functions of the shop, a blueprint a theme."""
