"""What the study published: its tables, its coded texts, and figures of the study as a whole.

    which tables are there?        study.tables.tables()
    one of them?                   study.tables.load("answers")
    one of them in one language?   study.tables.localise(study.tables.load("answers"))
    every text with its topics?    study.coded_texts.texts()
    those in which a word occurs?  study.search.find(study.coded_texts.texts(), "digital")
    those on a topic?              study.coded_texts.of_topic(study.coded_texts.texts(), "skills_training")
    what do the topics mean?       study.coded_texts.topics()

Texts come in both languages; `localise` keeps one.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
