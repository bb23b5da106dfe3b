from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure.functions.testing._constraints import RouteError
from azure.functions.testing._templates import Parameter, Template

_NAMES = st.text("abcdefgh", min_size=1, max_size=4)
_VALUES = st.text(st.characters(codec="utf-8", exclude_characters="/"), min_size=1, max_size=8)


def match(template: str, path: str) -> dict[str, str] | None:
    return Template(template).match(path)


class TestMatch:
    @pytest.mark.parametrize(
        ("template", "path", "expected"),
        [
            ("", "", {}),
            ("", "/", {}),
            ("items", "/items", {}),
            ("items", "/ITEMS/", {}),
            ("items/", "/items", {}),
            ("caf\u00c9", "/caf\u00e9", {}),
            ("items/{id}", "/items/5", {"id": "5"}),
            ("items/{id}", "/items/5/", {"id": "5"}),
            ("items/{ID}", "/items/aB", {"ID": "aB"}),
            ("items/{id?}", "/items/5", {"id": "5"}),
            ("items/{id?}", "/items", {}),
            ("items/{id=5}", "/items", {"id": "5"}),
            ("items/{id=5}", "/items/6", {"id": "6"}),
            ("items/{id=}", "/items", {"id": ""}),
            ("items/{id:int=5}", "/items", {"id": "5"}),
            ("items/{id:int?}", "/items", {}),
            ("items/{id:int:min(1)}", "/items/5", {"id": "5"}),
            ("{a}/{b=1}/{c?}", "/x", {"a": "x", "b": "1"}),
            ("files/{*path}", "/files/a/b.txt", {"path": "a/b.txt"}),
            ("files/{**path}", "/files/a//b/", {"path": "a//b/"}),
            ("files/{*path}", "/files", {}),
            ("files/{*path=index}", "/files/", {"path": "index"}),
            ("files/{*path:minlength(3)}", "/files/a/b", {"path": "a/b"}),
            ("{name}.{ext}", "/a.b.txt", {"name": "a.b", "ext": "txt"}),
            ("{name}.{ext?}", "/a.b.txt", {"name": "a.b", "ext": "txt"}),
            ("{name}.{ext?}", "/a", {"name": "a"}),
            ("v{version}", "/V2", {"version": "2"}),
            ("v{version:int}/x", "/v2/x", {"version": "2"}),
            ("a{b}c{d}", "/abcd", {"b": "b", "d": "d"}),
            ("{from}-{to}", "/1-2-3", {"from": "1-2", "to": "3"}),
            ("{a}x", "/axx", {"a": "ax"}),
            ("{{x}}", "/{x}", {}),
            ("{n:regex(^\\d{{2}}$)}", "/12", {"n": "12"}),
            ("{*n:regex(^(a|b)/:=x$)}", "/a/:=x", {"n": "a/:=x"}),
            ("{n:regex(^(a|b)$):length(1)=a}", "", {"n": "a"}),
            ("{n=a:b=c(d)}", "", {"n": "a:b=c(d)"}),
            ("{x}", "/\u0130\u03a3", {"x": "\u0130\u03a3"}),
            ("\u03a3{x}", "/\u03c3\u0130", {"x": "\u0130"}),
        ],
    )
    def test_of_path(self, template: str, path: str, expected: dict[str, str] | None) -> None:
        """
        The parameters of a path are those that ASP.NET Core reads.
        """
        assert expected == match(template, path)

    @pytest.mark.parametrize(
        ("template", "path"),
        [
            ("", "/x"),
            ("items", "/"),
            ("items", "/item"),
            ("items", "/xitems"),
            ("items", "/itemsx"),
            ("items", "/items/5"),
            ("items/{id}", "/items"),
            ("items/{id}", "/items//"),
            ("items/{id}", "//5"),
            ("items/{id:int}", "/items/x"),
            ("items/{id:int?}", "/items/x"),
            ("items/{id:int=x}", "/items"),
            ("items/{id?}/x", "/items"),
            ("files/{*path}", "/files//a"),
            ("files/{*path:alpha}", "/files"),
            ("{name}.{ext}", "/a"),
            ("{name}.{ext}", "/a."),
            ("{name}.{ext}", "/.a"),
            ("{name}.{ext}", "/"),
            ("{name}.{ext?}", "/a."),
            ("v{version}", "/v"),
            ("v{version}", "/2"),
            ("{a}x", "/x"),
            ("a{b}c{d}", "/aabcd"),
            ("x{a}", "/xx/y"),
        ],
    )
    def test_of_another_path(self, template: str, path: str) -> None:
        """
        A path is another's where ASP.NET Core says so.
        """
        assert match(template, path) is None


