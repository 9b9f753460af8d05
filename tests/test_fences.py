import pytest

from rocbpress.sources.markdown.figures import Bars, Fpo, KeyFigure, KeyFigures, Map
from tests.broken.fences import FENCES, TABLES, fenced
from tests.small_issue import blocks, faults, messages


def spec(root, kind, text, **parts):
    (block,) = blocks(root, fenced(kind, text), **parts)
    assert block.kind == kind and block.html == ""
    return block.spec


def test_a_map_has_names_and_numbers(tmp_path):
    """Rows keep their order; a row without a number has no figure; the rest is as written."""
    found = spec(tmp_path, "map", "title: Seizures\nregion: world\nunit: seizures\nsource: ITR\n"
                 "rows: {Italy: 4311, Türkiye: 704.5, Norway: }\nbreaks: [100, 1000]\nalt: Italy first\n")

    assert isinstance(found, Map)
    assert found.rows == (("Italy", 4311.0), ("Türkiye", 704.5), ("Norway", None))
    assert (found.ranked, found.breaks, found.unit) == (False, (100.0, 1000.0), "seizures")


def test_a_list_of_names_is_an_order(tmp_path):
    """A map of ranks has rows without numbers, first comes first."""
    found = spec(tmp_path, "map", "title: First countries\nrows: [Italy, Poland, Hungary]\n")

    assert found.ranked
    assert [name for name, _ in found.rows] == ["Italy", "Poland", "Hungary"]


def test_a_map_marks_countries_or_places(tmp_path):
    """Marked countries and places with coordinates need no rows."""
    marked = spec(tmp_path / "a", "map", "title: Members\nmarked: [Thailand, LAO]\n")
    places = spec(tmp_path / "b", "map", "title: Venues\nkind: locator\nregion: asia-pacific\n"
                  "places: [{name: Bangkok, latitude: 13.75, longitude: 100.5}]\n")

    assert marked.marked == ("Thailand", "LAO")
    assert (places.places[0].name, places.places[0].latitude) == ("Bangkok", 13.75)


@pytest.mark.parametrize("table", ["country,value\nItaly,4311\nNorway,\n", "Italy,4311\nNorway,\n"])
def test_a_table_gives_a_map_its_rows(tmp_path, table):
    """With or without a head, and with empty numbers, a CSV is read as rows."""
    found = spec(tmp_path, "map", "title: Seizures\ndata: data/x.csv\n", files={"data/x.csv": table})

    assert found.rows == (("Italy", 4311.0), ("Norway", None))


def test_bars_have_one_series_or_more(tmp_path):
    """A single series needs no name; several are lists of numbers under names."""
    one = spec(tmp_path / "a", "bars", 'title: Shares\nunit: "%"\nrows: {"Beer, Denmark": 57.9}\n')
    two = spec(tmp_path / "b", "bars", "title: Shares\nseries: [2021, 2022]\nrows: {Beer: [1, 2]}\n")

    assert isinstance(one, Bars) and (one.series, one.rows) == ((), (("Beer, Denmark", (57.9,)),))
    assert (two.series, two.rows) == (("2021", "2022"), (("Beer", (1.0, 2.0)),))


def test_a_row_of_bars_with_a_value_too_few_is_counted(tmp_path):
    """The message says how many values there are, and for how many series."""
    [told] = messages(tmp_path, body=fenced("bars", "title: T\nseries: [a, b]\nrows: {Beer: [1]}\n"))

    assert "Beer has 1 values for 2 series" in told


def test_limits_that_do_not_rise_are_told_in_order(tmp_path):
    """The hint is the line as it is to be written, each limit once."""
    text = "title: T\nrows: {Italy: 1}\nbreaks: [500, 2.5, 100, 100]\n"

    [told] = messages(tmp_path, body=fenced("map", text))

    assert "write breaks: [2.5, 100, 500]" in told


def test_the_first_row_of_a_table_names_the_series(tmp_path):
    """Quoted cells and commas in them are read as spreadsheets write them."""
    table = 'Product,First,Second\n"Beer, in cans",1,2.5\n'
    found = spec(tmp_path, "bars", "title: Shares\ndata: data/x.csv\n", files={"data/x.csv": table})

    assert (found.series, found.rows) == (("First", "Second"), (("Beer, in cans", (1.0, 2.5)),))


