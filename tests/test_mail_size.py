"""The mail edition fits a mailbox: pictures give way step by step, nothing else moves, and it is told."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from rocbpress.assemble.mail_size import STEPS, fit_to_mailbox
from rocbpress.assemble.pictures import pictures_of
from rocbpress.figures.images.image_xobject import image_samples, lighter
from rocbpress.figures.images.prepare import prepare
from rocbpress.findings.errors import PreflightError
from rocbpress.findings.finding import Severity
from rocbpress.layout.editions import EDITIONS
from rocbpress.preflight.tagged.rules import check_structure
from tests.flow_documents import opened
from tests.photographs import QUARTERS, encoded, photograph, sixteen_bits
from tests.small_proof import article, bind, flow, pictures

MAIL = EDITIONS["mail"]
WIDTH = 210.0  # points; the paper of a small proof is 283 wide
SIZE = (1000, 750)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A photograph, a grey one, a transparent one of 16 bits, a graphic, and a small photograph."""
    folder = tmp_path_factory.mktemp("workspace")
    chart = Image.new("RGB", (600, 450), "white")
    chart.paste((20, 80, 160), (100, 100, 500, 350))
    chart.save(folder / "chart.png")
    for name, data in {"photo.jpg": encoded(photograph(1, SIZE)),
                       "grey.jpg": encoded(photograph(2, SIZE).convert("L")),
                       "deep.png": sixteen_bits(photograph(3, SIZE)),
                       "small.jpg": encoded(photograph(4, (200, 150)))}.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def flows(folder):
    made = []
    for name in ("photo.jpg", "grey.jpg", "deep.png", "chart.png", "small.jpg"):
        asset = prepare(folder / name, width=WIDTH, edition=MAIL, store=folder / "store").asset
        slug = name.partition(".")[0]
        picture = f'<img src="{asset.url}" alt="Four fields" style="width: {WIDTH}pt">'
        figure = f"<figure style='margin: 0'>{picture}</figure>"
        made.append(flow(slug, article(slug, f"<p>Before.</p>{figure}<p>After.</p>"), assets=(asset,)))
    return tuple(made)


@pytest.fixture(scope="module")
def proof(flows):
    return bind(flows)


@pytest.fixture(scope="module")
def whole(proof):
    return proof.write(MAIL.claims)


def fitted(proof, flows, folder, limit, **options):
    return fit_to_mailbox(proof, flows, MAIL, limit, pictures=folder / "store", root=folder, **options)


def images(data):
    """The image XObject of each page that has one, in order."""
    found = []
    for page in opened(data).pages:
        found += [each for each in page.Resources.get("/XObject", {}).values()
                  if each.Subtype == "/Image"]
    return found


def test_what_fits_is_left_alone(proof, flows, folder, whole):
    """At the limit to the byte, the proof is the one that came, and nothing is said."""
    result = fitted(proof, flows, folder, len(whole))

    assert result.proof is proof and result.findings == ()


def test_only_an_edition_that_is_mailed_gives_way(proof, flows, folder):
    """Print and archive keep their pixels, however large they are."""
    for name in ("print", "archive"):
        result = fit_to_mailbox(proof, flows, EDITIONS[name], 1, pictures=folder / "store", root=folder)

        assert result.proof is proof


def test_pictures_are_found_by_their_samples(proof, flows):
    """Each prepared picture stands in the proof as `image_samples` gives it: JPEG as it is, PNG in rows."""
    samples = [image_samples(asset.path.read_bytes()) for each in flows for asset in each.assets]

    assert len(samples) == 5 and {each.digest for each in samples} <= pictures_of(proof)
    assert [each.jpeg for each in samples] == [True, True, False, False, True]
    assert [bool(each.mask) for each in samples] == [False, False, True, False, False]


