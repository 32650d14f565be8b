"""Section names: which say that what stands there is no paper, and which venue they are about."""

from __future__ import annotations

import re
from functools import lru_cache

from kdcat.bibliography.venues import by_venues
from kdcat.layouts.venues import KNOWN, is_venue, venue_in

_NO_PAPERS = """
content contents toc index navigation outline menu news update updates changelog announcement
announcements log logs history latest release releases blog blogs post posts article articles
reading readings media press essay essays column columns newsletter newsletters podcast podcasts
video videos youtube talk talks lecture lectures course courses class classes mooc moocs tutorial
tutorials slides presentation presentations seminar seminars webinar webinars bootcamp keynote
keynotes demo demos book books textbook textbooks thesis theses people person researcher
researchers lab labs group groups team teams scholar scholars author authors maintainer
maintainers contributor contributors company companies startup startups industry jobs job career
careers community communities discord forum forums twitter dataset datasets data corpus corpora
benchmark benchmarks leaderboard leaderboards challenge challenges competition competitions tool
tools toolkit toolkits toolbox toolboxes library libraries software softwares framework frameworks
package packages platform platforms implementation implementations code codes codebase codebases
repo repos repository repositories github project projects open-source opensource simulator
simulators environment environments application applications app apps product products plugin
plugins service services api apis checkpoint checkpoints weights resource resources link links
website websites webpage webpages web site sites material materials reference references list
lists collection collections bibliography contributing contribute contribution contributions
guideline guidelines citation citations cite citing bibtex acknowledgement acknowledgements
acknowledgment acknowledgments acknowledge license licence copyright contact contacts about
introduction intro overview disclaimer legend legends notation notations abbreviation
abbreviations keyword keywords convention faq todo todos roadmap event events workshop workshops
conference conferences journal journals venue venues deadline deadlines meetup meetups star stars
starhistory support sponsor sponsors feedback notice note notes tip tips trend trends statistics
glossary terminology dictionary motivation preface usage installation install requirements
quickstart setup 目录 新闻 更新 博客 视频 课程 书籍 教程 数据集 工具 资源 代码 开源 项目 实现 贡献
引用 致谢 许可 联系 介绍 简介 前言 其他 链接 竞赛 会议 期刊
"""
_FILLER = """
a an and or the of in on for to with & / + other others more useful related relevant additional
external further similar awesome open source popular public available online official unofficial
our this my your recommended selected interesting key important general common misc miscellaneous
free latest recent weekly daily monthly introductory introduction relevant how what is it us me
what's great good best top must read here external personal deep machine ml ai dl blog quick start
get started help existing major main table 的 和 与 及 相关
"""
_HEADS = frozenset(_NO_PAPERS.split())
_ALLOWED = _HEADS | frozenset(_FILLER.split())
_LAST_PLURAL_WORDS = """
datasets corpora benchmarks tools toolkits toolboxes libraries softwares software frameworks
packages implementations codes codebases repositories repos courses lectures tutorials videos
talks blogs posts books resources links websites challenges competitions workshops leaderboards
people researchers labs companies startups podcasts newsletters simulators slides demos projects
"""
_LAST_PLURAL = frozenset(_LAST_PLURAL_WORDS.split())
_OF = re.compile(
    r"^(?:datasets?|corpora|tools?|toolkits?|libraries|software|frameworks|implementations?|"
    r"courses?|lectures?|tutorials?|videos?|talks?|blogs?|"
    r"blog posts?|books?|resources?|people|researchers|codes?|repositories|challenges|"
    r"competitions|workshops?|benchmarks|links|contents) (?:for|of|in|on|about|to)\b"
)
_PAPERS = re.compile(
    r"\b(?:papers?|publications?|surveys?|reviews?|literature|proceedings|preprints?|"
    r"conference papers?|journal papers?)\b|论文|综述|文献"
)
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


@lru_cache(maxsize=2048)
def holds_no_papers(name: str) -> float:
    """Return how surely a section is named after something else than papers, from 0 to 1.

    1 for `News`, `Useful Links`, `目录`; one half for `Audio Datasets`, `Tools for Annotation`;
    0 for `Dataset Distillation` and `Survey Papers and Books`.
    """
    lower = name.casefold()
    if _PAPERS.search(lower):
        return 0.0
    words = _WORD.findall(lower)
    if not words:
        return 0.0
    if all(word in _ALLOWED or word.isdecimal() for word in words):
        return 1.0 if any(word in _HEADS for word in words) else 0.0
    spoken = " ".join(words)
    return 0.5 if words[-1] in _LAST_PLURAL or _OF.match(spoken) else 0.0


@by_venues
@lru_cache(maxsize=1024)
def heading_venue(text: str) -> str | None:
    """Return the venue of all that stands under a heading, or None where it says something else.

    It says nothing but a known venue and its year: `CVPR 2020`, `NeurIPS'19 (Oral)`.
    """
    found = venue_in(text) if is_venue(text) else None
    return found.venue if found and found.rank == KNOWN and found.year is not None else None
