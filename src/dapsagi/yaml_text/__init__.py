"""YAML as Ruby reads it: plain data, the line of every key, and every fault as a `Problem`."""

from dapsagi.yaml_text.mapping import KEY_LINE, YamlError, YamlMapping, as_mapping, read_mapping, salvage_mapping

__all__ = ["KEY_LINE", "YamlError", "YamlMapping", "as_mapping", "read_mapping", "salvage_mapping"]
