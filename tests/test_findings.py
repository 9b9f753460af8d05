from rocbpress.findings.errors import SourceError
from rocbpress.findings.finding import Finding, Place, Severity, did_you_mean, errors


def test_finding_reads_as_the_command_line_promises():
    """file:line:column: code: message (hint) is what editors and people parse."""
    finding = Finding("image-missing", "images/opning.jpg does not exist",
                      Place("issues/82/articles/rpsg.md", 14, 3), hint="did you mean opening.jpg?")

    assert str(finding) == ("issues/82/articles/rpsg.md:14:3: image-missing: images/opning.jpg does not "
                            "exist (did you mean opening.jpg?)")


def test_warning_says_that_it_is_one():
    """A warning can be told from an error without knowing the codes."""
    assert str(Finding("thin-page", "half empty", Place(page="7"), Severity.WARNING)) == (
        "page 7: warning: thin-page: half empty")


def test_only_errors_stop():
    """Warnings are never among the findings that stop an edition."""
    error, warning = Finding("a", "x"), Finding("b", "y", severity=Severity.WARNING)

    assert errors((error, warning)) == (error,)


def test_hint_names_the_nearest_word_or_the_few_there_are():
    """A misspelt word gets its neighbour, a strange one the whole short list."""
    assert did_you_mean("opning.jpg", ["opening.jpg", "map.svg"]) == "did you mean opening.jpg?"
    assert did_you_mean("zzz", ["one", "two"]) == "there are: one, two"


def test_an_error_keeps_its_findings_across_processes():
    """What a worker raises arrives whole in the parent."""
    import pickle

    error = SourceError([Finding("a", "x"), Finding("b", "y")])
    copy = pickle.loads(pickle.dumps(error))

    assert type(copy) is SourceError and copy.findings == error.findings
