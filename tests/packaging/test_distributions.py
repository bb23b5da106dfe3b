"""
What is uploaded: the wheel, the sdist, and how they sit beside the packages of others.
"""

from __future__ import annotations

import ast
import email
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import pages
from page_commands import alike_output, commands_of

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parents[2]
WORKER_RUNS_HERE = sys.version_info >= (3, 13)

Build: TypeAlias = Callable[[Path, str], Path]


def run(*command: str | Path, cwd: Path) -> str:
    """
    Run *command* and return what it prints; show all of that where it fails.
    """
    done = subprocess.run(
        command,
        cwd=cwd,
        # What the caller has on its path is not what an app has.
        env={key: value for key, value in os.environ.items() if not key.startswith("PYTHON")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, f"{' '.join(map(str, command))}\n{done.stdout}"
    return done.stdout


class Environment:
    """
    A virtual environment with nothing in it, not even pip.
    """

    def __init__(self, directory: Path) -> None:
        run(sys.executable, "-m", "venv", "--without-pip", directory, cwd=directory.parent)
        self.python = directory / ("Scripts" if os.name == "nt" else "bin") / "python"
        self.cwd = directory / "empty"
        self.cwd.mkdir()
        self.site_packages = Path(
            self.execute("import sysconfig; print(sysconfig.get_path('purelib'))").strip()
        )

    def pip(self, *arguments: str | Path) -> str:
        """
        Run the tests' own pip on this environment.
        """
        pip = (sys.executable, "-I", "-m", "pip", "--python", self.python)
        return run(*pip, *arguments, cwd=self.cwd)

    def install(self, *requirements: str | Path) -> None:
        """
        Install *requirements* and see that nothing is missing or in conflict.
        """
        self.pip("install", "--quiet", *requirements)
        self.pip("check")

    def versions(self) -> dict[str, str]:
        """
        Return the version of each installed distribution.
        """
        installed = json.loads(self.pip("list", "--format=json", "--disable-pip-version-check"))
        return {canonicalize_name(one["name"]): one["version"] for one in installed}

    def execute(self, code: str) -> str:
        """
        Run *code* from an empty directory and return what it prints.
        """
        return run(self.python, "-c", code, cwd=self.cwd)


RELOAD = """
import importlib, pkgutil, sys

def modules():
    return {name: each for name, each in sys.modules.items() if name.startswith("azure.functions")}

sys.path.insert(0, EARLIER)
import azure.functions as func
assert func.__file__.startswith(EARLIER), func.__file__
version, before = func.__version__, {name: getattr(func, name, None) for name in func.__all__}
for module in pkgutil.walk_packages(func.__path__, "azure.functions."):
    importlib.import_module(module.name)
assert len(modules()) > 20

sys.path.remove(EARLIER)
assert importlib.reload(sys.modules["azure.functions"]) is func
assert func.__version__ != version
for name in (*func.__all__, *func._MODULES):
    value = getattr(func, name)
    assert value is not before.get(name), name
    home = sys.modules[getattr(value, "__module__", None) or value.__name__]
    assert not home.__file__.startswith(EARLIER), name
converters = [func.get_binding_registry().get(name) for name in func._registry.CONVERTERS]
assert len(set(converters)) > 20
app = func.FunctionApp()
app.queue_trigger("msg", queue_name="q", connection="C")(lambda msg: None)
assert len(app.get_functions()[0].get_raw_bindings()) == 1
assert func.HttpRequest("GET", "/?a=1").params["a"] == "1"
stale = [name for name, each in modules().items() if each.__file__.startswith(EARLIER)]
assert not stale, stale
"""
"""What the older worker does: a copy of its own, then the app's packages, then a reload."""


def contents(wheel: Path) -> dict[str, bytes]:
    """
    Return the files in *wheel* by their paths.
    """
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files(directory: Path, base: Path) -> set[str]:
    """
    Return the files below *directory* as paths from *base*, without what is made there.
    """
    return {
        path.relative_to(base).as_posix()
        for path in directory.rglob("*")
        if path.is_file() and not {"__pycache__", "_build"} & set(path.parts)
    }


def version() -> str:
    """
    Return the literal that ``azure.functions.__version__`` is set to.
    """
    tree = ast.parse((ROOT / "azure/functions/__init__.py").read_text(encoding="utf-8"))
    (found,) = (
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__"
    )
    assert isinstance(found, str)
    return found


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    def built(source: Path, kind: str) -> Path:
        out = tmp_path_factory.mktemp(kind)
        # hatchling is installed here already: no environment, and no network, just to build.
        options = ("--no-isolation", f"--{kind}", "--outdir", out)
        run(sys.executable, "-I", "-m", "build", *options, source, cwd=out)
        (distribution,) = out.iterdir()
        return distribution

    return built


@pytest.fixture(scope="session")
def wheel(build: Build) -> Path:
    return build(ROOT, "wheel")


@pytest.fixture(scope="session")
def sdist(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(build(ROOT, "sdist")) as archive:
        archive.extractall(out, filter="data")
    (top,) = out.iterdir()
    return top


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    return Environment(tmp_path / "environment")


class TestWheel:
    def test_holds_the_package_and_nothing_else(self, wheel: Path) -> None:
        """
        Every file of azure/functions is in the wheel, and beside it only the metadata.
        """
        inside = {path for path in contents(wheel) if ".dist-info/" not in path}

        assert files(ROOT / "azure/functions", ROOT) == inside
        assert "azure/functions/py.typed" in inside
        assert {"azure", f"azure_functions-{version()}.dist-info"} == {
            path.split("/")[0] for path in contents(wheel)
        }

    def test_leaves_the_namespace_to_all(self, wheel: Path) -> None:
        """
        `azure` has no __init__.py: it would hide every other azure-* distribution.
        """
        assert "azure/__init__.py" not in contents(wheel)

    def test_metadata(self, wheel: Path) -> None:
        """
        Two dependencies, two extras, and no upper bound on any of them.
        """
        info = f"azure_functions-{version()}.dist-info"
        metadata = email.message_from_bytes(contents(wheel)[f"{info}/METADATA"])
        requirements = [Requirement(text) for text in metadata.get_all("Requires-Dist", [])]
        extras = {"forms", "orjson"}

        assert ("azure-functions", version()) == (metadata["Name"], metadata["Version"])
        assert ">=3.10" == metadata["Requires-Python"]
        assert "MIT" == metadata["License-Expression"]
        assert f"{info}/licenses/LICENSE" in contents(wheel)
        assert extras == set(metadata.get_all("Provides-Extra", []))
        assert {"python-dateutil", "typing-extensions"} == {
            each.name for each in requirements if each.marker is None
        }
        assert {"werkzeug", "orjson"} == {each.name for each in requirements if each.marker}
        assert {">="} == {spec.operator for each in requirements for spec in each.specifier}


class TestSdist:
    def test_builds_the_same_wheel(self, build: Build, sdist: Path, wheel: Path) -> None:
        """
        A wheel built from the sdist has the same files as one built here, byte for byte.
        """
        assert contents(wheel) == contents(build(sdist, "wheel"))

    @pytest.mark.parametrize(
        "directory",
        [".ci", ".github", "azure", "benchmarks", "changelog.d", "docs", "examples", "tests"],
    )
    def test_holds_whole_directories(self, sdist: Path, directory: str) -> None:
        """
        Who has the sdist can run the tests, the examples and the benchmarks, and build the docs.
        """
        here = files(ROOT / directory, ROOT)

        assert here
        assert here == files(sdist / directory, sdist)

    @pytest.mark.parametrize(
        "name", ["CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", "tox.ini"]
    )
    def test_holds_top_level_files(self, sdist: Path, name: str) -> None:
        assert (ROOT / name).read_bytes() == (sdist / name).read_bytes()


class TestInstalled:
    def test_alone(self, environment: Environment, wheel: Path) -> None:
        """
        The wheel and its two dependencies are all that `import azure.functions` needs.
        """
        environment.install(wheel)

        installed = set(environment.versions())
        assert {"azure-functions", "python-dateutil", "typing-extensions"} <= installed
        assert installed.isdisjoint({"werkzeug", "orjson"})
        assert f"{version()} {environment.site_packages / 'azure/functions/__init__.py'}" == (
            environment.execute(
                "import azure.functions as func; print(func.__version__, func.__file__)"
            ).strip()
        )

    def test_every_public_name(self, environment: Environment, wheel: Path) -> None:
        """
        Without the extras, every name in __all__ can be had all the same.
        """
        environment.install(wheel)

        environment.execute(
            "import azure.functions as func; [getattr(func, name) for name in func.__all__]"
        )

    def test_beside_azure_core(self, environment: Environment, wheel: Path) -> None:
        """
        Another distribution in the `azure` namespace goes on working, and so does this one.
        """
        environment.install(wheel, "azure-core")

        environment.execute("import azure.core, azure.functions; azure.functions.HttpRequest")
        environment.execute("import azure.functions, azure.core; azure.core.PipelineClient")

    def test_beside_what_depends_on_it(self, environment: Environment, wheel: Path) -> None:
        """
        The wheel is the azure-functions that its dependants ask for: no second one comes in.
        """
        dependants = ["azure-functions-durable", "azurefunctions-extensions-base"]
        if WORKER_RUNS_HERE:
            dependants += ["azure-functions-runtime", "azure-functions-runtime-v1"]

        environment.install(wheel)
        environment.install(*dependants)

        installed = environment.versions()
        assert {*dependants, "azure-functions"} <= set(installed)
        assert version() == installed["azure-functions"]
        assert files(ROOT / "azure/functions", ROOT) == files(
            environment.site_packages / "azure/functions", environment.site_packages
        )

    def test_in_place_of_the_published_one(self, environment: Environment, wheel: Path) -> None:
        """
        Upgrading an app leaves nothing of the earlier copy behind.
        """
        environment.install("azure-functions<3")
        environment.install(wheel)

        assert version() == environment.versions()["azure-functions"]
        assert files(ROOT / "azure/functions", ROOT) == files(
            environment.site_packages / "azure/functions", environment.site_packages
        )

    def test_reloaded_over_the_published_one(
        self, environment: Environment, wheel: Path, tmp_path: Path
    ) -> None:
        """
        A worker that has imported the published copy, and reloads, gets this one throughout.
        """
        earlier = tmp_path / "earlier"
        environment.pip("install", "--quiet", "--target", earlier, "azure-functions<3")
        environment.install(f"{wheel}[forms]")

        environment.execute(f"EARLIER = {str(earlier)!r}\n{RELOAD}")

    def test_extras(self, environment: Environment, wheel: Path) -> None:
        """
        The extras bring what they are for. (`orjson` has a wheel not yet for every Python.)
        """
        environment.install(f"{wheel}[forms]")

        assert "werkzeug" in environment.versions()


class TestReadme:
    def test_first_command(self, environment: Environment) -> None:
        """
        The first command of the README does in a new environment what is said, and prints what is
        shown.
        """
        first = pages.code_blocks("console")[0]
        command = commands_of(first)[0]
        assert "README.md" == first.name
        assert command.text.startswith("python -m pip install . && python -m azure.functions call ")
        environment.pip("install", "--quiet", "pip")

        install, call = command.parts
        run(environment.python, *install[1:], cwd=ROOT)
        # From a clone of which only the examples are left: what runs is what was installed.
        shutil.copytree(ROOT / "examples", environment.cwd / "examples")
        output = run(environment.python, *call[1:], cwd=environment.cwd)

        assert alike_output(command.output, output)
        assert version() == environment.versions()["azure-functions"]
