"""Copyfitting in rounds: what is chosen is typeset, and kept where it comes out better than the drawing."""

from collections.abc import Sequence
from dataclasses import replace

from rocbpress.compose.articles import facts_map_height, has_long_facts, key_facts_height
from rocbpress.compose.context import Context
from rocbpress.compose.flow_group import FlowGroup
from rocbpress.compose.flows import compose_contents, compose_groups
from rocbpress.compose.maps import is_repeated
from rocbpress.compose.openings import report_opening
from rocbpress.compose.pictures import least_height, may_bleed
from rocbpress.copyfit.fit import Fits
from rocbpress.copyfit.plan import Plan, Set
from rocbpress.copyfit.subject import HeadRoom
from rocbpress.findings.finding import Place
from rocbpress.press.queue import TypesettingQueue
from rocbpress.sources.manuscript import Article

ROUNDS = 5
IDLE = 2  # rounds in a row that better nothing: others would hardly


def choose_fits(context: Context, queue: TypesettingQueue, groups: Sequence[FlowGroup]) -> Fits:
    """What gives way in each article, by trial: the design as drawn first, then at most five choices.

    It ends sooner where nothing new promises more, or two choices running came out no better.
    `groups` are those of the context's edition, composed already with other page labels.
    Nothing where the layout or the issue has all set as drawn. TypesetError for what cannot be set so.
    """
    table, manuscript = context.layout.fit, context.manuscript
    if table is None or not manuscript.issue.fit:
        return {}
    # One edition decides for all, so that they break alike: the one whose links print nothing beside them.
    former = groups if context.edition.live_links else ()
    context = replace(context, edition=replace(context.edition, live_links=True))
    drawn = compose_groups(context, former, lambda flow: queue.put((flow,), provisional=True))
    plan = Plan(manuscript, context.layout, table, lambda article: _head_room(context, article),
                _set(drawn, queue), _contents_pages(context, queue))
    idle, best = 0, plan.best()
    for _ in range(ROUNDS):
        fits = plan.propose()
        if fits == best or idle == IDLE:
            break
        groups = compose_groups(replace(context, fits=fits), drawn,
                                lambda flow: queue.put((flow,), provisional=True))
        flows = tuple(flow for group in groups for flow in group.flows)
        plan.observe(fits, tuple(zip(flows, queue.attempt(flows), strict=True)))
        idle, best = (idle + 1 if plan.best() == best else 0), plan.best()
    return best


def _contents_pages(context: Context, queue: TypesettingQueue) -> int:
    """How many pages the contents have, where anything asks for it."""
    if context.manuscript.issue.print.signature == 1:
        return 0
    [galley] = queue.galleys([compose_contents(context)])
    return len(galley.pages)


def _head_room(context: Context, article: Article) -> HeadRoom:
    facts, table = key_facts_height(context, article), context.layout.fit
    height = table.lead.in_facts if table and table.lead else None
    may_hold = height and facts and article.head.venue and not has_long_facts(context, article, height)
    return HeadRoom(_least_lead(context, article), facts,
                    facts_map_height(context, height, hatched=False) if height and may_hold else 0.0,
                    is_repeated(context, article))


def _least_lead(context: Context, article: Article) -> float:
    """To how many points of height a photograph that opens a report may be cut; 0 for what is not cut."""
    opening = report_opening(context, article)
    if opening.block is None or opening.picture is None:
        return 0.0
    where = Place(article.file, opening.block.line)
    if not may_bleed(context, opening.picture.path, where):
        return 0.0
    return least_height(context, opening.picture.path, where)


def _set(groups: Sequence[FlowGroup], queue: TypesettingQueue) -> Set:
    flows = tuple(flow for group in groups for flow in group.flows)
    return tuple(zip(flows, queue.galleys(flows, provisional=True), strict=True))
