"""What may be wrong in a fenced block and in its table, and where it is reported."""


def fenced(kind, text):
    return f"```{kind}\n{text}```\n"


FENCES = [  # kind, text, code, line in the fence, column
    ("title", "map", "rows: [Italy]\n", "key-missing", 1, 1),
    ("key", "map", "title: x\nrow: [Italy]\n", "key-unknown", 2, 1),
    ("kind", "map", "title: x\nkind: globe\nrows: [Italy]\n", "value-unknown", 2, 7),
    ("number", "map", "title: x\nrows: {Italy: many}\n", "value-number", 2, 15),
    ("comma", "map", "title: x\nrows: {Italy: '4,311'}\n", "value-number", 2, 15),
    ("infinite", "map", "title: x\nrows: {Italy: inf}\n", "value-number", 2, 15),
    ("twice", "map", "title: x\nrows: {Italy: 1, Italy: 2}\n", "key-twice", 2, 18),
    ("no-data", "map", "title: x\n", "figure-data", 1, 1),
    ("both", "map", "title: x\nrows: [Italy]\ndata: data/x.csv\n", "figure-data", 1, 1),
    ("breaks", "map", "title: x\nrows: {Italy: 1}\nbreaks: [2, 1]\n", "figure-breaks", 3, 9),
    ("latitude", "map", "title: x\nplaces:\n- {name: x, latitude: 91, longitude: 0}\n", "value-range", 3, 23),
    ("data-gone", "map", "title: x\ndata: data/y.csv\n", "data-missing", 2, 7),
    ("data-out", "map", "title: x\ndata: ../../x.csv\n", "data-outside", 2, 7),
    ("data-kind", "map", "title: x\ndata: data/x.xlsx\n", "data-kind", 2, 7),
    ("yaml", "map", "title: x: y\n", "yaml-syntax", 1, 8),
    ("alias", "map", "title: &a x\nunit: *a\n", "yaml-alias", 1, 8),
    ("empty", "map", "", "value-missing", 1, 1),
    ("bars-none", "bars", "title: x\n", "figure-data", 1, 1),
    ("bars-number", "bars", "title: x\nrows:\n  a: b\n", "value-number", 3, 6),
    ("bars-series", "bars", "title: x\nseries: [a, b]\nrows: {x: [1]}\n", "figure-data", 1, 1),
    ("fpo", "fpo", "kind: chart\n", "key-missing", 1, 1),
    ("figures-map", "figures", "value: 1\n", "value-shape", 1, 1),
    ("figures-label", "figures", "- {value: 1}\n- {value: 2, label: x}\n", "key-missing", 1, 3),
    ("figures-none", "figures", "[]\n", "value-empty", 1, 1),
]


TABLES = [
    ("columns", "map", "Italy,1\nPoland,1,2\n", "data-columns", 2, 0),
    ("number", "map", "Italy,1\nPoland,many\n", "data-number", 2, 0),
    ("comma", "map", 'Italy,1\n\nPoland,"4,311"\n', "data-number", 3, 0),
    ("infinite", "map", "Italy,1\nPoland,inf\n", "data-number", 2, 0),
    ("twice", "map", "Italy,1\nItaly,2\n", "data-twice", 2, 0),
    ("nothing", "map", "\n\n", "data-empty", 1, 0),
    ("quote", "map", 'Italy,"1\n', "data-syntax", 1, 0),
    ("encoding", "map", b"Italy,1\nT\xfcrkiye,2\n", "text-encoding", 2, 2),
    ("nul", "map", b"Italy,1\n\0,2\n", "text-control", 2, 1),
    ("series", "bars", "1,2\n3,4\n", "data-head", 1, 0),
    ("series-values", "bars", "Italy,1,2\nPoland,3,4\n", "data-head", 1, 0),
    ("series-year", "bars", "Italy,2021\nPoland,2022\n", "data-head", 1, 0),
    ("series-columns", "bars", "a,b,c\nx,1\n", "data-columns", 2, 0),
    ("series-empty", "bars", "a,b\nx,\n", "data-number", 2, 0),
]

