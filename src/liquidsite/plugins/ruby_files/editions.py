"""Which texts of Ruby files are known, by their digests, and what does the same here.

A new version of a file gets its digest here once its output has been compared with that of the
edition, on the same site.
"""

from __future__ import annotations

from collections.abc import Mapping

# File → module and name of the plugin here → the digests of the versions that do the same.
FILES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "array.rb": {
        "lab_template:array": frozenset(("6d2ae0ffc0579f54b6396f747e672cd6",)),
        "lab_template:array_with_hash": frozenset(("8413b1b96337c0e36cf66566480f0e0f",)),
    },
    "bidirectional_links_generator.rb": {
        "digital_garden:links": frozenset(("76690c2cd75a82c30d507510e6829827",)),
        "digital_garden:links_with_self": frozenset(("4bd8610438dc5717d1b7bd244502f260",)),
        "digital_garden:links_of_words": frozenset(("8b7307a25576459bb4126aae949ac332",)),
    },
    "cache-bust.rb": {
        "cache_bust:plugin": frozenset(
            (
                "368dfcce653e48aad3159894195b9dde",
                "bb46e8d7291b1e685b96d0d4fe59fa66",
            )
        ),
    },
    "details.rb": {
        "details:plugin": frozenset(
            (
                "329e5da806b9a880548351e2e97da2e4",
                "3838a88c3a0a81e7cf4d6eef6d850bf1",
                "55fb7019139dec1ac9a05966b62c1bd3",
                "779182038c06048622c4885ca5da92c0",
                "965c4e5725a385dbb917a3e172ff146c",
                "9e9dd4f56a613cb3d867b45ef1cc9c1a",
                "9f606ee2aa9c80488864347ffb20e558",
                "9f67b048a76d8511a3fdfb654d1e4eba",
                "af9d36c7d1e469627d1eee2e8f7bab7c",
                "b3d31a837b622d295618233d4da11731",
                "c54c3a87772972ff6d4ad8c363730181",
                "fb3e721566f0a671fd5049dc4075e558",
            )
        ),
    },
    "download-3rd-party.rb": {
        "third_party_libraries:plugin": frozenset(
            (
                "22c2645e0c86638ff3ab70c8c102d58e",
                "364dc138cda48ad2cec70e9dbc3696fb",
                "708a87c1a2c364dabe37f51fe441e8af",
                "7177c40df18b36f4abb94a62e5290c5d",
                "9b53d69a2d7cb1c465f822e7dff5eff5",
                "b9345fcae5c53477fcc7bade145f615d",
                "b9adfd00ac62c04493746df099185dca",
                "d9788221cd715ca1ea0d51467ef20dd4",
            )
        ),
        "third_party_libraries:of_one_folder": frozenset(
            (
                "0b4dade3368250499bb955388c146445",
                "a57437de1d9ae140822bb138c5f0b369",
                "b5f8e0a232f3a815cae18e59a8295543",
            )
        ),
    },
    "embed_tweets.rb": {
        "digital_garden:tweets": frozenset(("bfa83df4a6188f71b2be61345ac28a28",)),
    },
    "empty_front_matter_note_injector.rb": {
        "digital_garden:plain_notes": frozenset(
            (
                "13c7fc21c214190320171e9e0bfbd882",
                "6a031a2f1089cb37b5ee689c89e821da",
            )
        ),
    },
    "external-posts.rb": {
        "external_posts:plugin": frozenset(
            (
                "2aff0b23a89d0cb8aabe96dd325553c8",
                "2ff1ed24a8dab3d4c20f1c7892bbe45f",
                "455a70fe2d60f89c600a351d46318e99",
                "bbe03695fcb00c56ea0e2598eadcf544",
                "d7218922b0578e4cf0d21b4445fc798f",
                "dafd7358b87e4650893e78da8c80f18f",
                "fd6f9ec5632d7258726fc61a2034e637",
            )
        ),
    },
    "file-exists.rb": {
        "file_exists:plugin": frozenset(("087145eed9d31bd95abfc125c94722fd",)),
    },
    "file.rb": {
        "lab_template:file": frozenset(
            (
                "0599762fdd656e608ad8f4c71c6b13bf",
                "acfc9b8361e550d96415c4ac373b2ab9",
            )
        ),
    },
    "google-scholar-citations.rb": {
        "citation_counts:google_scholar": frozenset(
            (
                "318a3cf338320f60b7aecab64d3b3d4f",
                "953ca68583faa4dd10db930369138df6",
                "a8435744fefa30b9cb8916ea89310cb6",
                "c9e037de045c88dafdfe7e2cf6b9819c",
                "ce5131cb015b1e5488e2c9a84d9be9a3",
            )
        ),
    },
    "hash.rb": {
        "lab_template:hash_": frozenset(
            (
                "22918c1ba464198228bdbea4fc305cc3",
                "d1024c20074ba7d723d084456ae2d560",
            )
        ),
        "lab_template:hash_with_keys": frozenset(("47759ea42a24cae5623969b8d99fff0c",)),
    },
    "hide-custom-bibtex.rb": {
        "hide_custom_bibtex:plugin": frozenset(("73ffe3c4fe5d57590ffeea8520f24702",)),
        "hide_custom_bibtex:of_fields": frozenset(("713ec1a9098c9278e2e502ed9207629e",)),
    },
    "hideCustomBibtex.rb": {
        "hide_custom_bibtex:of_fields": frozenset(("713ec1a9098c9278e2e502ed9207629e",)),
        "hide_custom_bibtex:of_lines": frozenset(("a3e3ec1b705e9a4e9a537daf9bf00437",)),
    },
    "inspirehep-citations.rb": {
        "citation_counts:inspirehep": frozenset(("a15bec1d9ca33c40474f7ea79e5d3d0f",)),
    },
    "last_modified_at_generator.rb": {
        "digital_garden:timestamps": frozenset(("965c96886301498c667ba686457b391c",)),
    },
    "markdown-highlighter.rb": {
        "digital_garden:marks": frozenset(("2ca960f1108eb15f6414d7044316b399",)),
        "digital_garden:marks_of_letters": frozenset(("14a6e64defaaaa020b74af6772b6efee",)),
    },
    "misc.rb": {
        "lab_template:misc": frozenset(("f962d1bb65fce8b6a3b0cc24b3be9b61",)),
        "lab_template:misc_of_lists": frozenset(
            (
                "021e0a6c536698d073db610874189d2a",
                "0b4fcbd7927d97686083e3353a28ed74",
                "1e72b90f406722cab887a196f73e3c39",
                "e6a229f3b99a7e722287deac013dc642",
            )
        ),
        "lab_template:misc_with_no_items": frozenset(("f04cf9d5d61d5d7cf38c5416335f2485",)),
        "lab_template:misc_without_items": frozenset(
            (
                "9a7cd7b8bc70bc82f58e48751f29c977",
                "e7f05f13ca8da7bb7dac5f46918b0477",
            )
        ),
        "lab_template:misc_without_swap": frozenset(("be17504f1e33807e2ed657cd902892cc",)),
    },
    "open_external_links_in_new_tab.rb": {
        "digital_garden:new_tabs": frozenset(("bab5c6aa04755f0c2e447b162e853be6",)),
    },
    "posts-lastmod-hook.rb": {
        "posts_lastmod:plugin": frozenset(("aeb6eb81987e3658c53524f6b6f9248a",)),
        "posts_lastmod:with_line_end": frozenset(("cf40e599dd1e774dfb066069bd48b9a0",)),
    },
    "regex.rb": {
        "lab_template:regex": frozenset(("f69d17b21e1df847472f553173b33bfb",)),
        "lab_template:regex_of_words": frozenset(("f128a465e69e803c3a55e610b59ba2d2",)),
        "lab_template:regex_of_lines": frozenset(("c30cfec0160b0cd2fe9c021f7f270414",)),
    },
    "remove-accents.rb": {
        "remove_accents:plugin": frozenset(
            (
                "3271784dd9cfd26d40d9f1dcc23ed550",
                "94473cdf19c5494f457e3bca3fc8b986",
            )
        ),
    },
}
