"""
What docstrings say of parameters, in each style.
"""

from __future__ import annotations

from inspect import cleandoc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure.functions.decorators._docstrings import describe_parameters

GOOGLE = """
    Do a thing.

    Args:
        x: The x,
            which goes on.

        y (list[str], optional): The y: a list.
        *args: More.
        **options : Even more.
        z:
            On the next line.
        empty:
        no entry

    Returns:
        r: no parameter.
    """

NUMPY = """
    Do a thing.

    Parameters
    ----------
    x : int
        The x,
        which goes on.
    y, z
        Both.

    *args
        More.
    empty : int

    Returns
    -------
    r : int
        No parameter.
    """

SPHINX = """
    Do a thing.

    :param x: The x,
        which goes on.
    :param list[str] y: The y: a list.
    :arg z: The z.
    :keyword args: More.
    :param empty:
    :type x: int
    :returns: r: no parameter
    """


@pytest.mark.parametrize(
    ("docstring", "expected"),
    [
        (
            GOOGLE,
            {
                "x": "The x, which goes on.",
                "y": "The y: a list.",
                "args": "More.",
                "options": "Even more.",
                "z": "On the next line.",
            },
        ),
        (NUMPY, {"x": "The x, which goes on.", "y": "Both.", "z": "Both.", "args": "More."}),
        (
            SPHINX,
            {"x": "The x, which goes on.", "y": "The y: a list.", "z": "The z.", "args": "More."},
        ),
    ],
    ids=["google", "numpy", "sphinx"],
)
def test_styles(docstring: str, expected: dict[str, str]) -> None:
    """
    Each style is read, with and without the indentation of the source.
    """
    assert expected == describe_parameters(docstring)
    assert expected == describe_parameters(cleandoc(docstring))


@pytest.mark.parametrize("title", ["Args", "Arguments", "Parameters", "Params", "args"])
def test_titles(title: str) -> None:
    """
    A section may have any of the usual titles.
    """
    assert {"x": "The x."} == describe_parameters(f"{title}:\n    x: The x.")
    assert {"x": "The x."} == describe_parameters(f"{title}\n-----\nx\n    The x.")


def test_indented_numpy_section_ends() -> None:
    """
    A NumPy section ends where the text goes back to the left.
    """
    text = "  Parameters\n  ---\n  x\n    The x.\nleft\n    No parameter.\n"

    assert {"x": "The x."} == describe_parameters(text)


@pytest.mark.parametrize(
    "docstring",
    [
        "",
        "Do a thing.",
        "Args:",
        "Args:\n",
        "Parameters",
        "Parameters\n-",
        "Parameters\n---",
        "x: y",
    ],
)
def test_nothing_said(docstring: str) -> None:
    """
    Where nothing is said, nothing is found.
    """
    assert {} == describe_parameters(docstring)


LINES = st.lists(
    st.sampled_from(
        ["Args:", "Parameters", "---", ":param x: y", "x: y", "x : int", "", "\t", "Returns:"]
    )
    | st.text(max_size=8)
)


@given(LINES, st.lists(st.integers(0, 8)))
def test_any_text(lines: list[str], indents: list[int]) -> None:
    """
    Any text can be read, and each description is one line of it, never empty.
    """
    padded = [*indents, *[0] * len(lines)]
    text = "\n".join(" " * indent + line for indent, line in zip(padded, lines, strict=False))

    for name, description in describe_parameters(text).items():
        assert name.isidentifier() or name.isalnum() or "_" in name
        assert description
        assert description == " ".join(description.split())
