"""
What is wrong with declared functions: told at indexing as one warning, and by ``validate``.
"""

# Libraries call these private names.
# pyright: reportPrivateUsage=false

from __future__ import annotations

import functools
import inspect
import sys
import warnings
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import azure.functions as func
from azure.functions.decorators._problems import parameters_of
from azure.functions.decorators._spelling import closest, did_you_mean
from azure.functions.decorators.function_app import Function
from azure.functions.decorators.generic import GenericInputBinding, GenericTrigger

THERE = rf"{__file__}:\d+"
EVERY_MINUTE = "0 * * * * *"

Decorate = Callable[[func.FunctionApp], Callable[[Callable[..., Any]], Any]]


def problems_of(function: Callable[..., Any], *decorators: Decorate) -> tuple[str, ...]:
    """
    Return what ``validate`` says of an app with one function; decorators from the top down.
    """
    app = func.FunctionApp()
    decorated: Any = function
    for decorator in reversed(decorators):
        decorated = decorator(app)(decorated)
    return told(app)


def told(app: func.FunctionApp) -> tuple[str, ...]:
    """
    Return what ``validate`` says of an app.
    """
    try:
        app.validate()
    except func.DeclarationError as error:
        return error.problems
    return ()


def every_minute(app: func.FunctionApp) -> Callable[[Callable[..., Any]], Any]:
    """
    Declare a sound timer on the parameter ``t``.
    """
    return app.timer_trigger("t", EVERY_MINUTE)


def take_t(t: object) -> None:
    """
    Take what a binding gives.
    """


def take_m(m: object) -> None:
    """
    Do the same under another name.
    """


class TestParameters:
    def test_a_sound_function(self) -> None:
        """
        A function whose parameters are all filled has no problems; the worker fills ``context``.
        """

        def sound(t: func.TimerRequest, msg: func.Out[str], context: func.Context) -> None:
            pass

        assert () == problems_of(sound, every_minute, lambda app: app.queue_output("msg", "q", "c"))

    def test_a_bound_method(self) -> None:
        """
        Its first parameter is filled already.
        """

        class Handler:
            def handle(self, t: func.TimerRequest) -> None:
                pass

            @classmethod
            def handle_all(cls, t: func.TimerRequest) -> None:
                pass

        assert () == problems_of(Handler().handle, every_minute)
        assert () == problems_of(Handler.handle_all, every_minute)

    def test_a_signature_of_its_own(self) -> None:
        """
        The worker goes by the signature that a function is given, and so does the check.
        """

        def sound(*args: object) -> None:
            pass

        setattr(sound, "__signature__", inspect.signature(take_t))  # noqa: B010 - checkers know it not

        assert () == problems_of(sound, every_minute)

    def test_the_return_value(self) -> None:
        """
        What is returned needs no parameter.
        """

        def sound(t: func.TimerRequest) -> str:
            return ""

        assert () == problems_of(
            sound, every_minute, lambda app: app.queue_output("$return", "q", "c")
        )

    def test_no_such_parameter(self) -> None:
        """
        An ``arg_name`` that is no parameter is told with the parameters that there are.
        """

        def tick(timer: func.TimerRequest) -> None:
            pass

        first, second = problems_of(tick, lambda app: app.timer_trigger("tmier", EVERY_MINUTE))

        where = rf"function 'tick' at {THERE}"
        message = "arg_name 'tmier' is no parameter of the function, which has timer; did you mean"
        assert_matches(rf"{where}, @timer_trigger at {THERE}: {message} timer\?", first)
        message = "parameter 'timer' is filled by no binding; remove it, or add a decorator with"
        assert_matches(rf"{where}: {message} arg_name='timer'; did you mean tmier\?", second)

    def test_a_function_without_parameters(self) -> None:
        """
        A function that takes nothing is said to.
        """

        def tick() -> None:
            pass

        (problem,) = problems_of(tick, every_minute)

        assert problem.endswith("arg_name 't' is no parameter of the function, which has none")

    def test_two_bindings_of_one_parameter(self) -> None:
        """
        A parameter that two bindings fill is told of the second one.
        """

        def tick(t: func.TimerRequest, msg: func.Out[str]) -> None:
            pass

        (problem,) = problems_of(
            tick,
            every_minute,
            lambda app: app.blob_output("msg", "path", "c"),
            lambda app: app.queue_output("msg", "q", "c"),
        )

        assert_matches(rf".*@blob_output at {THERE}: arg_name 'msg' is that of another", problem)

    def test_parameters_that_take_any_number(self) -> None:
        """
        The worker fills no ``*args`` and ``**kwargs``, so they are told.
        """

        def tick(t: func.TimerRequest, *args: object, **kwargs: object) -> None:
            pass

        first, second = problems_of(tick, every_minute)

        assert "parameter 'args' is filled by no binding" in first
        assert "parameter 'kwargs' is filled by no binding" in second

    def test_a_parameter_that_an_extension_fills(self) -> None:
        """
        The worker itself makes what is annotated with a class of its extensions.
        """
        actions = type("MessageActions", (), {"__module__": "azurefunctions.extensions.x"})

        def settle(t: func.TimerRequest, actions: object) -> None:
            pass

        settle.__annotations__["actions"] = actions

        assert () == problems_of(settle, every_minute)

    def test_all_kinds_are_read(self) -> None:
        """
        Every kind of parameter is read from a function's code, and no other variable.
        """

        def handle(a: int, /, b: int, *c: int, d: int, **e: int) -> int:
            total = a + b
            return total + d

        assert {"a", "b", "c", "d", "e"} == set(parameters_of(Function(handle, "app.py")) or ())

    def test_those_of_wrapped_functions_are_read(self) -> None:
        """
        Those of what a decorator wraps are read as the worker reads them, and those of callables.
        """

        class Handler:
            def __call__(self, t: object) -> None:
                pass

        def wrapper(*args: object) -> None:
            pass

        functools.update_wrapper(wrapper, take_t)

        assert ("t",) == parameters_of(Function(wrapper, "app.py"))
        assert ("t",) == parameters_of(Function(Handler(), "app.py"))

    def test_those_that_cannot_be_read(self) -> None:
        """
        Of what does not tell its parameters nothing is said; the worker asks in the same way.
        """
        assert None is parameters_of(Function(dict, "app.py"))
        assert () == problems_of(dict, every_minute)


