"""How is an expression said in the SQL of each engine?

Ibis writes the statement; the marks of `expressions` become the statement's parameters. Writing costs 3–20 ms and
importing Ibis about a second at worst, so each statement is written once in a process and kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Literal

from zonebook.engine import expressions
from zonebook.engine.expressions import Shape

Dialect = Literal["duckdb", "spark"]
_MARK = re.compile(r"§(\w+)§")


@lru_cache(maxsize=512)
def statement(name: str, shape: Shape, *, dialect: Dialect = "duckdb") -> str:
    """The SQL of the expression `name` of `expressions`, with named parameters (`$last_1`, `:last_1` on Spark)."""
    from sqlglot import exp

    expression = getattr(expressions, name)(shape)
    compiler = _compiler(dialect)
    tree = compiler.to_sqlglot(expression)

    def as_parameter(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Literal) and node.is_string and (mark := _MARK.fullmatch(node.name)):
            return exp.Placeholder(this=mark[1]) if dialect == "spark" else exp.Parameter(this=exp.var(mark[1]))
        return node

    return str(tree.transform(as_parameter).sql(compiler.dialect, pretty=True))


def _compiler(dialect: Dialect) -> Any:
    if dialect == "spark":
        from ibis.backends.sql.compilers.pyspark import PySparkCompiler

        return PySparkCompiler()
    from ibis.backends.sql.compilers.duckdb import DuckDBCompiler

    return DuckDBCompiler()
