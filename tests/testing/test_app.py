from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

import azure.functions as func
from azure.functions.testing import BindingInfo, FunctionInfo, HostError, Problem

HERE = Path(__file__)

ERROR = HostError(
    "what came",
    function="F",
    parameter="req",
    problems=(Problem("wrong", function="F", file=HERE, line=3, is_warning=True),),
)


def handler(req: object, context: object = None) -> None: ...


class TestHostError:
    def test_facts(self) -> None:
        """
        What it tells in words it also has as attributes.
        """
        assert "what came" == str(ERROR)
        assert {"function", "parameter", "problems"} == set(vars(ERROR))
        assert ("F", "req") == (ERROR.function, ERROR.parameter)
        assert "wrong" == ERROR.problems[0].message

    def test_bases(self) -> None:
        """
        It is one of this package's errors, and a RuntimeError as the worker's own.
        """
        assert isinstance(ERROR, func.FunctionsError)
        assert isinstance(ERROR, RuntimeError)

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_pickle(self, protocol: int) -> None:
        """
        It survives pickling and copying.
        """
        for same in (
            pickle.loads(pickle.dumps(ERROR, protocol)),
            copy.copy(ERROR),
            copy.deepcopy(ERROR),
        ):
            assert type(ERROR) is type(same)
            assert str(ERROR) == str(same)
            assert vars(ERROR) == vars(same)


class TestProblem:
    @pytest.mark.parametrize(
        ("problem", "text"),
        [
            (Problem("wrong"), "wrong"),
            (Problem("wrong", file=Path("a.py")), "a.py: wrong"),
            (Problem("wrong", file="a.py", line=3), "a.py:3: wrong"),
            (Problem("wrong", function="F"), "function 'F': wrong"),
            (
                Problem("wrong", function="F", file="a.py", line=3, is_warning=True),
                "a.py:3: function 'F': wrong (warning)",
            ),
        ],
    )
    def test_text(self, problem: Problem, text: str) -> None:
        """
        Its text says where it is, as far as that is known.
        """
        assert text == str(problem)
        assert f"Problem({text!r})" == repr(problem)

    def test_dict(self) -> None:
        """
        As a dict it has a level.
        """
        problem = Problem("wrong", function="F", file=Path("a.py"), line=3)

        assert problem.to_dict() == {
            "file": "a.py",
            "line": 3,
            "function": "F",
            "level": "error",
            "message": "wrong",
        }
        assert "warning" == Problem("wrong", is_warning=True).to_dict()["level"]

    def test_equality(self) -> None:
        """
        Problems are equal that tell the same.
        """
        assert Problem("wrong", line=3) == Problem("wrong", line=3)
        assert Problem("wrong", line=3) != Problem("wrong", line=4)
        assert Problem("wrong") != "wrong"


class TestBindingInfo:
    @pytest.mark.parametrize(
        ("binding_type", "fields", "is_trigger", "is_many"),
        [
            ("queueTrigger", {}, True, False),
            ("eventHubTrigger", {"cardinality": "MANY"}, True, True),
            ("eventHubTrigger", {"cardinality": "one"}, True, False),
            ("blob", {"cardinality": None}, False, False),
        ],
    )
    def test_kind(
        self, binding_type: str, fields: dict[str, object], is_trigger: bool, is_many: bool
    ) -> None:
        """
        A binding tells whether it is a trigger, and whether it comes in batches.
        """
        binding = BindingInfo("x", binding_type, "in", fields)

        assert is_trigger is binding.is_trigger
        assert is_many is binding.is_many
        assert f"<in binding {binding_type} 'x'>" == repr(binding)


class TestFunctionInfo:
    def test_parts(self) -> None:
        """
        A function knows its trigger and its parameters.
        """
        trigger = BindingInfo("req", "httpTrigger", "in", {})
        answer = BindingInfo("$return", "http", "out", {})
        info = FunctionInfo("F", handler, (answer, trigger), directory=HERE.parent, file=HERE)

        assert trigger is info.trigger
        assert ("req", "context") == info.parameters
        assert (None, None) == (info.line, info.retry)
        assert "<FunctionInfo F>" == repr(info)

    def test_no_trigger(self) -> None:
        """
        One without a trigger has none.
        """
        assert None is FunctionInfo("F", handler, (), directory=HERE.parent, file=HERE).trigger

    def test_problem(self) -> None:
        """
        A problem of a function says where the function stands.
        """
        info = FunctionInfo("F", handler, (), directory=HERE.parent, file=HERE, line=7)

        assert Problem("wrong", function="F", file=HERE, line=7) == info.problem("wrong")
        assert info.problem("wrong", is_warning=True).is_warning is True
