"""What is wrong with host.json and local.settings.json, and with what bindings refer to in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .._errors import shorten
from .._narrow import is_dict, is_list
from ..decorators._spelling import did_you_mean
from ._app import Problem
from ._documents import Document, Place, kind_of, read_document, shown
from ._fields import DEFAULT_CONNECTIONS
from ._function_json import Finding, duplicates, misspelt
from ._settings import HOST_JSON, LOCAL_SETTINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._json import JSONValue

    Fields = Mapping[str, JSONValue]

_STORAGE = "AzureWebJobsStorage"
_WITH_STATE = ("blobTrigger", "eventHubTrigger", "timerTrigger")
"""Triggers whose state the host keeps in the app's storage."""

_OWN_FIELDS = ("name", "type", "direction", "dataType", "properties")
_QUERIES = (
    "commandText",
    "parameters",
    "prompt",
    "query",
    "sqlQuery",
    "systemPrompt",
    "userMessage",
)
"""Fields whose text may have percent signs of its own."""

_SETTING_IN_TEXT = re.compile(r"%([A-Za-z_][\w.:-]*)%")
_VERSION = "2.0"
_BUILT_IN = ("http", "httptrigger", "timertrigger", "warmuptrigger")
"""Binding types, in lower case, that the host has without an extension."""

_HOST_FIELDS = (
    *("version", "aggregator", "concurrency", "customHandler", "extensionBundle", "extensions"),
    *("functionTimeout", "functions", "healthMonitor", "logging", "managedDependency", "retry"),
    *("singleton", "telemetryMode", "watchDirectories", "watchFiles", "$schema"),
)
_SETTINGS_FIELDS = ("IsEncrypted", "Values", "Host", "ConnectionStrings", "$schema")


class Reference(NamedTuple):
    """A setting that a binding refers to."""

    setting: str
    """Its name."""
    field: str
    """The field that names it, or that would."""
    told: str
    """How it does so, for a message."""
    is_connection: bool = False
    """Whether settings that begin with the name will do."""


class Settings:
    """The settings of local.settings.json, and those of the environment.

    Args:
        names: Their names.
    """

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        # The host takes upper and lower case as the same, and a colon as two underscores.
        self._known = {_normal(name) for name in (*names, *os.environ)}

    def has(self, reference: Reference) -> bool:
        """Tell whether a setting is there that a binding refers to.

        Args:
            reference: The reference.

        Returns:
            True where it is; for a connection, also where the settings of an identity are.
        """
        name = _normal(reference.setting)
        if not name or not reference.is_connection:
            return name in self._known
        names = (name, f"azurewebjobs{name}")
        return any(
            each in names or each.startswith(tuple(f"{name}__" for name in names))
            for each in self._known
        )


def wrong_host_json(root: Path, binding_types: set[str]) -> Iterator[Problem]:
    """Find what is wrong with host.json.

    Args:
        root: The folder of the app.
        binding_types: The types of the app's bindings.

    Returns:
        What is wrong.
    """
    file = root / HOST_JSON
    if not file.exists():
        bare = f'{{"version": "{_VERSION}"}}'
        yield Problem(f"there is no {HOST_JSON}; every app has one, if only {bare}", file=file)
        return
    document = read_document(file)
    if isinstance(document, Problem):
        yield document
        return
    findings = (*_wrong_host(document), *_wrong_bundle(document.value, root, binding_types))
    yield from _problems(findings, document, file)


def read_settings(root: Path) -> tuple[Settings | None, list[Problem]]:
    """Read local.settings.json, and find what is wrong with it.

    Args:
        root: The folder of the app.

    Returns:
        The settings, or None where there is no such file or it cannot be read; and what is wrong.
    """
    file = root / LOCAL_SETTINGS
    if not file.exists():
        return None, []
    document = read_document(file)
    if isinstance(document, Problem):
        return None, [document]
    findings = list(_wrong_settings(document))
    values = document.value.get("Values")
    if not is_dict(values) and findings:
        return None, list(_problems(findings, document, file))
    sections = (document.value.get(name) for name in ("Values", "ConnectionStrings"))
    names = frozenset(name for section in sections if is_dict(section) for name in section)
    return Settings(names), list(_problems(findings, document, file))


def references(fields: Fields) -> Iterator[Reference]:
    """Find the settings that a binding refers to.

    Args:
        fields: The binding, as in function.json.

    Returns:
        Each reference.
    """
    binding_type = str(fields.get("type", ""))
    for field, value in _texts(fields):
        if _names_a_setting(field) and value and "%" not in value and not _is_written_out(value):
            is_connection = not field.lower().endswith("setting")
            yield Reference(value, field, f"{shown(field)} refers to", is_connection=is_connection)
        for name in _SETTING_IN_TEXT.findall(value) if field not in _QUERIES else ():
            yield Reference(name, field, f"{shown(field)} refers to")
    default = DEFAULT_CONNECTIONS.get(binding_type)
    if default and not fields.get("connection"):
        told = f"{binding_type} names no connection, so the host takes that of"
        yield Reference(default, "connection", told, is_connection=True)
    if binding_type in _WITH_STATE:
        told = f"the host keeps the state of {binding_type} under"
        yield Reference(_STORAGE, "type", told, is_connection=True)


