"""Configuration of Sphinx."""

from importlib.metadata import version as _version

project = "azure-functions"
author = "azure-functions contributors"
copyright = "azure-functions contributors"  # noqa: A001  # the name that Sphinx reads
release = _version("azure-functions")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.intersphinx",
]
html_theme = "furo"
nitpicky = True
autodoc_typehints = "none"  # signatures show them as written; the alias behind one may be elsewhere
autodoc_member_order = "bysource"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
