"""Named projects of a clause, each with its stage, and the counted batch that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loaders.cues import QUANTITY
from loaders.reading import Finding, Reading, read
from loaders.rules.batches import batches, done
from loaders.rules.members import Member, members
from loaders.rules.names import is_local
from loaders.rules.project_words import BUILDING, RENEWING, VAGUE, WORKS, generic, project_words
from loaders.rules.stages import Frame, frame, parts

VERSION = "9"
_TAIL = re.compile(
    r"(?<![高中初对同平])等(?:\d+(?:万|亿)元(?:以上)?的?)?(?:(?P<count>\d+)(?:余|多)?(?:个|项|条|座|所|处|家|宗))?"
    r"(?:、?[^、，\d]{0,6}投资达?\d+(?:\.\d+)?(?:万|亿)?元(?:以上)?的?)?(?P<noun>[^、，\d]{0,22}?)"
    r"(?:超过?)?(?:(?P<sum>\d+)(?:个|项|条|座|所|处|宗)(?:以上)?|(?P<length>\d+(?:\.\d+)?公里)(?:以上)?)?$"
)
# A、B和C3个公园: the number closes the list as 等 does; 省级20个、市级30个项目 names none.
_CLOSED = re.compile(
    r"(?<=[^、，\d第超约近过余达度级有和及与])(?P<count>\d+|[两三四五六七八九])[个条座所处家](?P<noun>(?!以上|左右)[^、，\d]{2,22})(?P<sum>)(?P<length>)$"
)
_NAMES = re.compile(r"\D+[、和]\D{2,}")
_SURE = re.compile("项目|工程")
_SUM = re.compile(r"\d+(?:万|亿)?(?:[个项条座所处家宗名人公亩户套张](?:里|次)?|平方公里|公顷)(?:以上|左右)?$")
_COUNTED = re.compile(r"\d+(?:\.\d+)?(?:个|项|条|座|所|处|家|宗|件|台|套|公里|万|%)")
# 2031年度6个示范村: a sum of a kind.
_SUMMED = re.compile(r"\d+[个所处家宗]")
# 城区两座污水处理厂.
_FEW = re.compile("(?!第).{0,2}(?<!第)[两三四五六七八九十][座个条所处家]")
# Areas that are renewed, and what shows that one has no name: 其他村改造, 主城区城中村改造.
_AREAS = ("片区", "园区", "村")
_KIND = re.compile(
    r"[新旧老各锰\d]|城[中镇市乡区]|低端|传统|其[他它]|重点|首批|第.批|主城区|县城|历史|全域|棚户区|乡村|农村|贫困|经济薄弱|景中"
)
_INDEFINITE = ("一批", "更多", "各类", "已开工")
_PLAIN = re.compile(r"(?:项目|工程|枢纽|电站|高速|铁路|机场|大桥|水库)$")
# What is recruited is a kind of project, not one that has a name.
_RECRUITING = frozenset({"招引", "引进"})
# 启动X建设 is about works, whatever X ends in.
_STARTING = frozenset({"启动", "谋划启动", "谋划推进", "全面启动", "抓紧启动"})
_PROCESS = re.compile(r"(?:提升|开发|转型|升级|发展|改造)$")
_HASTE = re.compile("加快|提速|加速|抓紧|加紧|规划建设|谋划建设|谋划推进")
# What those named before 等 do themselves: 支持A、B等建设高水平医院.
_OWN_DEEDS = ("建设", "打造", "创建", "申报", "开展", "争创")
# Kinds and numbers of projects, and products, that start production.
_NO_PLANT = re.compile(r"^一批|项目|产品|整车|企业|纳统|\d[个家座]|早")
# 东风路、南街等道路 are streets, however short their names.
_STREETS = re.compile("(?:道路|快速路|主干道|干道|公路|断头路|市政路|桥梁)")
# What is studied is counted, not built.
_RESEARCH = re.compile("科技项目|科研项目|攻关项目")
_FIELDS = ("领域", "行业", "方面")
# A name that goes on with a deed of its own is a clause: 云溪学院建设高水平大学.
_INNER_DEED = re.compile(r"[校院业区县市学]建[设成](?!项目|工程|用地)\S{4}")
_CONSTRUCTION = ("建设", "规划建设", "选址建设", "开发建设")
_LOFTY = ("深入", "大力", "持续", "全面", "高标准", "高水平", "高质量")


def projects(reading: Reading) -> Iterator[Finding]:
    """Yield the named projects of a clause, and the counted batches that they stand for."""
    if reading.cues & QUANTITY and (counted := list(done(reading))):
        yield from counted
        return
    ends = parts(reading.masked, reading.lead)
    if len(ends) == 1:
        yield from _part(reading)
        return
    begin = 0
    for end in ends:
        part = reading.start + begin, reading.text[begin:end], reading.stop, reading.position
        yield from _part(read(part))
        begin = end + 1


def _part(reading: Reading) -> Iterator[Finding]:
    """Yield the projects of a clause, or of a part of it that tells its own stage."""
    masked, words = reading.masked, project_words()
    closing = words.closing.search(masked, reading.lead)
    if closing is None and "等" not in masked and "产" not in masked[-4:]:
        return
    frame_ = frame(reading)
    if frame_ is None or frame_.start >= len(masked) - 1 or words.other_deed.match(masked, frame_.start):
        return
    tail = _TAIL.search(masked, frame_.start, frame_.end) if "等" in masked else _closed(reading, frame_)
    if tail and not _of_projects(tail, frame_):
        return
    if (
        not (tail or _plant(frame_, masked))
        and (closing is None or closing.start() < frame_.start)
        and not words.closing.search(masked, frame_.start)
    ):
        return
    sure = tail is not None and _SURE.search(tail["noun"]) is not None
    listed = members(masked, frame_, tail.start() if tail else frame_.end, sure=sure)
    if not listed:
        return
    accepted = _accepted(reading, frame_, listed, tail)
    for counted in batches(reading, frame_, tail, accepted):
        yield counted
        if tail and _RESEARCH.search(tail["noun"]):
            return
        if not tail:
            accepted = [member for member in accepted if member.outer + reading.start != counted.start]
    for member in accepted:
        yield _project(reading, member, accepted[-1], shared=not tail)


def _closed(reading: Reading, frame_: Frame) -> re.Match[str] | None:
    """Return the number and noun that close a list of names without 等."""
    found = _CLOSED.search(reading.masked, frame_.start, frame_.end) if reading.cues & QUANTITY else None
    return found if found and _NAMES.fullmatch(reading.masked, frame_.start, found.start()) else None


def _plant(frame_: Frame, masked: str) -> bool:
    """Tell whether a stage of plants stands behind the names, which may end in anything: 推动云溪药业建成投产."""
    return frame_.explicit and frame_.stage == "投产" and frame_.end < len(masked)


def _of_projects(tail: re.Match[str], frame_: Frame) -> bool:
    """Tell whether 等… closes a list of projects, not one of industries, actions or policies."""
    words, noun = project_words(), tail["noun"]
    if not noun or words.kind_of_works.fullmatch(noun):
        return True
    if (
        (words.not_tail.search(noun) and not (tail["count"] and noun.endswith("实验室")))
        or (tail["length"] and noun.endswith(("管网", "管线", "管道")))
        or noun.startswith(_FIELDS)
        or (len(noun) > 4 and noun.startswith(_OWN_DEEDS) and not noun.endswith(("工程", "项目")))
    ):
        return False
    if tail["count"]:
        return True
    if frame_.verb in _RECRUITING and not frame_.explicit:
        return False
    if tail["sum"]:
        return True
    if words.tail_end.search(noun):
        return True
    return frame_.verb not in WORKS and words.loose.search(noun) is not None and not _PROCESS.search(noun)


def _accepted(reading: Reading, frame_: Frame, listed: Sequence[Member], tail: re.Match[str] | None) -> list[Member]:
    """Return the members that are projects: all before 等项目, else those groups of which one ends like it."""
    if not tail and _SUM.search(reading.masked, listed[-1].start, listed[-1].end):
        return []
    if not tail and len(listed) == 1 and _FEW.match(listed[0].name):
        return []
    words, sure = project_words(), tail is not None and _SURE.search(tail["noun"]) is not None
    named = [member for member in listed if _named(member.name, sure=sure)]
    if tail and tail["noun"] and not words.kind_of_works.fullmatch(tail["noun"]):
        counted = tail["count"] or tail["sum"]
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


def _named(name: str, *, sure: bool) -> bool:
    """Tell whether a member can be a name: no sum, no kind of thing, no clause of its own."""
    if not 2 <= len(name) <= 40 or _COUNTED.match(name) or name.startswith(_INDEFINITE):
        return False
    if name in project_words().kinds or ("建" in name and _INNER_DEED.search(name)):
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
    if _plant(frame_, reading.masked) and any(3 < len(name) < 17 and not _NO_PLANT.search(name) for name in names):
        return True
    building = built or verb.endswith(("建设", "筹建"))
    if building and any(words.institute.match(name) for name in names if len(name) > 6):
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
    if (built or verb.endswith("筹建")) and any(name.endswith("大学") and "建设" not in name for name in names):
        return True
    if (explicit or _HASTE.match(verb)) and any(_is_park(name) for name in names):
        return True
    if built and any(name.endswith(("园", "园区", "城")) and _is_park(name) for name in names):
        return True
    return (
        built
        and len(names) > 1
        and all(len(name) > 3 and words.loose.search(name) and not name.endswith("平台") for name in names)
    )


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


def _project(reading: Reading, member: Member, last: Member, *, shared: bool) -> Finding:
    """Return one project; the last of the list is quoted too where its head may be shared."""
    base = reading.start
    end = max(member.end, member.start + 2)
    fields = {"stage": member.stage}
    if shared and member is not last and not project_words().strict.search(member.name):
        extra = ((base + last.start, base + last.end),)
        return Finding("project", base + member.start, base + end, "project.shared_head", VERSION, fields, extra)
    return Finding("project", base + member.start, base + end, "project.list", VERSION, fields)
