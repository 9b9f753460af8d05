"""The versions of WeasyPrint that our replacements were written for, known without importing it."""

from collections.abc import Mapping, Sequence

from rocbpress.findings.finding import Finding

# An entry for each supported version, the newest first: SHA-256 of the modules in which we replace or
# rely on something. An earlier one stays as long as our replacements fit it: issues are locked under it.
PINNED: Mapping[str, Mapping[str, str]] = {
    "70.0": {
        "anchors": "c9778a69d84f23b2a40592563d24e3497e808f57c82584b99a398512988fc558",
        "document": "f08f91af64563f5fb27596828891fb326262511a56e4ace714e5a960898024c8",
        "draw.text": "c9a450aa209277e760227e1fed2da492647bd28e5a5ebc4c9d8aaedecc400d77",
        "formatting_structure.boxes": "8ffd28ab74a149f0097208fcba6a80df0c8bb01e8fd4f9ced95d11b7e9807e23",
        "formatting_structure.build": "335ad8b541295d6b9c5b71830d5184cd692f730d7b83ba5bac39fdb5aea23c87",
        "html": "a11b729157862291a6ecf7b7b3517c59d4242ea05a7f9b8d9d96a9882425ad65",
        "images": "a1637ab32a69f6f9e0a113d7d82dc4e91243a22b56c09b27acf3a20cc4560d3f",
        "layout.block": "9457dca0528c378f3ff6dd2ca5126d04ca017542de2fb77b1db48c3073401085",
        "layout.column": "83ae1a3e83596293e5ae66b81759f2ad6eff8e2e43058a1a980f7662b6c51d93",
        "layout.inline": "0e7c1569330f54734ed61b568789c4f279ba103c0385115efa6444f3c43b96b4",
        "layout.table": "3a5b6442410f18e6c59c1be299c9de916c2b09334aa65c5001594b344d6f7961",
        "pdf": "426e0855db0473121bf70666b3c6c5fbd9ebfe832741d31a3689e8b10a14281f",
        "pdf.fonts": "9ad9a202a416b84585e59d758e6b5e1b35604807dc3fa4472b6829bc5c4cdcb7",
        "pdf.stream": "4faf9169d1970d4688b9cf41f733659ca6b1c4c098707c64f67c47a07309e81e",
        "pdf.tags": "fae488b773686ea7fb685967c78a5b011854b88b61377f426ffb4e9ec00d76d2",
        "svg.defs": "72d10d662cba4c101b27f4304f3e420d896ce27a089ea60e78e8aebb9b51d333",
        "svg.path": "5139ec67a99ab9fbdb4ebf54b775a96e3b1fca995a18a726786dc3353920f71a",
        "text.fonts": "59d74d0c161349b8416f1d13466e16dd47c1161f0a397ff1e4ca70814eb36091",
        "text.line_break": "1f5a855ad992e0bebaf5512d2b806fd991090e0e91bf79d3d5a3a0176b22af97",
    },
    "69.0": {
        "anchors": "7f2b5cd399774cee005aec8f271e77d910446d97bc2fb5259db61826907e6c60",
        "document": "b87624760235c9b09739198a93b1ebe4cdb7fd47ede8a2961b0c1e18df703ccd",
        "draw.text": "bc7ce01cd1a24c1f13189c3518e380542ce3e193a74444367a76d124bd245733",
        "formatting_structure.boxes": "1ad568e2266be6b325174651673cf04acaec326c61f6613c6ecd8e0584afdde1",
        "formatting_structure.build": "8ffa4ab07c6c36df84acd8fe4d3d7641ccd06ba46cccf3968c3cedab31f9c8ca",
        "html": "c58184c9adf2d4315cc02d678daef5895b255c974aa6a9590bc0a529ad90854c",
        "images": "317ea8ec020949d2f8cec910c006ca1a098069385ccca76c65e7e51696581823",
        "layout.block": "146b35cdf4f4df8ddd5c5bc443028a0456cab83bf0ae3f86cbab150d01d0623c",
        "layout.column": "83ae1a3e83596293e5ae66b81759f2ad6eff8e2e43058a1a980f7662b6c51d93",
        "layout.inline": "058c7cdb9ced54ae27fb272fd6391e9e3f26c8a4817ccc445fc89de6b782cae9",
        "layout.table": "2b214e83d6a2325ff03b7d7fd2443b5ab095787b46258d08afe85db9bdaa4928",
        "pdf": "547840e6163b599dee35b87f61b07de520524adfce434741f6a535348b2172c1",
        "pdf.fonts": "9790082447a4e8db7f14eccc16e1bebce5cd3466f1e77c03aec386c226e0faed",
        "pdf.stream": "22d68685cc4c9c1582bd7bb9342a8e160b7bb5f28546caed12a8bc2e7ccd993b",
        "pdf.tags": "98d5cd6a7b8b58da322d1efb4fe581a1668633f65a208c122c1d19b4bf64b066",
        "svg.defs": "d292b718a8b7ebd9f48e9aae99aeaee3c84cbf899fb2582cd77dc76a86f53119",
        "svg.path": "67e4fa91b514de9c87873555d0948180efbe5da0865cbb07f9c4bd880b084cc3",
        "text.fonts": "d141ecd464ace09d60fabaf32b678d53fa9608a316fe97bc83cdefea47585353",
        "text.line_break": "d36bc70d7c32ff2b964a51b5f42c438beb02deb9e1f308fa48163adecb24b933",
    },
}


def unsupported(version: str, changed: Sequence[str] = ()) -> Finding:
    """The finding for a WeasyPrint that is not pinned, or is pinned and has other sources."""
    parts = f": changed modules: {', '.join(changed)}" if changed else ""
    return Finding("engine-unsupported", f"WeasyPrint {version} is not supported{parts}",
                   hint=f"install weasyprint=={next(iter(PINNED))}")
