"""Which versions of WeasyPrint our replacements were written against, told without importing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rocbpress.findings import Finding

# An entry for each supported version, the one of today first: SHA-256 of the source of what we replace
# or rely on. An earlier one stays as long as our replacements fit it: issues are locked under it.
PINNED: Mapping[str, Mapping[str, str]] = {
    "70.0": {
        "weasyprint.pdf.add_tags":
            "f0e74575b0bafaf36458eaac27874e3b80457fba3694058153da514a68933f22",
        "weasyprint.pdf.generate_pdf":
            "626343ef25c396e8521948cadbe2b7544331c161040da80ed4e338fadac3efa9",
        "weasyprint.pdf.build_fonts_dictionary":
            "fc551bef35d0d6c3d288f686fd21b5ea8c1efadb8f2f3b4d379cfa6045c02230",
        "weasyprint.pdf.stream.Stream":
            "624257224db6f66d9120a8bc7aa257603f0a416cd8df58abb2d9258f5e678940",
        "weasyprint.document.Document":
            "54092421bd31096c389b4f4d40e0580423c098887771d6652ca7029496ba09ad",
        "weasyprint.document.build_formatting_structure":
            "cec02c4844472c92ef960efb5fea483412767113423f262a6183acbe4950769f",
        "weasyprint.draw.text.draw_first_line":
            "1bb8eae6d88e71b17096a034656f3be17da8f1f513c78536c1c38d971927638b",
        "weasyprint.layout.inline.split_first_line":
            "39ad1016863ca34de0bea4c9fcffb46da7e27813c87dd82b7011bfa19fe5504f",
        "weasyprint.layout.inline.split_text_box":
            "8c564329599ef23fac6cc8c403768e9e51638226d87a8b2de69c49c9c5f408c8",
        "weasyprint.layout.inline.remove_last_whitespace":
            "53f0c79c9fbbda500488edce48d95e80a43243d63824606aab2b0f77916e8601",
        "weasyprint.formatting_structure.boxes.TextBox":
            "7fcb818c71c2bb896fe7768810d02f408aafc23f24cb5997f7b23b0e277c085d",
        "weasyprint.anchors.gather_anchors":
            "373f8c676f27da3b0960998876d78d01eef0b5ff0a0b0c48bfc7a9a89627bbfd",
        "weasyprint.svg.path":
            "194cd562b8d98251583c45d30938f4665547c796a15119e9ba05c25bb80f51d6",
    },
    "69.0": {
        "weasyprint.pdf.add_tags":
            "0c6b397201e0bb9e736b747a78e1ed79ab530e6764bea2a3174fcee734d8b14a",
        "weasyprint.pdf.generate_pdf":
            "2cfe6504e1003d5af880fd29195a6b07c2b371e56dabacbe5bf36b544139e6c9",
        "weasyprint.pdf.build_fonts_dictionary":
            "fc551bef35d0d6c3d288f686fd21b5ea8c1efadb8f2f3b4d379cfa6045c02230",
        "weasyprint.pdf.stream.Stream":
            "c978997805fc3f510ee377e978239ff56d92a2fa3f2c0139ed2307b2b22a1175",
        "weasyprint.document.Document":
            "73daf3186d51cd6fb21c06b69843e69362a381841a3acdb23e7af066a232374f",
        "weasyprint.document.build_formatting_structure":
            "e38dc631139366c7a8f8831f0e07bc276ddba2fae2f3d51c790c6fbeea1a7cd9",
        "weasyprint.draw.text.draw_first_line":
            "e26d6c0f4433b8d236f5915e5405facb5708c0269373e7d910f11e33e5c11725",
        "weasyprint.layout.inline.split_first_line":
            "59f45a6a3da6edc7efba9438be933e92708110632c1ac31d1b000e6765f989ed",
        "weasyprint.layout.inline.split_text_box":
            "8c564329599ef23fac6cc8c403768e9e51638226d87a8b2de69c49c9c5f408c8",
        "weasyprint.layout.inline.remove_last_whitespace":
            "53f0c79c9fbbda500488edce48d95e80a43243d63824606aab2b0f77916e8601",
        "weasyprint.formatting_structure.boxes.TextBox":
            "405ea18bf0f58dfda3d9992d78ff249f4f68088304353d64384f17d356edc075",
        "weasyprint.anchors.gather_anchors":
            "7461bb5c913f101746be47f4d85aa081c93405bf730535bafb388c5b4083879f",
        "weasyprint.svg.path":
            "f403f31af9cc21a74e3afc4a576fb0e7751aa53b5e135a71a420195f45299bf0",
    },
}


def unsupported(version: str, changed: Sequence[str] = ()) -> Finding:
    """What is said of a WeasyPrint that is not pinned, or is pinned and has other sources."""
    parts = f": {', '.join(changed)} changed" if changed else ""
    return Finding("engine-unsupported", f"WeasyPrint {version} is not supported{parts}",
                   hint=f"install weasyprint=={next(iter(PINNED))}")
