"""The oracle: a page that operations have changed must equal what Chromium builds from Django's own output.

How it works. A *case* is a template and a list of states. The first state's marked HTML is served and navigated to, with the client's DOM
engine injected (``harness.js``, built from ``client/src/dom/harness.ts``); each further state is reached by applying the operations that
the engine's ``diff`` gives, broken places reported by the browser being served as a session serves them. After each step the live
document is written down as canonical lines (``canonical.js``: namespaces, attributes, form owners, properties; marks and split texts
gone) and compared with the lines of a document that Chromium got by navigating to what ``Template.render`` printed for that state. Rows
that stay must be the same nodes.

    case.py       the words: Case, and how its templates are set up
    documents.py  the little server both pages navigate to
    stage.py      the two pages
    canonical.js  a document → comparable lines
    proof.py      one case, start to end
    corpus/       the cases, by family
"""
