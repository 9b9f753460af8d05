import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "rocbpress"
# Each module may import from its own rank and from lower ones; the lower, the less it knows.
RANKS = {
    "findings": 0, "catalogue": 1, "errors": 1, "editions": 2, "engines": 2, "publish": 2, "workspace": 2,
    "colour": 3, "doctor": 3, "fault": 3, "operators": 3, "order": 3, "shelf": 3, "memo": 4, "notation": 4,
    "sources": 4, "flow": 5, "layout": 5, "drawings": 6, "images": 6, "maps": 6, "printing": 6, "compose": 7,
    "flows": 8, "typeset": 9, "enclosures": 10, "galleys": 10, "pool": 10, "desk": 11, "assemble": 11,
    "budget": 12, "listing": 12, "preflight": 12, "setting": 12, "finishing": 13, "press": 14,
    "cartography": 3, "layout_file": 4, "frozen": 3, "terminal": 3, "archive": 15, "commands_archive": 16,
    "rendering": 17, "sidebyside": 18, "cli": 19, "__main__": 20, "docket": 6, "outwork": 10, "cluster": 11,
}


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