class TestSchedule:
    def test_an_invalid_one(self) -> None:
        """
        The schedule is shown, with what can be written and what is wrong.
        """
        (problem,) = problems_of(take_t, lambda app: app.schedule("t", "every day"))

        message = "schedule 'every day' is no NCRONTAB expression, time span or %setting%: it has 2"
        assert_matches(rf"function 'take_t' at {THERE}, @schedule at {THERE}: {message}", problem)

    def test_that_of_a_generic_trigger(self) -> None:
        """
        A timer that is declared as a generic trigger is checked too, and no other binding is.
        """

        def generic(kind: str) -> Decorate:
            return lambda app: app.generic_trigger("t", kind, schedule="x")

        assert 1 == len(problems_of(take_t, generic("timerTrigger")))
        assert () == problems_of(take_t, generic("otherTrigger"))

    @pytest.mark.parametrize("schedule", [EVERY_MINUTE, "%SCHEDULE%", "00:01:00"])
    def test_valid_ones(self, schedule: str) -> None:
        """
        An expression, a setting and a time span are no problem.
        """
        assert () == problems_of(take_t, lambda app: app.timer_trigger("t", schedule))


class TestCardinality:
    @pytest.mark.parametrize(
        "annotation",
        [func.EventHubEvent, "func.EventHubEvent", str, bytes, dict],
    )
    def test_many_with_one_message(self, annotation: Any) -> None:
        """
        A batch for a parameter that is annotated as one message is told, with what to write.
        """

        def handle(events: Any) -> None:
            pass

        handle.__annotations__["events"] = annotation
        (problem,) = problems_of(handle, batch("MANY"))

        assert "cardinality is MANY, but 'events' is annotated" in problem
        assert "annotate it typing.List[" in problem

    @pytest.mark.parametrize(
        "annotation",
        [
            list,
            list[func.EventHubEvent],
            "list[func.EventHubEvent]",
            Sequence[str],
            func.EventHubEvent | None,  # the worker refuses it by itself
            Any,
            object,
            "Unknown",
            "Unknown[",
            func.DocumentList,
            None,
        ],
    )
    def test_many_with_anything_else(self, annotation: Any) -> None:
        """
        Lists, and what cannot be told, are no problem.
        """

        def handle(events: Any) -> None:
            pass

        handle.__annotations__["events"] = annotation

        assert () == problems_of(handle, batch("many"))

    def test_many_of_a_generic_trigger(self) -> None:
        """
        Its cardinality is a further field, and text.
        """

        def handle(events: func.EventHubEvent) -> None:
            pass

        (problem,) = problems_of(
            handle,
            lambda app: app.generic_trigger("events", "eventHubTrigger", cardinality="many"),
        )

        assert "cardinality is MANY, but 'events' is annotated EventHubEvent" in problem

    def test_one(self) -> None:
        """
        One message a call goes with the annotation of one.
        """

        def handle(events: func.EventHubEvent) -> None:
            pass

        assert () == problems_of(handle, batch("ONE"))

    def test_without_annotations(self) -> None:
        """
        A callable that has no annotations at all is no problem.
        """

        class Handler:
            __name__ = "handler"

            def __call__(self, events: object) -> None:
                pass

        assert () == problems_of(Handler(), batch("MANY"))

    @pytest.mark.skipif(sys.version_info < (3, 14), reason="annotations are read at once")
    def test_annotations_that_name_what_there_is_not(self) -> None:
        """
        Where reading the annotations fails, nothing is told: the worker says so itself.
        """
        namespace: dict[str, Any] = {}
        source = "def handle(events: Unknown, other: int): pass"
        # This file's own annotations are text, and those of code in it would be.
        exec(compile(source, "handle", "exec", dont_inherit=True), namespace)  # noqa: S102

        (problem,) = problems_of(namespace["handle"], batch("MANY"))

        assert "parameter 'other' is filled by no binding" in problem