def test_the_first_step_that_fits_is_taken(proof, flows, folder, whole):
    """A lower limit takes a later step; the file keeps within the limit each time, and says so."""
    said, size = [], len(whole)
    for _ in STEPS:
        result = fitted(proof, flows, folder, size - 1)
        written = len(result.proof.write(MAIL.claims))
        [note] = result.findings
        assert written < size
        assert note.code == "pictures-traded" and note.severity is Severity.NOTE
        assert note.message.endswith(f": {written / 1e6:.2f} MB instead of {len(whole) / 1e6:.2f} MB")
        said.append(note.message.partition(":")[0])
        size = written

    assert said == ["transparent photographs as JPEG, quality 82", *map(str, STEPS[1:])]


def test_nothing_but_pictures_changes(proof, flows, folder, whole):
    """Text, places and structure stay to the byte; the file passes our own proof."""
    lighter_file = fitted(proof, flows, folder, 20_000).proof.write(MAIL.claims)

    before, after = opened(whole), opened(lighter_file)
    assert len(before.objects) == len(after.objects)
    for old, new in zip(before.pages, after.pages, strict=True):
        assert [part.read_bytes() for part in old.Contents] == [part.read_bytes() for part in new.Contents]
    assert after.check_pdf_syntax() == []
    assert check_structure(lighter_file) == ()


