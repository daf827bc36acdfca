"""Which address belongs to which room?"""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path

from zonebook.portal.api import api
from zonebook.portal.views.switching import switch_language

handler404 = "zonebook.portal.views.missing.no_such_page"

urlpatterns = [
    path("", include("zonebook.portal.urls")),
    path("api/", api.urls),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/signup/", account.signup, name="account_signup"),
    path("language/", switch_language, name="set_language"),
    path("admin/", admin.site.urls),
]