def batch(cardinality: str) -> Decorate:
    """
    Declare a trigger of Event Hubs on the parameter ``events``.
    """
    return lambda app: app.event_hub_message_trigger("events", "c", "h", cardinality=cardinality)


class TestRetry:
    @pytest.mark.parametrize(
        ("arguments", "messages"),
        [
            (("fixed_delay", "3", "00:00:01"), []),
            (("exponential_backoff", "-1", None, "00:00:01", "23:59:59"), []),
            (("exponential_backoff", "3"), []),
            (
                ("fixedDelay", "3"),
                ["'fixedDelay' does not exist; write fixed_delay or .*; did you mean fixed_delay"],
            ),
            ((None, "3"), ["strategy None does not exist; .*exponential_backoff$"]),
            (("never", "3"), ["strategy 'never' does not exist; .*exponential_backoff$"]),
            (("fixed_delay", "3"), ["strategy fixed_delay needs a delay_interval"]),
            (("fixed_delay", "3", "24:00:00"), ["delay_interval '24:00:00' is no interval"]),
            (("fixed_delay", "3", "10"), ["delay_interval '10' is no interval; write HH:MM:SS"]),
            (("fixed_delay", "3", "a:b:c"), ["delay_interval 'a:b:c' is no interval"]),
            (
                ("exponential_backoff", "x", None, "1", "2"),
                ["minimum_interval '1'", "maximum_interval '2'", "max_retry_count 'x' is no whole"],
            ),
        ],
    )
    def test_policies(self, arguments: tuple[Any, ...], messages: list[str]) -> None:
        """
        A strategy that does not exist, and intervals and counts that cannot be read, are told.
        """
        problems = problems_of(take_t, lambda app: app.retry(*arguments), every_minute)

        assert len(messages) == len(problems)
        for message, problem in zip(messages, problems, strict=True):
            assert_matches(rf".*@retry at {THERE}: .*{message}", problem)


