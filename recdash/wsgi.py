"""The WSGI application."""

import gc

from django.core.wsgi import get_wsgi_application

from recdash.environment import load_environment

load_environment()

application = get_wsgi_application()

# What stands now stays until the process ends: the collector need not walk its half million objects again and again,
# which costs the unlucky request tens of milliseconds.
gc.collect()
gc.freeze()
