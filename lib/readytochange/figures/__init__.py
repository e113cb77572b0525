"""How every figure looks: charts, tables, explorers, and how they are drawn.

    a chart of my own as a figure?  figures.show(chart, title="Most are large")
    a table of my own?              figures.table(frame, title="Firms by size")
    as a file?                      figures.table(frame, title="Firms by size").save("sizes.xlsx")
    a row for a sentence?           figures.in_words({"share": 0.485})

Colours, type and sizes are in the module `figures/theme`; Altair knows them as the theme `readytochange`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
