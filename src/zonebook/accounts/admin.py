"""People in the plain admin, for superusers only."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from zonebook.accounts.models import User

admin.site.register(User, UserAdmin)
