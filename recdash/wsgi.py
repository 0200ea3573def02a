"""The WSGI application."""

from django.core.wsgi import get_wsgi_application

from recdash.environment import load_environment

load_environment()

application = get_wsgi_application()
