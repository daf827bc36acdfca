"""The web application that a WSGI server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.config.settings")
application = get_wsgi_application()
