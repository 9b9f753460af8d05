import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "rocbpress"
# Each module may import from its own rank and from lower ones; the lower, the less it knows.
RANKS = {name: rank for rank, name in enumerate((
    "findings", "workspace", "layout", "sources", "figures", "typeset", "compose", "assemble", "preflight",
    "press", "archive", "cli", "__main__"))}


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path):
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_imports_run_one_way():
    """No stage imports a later one, so each can be read and tested without what follows."""
    wrong = []
    for path in filter(name_of, modules()):
        for target in imports(path):
            parts = target.split(".")
            if parts[0] == "rocbpress" and len(parts) > 1 and RANKS[parts[1]] > RANKS[name_of(path)]:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {target}")

    assert not wrong


def test_every_module_has_its_rank():
    """A new module is placed in the order before it is used."""
    assert {name_of(path) for path in modules()} - {""} <= set(RANKS)


def test_files_and_functions_stay_small():
    """Files within 300 lines, functions within 40."""
    long = []
    for path in modules():
        text = path.read_text("utf-8")
        if text.count("\n") > 300:
            long.append(str(path.relative_to(PACKAGE)))
        long += [f"{path.relative_to(PACKAGE)}: {node.name}" for node in ast.walk(ast.parse(text))
                 if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40]

    assert not long
