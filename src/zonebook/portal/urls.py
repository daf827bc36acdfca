"""Which address shows which page?"""

from __future__ import annotations

from django.urls import path, register_converter

from zonebook.portal.language import in_asked_language as page
from zonebook.portal.views import (
    agreements,
    applications,
    bulk,
    cabinet,
    clusters,
    companies,
    company,
    council,
    desk,
    estate,
    figures,
    history,
    home,
    importing,
    invest,
    keeping,
    life,
    newsroom,
    oversight,
    projects,
    register,
    reports,
    review,
    saved,
    search,
)


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
    path("companies/", page(companies.companies), name="companies"),
    path("companies/<slug:code>/", page(company.company), name="company"),
    path("history/<slug:kind>/<slug:key>/", page(history.history), name="history"),
    path("search/", page(search.search), name="search"),
    path("views/<slug:page>/", page(saved.keep), name="keep_view"),
    path("views/<slug:page>/<number:key>/drop/", page(saved.drop), name="drop_view"),
    path("desk/", page(desk.desk), name="desk"),
    path("desk/companies/new/", page(keeping.new_company), name="new_company"),
    path("desk/companies/change/", page(bulk.change), name="change_companies"),
    path("desk/companies/<slug:code>/edit/", page(keeping.edit_company), name="edit_company"),
    path("desk/companies/<slug:code>/sites/", page(keeping.new_presence), name="new_presence"),
    path("desk/companies/<slug:code>/contacts/", page(keeping.new_contact), name="new_contact"),
    path("desk/presences/<number:key>/", page(keeping.edit_presence), name="edit_presence"),
    path("desk/contacts/<number:key>/drop/", page(keeping.drop_contact), name="drop_contact"),
    path("desk/import/", page(importing.imports), name="imports"),
    path("desk/import/batches/<number:key>/", page(importing.batch), name="import_batch"),
    path("desk/import/<slug:kind>/template.xlsx", page(importing.template), name="import_template"),
    path("desk/import/<slug:kind>/<slug:sha256>/", page(importing.columns), name="import_columns"),
    path("desk/import/<slug:kind>/<slug:sha256>/check/", page(importing.check), name="import_check"),
    path(
        "desk/import/<slug:kind>/<slug:sha256>/findings.<slug:ending>", page(importing.findings), name="import_findings"
    ),
    path("sites/", page(register.sites), name="sites"),
    path("sites/<slug:code>/", page(register.site), name="site"),
    path("amenities/", page(register.amenities), name="amenities"),
    path("clusters/", page(clusters.clusters), name="clusters"),
    path("clusters/<slug:code>/", page(clusters.cluster), name="cluster"),
    path("desk/clusters/new/", page(clusters.form_one), name="new_cluster"),
    path("desk/clusters/<slug:code>/edit/", page(clusters.amend), name="edit_cluster"),
    path("desk/clusters/<slug:code>/members/new/", page(clusters.enter_member), name="new_member"),
    path("desk/clusters/<slug:code>/members/<number:key>/", page(clusters.amend_member), name="edit_member"),
    path("desk/clusters/<slug:code>/contracts/new/", page(clusters.enter_contract), name="new_contract"),
    path("projects/", page(projects.projects), name="projects"),
    path("projects/<slug:code>/", page(projects.project), name="project"),
    path("projects/<slug:code>/files/<number:key>/", page(projects.attached_file), name="project_file"),
    path("desk/projects/new/", page(projects.enter), name="new_project"),
    path("desk/projects/<slug:code>/edit/", page(projects.amend), name="edit_project"),
    path("desk/projects/<slug:code>/stages/new/", page(projects.enter_stage), name="new_stage"),
    path("desk/projects/<slug:code>/stages/<number:key>/", page(projects.amend_stage), name="edit_stage"),
    path("desk/projects/<slug:code>/participants/new/", page(projects.enter_participant), name="new_participant"),
    path(
        "desk/projects/<slug:code>/participants/<number:key>/",
        page(projects.amend_participant),
        name="edit_participant",
    ),
    path("desk/projects/<slug:code>/files/new/", page(projects.attach), name="new_project_file"),
    path("desk/buildings/new/", page(estate.new_building), name="new_building"),
    path("desk/premises/", page(estate.stock), name="desk_stock"),
    path("desk/premises/new/", page(estate.new_premises), name="new_premises"),
    path("desk/premises/<slug:code>/", page(estate.one), name="desk_premises"),
    path("desk/premises/<slug:code>/edit/", page(estate.edit), name="edit_premises"),
    path("desk/premises/<slug:code>/reserve/", page(estate.reserve), name="reserve_premises"),
    path("desk/premises/<slug:code>/release/", page(estate.release), name="release_premises"),
    path("desk/premises/<slug:code>/let/", page(estate.let), name="let_premises"),
    path("desk/leases/<number:key>/amend/", page(estate.amend_lease), name="amend_lease"),
    path("desk/leases/<number:key>/end/", page(estate.end_lease), name="end_lease"),
    path("invest/", page(invest.invest), name="invest"),
    path("invest/free.csv", page(invest.free_csv), name="invest_csv"),
    path("invest/free.geojson", page(invest.free_geojson), name="invest_geojson"),
    path("invest/calculator/", page(invest.calculator), name="invest_calculator"),
    path("invest/<slug:code>/", page(invest.premises), name="invest_premises"),
    path("check/", page(newsroom.check), name="check"),
    path("statements/", page(newsroom.statement_list), name="statements"),
    path("statements/<number:key>/", page(newsroom.statement), name="statement"),
    path("apply/", page(applications.apply), name="apply"),
    path("apply/<number:key>/", page(applications.application), name="application"),
    path("apply/<number:key>/check/", page(applications.check_application), name="check_application"),
    path("apply/<number:key>/withdraw/", page(applications.withdraw), name="withdraw"),
    path("papers/<number:key>/", page(applications.paper), name="paper"),
    path("desk/applications/", page(life.applications), name="desk_applications"),
    path("desk/applications/<number:key>/", page(life.application), name="desk_application"),
    path("desk/council/", page(council.council), name="council"),
    path("desk/council/<number:key>/", page(council.meeting), name="meeting"),
    path("desk/council/minutes/<number:key>/", page(council.minutes), name="minutes"),
    path("agreements/", page(agreements.agreements), name="agreements"),
    path("agreements/<number:key>/", page(agreements.agreement), name="agreement"),
    path("agreements/<number:key>/certificate.pdf", page(agreements.certificate), name="certificate"),
    path("my/", page(cabinet.tasks), name="my"),
    path("my/obligations/", page(oversight.own_obligations), name="own_obligations"),
    path("my/<slug:code>/", page(cabinet.task), name="task"),
    path("my/<slug:code>/workbook.xlsx", page(cabinet.blank), name="blank"),
    path("my/<slug:code>/explain/", page(cabinet.explain), name="explain"),
    path("agreements/<number:key>/obligations/", page(oversight.agreement_obligations), name="agreement_obligations"),
    path("desk/watch/", page(oversight.watch_list), name="watch"),
    path("desk/obligations/", page(oversight.obligations), name="obligations"),
    path("desk/inspections/", page(oversight.inspections), name="inspections"),
    path("desk/inspections/new/", page(oversight.plan), name="plan_inspection"),
    path("desk/inspections/<number:key>/", page(oversight.inspection), name="inspection"),
    path("desk/inspections/<number:key>/move/", page(oversight.move), name="move_inspection"),
    path("desk/inspections/<number:key>/record/", page(oversight.record), name="record_inspection"),
    path("desk/inspections/<number:key>/order/", page(oversight.order), name="issue_order"),
    path("desk/inspections/acts/<number:key>/", page(oversight.act), name="inspection_act"),
    path("desk/orders/<number:key>/", page(oversight.remedy), name="record_remedy"),
    path("review/", page(review.queue), name="review"),
    path("review/<number:submission>/<number:number>/", page(review.decide), name="decide"),
]
