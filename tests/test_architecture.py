"""Holds who may import whom (docs/concepts.md), and how large files may grow."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ["recdash.lib", "recdash.llm", "catalog", "users", "recommendations"]
WIRING = {f"recdash.{name}" for name in ("celery", "embedded", "environment", "settings", "supervisor", "urls")}
WITHOUT_ORM = [
    "recdash/lib",
    "recdash/llm",
    "catalog/feeds",
    "catalog/features",
    "catalog/pictures",
    "users/events",
    "users/interests",
    "recommendations/engine",
    "recommendations/training",
    "recommendations/copywriting",
    "recommendations/judging",
    "recommendations/rule_drafting",
    "recommendations/releasing",
    "recommendations/demo",
    "recommendations/experiments",
    "recommendations/evaluation/metrics",
]
MODEL_LIBRARIES = {"torch", "transformers", "tensorflow", "peft"}
LONGEST_FILE = 300


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def imports(path: Path, *, top_level: bool = False) -> Iterator[str]:
    """Yield the modules that a file imports; with `top_level` only those that importing the file loads."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        child
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or _for_types_only(node)
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if top_level and node in inside:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def layer_of(module: str) -> int | None:
    return next((rank for rank, layer in enumerate(LAYERS) if f"{module}.".startswith(f"{layer}.")), None)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


class LayersTests:
    @pytest.mark.parametrize(
        "path", sources("recdash/lib", "recdash/llm", "catalog", "users", "recommendations"), ids=str
    )
    def test_only_lower_layers_are_imported(self, path):
        own = layer_of(module_of(path))

        above = {name for name in imports(path) if (layer_of(name) or 0) > own}
        wiring = {name for name in imports(path) if any(f"{name}.".startswith(f"{part}.") for part in WIRING)}

        assert above == set()
        assert wiring == set()

    @pytest.mark.parametrize("path", sources(*WITHOUT_ORM), ids=str)
    def test_no_database_is_known_where_data_enters_as_values(self, path):
        known = {
            name for name in imports(path) if name.split(".")[0] in {"django", "rest_framework"} or ".models" in name
        }

        assert known == set()

    @pytest.mark.parametrize("path", sources("recdash", "catalog", "users", "recommendations"), ids=str)
    def test_model_libraries_are_imported_inside_functions_only(self, path):
        loaded = {name.split(".")[0] for name in imports(path, top_level=True)} & MODEL_LIBRARIES

        assert loaded == set()

    @pytest.mark.parametrize("path", sources("catalog/services", "users/services", "recommendations/services"), ids=str)
    def test_services_know_no_pages(self, path):
        pages = {
            name for name in imports(path) if {"admin", "dashboard", "api", "management"} & set(name.split(".")[:2])
        }

        assert pages == set()


class SizesTests:
    @pytest.mark.parametrize("path", sources("recdash", "catalog", "users", "recommendations"), ids=str)
    def test_file_has_one_topic(self, path):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE

    @pytest.mark.parametrize("path", sources("recdash", "catalog", "users", "recommendations"), ids=str)
    def test_module_says_what_it_is_for(self, path):
        text = path.read_text(encoding="utf-8")

        assert not text.strip() or ast.get_docstring(ast.parse(text))


class WebProcessTests:
    def test_no_model_library_is_loaded_when_addresses_are_imported(self):
        code = (
            "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'recdash.settings'\n"
            "import django; django.setup(); import recdash.urls\n"
            "print(sorted({'torch', 'transformers'} & set(sys.modules)))"
        )

        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

        assert done.stdout.strip() == "[]"
