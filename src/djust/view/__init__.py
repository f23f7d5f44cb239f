"""The author's class, and what is held for each page that it serves.

`live_view` is what authors inherit from and only delegates: `registry` knows which methods a page may call, `context` what its
template sees, `page` is one mounted page (view, plan, values), `serving` answers the GET, `document` writes its HTML.
"""
