"""Which texts of Ruby files are known, by their digests, and what does the same here.

A new version of a file gets its digest here once its output has been compared, on one site, with
that of the plugin here.
"""

from __future__ import annotations

from collections.abc import Mapping

# File → module and name of the plugin here → the digests of the versions that do the same.
FILES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "array.rb": {
        "lab_template:array": frozenset(("2cdec5e95e92c4e1c3e15f00d90ad978",)),
        "lab_template:array_with_hash": frozenset(("84361a9f517c9f0cb25023a5b2784200",)),
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
                "03e0a51fa4c4a22223d42d150a375b23",
                "2265cec48c325a81c03f2196979c5a6e",
                "4d635dde13d96d143d2695b2d4d44069",
                "65b84a32f63dd24f597fe4709792d03b",
                "6f97fefad4c4d582d4a471646e35da13",
                "c0b6f63f3f6753972845a778b160a420",
                "c590503adbabf53e8d21f535ca6c8ee7",
                "cb5352fc524eac65f8c6efb9f933e764",
            )
        ),
        "third_party_libraries:of_one_folder": frozenset(
            (
                "259123d015ddaf85631ed9f3982a8b1e",
                "98687fb8621ebf365089f000dd14325f",
                "b5ad1e023434a85516dc9103d8b4fe7a",
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
            ("4075dacff620c4a2e356d102fc7c89ab", "b65ffc0f635190342cc6588c8176dad8")
        ),
        "external_posts:with_labels": frozenset(("4c3c21992de43f7b94339a6f09c7b29d",)),
        "external_posts:with_bodies": frozenset(("d2f54abaec31f6bf0cb0385b20aaf78d",)),
        "external_posts:of_plain_titles": frozenset(
            (
                "0fe7b64af8ea156b8d4e0b35b4ad1668",
                "c3edcd12c07586242209c2e7e49de340",
            )
        ),
    },
    "file-exists.rb": {
        "file_exists:plugin": frozenset(("087145eed9d31bd95abfc125c94722fd",)),
    },
    "file.rb": {
        "lab_template:file": frozenset(
            (
                "a071f962d60b6585170614d680a52799",
                "ab60c545f7af108235c047ec1b21b397",
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
                "59380a9275f9a9a3f50e91b7071cb7e7",
            )
        ),
        "citation_counts:google_scholar_of_three_digits": frozenset(
            ("e7320917d0816a2f71b1af583cb1775d",)
        ),
    },
    "hash.rb": {
        "lab_template:hash_": frozenset(
            (
                "43c6a3652234a7067479ff10c453ce40",
                "9f70964a8a3f0d44b5881f1678fb9685",
            )
        ),
        "lab_template:hash_with_keys": frozenset(("7309c36c45ece655d9d521dbe7d7b7a5",)),
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
        "citation_counts:inspirehep": frozenset(
            ("73d4fc764e9cd5509f888682957b89f3", "bc9fb21111455159be4ee8b5794d0722")
        ),
        "citation_counts:inspirehep_of_three_digits": frozenset(
            ("b0bdda7a6bdd664a4b1c97109bcc01ae",)
        ),
    },
    "last_modified_at_generator.rb": {
        "digital_garden:timestamps": frozenset(("4e1a3bddfe92f3c783fcf16e2027e761",)),
    },
    "localization-exists.rb": {
        "localization_exists:plugin": frozenset(("72f20e1b7747536c5dc3d449c8480335",)),
    },
    "markdown-highlighter.rb": {
        "digital_garden:marks": frozenset(("2ca960f1108eb15f6414d7044316b399",)),
        "digital_garden:marks_of_letters": frozenset(("14a6e64defaaaa020b74af6772b6efee",)),
    },
    "misc.rb": {
        "lab_template:misc": frozenset(("9d2538dd35e92cc20be2b8a31e673817",)),
        "lab_template:misc_of_lists": frozenset(
            (
                "120fd2b79d3035005f832ba2ce8573b3",
                "134e71eea279cdadd4e4931ffe1040ed",
                "1c0120f0b498950aa74cce66bb3a543a",
                "d9b57c50d3bd36cb0c2a6981f7a72184",
            )
        ),
        "lab_template:misc_with_no_items": frozenset(("9d23b9da0c30bdc43e4dc49d4aea540b",)),
        "lab_template:misc_without_items": frozenset(
            (
                "086664f6a19c3d777cd98de3e9e8035f",
                "235946f13427e188ee5d8068f2127c6c",
            )
        ),
        "lab_template:misc_without_swap": frozenset(("cbfdd4b66f496d1258b5eeba07f63493",)),
    },
    "open_external_links_in_new_tab.rb": {
        "digital_garden:new_tabs": frozenset(("bab5c6aa04755f0c2e447b162e853be6",)),
    },
    "posts-lastmod-hook.rb": {
        "posts_lastmod:plugin": frozenset(("aeb6eb81987e3658c53524f6b6f9248a",)),
        "posts_lastmod:with_line_end": frozenset(("cf40e599dd1e774dfb066069bd48b9a0",)),
    },
    "regex.rb": {
        "lab_template:regex": frozenset(("9c58f29c392f830190f2fdf182a27d12",)),
        "lab_template:regex_of_words": frozenset(("2fc259b3564c5886c0bb3759cc832da8",)),
        "lab_template:regex_of_lines": frozenset(("24c0ede9ec015bc97643adbd421987db",)),
    },
    "remove-accents.rb": {
        "remove_accents:plugin": frozenset(
            (
                "3271784dd9cfd26d40d9f1dcc23ed550",
                "94473cdf19c5494f457e3bca3fc8b986",
            )
        ),
    },
    # Called youtube.rb, as many others that do something else: an edited one is no copy of these.
    "youtube.rb in two forms": {
        "youtube_tag:in_figure": frozenset(("51028973882bad52621e3c4c753fb95b",)),
        "youtube_tag:in_container": frozenset(("e6956575eb2928f3058ab6d9fda3c8ff",)),
        "youtube_tag:sized": frozenset(("323101caa3bceacb9220ab1c0f376667",)),
        "youtube_tag:centred": frozenset(("222c67e7053c8a7c3f018a3c14a77836",)),
    },
}