class TestSpelling:
    def test_a_further_keyword_close_to_an_argument(self) -> None:
        """
        It stays a field, and the argument that was surely meant is told.
        """
        (problem,) = problems_of(
            take_m,
            lambda app: app.service_bus_queue_trigger("m", "c", "q", cardinalty="many"),
        )

        message = "there is no argument cardinalty, so it becomes a field; did you mean cardinality"
        assert_matches(rf".*@service_bus_queue_trigger at {THERE}: {message}", problem)

    def test_of_the_field_of_an_argument(self) -> None:
        """
        In camel case it is the argument's own field, and works; but not beside the argument.
        """

        def lease(**more: Any) -> Decorate:
            return lambda app: app.cosmos_db_trigger("m", "c", "d", "n", **more)

        assert () == problems_of(take_m, lease(leaseContainerName="leases", dataType="string"))
        (problem,) = problems_of(take_m, lease(leaseContainerName="a", lease_container_name="b"))
        assert "did you mean lease_container_name?" in problem

    def test_of_the_field_of_a_setting(self) -> None:
        """
        The fields of settings have the names of arguments, so one in camel case is told.
        """
        (problem,) = problems_of(
            take_t,
            lambda app: app.retry(
                "exponential_backoff", "3", setting_extra_fields={"minimumInterval": "00:00:01"}
            ),
            every_minute,
        )

        assert "did you mean minimum_interval?" in problem

    @pytest.mark.parametrize("name", ["queueName", "queue_nam", "que_name", "arg_nme"])
    def test_of_the_arguments(self, name: str) -> None:
        """
        Camel case and a letter or two are told.
        """
        problems = problems_of(take_m, lambda app: app.queue_trigger("m", "q", "c", **{name: "x"}))

        assert 1 == len(problems)

    def test_further_fields_of_other_names(self) -> None:
        """
        A field that this package does not know is no problem.
        """
        assert () == problems_of(
            take_m,
            lambda app: app.queue_trigger("m", "q", "c", poison_limit=1, visibility="00:00:01"),
        )

    @pytest.mark.parametrize("fields", [{"route": "a"}, {"route": "a", "auth_level": "admin"}])
    def test_of_a_generic_http_trigger(self, fields: dict[str, str]) -> None:
        """
        The route and the level, which it gets where it has none, are fields of other names too.
        """
        assert () == problems_of(
            take_m, lambda app: app.generic_trigger("m", "httpTrigger", **fields)
        )

    def test_of_settings(self) -> None:
        """
        The further fields of settings are checked too.
        """
        (problem,) = problems_of(
            take_t,
            lambda app: app.function_name("tick", {"functionName": "tock"}),
            every_minute,
        )

        assert_matches(rf".*@function_name at {THERE}: .*did you mean function_name", problem)

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("quue_name", "queue_name"), ("queueName", "queue_name"), ("x", None), ("", None)],
    )
    def test_closest(self, name: str, expected: str | None) -> None:
        """
        Spelling is compared by letters alone.
        """
        assert expected == closest(name, ["queue_name", "connection"])

    @given(st.text("abc_", max_size=8), st.lists(st.text("abc_", max_size=8)))
    def test_closest_is_what_difflib_finds(self, name: str, known: list[str]) -> None:
        """
        Leaving out early what cannot be close leaves out nothing that is.
        """
        by_letters = {each.replace("_", ""): each for each in known}
        matches = get_close_matches(name.replace("_", ""), by_letters, n=1, cutoff=0.8)

        assert matches == [
            each.replace("_", "") for each in [closest(name, known)] if each is not None
        ]

    def test_the_question(self) -> None:
        """
        The question ends a message, or there is none.
        """
        assert "; did you mean connection?" == did_you_mean("conection", ["connection"])
        assert "" == did_you_mean("x", ["connection"])


