"""The development server: the built site, live reload, errors in the browser.

    changes ─► session ─► hub ─► browsers
    (watch,    (build)    │
     gather)              └ the server answers from the destination

Only the verb `serve` imports the web server; `build --watch` takes the left half alone.
"""