def test_a_place_is_held_for_a_picture(tmp_path):
    """*For position only* says what is still to come."""
    found = spec(tmp_path, "fpo", "title: Drug seizures by category\nkind: chart\nnote: from the ITR\n")

    assert found == Fpo(title="Drug seizures by category", kind="chart", note="from the ITR")


def test_key_figures_are_a_list(tmp_path):
    """Values are words: a plus, a unit or a comma may stand in them."""
    text = '- {value: "1,100", label: seizures}\n- {value: 35+, label: millions}\n'

    found = spec(tmp_path, "figures", text)

    assert found == KeyFigures(items=(KeyFigure(value="1,100", label="seizures"),
                                      KeyFigure(value="35+", label="millions")))


def test_figures_of_all_kinds_count_together(tmp_path):
    """Pictures, maps, bars and places held share one count; key figures have no number."""
    body = ("![A harbour](images/opening.jpg)\n\n" + fenced("map {#where .wide}", "title: x\nrows: [Italy]\n")
            + fenced("figures", "- {value: 1, label: x}\n") + "\n{#shares}\n"
            + fenced("bars", "title: x\nrows: {a: 1}\n")
            + "\n::: box \"Later\"\n" + fenced("fpo", "title: x\n") + ":::\n\nFigure [](#shares).\n")
    found = blocks(tmp_path, body)

    assert [(b.kind.value, b.number, b.name) for b in found] == [
        ("picture", 1, ""), ("map", 2, "one--where"), ("figures", 0, ""), ("bars", 3, "one--shares"),
        ("box", 0, ""), ("paragraph", 0, "")]
    assert found[4].spec.blocks[0].number == 4
    assert '<a href="article:one#one--shares">3</a>' in found[5].html


def test_program_text_is_no_figure(tmp_path):
    """A fence in another language is set as it stands."""
    (block,) = blocks(tmp_path, "```python\nprint(1 < 2)\n```\n")

    assert block.html == ('<pre data-block="one#b1"><code class="language-python">print(1 &lt; 2)\n'
                          '</code></pre>')


@pytest.mark.parametrize(("kind", "text", "code", "line", "column"), [row[1:] for row in FENCES],
                         ids=[row[0] for row in FENCES])
def test_each_fault_is_told_at_its_place(tmp_path, kind, text, code, line, column):
    """What is wrong in a figure is found under its code, at its line and column of the article."""
    found = faults(tmp_path, body="Words.\n\n" + fenced(kind, text), files={"data/x.csv": "Italy,1\n"})

    assert ("articles/one.md", line + 7, column, code) in found


def test_columns_count_the_indent_of_the_fence(tmp_path):
    """A fence may be indented: places are those of the file."""
    body = "  ```map\n  title: x\n  rows: {Italy: many}\n  ```\n"

    assert faults(tmp_path, body=body) == [("articles/one.md", 7, 17, "value-number")]


@pytest.mark.parametrize(("kind", "table", "code", "line", "column"), [row[1:] for row in TABLES],
                         ids=[row[0] for row in TABLES])
def test_each_fault_of_a_table_is_told_there(tmp_path, kind, table, code, line, column):
    """What is wrong in a CSV has the line of the CSV, not of the article that names it."""
    body = fenced(kind, "title: x\ndata: data/x.csv\n")

    assert faults(tmp_path, body=body, files={"data/x.csv": table}) == [("data/x.csv", line, column, code)]


def test_a_misspelt_kind_is_no_program(tmp_path):
    """`maps` is told to be `map`; else a figure would be printed as its source."""
    assert messages(tmp_path, body=fenced("maps", "title: x\n")) == [
        "issues/5/articles/one.md:5: fence-unknown: unknown figure: maps (did you mean map?)"]


@pytest.mark.parametrize("body", ["- a\n\n  ```map\n  title: x\n  rows: [Italy]\n  ```\n",
                                  "> ```map\n> title: x\n> rows: [Italy]\n> ```\n"])
def test_figures_do_not_stand_in_lists_or_quotations(tmp_path, body):
    """A figure that no layout could draw is a fault, not program text."""
    assert "figure-nested" in [code for *_, code in faults(tmp_path, body=body)]
