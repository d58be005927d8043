"""The settings of a blog: `dapsagi.yml`, checked strictly, or a Jekyll blog's `_config.yml`, taken as it is."""

from dapsagi.config.defaults import deep_merge, defaults_for
from dapsagi.config.reading import read_settings, split_base_url
from dapsagi.config.settings import (
    NEVER_PUBLISHED,
    SETTINGS_NAMES,
    BlogKind,
    Collection,
    NamedLink,
    Scope,
    Settings,
)
from dapsagi.config.table import SETTINGS, Setting

__all__ = [
    "NEVER_PUBLISHED",
    "SETTINGS",
    "SETTINGS_NAMES",
    "BlogKind",
    "Collection",
    "NamedLink",
    "Scope",
    "Setting",
    "Settings",
    "deep_merge",
    "defaults_for",
    "read_settings",
    "split_base_url",
]
