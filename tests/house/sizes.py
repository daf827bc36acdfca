"""How long, wide and deep may code be? Each rule is a question about one source text.

Why these: the median function is short in every project; the longest ones tell the best apart.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

MAX_FUNCTION_LINES = 60
MAX_FUNCTION_LINES_P90 = 30
MAX_FILE_LINES = 400
MAX_ARGUMENTS = 5
MAX_POSITIONAL = 2

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Function:
    """One function as the limits see it; `self` and `cls` are nobody's argument."""

    name: str
    line: int
    lines: int
    positional: int
    arguments: int
    is_command: bool
    follows_foreign_signature: bool


def functions(source: str) -> Iterator[Function]:
    """Every function and method of a source text, nested ones too. Decorators count as its lines."""
    tree = ast.parse(source)
    methods = {id(node) for owner in ast.walk(tree) if isinstance(owner, ast.ClassDef) for node in owner.body}
    for node in ast.walk(tree):
        if isinstance(node, _Function):
            yield _measured(node, is_method=id(node) in methods)


def _measured(node: _Function, *, is_method: bool) -> Function:
    decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
    takes_self = is_method and "staticmethod" not in decorators
    positional = len(node.args.posonlyargs) + len(node.args.args) - takes_self
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return Function(
        name=node.name,
        line=node.lineno,
        lines=(node.end_lineno or node.lineno) - first + 1,
        positional=positional,
        arguments=positional + len(node.args.kwonlyargs),
        is_command=any(".command(" in decorator or ".callback(" in decorator for decorator in decorators),
        follows_foreign_signature="override" in decorators or node.name.startswith("__"),
    )


def too_long(source: str) -> list[str]:
    """Functions over the limit of lines, and the file itself if it is over its own."""
    lines = len(source.splitlines())
    file_too_long = [f"1: the file has {lines} lines, over {MAX_FILE_LINES}"] if lines > MAX_FILE_LINES else []
    return file_too_long + [
        f"{function.line}: {function.name} has {function.lines} lines, over {MAX_FUNCTION_LINES}"
        for function in functions(source)
        if function.lines > MAX_FUNCTION_LINES
    ]


def too_many_arguments(source: str) -> list[str]:
    """Functions with more than five arguments, or more than two that need no name at the call.

    A command's arguments are its options, so they may be as many as it has, each still named by the caller.
    A method that follows a signature not ours (`@override`, a dunder) takes what it is given.
    """
    found = []
    for function in functions(source):
        if function.is_command or function.follows_foreign_signature:
            continue
        if function.arguments > MAX_ARGUMENTS:
            found.append(f"{function.line}: {function.name} takes {function.arguments} arguments, over {MAX_ARGUMENTS}")
        if function.positional > MAX_POSITIONAL:
            found.append(
                f"{function.line}: {function.name} takes {function.positional} positional arguments, "
                f"over {MAX_POSITIONAL}: put `*` after the second"
            )
    return found


def ninetieth_percentile(values: list[int]) -> int:
    """The smallest value that at least nine of ten do not exceed."""
    ordered = sorted(values)
    return ordered[-(-9 * len(ordered) // 10) - 1]