class TestIndexing:
    def sound(self) -> func.FunctionApp:
        """
        Return an app without problems.
        """
        app = func.FunctionApp()

        @app.timer_trigger("t", EVERY_MINUTE)
        def tick(t: func.TimerRequest) -> None:
            pass

        return app

    def doubtful(self) -> func.FunctionApp:
        """
        Return an app with two functions that will fail.
        """
        app = func.FunctionApp()
        for name in ("one", "two"):
            app.function_name(name)(app.timer_trigger("t", "x")(take_t))
        return app

    def test_a_sound_app(self) -> None:
        """
        An app without problems is indexed without a warning, as often as it is asked for.
        """
        app = self.sound()

        for _ in range(3):
            app.validate()
            assert ["tick"] == [each.get_function_name() for each in app.get_functions()]

    def test_one_warning(self) -> None:
        """
        All that will fail comes as one warning, at the place that asked, and all is indexed.
        """
        app = self.doubtful()

        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            functions = app.get_functions()

        (warning,) = caught
        assert (func.DeclarationWarning, __file__) == (warning.category, warning.filename)
        lines = str(warning.message).splitlines()
        assert "2 problems in the functions of the app:" == lines[0]
        assert_matches(r"  - function 'one' at .*schedule 'x'", lines[1])
        assert_matches(r"  - function 'two' at .*schedule 'x'", lines[2])
        assert ["one", "two"] == [each.get_function_name() for each in functions]

    def test_validate_raises_the_same(self) -> None:
        """
        The error's text is that of the warning, and its problems are the lines.
        """
        app = self.doubtful()

        with pytest.raises(func.DeclarationError) as caught:
            app.validate()
        with pytest.warns(func.DeclarationWarning) as warned:
            app.get_functions()

        assert str(warned[0].message) == str(caught.value)
        assert 2 == len(caught.value.problems)
        assert isinstance(caught.value, ValueError)

    def test_errors_come_together(self) -> None:
        """
        Functions without triggers, names that two have, and what else is wrong are one error.
        """
        app = self.doubtful()

        @app.function_name("one")
        @app.timer_trigger("t", EVERY_MINUTE)
        def other(t: func.TimerRequest) -> None:
            pass

        @app.function_name("none")
        def without_trigger() -> None:
            pass

        for refuse in (app.get_functions, app.validate):
            with pytest.raises(ValueError, match="4 problems") as caught:
                refuse()

            problems: list[str] = list(getattr(caught.value, "problems", []))
            without, twice, *doubts = problems
            assert_matches(rf"function 'none' at {THERE} has no trigger", without)
            where = rf"function 'one' at {THERE}, and function 'one' at {THERE}; rename one"
            assert_matches(f"two functions have the name 'one': {where}", twice)
            assert 2 == len(doubts)

    def test_a_blueprint_that_is_registered_twice(self) -> None:
        """
        Its functions are said to be registered twice.
        """
        app, blueprint = func.FunctionApp(), func.Blueprint()
        blueprint.timer_trigger("t", EVERY_MINUTE)(take_t)
        app.register_functions(blueprint)
        app.register_functions(blueprint)

        (problem,) = told(app)

        assert "is registered twice; register its blueprint once" in problem

    def test_names_by_themselves(self) -> None:
        """
        ``validate_function_names`` raises for names that two have, whenever it is asked.
        """
        app = self.sound()
        functions = app.get_functions()

        for _ in range(2):
            app.validate_function_names(functions)
        with pytest.raises(ValueError, match="is registered twice"):
            app.validate_function_names([*functions, *app.get_functions()])

    def test_bindings_without_a_place(self) -> None:
        """
        What was added without a decorator is told by its type.
        """
        app = func.FunctionApp()

        def add(builder: Any) -> Any:
            builder.add_trigger(GenericTrigger("x", "any"))
            return builder.add_binding(GenericInputBinding("t", "other"))

        app._configure_function_builder(add)(take_t)

        first, *_ = told(app)
        assert_matches(rf"function 'take_t' at {THERE}, any: arg_name 'x'", first)


