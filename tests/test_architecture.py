"""How the program is divided, and which part may know of which."""

import ast
import re
from graphlib import CycleError, TopologicalSorter

from tests.program import PACKAGE, RANKS, ROOT, imports, modules

TESTS = ROOT / "tests"
MOST_ROOMS = 18


def name_of(path):
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def circle(paths):
    """Modules that import each other in a ring, of these files; none where there is no ring."""
    dotted = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
              for path in paths}
    graph = {name: {each for each in imports(path) if each in dotted and each != name}
             for name, path in dotted.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_imports_run_one_way():
    """No stage imports a later one, so each can be read and tested without what follows."""
    wrong = []
    for path in filter(name_of, modules()):
        for target in imports(path):
            parts = target.split(".")
            if parts[0] == "rocbpress" and parts[1:] and RANKS.get(parts[1], 0) > RANKS[name_of(path)]:
                wrong.append(f"{path.relative_to(PACKAGE)} imports {target}")

    assert not wrong


def test_no_modules_import_each_other():
    """Not even within a room, nor late, in a function."""
    assert circle(modules()) == []


def test_every_module_has_its_rank():
    """A new module is placed in the order before it is used."""
    assert {name_of(path) for path in modules()} - {""} <= set(RANKS)


def test_the_front_door_shows_the_rooms():
    """Few of them, no module beside them, and each says in a sentence what it is, and nothing else."""
    rooms = [path for path in PACKAGE.iterdir() if path.is_dir() and any(path.rglob("*.py"))]

    assert len(rooms) <= MOST_ROOMS
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}
    for path in (path for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE):
        tree = ast.parse(path.read_text("utf-8"))
        assert len(tree.body) == 1 and ast.get_docstring(tree), path


def test_every_folder_of_modules_is_a_package():
    """None is left out of what is installed."""
    assert [path for path in modules() if not path.with_name("__init__.py").exists()] == []


def test_files_and_functions_stay_small():
    """Files within 300 lines, functions within 40."""
    long = []
    for path in modules():
        text = path.read_text("utf-8")
        if text.count("\n") > 300:
            long.append(str(path.relative_to(PACKAGE)))
        long += [f"{path.relative_to(PACKAGE)}: {node.name}" for node in ast.walk(ast.parse(text))
                 if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 40]

    assert not long


def test_few_values_are_of_any_type():
    """Counted as words, imports too."""
    words = [word for path in modules() for word in re.findall(r"\bAny\b", path.read_text("utf-8"))]

    assert len(words) <= 100


def test_what_tests_share_is_imported_one_way():
    """Nothing imports a test or, in a ring, itself; what serves several tests has one name."""
    own = {path.stem for path in TESTS.glob("*.py")} | {
        path.parent.name for path in TESTS.glob("*/__init__.py")
    }
    wrong = [f"{path.relative_to(ROOT)} imports {target}" for path in TESTS.rglob("*.py")
             for target in imports(path) if target.split(".")[0] in own - {"tests"}
             or any(part.startswith("test_") for part in target.split(".")[:-1])]

    assert wrong == []
    assert circle(sorted(TESTS.rglob("*.py"))) == []
