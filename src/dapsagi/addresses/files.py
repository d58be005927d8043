"""Where the static files of a blog stand in its site."""

from __future__ import annotations

from dapsagi.addresses.permalink import fill_in
from dapsagi.config import Collection, Settings


def place_in_site(key: str, settings: Settings) -> str:
    """Return where in the site the static file at `key` stands: those of a collection go by its permalink.

    Those in a folder of `files_dir` stand at the root.

    The rule is `Jekyll::StaticFile#url`.
    """
    collection = collection_of(key, settings)
    if collection is None:
        folder = next((each for each in settings.files_dir if key.startswith(each + "/")), "")
        return key.removeprefix(folder + "/")
    path, dot, extension = key.rpartition(".")
    within = path.partition(f"_{collection.label}/")[2]
    values = {"collection": collection.label, "path": within, "name": within.rpartition("/")[2]}
    values |= {"title": "", "output_ext": ""}
    url = fill_in(collection.permalink or "/:collection/:path", lambda name: values.get(name, ":" + name))
    return url.strip("/") + dot + extension


def collection_of(key: str, settings: Settings) -> Collection | None:
    """Return the collection that the file at `key` belongs to, if it is one that is written."""
    within = settings.below_collections(key)
    folder = within.partition("/")[0]
    collection = settings.collections.get(folder[1:]) if folder.startswith("_") and folder != within else None
    return collection if collection and collection.output and collection.label != "posts" else None
