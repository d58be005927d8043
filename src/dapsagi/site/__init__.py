"""The site: order, terms, series, and where every link leads; `assemble` is its door, `exchange` that of an edit."""

from dapsagi.site.assemble import FindSeries, FoundSeries, Material, assemble
from dapsagi.site.exchange import exchange
from dapsagi.site.model import Site
from dapsagi.site.shown import order_posts

__all__ = ["FindSeries", "FoundSeries", "Material", "Site", "assemble", "exchange", "order_posts"]
