"""The development server: the built site, live reload, errors in the browser.

    changes ──► session ─► broadcaster ─► browsers
    (watch,     (build)    │
     debounce)             └ the server sends files of the destination

Only the verb `serve` imports the web server; `build --watch` uses the left half alone.
"""
