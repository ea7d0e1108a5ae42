"""Which names of a list are projects: by what closes the list, by their endings, and by the verb before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.reading import Reading
from loaders.rules.members import Member
from loaders.rules.names import is_local
from loaders.rules.project_words import BUILDING, RENEWING, VAGUE, WORKS, generic, project_words
from loaders.rules.stages import Frame, of_plants

_SUM = re.compile(r"\d+(?:万|亿)?(?:[个项条座所处家宗名人公亩户套张](?:里|次)?|平方公里|公顷)(?:以上|左右)?$")
_COUNTED = re.compile(r"\d+(?:\.\d+)?(?:个|项|条|座|所|处|家|宗|件|台|套|公里|万(?!吨|立方|千瓦)|%)")
# 2031年度6个示范村: a sum of a kind.
_SUMMED = re.compile(
    r"[个所处家宗大](?:(?<=\d[个所处家宗])|(?<=[两三四五六七八九\d]大)(?<!\d\d大)(?<![01]大)(?!学|桥|道|坝|厦|剧|街|湾|院))"
)
# 城区两座污水处理厂.
_FEW = re.compile("(?!第).{0,2}(?<!第)[两三四五六七八九十][座个条所处家]")
# How parks end among what 园区 closes, and facilities that are of no place: 市政设施.
_GROUNDS = ("园", "区", "基地", "城", "谷", "港", "□", "期")
_FACILITIES = re.compile("(?:市政|(?<!科技)基础|公共|配套|服务|信息)设施")
# What is done to things of all sorts, and so tells nothing of a place: 村容村貌提升.
_PROCESS = re.compile("(?:提升|开发|改造|建设|一体化|利用|整治|治理|扩容|空间)$")
# Areas that are renewed, and what shows that one has no name: 其他村改造, 主城区城中村改造.
_AREAS = ("片区", "园区", "村")
_KIND = re.compile(
    r"[新旧老各锰\d]|城[中镇市乡区]|低端|传统|其[他它]|重点|首批|第.批|主城区|县城|历史|全域|棚户区|乡村|农村|贫困|经济薄弱|景中"
)
_INDEFINITE = ("一批", "更多", "各类", "已开工")
_PLAIN = re.compile(r"(?:项目|工程|枢纽|电站|高速|铁路|机场|大桥|水库)$")
# 启动X建设 is about works, whatever X ends in.
_STARTING = frozenset({"启动", "谋划启动", "谋划推进", "全面启动", "抓紧启动"})
_HASTE = re.compile("加快|提速|加速|抓紧|加紧|规划建设|谋划建设|谋划推进")
# Kinds and numbers of projects, and products, that start production.
_NO_PLANT = re.compile(r"^一批|项目|产品|整车|企业|纳统|\d[个家座]|早")
# 东风路、南街等道路 are streets, however short their names.
_STREETS = re.compile("(?:路网|道路|快速路|主干道|干道|公路|断头路|市政路|桥梁)")
# A name that goes on with a deed of its own is a clause: 云溪学院建设高水平大学.
_INNER_DEED = re.compile(r"[校院业区县市学专](?:建[设成](?!项目|工程|用地)\S{4}|创[□建]|升[本格])")
_CONSTRUCTION = ("建设", "规划建设", "选址建设", "开发建设")
_LOFTY = ("深入", "大力", "持续", "全面", "高标准", "高水平", "高质量")


def named_projects(
    reading: Reading, frame_: Frame, listed: Sequence[Member], tail: re.Match[str] | None, *, sure: bool
) -> list[Member]:
    """Return the members that are projects: all before 等项目, else those groups of which one ends like it.

    ``tail`` is the match of what closes the list (等…项目, 3个公园); ``sure`` tells that it closes one of projects.
    """
    words = project_words()
    if frame_.verb in words.allotting and not (tail and tail["count"]):
        return []
    if not tail and _SUM.search(reading.masked, listed[-1].start, listed[-1].end):
        return []
    if _INNER_DEED.search(listed[-1].name) or (listed[0].name.startswith("以") and not tail):
        return []  # 支持A、B建设高水平大学; 以A、B为主体的…
    if not tail and len(listed) == 1:
        name = listed[0].name
        alone = is_name(name, sure=sure) and not _FEW.match(name) and _like_projects(reading, frame_, listed)
        return [*listed] if alone else []
    named = [member for member in listed if is_name(member.name, sure=sure)]
    if tail and tail["noun"] and not words.kind_of_works.fullmatch(tail["noun"]):
        counted = tail["count"] or tail["sum"]
        kinds = _FACILITIES.search(tail["noun"]) or any(member.name in words.kinds for member in listed)
        if kinds and not (frame_.explicit or any(_is_definite(member.name) for member in named)):
            return []  # 水电气热等市政设施; 保障性住房、医疗康养等490个项目
        if tail["noun"].endswith("园区") and not (counted or any(one.name.endswith(_GROUNDS) for one in named)):
            return []  # industries: 推进食品、建材等特色园区建设
        told = frame_.explicit and tail["noun"].endswith("项目")  # 推动海象、云鲸等项目落地
        streets = _STREETS.search(tail["noun"]) and any(words.worked_on.search(member.name) for member in named)
        full = any(member.end - member.outer > 2 + (words.loose.search(member.name) is None) for member in named)
        return named if counted or told or full or streets else []
    groups = sorted({member.group for member in named})
    return [
        member
        for group in groups
        for same in [[member for member in named if member.group == group]]
        if _like_projects(reading, frame_, same)
        for member in same
    ]


def is_name(name: str, *, sure: bool) -> bool:
    """Tell whether a member can be a name: no sum, no kind of thing, no clause of its own."""
    if not 2 <= len(name) <= 40 or _COUNTED.match(name) or name.startswith(_INDEFINITE):
        return False
    if name in project_words().kinds or (("建" in name or "创" in name or "升" in name) and _INNER_DEED.search(name)):
        return False
    if sure:
        return True
    if "的" in name[:-6] or _SUMMED.search(name):
        return False
    return not generic(name) or (_is_works(name) and not _COUNTED.search(name))


def _like_projects(reading: Reading, frame_: Frame, same: Sequence[Member]) -> bool:
    """Tell whether one of the names ends like a project, as strictly as the verb before them asks."""
    words, names = project_words(), [member.name for member in same]
    explicit = any(member.explicit for member in same)
    verb = frame_.verb if same[0].group == 0 else ""
    built = reading.masked.startswith(_CONSTRUCTION, frame_.end)
    if not explicit and verb == "深化":
        return False
    if any(_is_works(name) for name in names):
        return True
    if of_plants(frame_, reading.masked) and any(3 < len(name) < 17 and not _NO_PLANT.search(name) for name in names):
        return True
    building = built or verb.endswith(("建设", "筹建"))
    if building and any(words.institute.match(name) for name in names if len(name) > 6):
        return True
    if built and any(words.seat.match(name) for name in names):
        return True
    if not explicit and verb in VAGUE:
        return any(
            (len(name) > 6 and _PLAIN.search(name)) or (words.strict.search(name) and is_local(name)) for name in names
        )
    if built and verb in _STARTING:
        return any(len(name) > 2 and words.loose.search(name) for name in names)
    if verb in WORKS and not (explicit and verb == "建设"):
        if verb == "建设" and any(
            len(name) > 6 and words.house.search(name) and is_local(name) and not _is_site(name) for name in names
        ):
            return True
        if reading.masked.startswith(_LOFTY, reading.lead, frame_.start):
            return verb == "建设" and any(name.endswith("项目") for name in names)
        return any(
            name.partition("（")[0].endswith("项目") or (words.strict.search(name) and words.physical.search(name))
            for name in names
        )
    if not explicit and all(name.endswith("工程") for name in names):
        return any(words.built.search(name) for name in names)
    ending = words.loose if explicit else words.strict
    if any(ending.search(name) or (verb == "打通" and words.worked_on.search(name)) for name in names):
        return True
    if verb in RENEWING and any(len(name) > 4 and words.worked_on.search(name) for name in names):
        return True
    if (built or verb in BUILDING or (building and verb != "建设")) and any(
        len(name) > 4 and not name.endswith("□") and words.house.search(name) and is_local(name) for name in names
    ):
        return True
    if (built or verb.endswith("筹建")) and any(_is_university(reading, one) for one in same):
        return True
    if (explicit or _HASTE.match(verb)) and any(_is_park(name) for name in names):
        return True
    if built and any(_is_park(name) for name in names):
        return True
    return (
        built
        and len(names) > 1
        and all(len(name) > 3 and words.loose.search(name) and not name.endswith("平台") for name in names)
    )


def _is_university(reading: Reading, member: Member) -> bool:
    """Tell whether a name is one of a university, perhaps with a note in brackets: 云溪理工大学（暂名）."""
    name = member.name.rstrip("□") if reading.text[member.end - 1] == "）" else member.name
    return name.endswith("大学") and "建设" not in name


def is_specific(name: str) -> bool:
    """Tell whether a name is surely one: a place opens it, or it ends like something built."""
    if generic(name) or _PROCESS.search(name):
        return False
    return is_local(name) or (len(name) > 4 and project_words().loose.search(name) is not None)


def _is_definite(name: str) -> bool:
    """Tell whether a name is one of a place, or of a road or building that has one."""
    return is_specific(name) or (len(name) > 2 and project_words().worked_on.search(name) is not None)


def _is_works(name: str) -> bool:
    """Tell whether a name tells of works on a road or river that has a name (中山路改造提升)."""
    found = project_words().works.search(name)
    if found is None or found.end("on") < 3:
        return False
    place = name[: found.end("on")]
    return not (generic(place) or (place.endswith(_AREAS) and (_KIND.match(place) or _is_kind_of_park(place))))


def _is_kind_of_park(name: str) -> bool:
    return project_words().no_park.fullmatch(name) is not None


def _is_park(name: str) -> bool:
    """Tell whether a name is one of a park."""
    return project_words().park.search(name) is not None and not _is_kind_of_park(name)


def _is_site(name: str) -> bool:
    """Tell whether a name is one of a park or base, which bare 建设 makes no project."""
    return name.endswith(("基地", "新区")) or project_words().park.search(name) is not None