class TestWithoutParentheses:
    @pytest.mark.parametrize(
        "name",
        [
            "route",
            "event_grid_trigger",
            "warm_up_trigger",
            "mcp_tool",
            "function_name",
            "http_type",
        ],
    )
    def test_it_is_told(self, name: str) -> None:
        """
        A decorator that was applied itself, and took the function for an argument, is told; what
        is declared beside it is indexed.
        """
        app = func.FunctionApp()
        every_minute(app)(take_t)

        getattr(app, name)(take_m)

        (problem,) = told(app)
        message = (
            "written without parentheses, so function 'take_m' is not in the app; write "
            rf"@app\.{name}\(\)$"
        )
        assert_matches(rf"@{name} at {THERE}: {message}", problem)
        with pytest.warns(func.DeclarationWarning, match="without parentheses"):
            assert ["take_t"] == [each.get_function_name() for each in app.get_functions()]

    def test_between_others(self) -> None:
        """
        It is told too where another decorator stands above it, or below.
        """
        app = func.FunctionApp()
        route: Any = app.route
        warm_up_trigger: Any = app.warm_up_trigger

        every_minute(app)(route(take_t))
        warm_up_trigger(app.queue_output("$return", "q", "c")(take_m))

        lost = [problem for problem in told(app) if "without parentheses" in problem]
        first, second = lost
        assert_matches(rf"@route at {THERE}: .*function 'take_t' is not in the app", first)
        assert_matches(rf"@warm_up_trigger at {THERE}: .*function 'take_m' is not", second)

    def test_in_blueprints(self) -> None:
        """
        An app tells those of its blueprints and of the ones in these, each once.
        """
        app, outer, inner = func.FunctionApp(), func.Blueprint(), func.Blueprint()
        for blueprint, function in ((outer, take_t), (inner, take_m)):
            bare: Any = blueprint.route
            bare(function)
        outer.register_functions(inner)
        app.register_functions(outer)
        app.register_functions(inner)

        first, second = told(app)

        assert "'take_t'" in first
        assert "'take_m'" in second

    def test_with_parentheses(self) -> None:
        """
        Arguments by name are never a function that is decorated.
        """
        app = func.FunctionApp()

        app.route("a", methods=["GET"])(take_m)
        app.route(route="b", trigger_arg_name="t")(take_t)

        assert not [problem for problem in told(app) if "without parentheses" in problem]


class TestProblem:
    def test_of_what_is_declared(self) -> None:
        """
        It has the function's name, the place of the decorator, and the message by itself.
        """
        app = func.FunctionApp()
        app.timer_trigger("t", "x")(take_t)

        errors, (doubt,) = app._problems()

        assert [] == errors
        assert ("take_t", "timer_trigger") == (doubt.function, doubt.decorator)
        assert (__file__, True) == (doubt.file, (doubt.line or 0) > 0)
        assert_matches("schedule 'x' is no NCRONTAB", doubt.message)
        assert str(doubt).endswith(
            f", @timer_trigger at {doubt.file}:{doubt.line}: {doubt.message}"
        )
        assert f"Problem({str(doubt)!r})" == repr(doubt)

    def test_of_functions(self) -> None:
        """
        One of a function by itself has the place of the function.
        """
        app = func.FunctionApp()
        for _ in range(2):
            app.function_name("one")(take_t)

        (without, again, twice), _ = app._problems()

        line = take_t.__code__.co_firstlineno
        for each in (without, again, twice):
            assert ("one", __file__, line) == (each.function, each.file, each.line)
            assert None is each.decorator
        assert_matches("no trigger; every function has one", without.message)
        assert "registered twice; register its blueprint once" == twice.message

    def test_of_what_has_no_place(self) -> None:
        """
        What has no source has no place.
        """
        app = func.FunctionApp()
        app.function_name("one")(functools.partial(take_t))

        (without,), _ = app._problems()

        assert (None, None) == (without.file, without.line)
        assert str(without).startswith("function 'one' has no trigger")

    def test_of_a_decorator_without_parentheses(self) -> None:
        """
        It has the decorator's place, and the name of the function that is lost.
        """
        app = func.FunctionApp()
        bare: Any = app.route
        bare(take_t)

        _, (doubt,) = app._problems()

        assert ("take_t", __file__, "route") == (doubt.function, doubt.file, doubt.decorator)
        assert f"@route at {__file__}:{doubt.line}: {doubt.message}" == str(doubt)


def assert_matches(pattern: str, text: str) -> None:
    """
    Assert that a text begins as a pattern says.
    """
    import re

    assert re.match(pattern, text), text
