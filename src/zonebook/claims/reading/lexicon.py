"""Which words tell what is measured?

Data only: for every unit, the words that name a measure, the measure's group, whether it is a stock (a state at a
moment) or a flow (something that happens in a period), and the words that turn a fact into a promise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "revenue": ("revenue", "revenue_planned", "output", "exports", "profit"),
        "growth": ("growth_ratio", "growth_pct", "decline_pct"),
        "investment": (
            "investment", "investment_planned", "investment_state", "investment_growth", "investment_average",
            "cost", "leverage",
            "investment_threshold",
        ),
        "jobs": (
            "jobs_created", "jobs_planned", "jobs_growth", "jobs_lost", "employees_lost", "people_of_a_kind",
            "employees",
            "hired", "vacancies", "employees_planned",
        ),
        "share": ("share", "occupancy"),
        "residents": (
            "residents", "residents_new", "residents_planned", "residents_potential", "residents_lost",
        ),
        "companies": (
            "companies_located", "companies_planned", "companies_under_construction", "companies_expanding",
            "companies_new", "companies_lost", "investors", "partners", "cluster_members", "cluster_members_new",
            "agreements", "tenants",
        ),
        "area": ("area", "area_planned", "area_growth", "area_building", "area_landscaped"),
        "rating": ("rating_place", "rating_change", "streak", "occurrence", "efficiency"),
        "infrastructure": ("buildings", "sites", "infrastructure_objects", "plants", "capacity"),
        "taxes": ("taxes_paid", "taxes_planned", "tax_rate", "tax_savings"),
        "zones": (
            "zones_count", "zones_new", "zones_closed", "clusters_count", "technoparks_count", "regions",
            "industrial_parks_count",
        ),
        "salary": ("salary", "salary_gap"),
        "other": ("projects", "zone_age", "law_age", "duration", "applications", "visitors", "inspections", "number",
                  "price", "population"),
    }
)  # fmt: skip


def _changes(measures: Iterable[str]) -> list[str]:
    return [change for change, measure in CHANGES.items() if measure in measures]


CHANGING = frozenset("revenue output exports profit investment taxes_paid salary area".split())
"""Measures of which a text may tell by how much they changed."""

CHANGES: Mapping[str, str] = MappingProxyType(
    {f"{measure}_{way}": measure for measure in CHANGING for way in ("growth", "decline")}
)
"""What the growth or the decline of a measure is called, and whose it is."""

GROUP_OF: Mapping[str, str] = MappingProxyType(
    {measure: group for group, measures in GROUPS.items() for measure in (*measures, *_changes(measures))}
)

FLOWS = frozenset(
    "investment investment_state jobs_created jobs_growth taxes_paid tax_savings revenue output exports profit hired"
    " residents_new residents_lost companies_new cluster_members_new zones_new zones_closed agreements"
    " area_landscaped infrastructure_objects investors inspections number jobs_lost employees_lost"
    " companies_lost".split()
) | frozenset(CHANGES)
"""Measures of what happens in a period; all others are states."""

SINCE_START_BY_DEFAULT = frozenset(
    "investment investment_state jobs_created jobs_growth taxes_paid tax_savings output infrastructure_objects"
    " exports hired number".split()
)
"""Flows that, with no period said, mean everything since the start."""

OF_A_PERIOD = frozenset("growth rating salary".split())
"""Groups whose figures carry the period they were taken in, though they are no flows."""

PLANNED: Mapping[str, str] = MappingProxyType(
    {
        "investment": "investment_planned",
        "jobs_created": "jobs_planned",
        "jobs_growth": "jobs_planned",
        "taxes_paid": "taxes_planned",
        "revenue": "revenue_planned",
        "area": "area_planned",
        "area_building": "area_planned",
        "companies_located": "companies_planned",
        "residents": "residents_planned",
        "employees": "employees_planned",
    }
)
"""What a measure is called when it is promised and not yet a fact."""

_CUES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "money": (
            ("investment_growth", r"прибавив\w*|прирост\w* инвестиц\w*"),
            ("tax_savings", r"сберечь|сберег\w+|сэконом\w+|экономи[яюлт]\w*|налогов\w+ льгот\w*|объем льгот"),
            ("salary", r"зарплат\w*|заработн\w+|оклад\w*|платил\w*|зарабатыва\w+|получа(?:ют|ет) в месяц"),
            ("exports", r"экспорт\w*|внешн\w+ рынк\w+|за рубеж\w*|зарубежн\w+ (?:рынк|поставк)\w+"),
            ("taxes_paid", r"налог\w*|взнос\w*|отчислени\w*|сбор(?:ов|ы)|пошлин\w*|налогов\w+|акциз\w*"
             r"|бюджет\w* (?:\w+ )?(?:получил|пополнил)\w*|(?:в|перед) (?:\w+ ){0,3}бюджет\w*|в казну"
             r"|(?<!сь )(?<!лся )бюджету"),
            ("investment_state", r"бюджетн\w+ (?:денег|средств\w*|вложени\w+|инвестиц\w+|ассигнован\w+|деньг\w*)"
             r"|федеральн\w+ (?:\w+ )?(?:средств\w*|финансировани\w*|бюджет\w*|денег|деньг\w+|субсиди\w+"
             r"|казн\w+)|казн[аыуе]|казенн\w+"
             r"|государств\w* (?:потрат|вложи|направ|выдел)\w*|из (?:\w+ ){0,2}бюджет\w*|субсиди\w+"
             r"|на (?:\w+ )?инфраструктур\w+"
             r"|инфраструктур\w+|госвложени\w+|госинвестиц\w+|на сети|бюджет\w* (?:потрат|вложи|направ|выдел)\w*"
             r"|правительств\w+ (?:добав|выдел|направ|вложи)\w+|господдержк\w+|дотаци\w+|грант\w*|(?:край"
             r"|область|регион|город) (?:даст|выделит|добавит)"
             r"|(?:даст|выделит|добавит) (?:край|область|регион|город)|потратил\w*"),
            ("output", r"продукци\w*|объем\w* (?:производств|отгруз|выпуск)\w*"
             r"|отгру\w+|товаров|(?:произвел|произведен|выпустил|выпущен)\w*"),
            ("profit", r"прибыл\w+"),
            ("revenue", r"выруч\w+|оборот\w*|доход\w*|продаж\w*|реализова\w+|заработал\w*|выторг\w*"),
            ("price", r"ставк\w* аренд\w*|арендн\w+ ставк\w*|цен[аыеу]|тариф\w*|билет\w*|сто(?:ит|ят)"
             r"|подорож\w+|подешев\w+|проезд"),
            ("investment_threshold", r"порог\w* (?:\w+ ){0,2}(?:вложени|инвестици)\w*|порог\w*"
             r"|минимальн\w+ (?:объем|вклад|сумм|размер|инвест)\w*"),
            ("cost", r"на (?:\w+ )?сумму|обошл\w+|обошел\w*|обойд\w+|обходит\w+|стоимост\w*"
             r"|сто(?:ит|ят)|цен[аыеу]|оценен\w+ в|сумм(?:а|у|ой|ы|е)"),
            ("investment", r"инвест\w*|влож\w*|вклад\w*|капитал\w*|освои\w*|освоен\w*|портфел\w*|потрат\w*"
                           r"|внебюджетн\w*"
             r"|частн\w+ (?:денег|средств\w*|деньг\w*)|финансирован\w*|заяви\w+|заявк\w+"),
            ("cost_hint", r"средств\w*|проект\w*|кредит\w*|заем\w*|займ\w*|строительств\w*"),
        ),
        "percent": (
            ("salary_gap", r"зарплат\w*|платил\w*|заработн\w+|оклад\w*|областного уровня|разрыв\w*"),
            ("tax_rate", r"ставк\w*|тариф\w*|страхов\w+|взнос\w*|налог(?:а|у)? на прибыль|пенсионн\w+"
                         r"|соцстрах\w*|медстрах\w*|ндс"),
            ("occupancy", r"заполн\w+|занят\w+|загруж\w+|загрузк\w+|заселен\w+|роздан\w*|арендован\w+"
                          r"|освоен\w+ территори\w+|свободн\w+"),
            ("efficiency", r"эффективн\w+|методик\w*|рейтинг\w*|оценк[аиу] эффективн\w+"),
            ("decline_pct", r"сниз\w*|сниж\w*|сократ\w*|сокращ\w*|упал\w*|паден\w*|уменьш\w*|меньше|ниже"
                            r"|просе\w+|потер\w+|дешевле"),
            ("growth_pct", r"выр(?:о|а)с\w*|раст[её]т|рост\w*|увелич\w*|прирост\w*|прирас\w*|прибав\w*|больше"
                           r"|выше|подн\w+|повы\w+|превы\w+|дороже|плюс|ускор\w+|добав\w+"),
            ("share", r"дол[яиюей]\w*|приходит\w*|спроса|рынка|акци\w+|у государства|принадлеж\w+"
                      r"|обеспеч\w+|от общ\w+|импорт\w*|локализац\w*|%\sв"),
        ),
        "area": (
            ("area_landscaped", r"благоустро\w+|озелен\w+"),
            ("area_growth", r"прираст\w+ на|увелич\w+ на|вырос\w* на|расшир\w+ на|прибав\w+"),
            ("area_building", r"корпус\w*|здани\w*|производственн\w+ площад\w+|помещени\w*"
             r"|постро\w+|возвед\w+|введ\w+|вв[её]л\w*|цех\w*"),
        ),
        "jobs": (("jobs_growth", r"прибавил\w+|прирост\w*"),),
        "people": (
            ("vacancies", r"ваканс\w+"),
            ("hired", r"нанят\w*|нанял\w*|приня\w+ на работу|трудоустро\w+|приня(?:ты|ли)"),
        ),
        "residents": (
            ("residents_potential", r"потенциальн\w+|будущ\w+ резидент\w*|кандидат\w*|на подходе|в очереди"),
            ("residents_lost", r"лиш\w+|утрат\w+|исключ\w+|потерял\w+|выбыл\w*|покинул\w*|расторг\w+"),
            ("residents_new", r"нов(?:ых|ые|ый|ого|ыми)|добав\w+|прибав\w+|пришл\w+|пришел|пополн\w+"
                              r"|приня(?:л\w*|т[оаы]?)|привлеч\w+|привлек\w+"
             r"|получил\w* статус|статус\w* (?:\w+ )?получил\w*|зарегистрировал\w+|присоедин\w+|появил\w+|вошл\w+"
             r"|стал[аи]?\s(?:\w+\s)?резидентами|резидентами\s(?:\w+\s){0,2}стал[аи]?"),
        ),
        "companies": (
            ("cluster_members_new", r"новичк\w+"),
            ("cluster_members", r"участни[кц]\w*|кластер\w*|член\w*"),
            ("tenants", r"арендатор\w*"),
            ("investors", r"инвестор\w*"),
            ("partners", r"партнер\w*"),
            ("agreements", r"соглашени\w*|договорил\w*|договор\w*|подписал\w*"),
            ("companies_under_construction", r"строит(?:ся|)|стро(?:ятся|ят)"),
            ("companies_expanding", r"расширя\w+"),
        ),
        "zones": (
            ("zones_closed", r"закры\w+|ликвидир\w+|упраздн\w+|прекра\w+"),
            ("zones_new", r"прибав\w+|откры\w+|созда\w+|появил\w+|нов(?:ых|ые|ая)"),
            ("clusters_count", r"кластер\w*"),
            ("technoparks_count", r"технопарк\w*"),
            ("industrial_parks_count", r"парк\w*"),
        ),
        "items": (
            ("capacity", r"мощност\w*|ежегодно|в (?:год|сутки|смену|месяц)|выпуска(?:ет|ют|ть)"
             r"|вмест\w+|вмеща\w+|рассчитан\w*"),
            ("agreements", r"соглашени\w*|договор(?:а|ов|ы)?|контракт\w*"),
            ("regions", r"регион\w*|стран\w*|государств(?:а|о|ах)?|республик\w*|област\w+"
             r"|город(?:а|ов|ах)|муниципалит\w*|район\w*"),
            ("inspections", r"провер\w+|нарушени\w+"),
            ("applications", r"заяв\w+"),
            ("buildings", r"корпус\w*|здани\w*"),
            ("sites", r"площадк\w*|площадок|участ(?:ок|к)\w*"),
            ("plants", r"завод\w*|производств\w*|цех\w*|фабрик\w*|лини[йия]\w*"),
        ),
    }
)  # fmt: skip

CUES: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]] = MappingProxyType(
    {
        family: tuple((measure, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for measure, pattern in cues)
        for family, cues in _CUES.items()
    }
)

HANDICAPS: Mapping[str, int] = MappingProxyType({"cost": 40, "cost_hint": 80, "salary_gap": 15})
"""Words that hint rather than name count as that many characters farther away."""

FAMILY_OF_UNIT: Mapping[str, str] = MappingProxyType(
    {"RUB": "money", "USD": "money", "EUR": "money", "ha": "area", "sqm": "area"}
)

DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "RUB": "investment", "USD": "investment", "EUR": "investment", "jobs": "jobs_created", "people": "employees",
        "companies": "companies_located", "residents": "residents", "ha": "area", "sqm": "area", "percent": "share",
        "times": "growth_ratio", "place": "rating_place", "years": "duration", "items": "infrastructure_objects",
        "projects": "projects", "zones": "zones_count", "other": "capacity",
    }
)  # fmt: skip

PROMISE = re.compile(
    r"(?<!\w)(?:(?:по)?обеща\w*|посули\w+|портфел\w+ (?:соглашени|заяв)\w+"
    r"|с проект(?:ом|ами) на|планир\w*|план(?:ы|ах|ам|ов|у|ом|е)?|планов(?:ый|ая|ое|ые|ого|ой|ых)|намечен\w*|намер\w*"
    r"|готов(?:ы|а|ит)?|заяви\w*|заявл\w*|заявк\w*"
    r"|долж\w*|буд(?:ет|ут)"
    r"|ожида\w*|жд(?:ем|ут|[её]т)|рассчитыва\w*|предполаг\w*|стоимостью|будущ(?:ий|ие|их|ая|ее)|собира\w+|надею\w+|надеет\w*|прогноз\w*|может|могут|смож\w+"
    r"|в ближайш\w+|на очереди|в очереди|предстоит|хотят|хочет|потребу\w+|запланир\w*|позволит"
    r"|оценен\w+|оценива\w+|обязал\w+|обязу\w+|потенциал\w+|создаваем\w*|появятся|строящ\w+|строятся|строится|строят|возводят|возводится|сооружают)(?!\w)"
)
"""Words that make a number a promise, a plan or a forecast."""

FACT = re.compile(
    r"(?<!\w)(?:уже(?! в этом)|пока(?! не)|нынешн\w+(?! год)|сейчас|сегодня|теперь"
    r"|(?<!будет )(?<!будут )(?:освоен|вложен|создан|выпущен|уплачен|инвестирован|привлечен)[оаы]?"
    r"|освоил\w*|вложил\w*"
    r"|создал\w*|получил\w*"
    r"|потратил\w*|потрачен\w*|(?:вы)?купил\w*|приобр[её]л\w*|зарегистрирован\w*|инвестировал\w*|одобрен\w*|одобрил\w*"
    r"|привлекл\w*"
    r"|выполнил\w*|выполнен\w*|направил\w*|составил[аои]?|достиг(?:л\w+)?|выросл?[аои]?|стоят|работа(?:ют|ет)|занима(?:ет|ют)"
    r"|(?<!будет )(?<!будут )(?:запущен|построен|открыт|введен|возведен)[оаы]?"
    r"|(?:запусти|построи|откры|возве)л\w*"
    r"|вместе это)(?!\w)"
)
"""Words that make it a fact, even where a promise stands in the same sentence."""
