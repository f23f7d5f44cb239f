"""Reads the sources of both programs as data: which modules there are, and what each imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / "src"
CLIENT = ROOT / "client" / "src"


@dataclass(frozen=True, slots=True)
class Import:
    """One import of ours: who imports, on which line, what, and in which manner."""

    importer: str
    line: int
    target: str
    inside_function: bool = False
    types_only: bool = False

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.target}"


@cache
def python_modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted((PYTHON / "djust").rglob("*.py")):
        parts = path.relative_to(PYTHON).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def _imported(node: ast.Import | ast.ImportFrom, module: str, is_package: bool) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    if node.level:
        package = module.split(".") if is_package else module.split(".")[:-1]
        base = ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])
    else:
        base = node.module or ""
    for alias in node.names:
        submodule = f"{base}.{alias.name}"
        yield submodule if submodule in python_modules() else base


def _is_type_checking(node: ast.AST) -> bool:
    if not isinstance(node, ast.If):
        return False
    test = node.test
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING")


def _walk(node: ast.AST, inside_function: bool, types_only: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, inside_function, types_only
        else:
            function = inside_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _walk(child, function, types_only or _is_type_checking(child))


@cache
def python_imports() -> tuple[Import, ...]:
    """Every import of a module of ours by another, in the whole package."""
    found = []
    for module, path in python_modules().items():
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for node, inside_function, types_only in _walk(tree, False, False):
            for target in _imported(node, module, path.name == "__init__.py"):
                if target.split(".")[0] == "djust" and target != module:
                    found.append(Import(module, node.lineno, target, inside_function, types_only))
    return tuple(found)


@cache
def client_modules() -> dict[str, Path]:
    """Every TypeScript module of the client by its path below ``client/src``, without the suffix."""
    return {
        path.relative_to(CLIENT).with_suffix("").as_posix(): path
        for path in sorted(CLIENT.rglob("*.ts"))
        if not path.name.endswith(".d.ts")
    }


_STATEMENT = re.compile(
    r"""^[ ]*(?:import|export)\s+(?P<type>type\s)?(?:[^'";]*?\sfrom\s+)?['"](?P<from>\.[^'"]*)['"]"""
    "|"
    r"""\bimport\(\s*['"](?P<dynamic>\.[^'"]*)['"]""",
    re.MULTILINE,
)


@cache
def client_imports() -> tuple[Import, ...]:
    """Every relative import between the client's modules."""
    found = []
    for module, path in client_modules().items():
        text = path.read_text(encoding="utf-8")
        for match in _STATEMENT.finditer(text):
            target = (path.parent / (match["from"] or match["dynamic"])).resolve()
            name = re.sub(r"\.(js|ts)$", "", target.relative_to(CLIENT.resolve()).as_posix())
            if name not in client_modules() and f"{name}/index" in client_modules():
                name = f"{name}/index"
            line = text.count("\n", 0, match.start()) + 1
            found.append(Import(module, line, name, match["dynamic"] is not None, match["type"] is not None))
    return tuple(found)


def cycles(imports: tuple[Import, ...]) -> list[str]:
    """Return each import cycle once, as ``a → b → a``; imports for types alone do not count."""
    graph: dict[str, set[str]] = {}
    for each in imports:
        if not each.types_only:
            graph.setdefault(each.importer, set()).add(each.target)
    found: list[str] = []
    finished: set[str] = set()

    def visit(module: str, trail: list[str]) -> None:
        if module in trail:
            found.append(" → ".join([*trail[trail.index(module) :], module]))
            return
        if module in finished:
            return
        for target in sorted(graph.get(module, ())):
            visit(target, [*trail, module])
        finished.add(module)

    for module in sorted(graph):
        visit(module, [])
    return found
