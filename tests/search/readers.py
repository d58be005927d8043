"""A reader who searches: the script of the theme in an engine of this process, with the files of an index."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import quickjs

from dapsagi.search.documents import CATALOGUE, INDEX

SCRIPT = Path(__file__).parents[2] / "templates/assets/search.js"

# The script asks for files and waits; here they are there at once.
_HOST = """
globalThis.ask = (method, ...asked) => {
  globalThis.answer = undefined;
  index[method](...asked).then(
    (value) => (globalThis.answer = JSON.stringify({ value })),
    (error) => (globalThis.answer = JSON.stringify({ error: String(error) + error.stack })),
  );
};
globalThis.index = openIndex(readFile("index.json"), async (name, edition) => readFile(name, edition));
"""


class Reader:
    """Searches in `files`, the files of a finished site; `read` are those that were looked into, with their edition."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.read: dict[str, str] = {}
        self._engine = quickjs.Context()
        self._engine.add_callable("readFile", self._read_file)
        self._engine.eval(SCRIPT.read_text("utf-8"))
        self._engine.eval(_HOST)

    def find(self, query: str = "", tag: str = "", journey: str = "") -> dict[str, Any]:
        """Return the numbers of what is found, what is marked, and what was taken instead of a mistyped word."""
        answer: dict[str, Any] = self._ask("find", {"query": query, "tag": tag, "journey": journey})
        return answer

    def titles(self, query: str = "", tag: str = "", journey: str = "") -> list[str]:
        """Return the titles of what is found, the best first."""
        return [self.card(number)[0] for number in self.find(query, tag, journey)["numbers"]]

    def card(self, number: int) -> list[Any]:
        """Return what a result shows."""
        card: list[Any] = self._ask("card", number)
        return card

    def _ask(self, method: str, asked: object) -> Any:
        self._engine.eval(f"ask({json.dumps(method)}, {json.dumps(asked)})")
        while self._engine.execute_pending_job():
            pass
        answer = json.loads(self._engine.eval("globalThis.answer"))
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def _read_file(self, name: str, edition: str = "") -> str:
        path = CATALOGUE if name == "index.json" else INDEX + name
        self.read[path] = edition
        return self.files[path].decode()