class TestProblem:
    @pytest.mark.parametrize(
        ("template", "message"),
        [
            ("{", "a brace is not closed or not opened at '{'"),
            ("a/{id", "a brace is not closed or not opened at '{id'"),
            ("id}", "a brace is not closed or not opened at '}'"),
            ("{a{b}}", "a brace is not closed or not opened at '{a{b}}'"),
            ("{{{x}}}", "{x}} is no parameter"),
            ("{}", "{} is no parameter; write a name"),
            ("{:int}", "{:int} is no parameter"),
            ("{a*}", "{a*} is no parameter"),
            ("{a/b}", "{a/b} is no parameter"),
            ("{***a}", "{***a} is no parameter"),
            ("{*a?}", "{*a?} takes everything, nothing included; remove its ?"),
            ("{a=1?}", "{a=1?} has a default, so it may be missing; remove its ?"),
            ("{a:length(1}", "{a:length(1} has a constraint whose parenthesis is not closed"),
            ("{a:x}", "there is no constraint 'x'"),
            ("a//b", "it has two slashes in a row"),
            ("/a", "or one at its start"),
            ("a?x=1", "'a?x=1' has a '?'; a route is but a path"),
            ("{a}{b}", "{a} and {b} stand side by side; write text between them"),
            ("{*a}/b", "{*a} takes the rest of the path; move it to the end"),
            ("a{*b}", "{*b} takes the rest of the path; move it to the end"),
            ("a{b?}", "{b?} stands beside text; it may be optional only behind a dot"),
            ("{a?}.b", "{a?} stands beside text"),
            ("{a}/{A}", "it has the parameter 'a' twice; rename one"),
        ],
    )
    def test_told(self, template: str, message: str) -> None:
        """
        What the host does not take is refused with what would be right.
        """
        with pytest.raises(RouteError) as refused:
            Template(template)

        assert message in str(refused.value)


class TestPrecedence:
    def test_order(self) -> None:
        """
        Text goes first, then a parameter with a constraint or beside text, the rest of a path last.
        """
        ordered = ["a", "{x:int}", "v{x}", "{x}", "{*x:int}", "{*x}"]

        assert (1, 2, 2, 3, 4, 5) == sum((Template(each).precedence for each in ordered), ())


class TestShape:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            ("Items/{id}", "items/{key}", True),
            ("{a:int:min(1)}", "{b:min(1):INT}", True),
            ("{a:int}", "{a:long}", False),
            ("{a:min(1)}", "{a:min(2)}", False),
            ("{a}", "{a?}", False),
            ("{a}", "{*a}", False),
            ("{a=1}", "{a=2}", False),
            ("a", "b", False),
            ("a{b}", "a/{b}", False),
        ],
    )
    def test_same(self, one: str, other: str, expected: bool) -> None:
        """
        Templates have one shape where the same paths match them.
        """
        assert expected == (Template(one).shape == Template(other).shape)


@st.composite
def filled_templates(draw: st.DrawFn) -> tuple[str, str, dict[str, str]]:
    """Return a template, a path of it, and the values in the path."""
    names = draw(st.lists(_NAMES, min_size=1, max_size=5, unique=True))
    values = {name: draw(_VALUES) for name in names}
    template: list[str] = []
    path: list[str] = []
    for name, value in values.items():
        before = draw(st.sampled_from(["", "v", "page-", "{{"]))
        template.append(f"{before}{{{name}}}")
        path.append(f"{before.replace('{{', '{')}{value}")
    if draw(st.booleans()):
        template.append("{*rest}")
        values["rest"] = "/".join(draw(st.lists(_VALUES, min_size=1, max_size=3)))
        path.append(values["rest"])
    return "/".join(template), "/".join(path), values


class TestAnything:
    @given(filled_templates())
    def test_built_path(self, filled: tuple[str, str, dict[str, str]]) -> None:
        """
        A path that is built from a template matches it with the same values.
        """
        template, path, values = filled

        assert values == match(template, path)

    @given(st.text(max_size=30) | st.text("{}/*?:=()ab.1,", max_size=30), st.text(max_size=30))
    def test_template_and_path(self, template: str, path: str) -> None:
        """
        No template and no path fails: it matches, it does not, or the template is refused.
        """
        try:
            values = match(template, path)
        except RouteError:
            return

        names = {parameter.name for parameter in Template(template).parameters}
        assert values is None or names >= values.keys()

    @given(st.text("{}*?:=()ab1,", max_size=20))
    def test_parameter(self, text: str) -> None:
        """
        No text between braces fails: it is a parameter with a name, or it is refused.
        """
        try:
            parameter = Parameter(text)
        except RouteError:
            return

        assert parameter.name
