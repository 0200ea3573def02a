"""How gunicorn serves the shop: read with `gunicorn -c python:recdash.gunicorn recdash.wsgi`."""

import os

# A request multiplies small matrices: to wake further threads takes longer than the product. Before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Threads keep a browser's idle connections from holding a process; more processes than cores keep two busy
# connections from meeting in one.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "4"))
threads = 2
loglevel = "warning"
