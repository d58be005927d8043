"""Slugs as Jekyll makes them, and names that every file system holds."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dapsagi.addresses.slugs import SlugMode, short_name, slugify, term_slug, titleize


@pytest.mark.parametrize(
    ("mode", "cased", "slug"),
    [
        ("default", False, "the-config-yml-file-답사기"),
        ("pretty", False, "the-_config.yml-file!-답사기"),
        ("pretty", True, "The-_config.yml-file!-답사기"),
        ("ascii", False, "the-config-yml-file"),
        ("latin", False, "the-config-yml-file"),
        ("raw", True, "The-_config.yml-file!-답사기"),
        ("none", False, "the _config.yml file! 답사기"),
    ],
)
def test_each_mode_keeps_what_jekyll_keeps(mode: SlugMode, cased: bool, slug: str) -> None:
    assert slugify("The _config.yml file! 답사기", mode, cased=cased) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Ärger über Çà", "arger-uber-ca"), ("Straße Ørsted Łódź", "strasse-orsted-lodz"), ("Œuvre", "oeuvre")],
)
def test_latin_letters_lose_their_accents(text: str, slug: str) -> None:
    assert slugify(text, "latin") == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [("a--b", "a-b"), ("-lead-", "lead"), ("[논문] GAN", "논문-gan"), ("😀", ""), ("ΣΑΣ", "σασ"), ("각" * 2, "각각")],
)
def test_slugs_of_odd_names(text: str, slug: str) -> None:
    assert slugify(unicodedata.normalize("NFD", text)) == slug


def test_a_title_is_made_from_a_slug() -> None:
    assert titleize("my-first-POST") == "My First Post"
    assert titleize("머신러닝-답사기1") == "머신러닝 답사기1"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Machine Learning", "machine-learning"),
        ("machine  learning", "machine-learning"),
        ("머신 러닝", "머신-러닝"),
        ("C", "c"),
        ("C++", "c++"),
        ("C#", "c-sharp"),
        ("F#", "f-sharp"),
        ("#태그", "태그"),
        ("답사#1", "답사-1"),
        (".NET", "dot-net"),
        ("node.js", "node.js"),
        ("R&D", "r-and-d"),
        ("a/b", "a-b"),
        ("../..", "term-0f6b8d0b"),
    ],
)
def test_terms_get_readable_addresses(name: str, slug: str) -> None:
    found = term_slug(name)
    assert found == slug or (slug.startswith("term-") and found.startswith("term-"))


@pytest.mark.parametrize("name", ["con", "AUX", "nul", "com1"])
def test_names_that_windows_keeps_for_itself_are_changed(name: str) -> None:
    assert term_slug(name) != name.lower()


@given(st.text(max_size=300))
def test_a_term_always_has_a_safe_slug(name: str) -> None:
    slug = term_slug(name)
    assert slug
    assert slug.strip(".-") == slug
    assert not set(slug) & set('/\\:*?"<>|#% \x00')
    assert len(slug.encode()) <= 250
    assert slug == unicodedata.normalize("NFC", slug) == slug.casefold()


def test_a_name_that_is_too_long_is_cut_and_stays_unlike_others() -> None:
    one, other = short_name("가" * 200 + "1"), short_name("가" * 200 + "2")
    assert one != other
    assert max(len(one.encode()), len(other.encode())) <= 250
    assert short_name("가" * 80) == "가" * 80
