"""Puts python-liquid together for posts: Jekyll's tags and filters, each tag behind its guard, and a run of a text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NoReturn

from liquid import BoundTemplate, Environment, Token
from liquid.exceptions import LiquidError, LiquidInterrupt, ResourceLimitError
from liquid.token import TOKEN_CONTENT, TOKEN_ILLEGAL

from dapsagi.liquid import notices
from dapsagi.liquid.citations import unlisted_works
from dapsagi.liquid.context import Context, Run
from dapsagi.liquid.expressions import BLANK
from dapsagi.liquid.filters import FILTERS
from dapsagi.liquid.given import Expanded
from dapsagi.liquid.guard import Guarded, Text
from dapsagi.liquid.script import Script
from dapsagi.liquid.tags import TAGS, TEXT_TAGS, TextTag

# The library's tags that Jekyll's version of Liquid has under the same name and meaning.
_TAGS_OF_LIQUID = (
    *("assign", "break", "capture", "case", "continue", "cycle", "decrement", "if", "ifchanged", "increment"),
    "unless",
)


def run_liquid(run: Run, variables: Mapping[str, Any]) -> Expanded:
    """Expand the text of a run."""
    env = _environment()
    try:
        script = Script(run.text, env, run.given.dialect, is_own=True)
        nodes = script.parse()
        for notice, place in script.findings:
            run.report(notice, place)
        context = Context(BoundTemplate(env, nodes), {**variables, "blank": BLANK}, run)
        for node in nodes:
            node.render(context, run.output)
        if works := unlisted_works(run, str(variables["page"].get("lang"))):
            run.output.mark(len(run.text), moves=False)
            run.output.write(works)
    except LiquidInterrupt:
        # `break` in an include, and no loop around it: Jekyll stops writing there.
        pass
    except ResourceLimitError as error:
        # What was noticed on the way is about a text that nobody will see.
        run.forget()
        run.report(notices.runaway(str(error.message)), run.place)
        return Expanded(run.text, run.problems(), (), run.has_neighbours, tuple(sorted(run.asks)))
    asks = tuple(sorted(run.asks))
    return Expanded(run.output.getvalue(), run.problems(), run.source_lines(), run.has_neighbours, asks)


class _PostEnvironment(Environment):
    """Liquid as Jekyll sets it up; every fault is raised, for the guards."""

    # `match_tags` bounds the depth of blocks, and a run that of includes.
    block_nesting_limit = 1000
    context_depth_limit = 1000

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """Register the tags and filters that a post can use."""
        super().setup_tags_and_filters(extra=extra)
        known = {name: self.tags[name] for name in _TAGS_OF_LIQUID}
        known |= {tag.name: tag(self) for tag in TAGS}
        known |= {name: TextTag(self, name, read) for name, read in TEXT_TAGS.items()}
        illegal = self.tags[TOKEN_ILLEGAL]
        self.tags = {name: Guarded(tag) for name, tag in known.items()}
        self.tags |= {TOKEN_CONTENT: Text(self), TOKEN_ILLEGAL: illegal}
        self.filters = dict(FILTERS)

    def error(
        self, exc: type[LiquidError] | LiquidError, msg: str | None = None, token: Token | None = None
    ) -> NoReturn:
        """Raise the fault."""
        raise exc if isinstance(exc, LiquidError) else exc(msg, token=token)


@cache
def _environment() -> Environment:
    return _PostEnvironment()
