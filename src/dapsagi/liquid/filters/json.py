"""JSON as Ruby writes it: without spaces, and with dates as `to_s` writes them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

from liquid.exceptions import FilterError

from dapsagi.liquid.values import Value, to_s


def jsonify(value: Value) -> str:
    """Return a value as JSON."""
    match value:
        case None:
            return "null"
        case float() if not math.isfinite(value):
            raise FilterError(f"JSON has no {to_s(value)}", token=None)
        case bool() | int() | float():
            return to_s(value)
        case list() | tuple():
            return f"[{','.join(map(jsonify, value))}]"
        case Mapping():
            return "{" + ",".join(f"{_string(key)}:{jsonify(item)}" for key, item in value.items()) + "}"
    return _string(value)


def _string(value: Value) -> str:
    return json.dumps(to_s(value), ensure_ascii=False)
