"""People who do not exist: names drawn from common surnames and given names, by generation."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from gongfu.kernel.people.vault import Details

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余"
    "于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷钱"
    "汤"
)
_OLD = {
    "f": "秀英 桂英 玉兰 凤英 秀珍 阿宝 月娥 菊仙 素珍 "
    "金妹 巧云 杏珍 梅芳 银娣 根妹 瑞珍 招娣 水仙",
    "m": "根生 福生 阿大 金根 水根 荣生 德明 炳生 永年 "
    "士林 有根 长庚 阿根 文炳 伯祥 茂生 祥林 正法",
}
_YOUNG = {
    "f": "丽萍 晓红 雅芳 静怡 思雨 佳颖 海燕 敏华 春燕 "
    "玲玲 文娟 雪梅 莉莉 建芬 晨曦 慧敏 婷婷 嘉慧",
    "m": "建国 志强 晓东 伟明 俊杰 海峰 国平 文斌 一鸣 "
    "浩然 立新 永康 子轩 家豪 振华 卫东 明辉 学军",
}
_TITLES = {"f": "奶奶", "m": "爷爷"}
_PREFIX = "17000"


class Role(NamedTuple):
    """A person of the cast: what is kept about them, and in which year they were born."""

    details: Details
    born: int


class Cast:
    """Draws people one after another; the same seed draws the same people."""

    def __init__(self, chance: Random, *, drawn: int = 0) -> None:
        """Begin with a source of chance.  drawn: how many numbers of telephones are taken."""
        self._chance = chance
        self._drawn = drawn

    def elder(self, address: str) -> Details:
        """Return an elder of 72 to 96 years, as lists call them 周奶奶."""
        sex = self._chance.choice("ffm")
        surname = self._chance.choice(_SURNAMES)
        name = surname + self._chance.choice(_OLD[sex].split())
        label = surname + _TITLES[sex]
        return Details(name, label=label, phone=self._phone(), address=address, sex=sex)

    def adult(self) -> Details:
        """Return somebody of working age or newly retired."""
        sex = self._chance.choice("fm")
        surname = self._chance.choice(_SURNAMES)
        name = surname + self._chance.choice(_YOUNG[sex].split())
        return Details(name, label=name, phone=self._phone(), sex=sex)

    def _phone(self) -> str:
        self._drawn += 1
        return f"{_PREFIX}{self._drawn:06d}"
