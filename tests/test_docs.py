"""What README, CONTRIBUTING and docs/ say of commands, files, folders, sessions and limits is so."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
import tomllib
from itertools import pairwise

import pytest
import typer
import yaml
from typer.core import TyperGroup

import noxfile
from rocbpress.archive.compare import SLACK
from rocbpress.cli.app import app
from rocbpress.findings import errors
from rocbpress.findings.errors import PressError
from rocbpress.press import pipeline
from rocbpress.typeset.engine.pins import PINNED
from tests import contact_sheets
from tests.bench import page as bench_page
from tests.bench.measuring import ROUNDS
from tests.handbook import PAGES, ROOT, code, page, running, tables
from tests.program import PACKAGE, RANKS, imports, modules

PROGRAM = typer.main.get_command(app)
assert isinstance(PROGRAM, TyperGroup)
COMMANDS = PROGRAM.commands
GUIDE = "CONTRIBUTING.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Names of files that a page speaks of, though they are nobody's before somebody makes them.
MADE = ("build/", "issue.lock", ".lock/", ".layout/", "issues/83/", "issues/82/issue.lock",
        "issues/82/review.json", "issues/82/.", "restored", "rocb-", "style.css", "itr-2022/",
        "images/", "data/", "findings.schema.json", "logo.svg", "<")
FILE = re.compile(r"(?:[\w.*-]+/)+[\w.*-]*|[\w-]+\.(?:py|md|toml|yaml|css|j2)")


def lines_of(name):
    """Every command line of ours in a page, as words."""
    written = [*code(page(name)), *re.findall(r"^    (rocbpress .*)$", page(name), flags=re.MULTILINE)]
    return [shlex.split(line)[1:] for line in written if re.match(r"rocbpress\s+[^\[]", line)]


@pytest.mark.parametrize("name", [name for name in PAGES if lines_of(name)])
def test_every_command_line_is_understood(name):
    """Commands, options and values are those of the program."""
    for command, *words in lines_of(name):
        if command != "--install-completion":
            given = ["82" if word == "N" else word for word in words]
            COMMANDS[command].make_context(command, given)


@pytest.mark.parametrize("name", PAGES)
def test_every_option_is_one_of_the_program_or_of_what_it_names(name):
    """Also where an option is named alone."""
    ours = {option for command in COMMANDS.values() for param in command.params for option in param.opts}
    known = ours | {"-v", "-vv", "--install-completion", "--peers", "--preview", "--nthreads", "--nworkers"}
    properties = {"--text-wrap", "--block-step", "--after"}  # of style sheets

    assert {word for text in code(page(name)) for word in re.findall(r"(?<![\w-])--?[a-z][a-z-]+", text)
            if word != "-print"} <= known | properties


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_is_named_is_there(name):
    """Named from the root, the package or the folder that the same paragraph has just named."""
    missing = []
    for paragraph in re.split(r"\n\n|\n(?=\|)", page(name)):
        homes = [ROOT, PACKAGE, ROOT / "docs", ROOT / "layouts" / "rocb", PACKAGE / "layout" / "styles"]
        for text in code(paragraph) + re.findall(r"\]\(([^)#:]+)\)", paragraph):
            if not FILE.fullmatch(text) or text.startswith(MADE) or text[0].isdigit():
                continue
            found = [path for home in homes for path in home.glob(text.rstrip("/"))]
            if not found:
                missing.append(text)
            homes[:0] = [path if path.is_dir() else path.parent for path in found[:1]]

    assert missing == []


def test_exit_codes_are_those_of_the_errors():
    """In order, none left out."""
    [told] = re.findall(r"Exit codes: (.*?)\.", running("README.md"))
    codes = {int(number): words for number, words in re.findall(r"(\d) ([^,]+)", told)}
    kinds = {kind.exit_code: kind for _, kind in inspect.getmembers(errors, inspect.isclass)
             if issubclass(kind, PressError)}

    assert sorted(codes) == [0, *sorted(kinds)]
    assert codes[PressError.exit_code] == "a bug in rocbpress" and codes[0] == "success"
    table = dict(re.findall(r"(\w+Error) +(\d)  ", errors.__doc__ or ""))
    assert {kind.__name__: str(number) for number, kind in kinds.items()} == table
    assert all(codes[number] in (errors.__doc__ or "") for number in kinds if number > 2)


def test_the_table_of_commands_has_all_of_them():
    """None is left out."""
    named = {shlex.split(row[0].strip("`"))[1] for row in tables("README.md", "Commands")[0]}

    assert named == set(COMMANDS)


def test_dask_is_an_extra():
    """What the README asks to install is what the project offers."""
    assert "rocbpress[dask]" in running("README.md") and "dask" in PROJECT["project"]["optional-dependencies"]


def test_the_rooms_are_the_folders_from_the_last_to_the_first():
    """A room imports from those below it in the table."""
    rows = [row for row in tables(GUIDE, "The rooms")[0] if row[0].startswith("`")]
    rooms = [row[0].strip("`/") for row in rows]

    assert rooms == [room for room in reversed(RANKS) if (PACKAGE / room).is_dir()]
    within = {f"{room}/{part}" for room, (_, job) in zip(rooms, rows, strict=True)
              for part in re.findall(r"`(\w+)/`", job)}
    assert within == {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("*/*/__init__.py")}


def test_each_library_has_its_home():
    """Imported there alone; ruff knows, and says why."""
    homes = {"weasyprint": ("typeset/",), "pydyf": ("typeset/",), "yaml": ("sources/",),
             "pypdf": ("assemble/", "preflight/", "archive/embedded.py")}
    users = {(name.split(".")[0], path.relative_to(PACKAGE).as_posix())
             for path in modules() for name in imports(path)}

    assert {library for library, _ in users} >= set(homes)
    assert {user for user in users if user[0] in homes and not user[1].startswith(homes[user[0]])} == set()
    banned = PROJECT["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"]
    assert {library for library in banned if banned[library]["msg"]} == set(homes)


def test_the_stages_come_in_the_order_told():
    """Each heading of the list is a function of the pipeline, from the first to the last."""
    told = re.findall(r"^\d\. \*\*(.+?)\.\*\*", page(GUIDE).partition("## An article's way")[2], re.MULTILINE)
    calls = [node.func.id for node in ast.walk(ast.parse(inspect.getsource(pipeline.render)))
             if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    stages = {"Read": "read", "Check the sources": "check_sources", "Typeset": "open_queue",
              "Paginate": "paginate", "Assemble": "assemble", "Preflight": "finish"}
    source = inspect.getsource(pipeline.render)

    assert told == ["Read", "Check the sources", "Compose", "Typeset", "Paginate", "Assemble", "Preflight",
                    "Publish"]
    assert set(stages.values()) <= set(calls)
    places = [source.index(f" {name}(") for name in stages.values()]
    assert places == sorted(places)


@pytest.mark.parametrize(("module", "uses"), [
    ("cli/app.py", "press.job"), ("cli/render.py", "press.pipeline"), ("press/read.py", "sources.manuscript"),
    ("sources/yaml/manifest.py", "sources.yaml.places"), ("sources/articles.py", "sources.frontmatter"),
    ("press/read.py", "layout.layout"), ("press/read.py", "layout.locked"),
    ("press/checks.py", "preflight.words.rules"), ("press/checks.py", "preflight.design"),
    ("press/queue.py", "workspace.cache"), ("press/queue.py", "typeset.workers.pool"),
    ("press/finish.py", "preflight.claims"), ("cli/render.py", "workspace.files"),
    ("assemble/proof.py", "assemble.structure"), ("assemble/proof.py", "assemble.faces"),
    ("archive/verify.py", "archive.compare")])
def test_a_module_uses_what_the_guide_says(module, uses):
    """Directly, or through one module between."""
    direct = {name for name in imports(PACKAGE / module) if name.startswith("rocbpress.")}
    further = {name for each in direct if (path := ROOT / f"{each.replace('.', '/')}.py").is_file()
               for name in imports(path)}

    assert module.rpartition("/")[2] in page(GUIDE)
    assert f"rocbpress.{uses}" in direct | further


def test_the_sessions_are_those_of_nox():
    """Each row a session, each session a row."""
    told = {shlex.split(row[0].strip("`"))[2] for row in tables(GUIDE, "Sessions")[0]}
    defined = {node.name for node in ast.parse(inspect.getsource(noxfile)).body
               if isinstance(node, ast.FunctionDef)}

    assert told == defined
    assert '("600",)' in inspect.getsource(noxfile) and "ten minutes of coverage-guided" in page(GUIDE)


def test_the_script_runs_what_the_guide_says():
    """In that order: the README's command, then the sessions."""
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    steps = ("README.md", "ruff check", "mypy\n", "proofs archive dask browser conformance")
    places = [script.index(step) for step in steps]

    assert places == sorted(places)
    assert "then lint, types, proofs, archive, dask, browser and conformance" in running(GUIDE)
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    assert [hook["entry"] for hook in hooks] == ["ruff check --fix", "mypy", "rocbpress check 82"]


