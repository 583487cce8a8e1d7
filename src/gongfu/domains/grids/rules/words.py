"""The lists of words that an office may edit, and the words they begin with.

Sources: the eight classes of service posts as Zhongjiang county (中江) publishes them; the sorts of
members follow 双报到 and 三官 (police, prosecutors, judges) with the professions that are usual
beside them; skills, languages and purposes of teams are ours, to be edited by the district.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from gongfu.domains.grids.models import Word
from gongfu.kernel.refusals import BadInput

MEMBER_SORT, SKILL, LANGUAGE = "member-sort", "skill", "language"
POST_SORT, TEAM_PURPOSE = "post-sort", "team-purpose"

FIRST: dict[str, tuple[tuple[str, str, str], ...]] = {
    MEMBER_SORT: (
        ("party-member", "党员", "Party member"),
        ("cadre", "机关干部", "cadre"),
        ("police", "警官", "police officer"),
        ("prosecutor", "检察官", "prosecutor"),
        ("judge", "法官", "judge"),
        ("lawyer", "律师", "lawyer"),
        ("teacher", "教师", "teacher"),
        ("doctor", "医师", "doctor"),
        ("psychologist", "心理咨询师", "psychologist"),
        ("engineer", "工程师", "engineer"),
        ("other", "其他", "other"),
    ),
    SKILL: (
        ("electrics", "电工", "electrics"),
        ("plumbing", "水暖维修", "plumbing"),
        ("appliances", "家电维修", "repair of appliances"),
        ("computers", "手机电脑", "phones and computers"),
        ("haircut", "理发", "haircuts"),
        ("sewing", "缝补", "sewing"),
        ("cooking", "做饭", "cooking"),
        ("driving", "驾驶", "driving"),
        ("first-aid", "急救", "first aid"),
        ("medicine", "医疗", "medicine"),
        ("psychology", "心理疏导", "psychological help"),
        ("law", "法律", "law"),
        ("mediation", "调解", "mediation"),
        ("tutoring", "课业辅导", "tutoring"),
        ("childcare", "照看儿童", "childcare"),
        ("eldercare", "照护老人", "care of elders"),
        ("music", "音乐舞蹈", "music and dance"),
        ("sport", "体育指导", "sport"),
        ("writing", "文字书画", "writing and calligraphy"),
        ("photography", "摄影", "photography"),
        ("gardening", "园艺", "gardening"),
        ("accounting", "财会", "accounting"),
        ("patrol", "巡逻", "patrols"),
        ("speaking", "宣讲", "public speaking"),
    ),
    LANGUAGE: (
        ("mandarin", "普通话", "Mandarin"),
        ("jiaxing", "嘉兴话", "Jiaxing dialect"),
        ("shanghai", "上海话", "Shanghainese"),
        ("sign", "手语", "sign language"),
        ("english", "英语", "English"),
        ("other", "其他", "other"),
    ),
    POST_SORT: (
        ("organisation", "组织建设", "Party and community organisation"),
        ("law", "法律咨询与援助", "legal advice and aid"),
        ("relief", "助困扶残与就业援助", "help for the poor, the disabled and job seekers"),
        ("governance", "社区治理", "community governance"),
        ("health", "健康医疗", "health"),
        ("culture", "文化体育", "culture and sport"),
        ("safety", "安全宣传与治安巡逻", "safety talks and patrols"),
        ("other", "其他", "other"),
    ),
    TEAM_PURPOSE: (
        ("elders", "敬老助老", "help for elders"),
        ("children", "关爱儿童", "help for children"),
        ("relief", "助困扶残", "help for the poor and the disabled"),
        ("law", "法律服务", "legal service"),
        ("mediation", "矛盾调解", "mediation"),
        ("health", "健康服务", "health"),
        ("repairs", "便民维修", "repairs"),
        ("environment", "环境整治", "clean surroundings"),
        ("safety", "平安巡防", "safety patrols"),
        ("culture", "文化体育", "culture and sport"),
        ("policy", "政策宣讲", "talks on policy"),
        ("emergency", "应急救援", "emergencies"),
        ("other", "其他", "other"),
    ),
}
LICENSED = frozenset({"medicine", "psychology", "law"})


class UnknownWord(BadInput):
    """A code that is not among those on offer."""

    code = "grids.unknown-word"
    words = _("“%(given)s” is not one of the choices. Choose one from the list.")


class BadWord(BadInput):
    """A word has a code of small letters and its text in both languages."""

    code = "grids.bad-word"
    words = _("A word needs a short code of small letters, and its text in Chinese and English.")


def seed() -> None:
    """Enter those of the first words that the database lacks."""
    known = set(Word.objects.values_list("catalogue", "code"))
    Word.objects.bulk_create(
        Word(catalogue=catalogue, code=code, zh=zh, en=en, order=order)
        for catalogue, words in FIRST.items()
        for order, (code, zh, en) in enumerate(words, start=1)
        if (catalogue, code) not in known
    )


class Words:
    """The codes that may be chosen on a day, read once for many lines."""

    def __init__(self, on: date) -> None:
        """Read all lists."""
        self._codes = {
            (row.catalogue, row.code)
            for row in Word.objects.all()
            if (row.since is None or row.since <= on) and (row.until is None or on < row.until)
        }

    def check(self, catalogue: str, *given: str) -> None:
        """Accept codes on offer in a list.  Raises UnknownWord."""
        for code in given:
            if (catalogue, code) not in self._codes:
                raise UnknownWord(given=code)
