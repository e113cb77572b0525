"""Boxes with a text in each, in titled columns: what a joint display is drawn with."""

from collections.abc import Mapping
from textwrap import wrap

import altair as alt
import pandas as pd

from readytochange.figures import theme

_LETTER = 6.5
"""Mean width of a letter of a label, in pixels."""

_LIGHT = 0.22
"""How opaque the colour of a light box is."""


def boxes(
    cells: pd.DataFrame,
    columns: Mapping[str, str],
    rows: alt.Y,
    tooltip: list[alt.Tooltip],
    width: int = 560,
    step: int = 40,
) -> alt.LayerChart:
    """Boxes with a text in each, in titled columns: filled, light or outlined.

    Parameters
    ----------
    cells : a row a box: `column` (its id), `text`, `filled` (truth value), and what `rows` and `tooltip` show; where it
        has a column `light`, a box of which that is true is light and not full
    columns : the title of each column by its id, in their order
    rows : encodes a box's row
    tooltip : of a box
    width, step : of all columns together, and of a row, in pixels

    Returns
    -------
    LayerChart
    """
    letters = int(width / len(columns) / _LETTER) - 2
    deepest = max(len(wrap(title, letters)) for title in columns.values())
    broken = theme.lines(letters, "datum.text")
    lines_above = f"-{theme.LINE_HEIGHT / 2} * (length({broken}) - 1)"
    base = alt.Chart(cells).encode(
        rows,
        alt.X("column", type="nominal")
        .title(None)
        .sort(list(columns))
        .scale(paddingInner=0.04, paddingOuter=0)
        .axis(
            orient="top",
            domain=False,
            ticks=False,
            labelFontWeight="bold",
            labelPadding=6 + theme.LINE_HEIGHT * (deepest - 1),
            labelLineHeight=theme.LINE_HEIGHT,
            **theme.named_columns(columns, letters),
        ),
        tooltip=tooltip,
    )
    base = base if "light" in cells else base.transform_calculate(light="false")
    light, filled = alt.datum["light"], alt.datum["filled"]
    boxes = base.mark_rect(cornerRadius=4, strokeWidth=1).encode(
        fill=alt.when(filled).then(alt.value(theme.BLUE)).otherwise(alt.value(theme.PAPER)),
        fillOpacity=alt.when(light).then(alt.value(_LIGHT)).otherwise(alt.value(1)),
        stroke=alt.when(filled).then(alt.value(theme.BLUE)).otherwise(alt.value(theme.MUTED)),
    )
    texts = (
        base.mark_text(lineHeight=theme.LINE_HEIGHT, dy=alt.expr(lines_above), aria=False)
        .transform_calculate(broken=broken)
        .encode(
            alt.Text("broken", type="nominal"),
            color=alt.when(filled & ~light)
            .then(alt.value(theme.PAPER))
            .otherwise(alt.value(theme.INK)),
        )
    )
    return alt.LayerChart(layer=[boxes, texts], width=width, height=alt.Step(step))
