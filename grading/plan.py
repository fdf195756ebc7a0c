"""Where a submission's process is copied while its cells run, so that every answer is tested as it stood at its checks.

A copy costs as much as running several cells. It can wait as long as the cells that follow only add names: definitions,
and constants under names that no cell before them mentions. Those change nothing that an earlier check could see.
"""

import ast
import re
import sys

GRADED = "graded"
_WORD = re.compile(r"[^\W\d]\w*")
# what these import is loaded already, or runs no code that a submission could notice
_QUIET_IMPORTS = {*sys.stdlib_module_names, "numpy", "matplotlib", "nnlib", "torch"}
_DECORATORS = {"staticmethod", "classmethod", "property"}
# where these are mentioned, defining a class may do more than add a name, or a function may look for added names
_HOOKS = {
    "__init_subclass__", "__set_name__", "__mro_entries__", "__class_getitem__", "__subclasses__", "metaclass",
    "globals", "vars", "__dict__", "__main__",
}  # fmt: skip


def copies_before(cells, alone=True):
    """Return the cells before which the submission must be copied.

    Parameters
    ----------
    cells : list of (str, str)
        Kind ("graded" for checks) and source of every code cell, in order.
    alone : bool
        Whether no file of the student's lies beside the notebook, which an import could find.

    Returns
    -------
    list of int
        Indices of cells that are not graded. Checks after the last of them are served by the process as it is at the
        end.

    Examples
    --------
    >>> f, g, check = ["student", "def f(x): return x"], ["student", "def g(x): return 2 * x"], ["graded", "f(1)"]
    >>> copies_before([f, check, g, check])
    []
    >>> copies_before([f, check, ["student", "f = None"], check])
    [2]
    """
    found, mentioned, waiting = [], set(), False
    for i, (kind, source) in enumerate(cells):
        words = set(_WORD.findall(source))
        if kind == GRADED:
            waiting = True
        elif waiting and not (_HOOKS.isdisjoint(mentioned | words) and _only_adds(source, mentioned, alone)):
            found.append(i)
            waiting = False
        mentioned |= words
    return found


def _only_adds(source, mentioned, alone):
    """Return whether a cell does nothing but give values to names that were never mentioned."""
    try:
        body = ast.parse(source).body
        names = [name for statement in body for name in _added(statement, alone)]
    except (SyntaxError, ValueError, RecursionError, MemoryError, _DoesMore):
        return False
    return mentioned.isdisjoint(names)


class _DoesMore(Exception):  # noqa: N818 - it is an answer, not an error
    """A statement does more than adding names, or might."""


def _added(statement, alone):
    """Return the names that a statement adds; raise `_DoesMore` if that is not all it does."""
    if isinstance(statement, ast.FunctionDef):
        _plain_function(statement)
        return [statement.name]
    if isinstance(statement, ast.ClassDef):
        _require(not statement.decorator_list and not statement.keywords and all(map(_is_value, statement.bases)))
        for inner in statement.body:
            _added(inner, alone)
        return [statement.name]
    if isinstance(statement, ast.Import) and alone:
        modules = [alias.name.partition(".")[0] for alias in statement.names]
        _require(_QUIET_IMPORTS.issuperset(modules))
        return [alias.asname or module for alias, module in zip(statement.names, modules)]
    if isinstance(statement, ast.Assign):
        _require(all(isinstance(target, ast.Name) for target in statement.targets) and _is_value(statement.value))
        return [target.id for target in statement.targets]
    # a docstring, or an ellipsis for an answer still to come
    _require(isinstance(statement, ast.Pass) or (isinstance(statement, ast.Expr) and _is_constant(statement.value)))
    return []


def _require(condition):
    if not condition:
        raise _DoesMore


def _plain_function(function):
    """Require that defining a function runs nothing of the student's."""
    decorators = [getattr(node, "id", None) for node in function.decorator_list]
    _require(_DECORATORS.issuperset(decorators))
    _plain_arguments(function.args)
    _require(function.returns is None or _is_annotation(function.returns))


def _plain_arguments(arguments):
    defaults = [node for node in (*arguments.defaults, *arguments.kw_defaults) if node is not None]
    _require(all(map(_is_value, defaults)))
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    annotations = [argument.annotation for argument in every if argument and argument.annotation]
    _require(all(map(_is_annotation, annotations)))


def _is_constant(node):
    return isinstance(node, ast.Constant)


def _is_value(node):
    """Return whether an expression only names or builds a value: no calls, no arithmetic but of two numbers."""
    if isinstance(node, ast.Lambda):
        _plain_arguments(node.args)
        return True
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return all(map(_is_value, node.elts))
    if isinstance(node, ast.Dict):
        return None not in node.keys and all(map(_is_value, [*node.keys, *node.values]))
    if isinstance(node, ast.UnaryOp):
        return _is_constant(node.operand)
    if isinstance(node, ast.BinOp):
        simple = isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div)
        return simple and all(_is_constant(n) and isinstance(n.value, int | float) for n in (node.left, node.right))
    return _is_name(node) or _is_constant(node)


def _is_name(node):
    return isinstance(node, ast.Name) or (isinstance(node, ast.Attribute) and _is_name(node.value))


def _is_annotation(node):
    """Return whether an annotation is a type as people write them: `list[float]`, `np.ndarray | None`, "Layer"."""
    if isinstance(node, ast.Subscript):
        return _is_annotation(node.value) and _is_annotation(node.slice)
    if isinstance(node, ast.Tuple | ast.List):
        return all(map(_is_annotation, node.elts))
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.BitOr) and _is_annotation(node.left) and _is_annotation(node.right)
    return _is_name(node) or _is_constant(node)