def lacking(reference: Reference, settings: Settings) -> str:
    """Say that a setting is not there.

    Args:
        reference: What refers to it.
        settings: The settings that are.

    Returns:
        The message.
    """
    name = reference.setting
    prefix = f", or what an identity needs as {shown(name)}__..." if reference.is_connection else ""
    return (
        f"{reference.told} the setting {shorten(name)}, which {LOCAL_SETTINGS} lacks; add it to "
        f"Values{prefix}{did_you_mean(name, settings.names)}"
    )


def written_out(fields: Fields) -> Iterator[Finding]:
    """Find connection strings that stand where the name of a setting belongs.

    Args:
        fields: The binding, as in function.json.

    Returns:
        What is wrong; what was found is not in the message, since it holds a key.
    """
    for field, value in _texts(fields):
        if _names_a_setting(field) and _is_written_out(value):
            message = (
                f"{shown(field)} holds the connection itself; put that into an app setting, and "
                "the name of the setting here: the code of an app is no place for keys"
            )
            yield Finding(message, (field,))


def _texts(fields: Fields) -> Iterator[tuple[str, str]]:
    """Return the fields with text in which settings may be named."""
    for field, value in fields.items():
        if isinstance(value, str) and field not in _OWN_FIELDS:
            yield field, value


def _names_a_setting(field: str) -> bool:
    """Tell whether a field holds the name of a setting."""
    ends = ("connection", "connectionname", "setting")
    return field.lower().endswith(ends) or field == "topicEndpointUri"


def _is_written_out(value: str) -> bool:
    """Tell whether a text is what a setting would hold: no name of one has such signs."""
    return "=" in value or ";" in value or "://" in value


def _normal(name: str) -> str:
    return name.lower().replace(":", "__")


def _problems(findings: Iterable[Finding], document: Document, file: Path) -> Iterator[Problem]:
    """Return findings as problems of a file."""
    for message, place, is_warning in (*duplicates(document), *findings):
        line = document.line(*place)
        yield Problem(message, file=file, line=line, is_warning=is_warning)


def _wrong_host(document: Document) -> Iterator[Finding]:
    """Find what is wrong with the fields of host.json."""
    yield from misspelt(document.value, _HOST_FIELDS, ())
    version = document.value.get("version")
    if version != _VERSION:
        what = "is missing" if version is None else f"is {shorten(version)}"
        yield Finding(
            f'version {what}; write "{_VERSION}", which is that of the file, not of the host',
            ("version",),
        )
    yield from _wrong_prefix(document.value)


def _wrong_prefix(host: Fields) -> Iterator[Finding]:
    """Find what is wrong with the route prefix in host.json."""
    part: object = host
    place: Place = ()
    for name, outer in (("extensions", ""), ("http", "extensions"), ("routePrefix", "http")):
        if not is_dict(part):
            yield Finding(f"{outer} must be an object; it is {kind_of(part)}", place)
            return
        part, place = part.get(name), (*place, name)
        if part is None:
            return
    if not isinstance(part, str):
        yield Finding(f"routePrefix must be text; it is {kind_of(part)}", place)


def _wrong_bundle(host: Fields, root: Path, binding_types: set[str]) -> Iterator[Finding]:
    """Find what is wrong with where the host gets its extensions from."""
    bundle = host.get("extensionBundle")
    place = ("extensionBundle",)
    if bundle is None:
        needed = sorted(each for each in binding_types if each and each.lower() not in _BUILT_IN)
        if needed and not (root / "extensions.csproj").is_file():
            message = (
                f"there is no extensionBundle, so the host knows no {', '.join(needed)}; add one "
                "with the id Microsoft.Azure.Functions.ExtensionBundle and the version "
                "[4.*, 5.0.0)"
            )
            yield Finding(message, place, is_warning=True)
        return
    if not is_dict(bundle):
        yield Finding(f"extensionBundle must be an object; it is {kind_of(bundle)}", place)
        return
    for name, example in (
        ("id", "Microsoft.Azure.Functions.ExtensionBundle"),
        ("version", "[4.*, 5.0.0)"),
    ):
        if not isinstance(bundle.get(name), str):
            message = f"extensionBundle needs the {name}, such as {example}"
            yield Finding(message, (*place, name))


def _wrong_settings(document: Document) -> Iterator[Finding]:
    """Find what is wrong with the fields of local.settings.json."""
    yield from misspelt(document.value, _SETTINGS_FIELDS, ())
    values = document.value.get("Values")
    if values is None:
        return
    if not is_dict(values):
        message = f"Values must be an object of settings by their names; it is {kind_of(values)}"
        yield Finding(message, ("Values",))
        return
    for name, value in values.items():
        if is_dict(value) or is_list(value):
            message = f"the setting {shorten(name)} must be text; it is {kind_of(value)}"
            yield Finding(message, ("Values", name))
    runtime = values.get("FUNCTIONS_WORKER_RUNTIME")
    if isinstance(runtime, str) and runtime.lower() != "python":
        message = f"FUNCTIONS_WORKER_RUNTIME is {shorten(runtime)}; write python"
        yield Finding(message, ("Values", "FUNCTIONS_WORKER_RUNTIME"))
