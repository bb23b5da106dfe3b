"""Configuration of Sphinx."""

import sys
from importlib.metadata import version as _version
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "_ext"))

project = "azure-functions"
author = "azure-functions contributors"
copyright = "azure-functions contributors"  # noqa: A001  # the name that Sphinx reads
release = _version("azure-functions")

extensions = [
    "benchmark_figures",
    "binding_tables",
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_design",
]
exclude_patterns = ["_ext"]
nitpicky = True
# Signatures name more than the reference has: aliases, and classes of Python's own.
nitpick_ignore_regex = [("py:class", r"(?!azure\.functions\.[A-Z]).*")]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_default_options = {
    "members": True,
    # What a class has of Python's own is in Python's documentation.
    "inherited-members": (
        "object, dict, str, UserDict, UserList, Mapping, MutableMapping, BufferedIOBase, Enum, "
        "BaseException"
    ),
}
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
napoleon_google_docstring = True
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = f"{project} {release}"
pygments_dark_style = "github-dark"
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_css_files = ["custom.css"]
