"""Short arithmetic, written once as text and run by two equal evaluators.

An expression such as ``"hypot(tip_dx_mm, tip_dy_mm)"`` is parsed here, when the notebook runs, into
nested lists that the browser player walks with the same table of operations.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping

from typing_extensions import TypeAliasType

Tree = TypeAliasType("Tree", "float | str | list[Tree]")


class CompileError(ValueError):
    """An interactive's description is wrong; the message says what to change."""


def _divide(a: float, b: float) -> float:
    # The browser gives no error for x/0; a defined answer keeps both evaluators equal.
    return a / b if b else 0.0


OPERATIONS: dict[str, Callable[..., float]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": _divide,
    "neg": lambda a: -a,
    "abs": abs,
    "sqrt": lambda a: math.sqrt(a) if a > 0 else 0.0,
    "hypot": math.hypot,
    "exp": math.exp,
    "ln": lambda a: math.log(a) if a > 0 else -math.inf,
    "sind": lambda a: math.sin(math.radians(a)),
    "cosd": lambda a: math.cos(math.radians(a)),
    "min": min,
    "max": max,
    "floor": math.floor,
    "lt": lambda a, b: float(a < b),
    "le": lambda a, b: float(a <= b),
    "gt": lambda a, b: float(a > b),
    "ge": lambda a, b: float(a >= b),
    "eq": lambda a, b: float(a == b),
    "both": lambda a, b: float(bool(a) and bool(b)),
    "either": lambda a, b: float(bool(a) or bool(b)),
    "choose": lambda test, yes, no: yes if test else no,
}
_ARITY = {
    **dict.fromkeys(["add", "sub", "mul", "div", "lt", "le", "gt", "ge", "eq"], 2),
    **dict.fromkeys(["both", "either"], 2),
    **dict.fromkeys(["neg", "abs", "sqrt", "exp", "ln", "sind", "cosd", "floor"], 1),
    "choose": 3,
}
_BINARY = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div"}
_COMPARE = {ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq"}


def parse(text: str) -> Tree:
    """Turn an expression's text into nested lists.

    Parameters
    ----------
    text
        Names, numbers, ``+ - * /``, comparisons, ``yes if test else no``, ``and``, ``or`` and the
        functions of `OPERATIONS`.

    Returns
    -------
    Tree
        A number, a name, or ``[operation, argument, ...]``.

    Raises
    ------
    CompileError
        If the text holds anything else.
    """
    try:
        return _tree(ast.parse(text, mode="eval").body, text)
    except SyntaxError as error:
        raise CompileError(f"Rewrite the expression '{text}': it is not arithmetic.") from error


def _tree(node: ast.expr, text: str) -> Tree:
    match node:
        case ast.Constant(value=bool(value)):
            return float(value)
        case ast.Constant(value=int(value)) | ast.Constant(value=float(value)):
            return float(value)
        case ast.Name(id=name):
            return name
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return ["neg", _tree(operand, text)]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            return [_BINARY[type(op)], _tree(left, text), _tree(right, text)]
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARE:
            return [_COMPARE[type(op)], _tree(left, text), _tree(right, text)]
        case ast.BoolOp(op=op, values=[left, right]):
            name = "both" if isinstance(op, ast.And) else "either"
            return [name, _tree(left, text), _tree(right, text)]
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return ["choose", *(_tree(part, text) for part in (test, body, orelse))]
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in OPERATIONS:
            return _call(name, [_tree(arg, text) for arg in args], text)
    raise CompileError(f"Rewrite the expression '{text}': '{ast.unparse(node)}' is not allowed.")


def _call(name: str, arguments: list[Tree], text: str) -> Tree:
    wanted = _ARITY.get(name)
    if not arguments or (wanted is not None and wanted != len(arguments)):
        raise CompileError(f"Rewrite the expression '{text}': '{name}' takes {wanted or 'some'}.")
    return [name, *arguments]


def names(tree: Tree) -> set[str]:
    """Every name that an expression reads."""
    if isinstance(tree, str):
        return {tree}
    if isinstance(tree, list):
        return set().union(*(names(part) for part in tree[1:]))
    return set()


def evaluate(tree: Tree, values: Mapping[str, float]) -> float:
    """The expression's value for the given named numbers."""
    if isinstance(tree, str):
        return float(values[tree])
    if isinstance(tree, list):
        operation = OPERATIONS[str(tree[0])]
        return float(operation(*(evaluate(part, values) for part in tree[1:])))
    return float(tree)