def test_numbers_of_the_guide_are_those_of_the_code():
    """Versions of WeasyPrint, and how near places are compared."""
    first, second = PINNED
    told = running(GUIDE)

    assert f"WeasyPrint {first} is what issues are made with; {second} is kept for verifying" in told
    assert f"weasyprint=={first}" in PROJECT["project"]["dependencies"]
    assert f"by places to {SLACK / 100:g} pt" in told
    layout = sum(path.stat().st_size for path in (ROOT / "layouts" / "rocb").iterdir())
    [told_size] = re.findall(r"takes some (\d+) kB", told)
    assert layout / 1000 == pytest.approx(int(told_size), rel=0.25)


@pytest.mark.parametrize(("fixture", "issue"), [("issue_82", "Issue 82"), ("specimen_file", "The specimen")])
def test_the_gallery_counts_its_pages(request, fixture, issue):
    """In the heading and in the words for who does not see the picture."""
    from pypdf import PdfReader

    pages = len(PdfReader(request.getfixturevalue(fixture)).pages)
    gallery = page("docs/gallery.md")

    assert f"## {issue}, all {pages} pages" in gallery
    assert f"![The {pages} pages of {issue[0].lower()}{issue[1:]}, seven to a row]" in gallery
    assert contact_sheets.ACROSS == 7
    assert fixture != "issue_82" or f"rocb-82.pdf: {pages} pages" in page("README.md")