def test_pages_look_the_same(proof, flows, folder, whole):
    """Fewer pixels at the same places: pages differ by grain alone, and the hole stays a hole."""
    lighter_file = fitted(proof, flows, folder, 20_000).proof.write(MAIL.claims)

    for old, new in zip(pictures(whole), pictures(lighter_file), strict=True):
        assert max(ImageStat.Stat(ImageChops.difference(old.convert("RGB"), new.convert("RGB"))).mean) < 4
    hole = opened(lighter_file).pages[2]
    [image] = list(hole.Resources.XObject.values())
    assert image.Filter == "/DCTDecode" and image.SMask.Filter == "/FlateDecode"
    assert image.Subtype == image.SMask.Subtype == "/Image"
    with Image.open(BytesIO(image.read_raw_bytes())) as colours:
        width, height = colours.size
        for at, quarter in enumerate(QUARTERS):
            left, top = at % 2 * 2 * width // 3, at // 2 * 2 * height // 3
            part = colours.crop((left, top, left + width // 3, top + height // 3))
            assert all(abs(a - b) < 40 for a, b in zip(ImageStat.Stat(part).mean, quarter, strict=True))


def test_photographs_get_smaller_and_others_stay(proof, flows, folder, whole):
    """At the last step photographs have 96 pixels an inch; what would not get lighter is not touched."""
    lighter_file = fitted(proof, flows, folder, 20_000).proof.write(MAIL.claims)

    before, after = images(whole), images(lighter_file)
    pixels = round(WIDTH / 72 * 96 + 0.5)
    assert [int(each.Width) for each in after[:3]] == [pixels] * 3
    assert after[1].ColorSpace == "/DeviceGray"
    assert after[3].Filter == "/FlateDecode"
    assert int(after[4].Width) == 200
    assert all(len(new.read_raw_bytes()) <= len(old.read_raw_bytes())
               for old, new in zip(before, after, strict=True))


def test_a_proof_is_never_changed(proof, flows, folder, whole):
    """What was fitted is another proof; the first is written as before."""
    fitted(proof, flows, folder, 20_000)

    assert proof.write(MAIL.claims) == whole


def test_the_same_limit_is_the_same_file(proof, flows, folder, whole, tmp_path):
    """With smaller pictures from the store, or made anew."""
    limit = len(whole) // 4
    anew = fit_to_mailbox(proof, flows, MAIL, limit, pictures=tmp_path, root=folder)

    assert anew.proof.write(MAIL.claims) == fitted(proof, flows, folder, limit).proof.write(MAIL.claims)


def test_between_aim_and_ceiling_it_warns(proof, flows, folder):
    """With the size at the last step and the heaviest pictures, by file and size, heaviest first."""
    result = fitted(proof, flows, folder, 20_000)

    first, *heavy = result.findings
    assert {finding.severity for finding in result.findings} == {Severity.WARNING}
    assert first.code == "mail-too-large" and "96 dpi, quality 60" in first.message
    assert f"{len(result.proof.write(MAIL.claims)) / 1e6:.2f} MB, more than 0.02 MB" in first.message
    assert [finding.code for finding in heavy] == ["picture-heavy"] * 5
    assert [finding.where.file for finding in heavy][-1] == "chart.png"
    assert {finding.where.file for finding in heavy[:3]} == {"photo.jpg", "grey.jpg", "deep.png"}
    sizes = [float(re.search(r"[\d.]+", finding.message)[0]) for finding in heavy]
    assert sizes == sorted(sizes, reverse=True)


def test_above_the_ceiling_it_stops(proof, flows, folder):
    """As a finding of preflight that names the same pictures; an aim above the ceiling is believed."""
    with pytest.raises(PreflightError) as stopped:
        fitted(proof, flows, folder, 20_000, ceiling=30_000)

    assert [finding.code for finding in stopped.value.findings] == ["mail-too-large"] + ["picture-heavy"] * 5
    assert {finding.severity for finding in stopped.value.findings} == {Severity.ERROR}
    assert fitted(proof, flows, folder, 10**6, ceiling=30_000).findings == ()


def test_a_picture_placed_twice_keeps_what_the_larger_place_needs(folder):
    """Two places that both showed all pixels of a small original share one picture still."""
    source = folder / "shared.jpg"
    source.write_bytes(encoded(photograph(9, (420, 315))))
    made = []
    for slug, width in (("large", WIDTH), ("medium", WIDTH - 6)):
        asset = prepare(source, width=width, edition=MAIL, store=folder / "store").asset
        picture = f'<img src="{asset.url}" alt="Four fields" style="width: {width}pt">'
        figure = f"<figure style='margin: 0'>{picture}</figure>"
        made.append(flow(slug, article(slug, figure), assets=(asset,)))
    both = bind(made)
    [before] = {image.objgen for image in images(both.write(()))}

    after = images(fitted(both, made, folder, 1).proof.write(()))

    assert before and {int(image.Width) for image in after} == {round(WIDTH / 72 * 96 + 0.5)}


def test_a_drawing_in_few_colours_stays_lossless(folder):
    """A transparent graphic would come out blurred as JPEG, and hardly smaller."""
    chart = Image.new("RGBA", (600, 450), (0, 0, 0, 0))
    chart.paste((20, 80, 160, 255), (100, 100, 500, 350))
    out = BytesIO()
    chart.save(out, "PNG")

    assert not lighter(out.getvalue(), 82).jpeg
    assert lighter((folder / "deep.png").read_bytes(), 82).jpeg


def test_a_proof_exchanged_is_identified_anew(proof, flows, folder):
    """What a file is identified by covers its pictures."""
    assert fitted(proof, flows, folder, 20_000).proof.digest != proof.digest


def test_no_more_than_five_pictures_are_named(folder):
    """Of six, the lightest is passed over."""
    made = []
    for number in range(6):
        source = folder / f"of-six-{number}.jpg"
        source.write_bytes(encoded(photograph(20 + number, (120 + 20 * number, 90 + 15 * number))))
        asset = prepare(source, width=WIDTH, edition=MAIL, store=folder / "store").asset
        figure = f'<figure style="margin: 0"><img src="{asset.url}" alt="" style="width: {WIDTH}pt"></figure>'
        made.append(flow(f"of-{number}", article(f"of-{number}", figure), assets=(asset,)))

    _, *heavy = fitted(bind(made), made, folder, 1).findings

    assert [finding.where.file for finding in heavy] == [f"of-six-{number}.jpg" for number in (5, 4, 3, 2, 1)]
