"""Which address shows which page?"""

from __future__ import annotations

from django.urls import path, register_converter

from zonebook.portal.language import in_asked_language as page
from zonebook.portal.views import cabinet, figures, home, newsroom, register, reports, review


class ShortNumber:
    """A key that any database can look up: more digits than it can hold are no address."""

    regex = "[0-9]{1,12}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(ShortNumber, "number")

app_name = "portal"
urlpatterns = [
    path("", page(home.home), name="home"),
    path("charts/<slug:name>.svg", page(home.chart_svg), name="chart_svg"),
    path("charts/<slug:name>.csv", page(home.chart_csv), name="chart_csv"),
    path("figures/", page(figures.measures), name="measures"),
    path("figures/<slug:code>/", page(figures.figure), name="figure"),
    path("reports/<number:submission>/<number:number>/", page(reports.report), name="report"),
    path("reports/<number:submission>/<number:number>/workbook.xlsx", page(reports.workbook), name="report_workbook"),
    path("companies/", page(register.companies), name="companies"),
    path("companies/<slug:code>/", page(register.company), name="company"),
    path("sites/", page(register.sites), name="sites"),
    path("sites/<slug:code>/", page(register.site), name="site"),
    path("amenities/", page(register.amenities), name="amenities"),
    path("check/", page(newsroom.check), name="check"),
    path("statements/", page(newsroom.statement_list), name="statements"),
    path("statements/<number:key>/", page(newsroom.statement), name="statement"),
    path("my/", page(cabinet.tasks), name="my"),
    path("my/<slug:code>/", page(cabinet.task), name="task"),
    path("my/<slug:code>/workbook.xlsx", page(cabinet.blank), name="blank"),
    path("my/<slug:code>/explain/", page(cabinet.explain), name="explain"),
    path("review/", page(review.queue), name="review"),
    path("review/<number:submission>/<number:number>/", page(review.decide), name="decide"),
]