def test_the_figures_keep_their_limits():
    """What docs/performance.md measured is no more than what it says that it must be at most."""
    text = page("docs/performance.md")
    rows = [row for row in tables("docs/performance.md")[0][1:] if row[5]]

    assert text.startswith(bench_page._HEAD)
    assert rows and [row[0] for row in rows if float(row[4]) > float(row[5])] == []
    assert ROUNDS == 5 and "five interleaved rounds" in running("docs/performance.md")
    assert set(re.findall(r"weasyprint ([\d.]+)", text)) == {next(iter(PINNED))}


def test_a_ratio_is_that_of_the_two_times():
    """Of the run and the one document before it, by the clock."""
    one = 1.0
    for name, wall, _, _, ratio, _ in tables("docs/performance.md")[0][1:]:
        one = float(wall) if "one document, plain" in name else one
        if wall and ratio:
            assert float(ratio) == pytest.approx(float(wall) / one, abs=0.008), name


def test_pages_are_named_once():
    """The list of further pages in the README has each page of docs/."""
    named = set(re.findall(r"\]\((docs/\w+\.md)\)", page("README.md").partition("## Documentation")[2]))

    assert named == {name for name in PAGES if name.startswith("docs/")}
    assert all(before != after for before, after in pairwise(PAGES))
