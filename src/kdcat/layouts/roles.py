"""Labels: what a link of an entry leads to, by the whole text of the link, or by its address.

The words are a closed list. A label is a link's text of which each word is known, one of them
telling: `PyTorch Code` is a label, `Code Llama` is not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from kdcat.bibliography.addresses import path_of
from kdcat.layouts.venues import is_venue

Role = Literal["paper", "code", "project", "other"]
"""What a link leads to: the paper, its code, its page, or something else about it."""

_PAPER = """
paper papers pdf arxiv preprint abs abstract html link links url openreview doi acm ieee
ieeexplore xplore springer springerlink sciencedirect elsevier wiley nature aaai cvf ecva acl
anthology neurips nips pmlr mlr jmlr biorxiv medrxiv ssrn hal usenix semanticscholar scholar
article publication fulltext manuscript paperlink paperurl proceedings proceeding eprint iacr isca
thesis report techreport journal pub 论文 原文 链接 文章 论文链接 原文链接 论文地址 地址 论文 論文
논문 статья :link: :page_facing_up: :paperclip: :scroll: :newspaper: :closed_book: :memo: 🔗 📄 📃
📜 📑 📝 📰
"""
_CODE = """
code codes github git repo repository implementation implementations source sourcecode octocat
gitlab gitee bitbucket pytorch torch tensorflow tf keras caffe caffe2 jax mxnet matlab theano
lasagne chainer paddle paddlepaddle mindspore flax lua julia python cpp c++ ros stars star
:octocat: :computer: :floppy_disk: 代码 源码 代码链接 程序 코드 コード 💻 🐙 ⌨️ 🖥️ code-base
codebase
"""
_PROJECT = """
project projects page webpage www website web site homepage home projectpage project-page 项目
主页 项目主页 网站 网页 プロジェクト 🌐 🏠 :house: :globe_with_meridians: :earth_americas: 🌍 🌎
🌏
"""
_OTHER = """
slides slide video videos talk talks poster posters blog blogs dataset datasets data benchmark
benchmarks bibtex bib cite citation model models huggingface hugging face hf checkpoint
checkpoints weights colab notebook notebooks demo demos twitter tweet zhihu note notes reading
review reviews reviewer supp supplement supplementary supplemental material materials appendix
youtube bilibili docs doc documentation wiki leaderboard press news post podcast lecture tutorial
presentation media medium discussion interview errata kaggle space spaces modelscope playground
api download downloads reddit linkedin award media annotated summary results tl;dr tldr alphaxiv
解读 笔记 视频 数据 数据集 数据集链接 模型 演示 博客 知乎 讲解 中文 幻灯片 海报 🤗 🎬 🎥 📹 📺 📊
🗂️ 💾 🐦 :bird: :movie_camera: :tv: :bar_chart: :hugs:
"""
# What may stand beside a telling word and does not change what it says.
_BESIDE = """
official unofficial author authors author's the a an of for in on our and & here original full
long short version online open access camera ready camera-ready new old latest extended journal
conference workshop third party 3rd re-implementation reimplementation reproduced reproduction
community public coming soon not yet available tba tbd released release main text file download
view read v1 v2 v3 v4 v5 1 2
3 4 5 i ii iii pdf+ + / | - with by see my free draft final copy mirror official's and/or related
additional extra video+code other tar gz tgz bz2 zip
"""
# Words that alone say nothing of what lies behind the link.
_WHEREVER_WORDS = """
link links url here address homepage page web website site 链接 地址 official online download
"""
_WHEREVER = frozenset(_WHEREVER_WORDS.split()) | frozenset([":link:", "🔗"])

_WORDS: dict[str, Role | None] = {
    **dict.fromkeys(_BESIDE.split()),
    **dict.fromkeys(_OTHER.split(), "other"),
    **dict.fromkeys(_PROJECT.split(), "project"),
    **dict.fromkeys(_CODE.split(), "code"),
    **dict.fromkeys(_PAPER.split(), "paper"),
}
# Which one counts where a label has words of several kinds: `project code` is code, `paper page` a
# paper, `code & data` code, `video of the paper` a video.
_RANK: dict[Role, int] = {"code": 4, "other": 2, "paper": 3, "project": 1}
_LONGEST_LABEL = 40
_MOST_WORDS = 5

_WORD = re.compile(r"[^\s()\[\]{}（）【】,.!?;\"'“”‘’`*_/|+&-]+")  # noqa: RUF001
_ARXIV = re.compile(
    r"(?i)(?:arxiv\s*[:.\s]?\s*)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?|doi\s*:?\s*10\.\d{4,}/\S+"
)
_EMOJI_TAIL = re.compile("[\ufe0f\u200d]")


@lru_cache(maxsize=8192)
def label_role(text: str) -> Role | None:
    """Return what the text of a link says that it leads to, or None where it is no label.

    Args:
        text: The whole rendered text of the link.
    """
    text = text.strip().strip("[]()【】:：").strip()  # noqa: RUF001
    if not text or len(text) > _LONGEST_LABEL:
        return None
    if (text[-1].isdecimal() or "10." in text) and _ARXIV.fullmatch(text):
        return "paper"
    lower = text.casefold()
    if not text.isascii():
        lower = _EMOJI_TAIL.sub("", lower)
    if (alone := _WORDS.get(lower)) or (alone := _WORDS.get(f":{lower}:")):
        return alone
    if text.isalpha():
        # One word, which is none that tells.
        return None
    words = _WORD.findall(lower)
    if len(words) > _MOST_WORDS or _WORDS.keys().isdisjoint(words):
        return None
    roles: list[Role] = []
    for word in words:
        if word not in _WORDS:
            if word.isdecimal() and len(word) <= 2:
                continue
            if is_venue(word):
                # `Paper-ECCV14`
                continue
            return None
        role = _WORDS[word]
        if role is not None:
            roles.append(role)
    return max(roles, key=_RANK.__getitem__, default=None)


def says_nothing(text: str) -> bool:
    """Return whether a label leaves open what its link leads to (`link`, `here`, nothing)."""
    name = text.strip().strip("[]()").strip().casefold()
    if name in _WHEREVER:
        return True
    # `💻` tells, `📎` does not.
    return not any(letter.isalnum() for letter in name) and label_role(name) in (None, "paper")


_PAPER_HOSTS_WORDS = """
arxiv.org export.arxiv.org ar5iv.org ar5iv.labs.arxiv.org alphaxiv.org openreview.net
aclanthology.org aclweb.org aclanthology.info dl.acm.org doi.acm.org portal.acm.org doi.org
dx.doi.org ieeexplore.ieee.org computer.org link.springer.com springerlink.com springer.com
sciencedirect.com linkinghub.elsevier.com openaccess.thecvf.com thecvf.com cv-foundation.org
ecva.net papers.nips.cc papers.neurips.cc proceedings.neurips.cc neurips.cc nips.cc
proceedings.mlr.press jmlr.org aaai.org ojs.aaai.org ijcai.org isca-speech.org isca-archive.org
mitpressjournals.org direct.mit.edu science.org sciencemag.org nature.com pnas.org biorxiv.org
medrxiv.org eprint.iacr.org ssrn.com papers.ssrn.com semanticscholar.org pdfs.semanticscholar.org
api.semanticscholar.org hal.science hal.inria.fr hal.archives-ouvertes.fr tandfonline.com
onlinelibrary.wiley.com academic.oup.com journals.sagepub.com mdpi.com frontiersin.org
journals.plos.org plos.org iopscience.iop.org aip.scitation.org pubs.aip.org link.aps.org
journals.aps.org pubs.acs.org pubs.rsc.org usenix.org ndss-symposium.org roboticsproceedings.org
bmva.org bmvc2022.mpi-inf.mpg.de bmva-archive.org.uk ncbi.nlm.nih.gov pubmed.ncbi.nlm.nih.gov
europepmc.org eurasip.org osapublishing.org opg.optica.org spiedigitallibrary.org papers.ssrn.com
vldb.org cidrdb.org mlsys.org proceedings.mlsys.org researchgate.net ceur-ws.org lrec-conf.org
diglib.eg.org asmedigitalcollection.asme.org epubs.siam.org projecteuclid.org osf.io psyarxiv.com
techrxiv.org jair.org worldscientific.com igi-global.com cambridge.org royalsocietypublishing.org
cell.com jstor.org paperswithcode.com huggingface.co/papers icml.cc icml.io dblp.org
paperdigest.org interspeech.net nejm.org jamanetwork.com thelancet.com bmj.com elifesciences.org
peerj.com hindawi.com degruyter.com annualreviews.org pubsonline.informs.org nowpublishers.com
chemrxiv.org researchsquare.com preprints.org drops.dagstuhl.de citeseerx.ist.psu.edu distill.pub
transformer-circuits.pub archives.ismir.net proceedings.iclr.cc learningtheory.org auai.org
transacl.org arxiv-vanity.com kns.cnki.net crad.ict.ac.cn jos.org.cn aas.net.cn
jneurosci.org jov.arvojournals.org pubs.siam.org emerald.com karger.com jstage.jst.go.jp
hdsr.mitpress.mit.edu journalofvision.org scholarpedia.org
"""
_PAPER_HOSTS = frozenset(_PAPER_HOSTS_WORDS.split())
_PAPER_URL = re.compile(
    r"(?i)\.pdf(?:[?#].*)?$|/pdf/|/papers?/|/doi/|/publications?/|/abs/\d|huggingface\.co/papers/"
)
_CODE_HOSTS_WORDS = """
github.com gitlab.com bitbucket.org gitee.com codeberg.org sourceforge.net gist.github.com
"""
_CODE_HOSTS = frozenset(_CODE_HOSTS_WORDS.split())
_OTHER_HOSTS_WORDS = """
youtube.com youtu.be bilibili.com vimeo.com twitter.com x.com zhihu.com zhuanlan.zhihu.com
medium.com reddit.com linkedin.com colab.research.google.com kaggle.com huggingface.co
wikipedia.org en.wikipedia.org facebook.com mp.weixin.qq.com blog.csdn.net csdn.net slideshare.net
coursera.org udacity.com amazon.com discord.gg slideslive.com videolectures.net techtalks.tv
openai.com ai.googleblog.com lilianweng.github.io towardsdatascience.com
"""
_OTHER_HOSTS = frozenset(_OTHER_HOSTS_WORDS.split())
_HOST = re.compile(r"(?i)https?://(?:www\d?\.|m\.)?([^/?#:]+)")
# What a program reads: weights, data, archives. Of PostScript, packed or not, people read papers.
_DOWNLOADS_WORDS = """
zip tar tar.gz tgz tar.bz2 tbz2 bz2 tar.xz xz 7z rar pt pth ckpt bin safetensors onnx tflite pb
h5 hdf5 keras caffemodel pdparams pdmodel mar weights pkl pickle joblib npy npz mat csv tsv json
jsonl parquet yaml yml sh whl jar exe
"""
_DOWNLOADS = tuple(f".{end}" for end in _DOWNLOADS_WORDS.split())


@lru_cache(maxsize=8192)
def address_role(url: str) -> Role | None:
    """Return what an address is known to hold by its host, or None where it may be anything.

    Args:
        url: An absolute address; any other text gives None.
    """
    found = _HOST.match(url)
    if not found:
        return None
    host = found[1].lower()
    if host in _CODE_HOSTS:
        return "paper" if _PAPER_URL.search(url) and ".pdf" in url.lower() else "code"
    if host in _PAPER_HOSTS:
        return "paper"
    if is_download(url):
        return "other"
    if _PAPER_URL.search(url):
        return "paper"
    if host in _OTHER_HOSTS:
        return "other"
    if host.endswith((".github.io", ".gitlab.io")):
        return "project"
    return "paper" if host.endswith(_PAPER_TAILS) else None


_PAPER_TAILS = (
    *(".acm.org", ".springer.com", ".wiley.com", ".neurips.cc", ".mlr.press", ".biorxiv.org"),
    *(".biomedcentral.com", ".springeropen.com", ".hal.science", ".thecvf.com"),
)


def is_download(url: str) -> bool:
    """Return whether an address is that of a file that no one reads: weights, data, an archive."""
    return path_of(url).lower().endswith(_DOWNLOADS)


_BADGE = re.compile(
    r"(?i)https?://(?:img\.shields\.io|badgen\.net|badges?\.[\w.]+)/(?:static/v1\?|"
    r"badge/)([^?#]*)(?:\?([^#]*))?"
)
_STARS = re.compile(
    r"(?i)https?://(?:img\.shields\.io|"
    r"badgen\.net)/github/[\w-]+/([\w.-]+/[\w.-]+?)(?:\.svg)?(?:[?#].*)?$"
)
_COLOUR = re.compile(
    r"(?i)-(?:[0-9a-f]{3}|[0-9a-f]{6}|(?:bright|light|dark)?-?(?:green|blue|red|yellow|orange|"
    r"grey|gray|purple|black|white|pink|brown|violet|cyan|magenta|teal|gold|silver|lime|navy|"
    r"maroon)"
    r"|success|important|critical|informational|inactive)$"
)


# The label of a badge that names what its message says: `Conference-ICML'23-blue`.
_NAMED = re.compile(
    r"(?i)^(?:conference|conf|venue|journal|publish(?:ed)?(?: (?:in|at))?|accepted|year)"
    r"(?:\s*+:)?+\s+(?=\S)"
)


@lru_cache(maxsize=4096)
def badge_text(source: str) -> str | None:
    """Return the text that a badge of shields.io shows, or None where the image is no such badge.

    `https://img.shields.io/badge/arXiv-2025.02-red` shows `arXiv 2025.02`
    (https://shields.io/badges: label, message and colour, parted by dashes; `--` is a dash).
    """
    if _STARS.match(source):
        return "stars"
    found = _BADGE.match(source)
    if not found:
        return None
    if found[1].startswith("dynamic/"):
        # What it shows is asked for when it is looked at, such as a number of citations.
        return ""
    shown = unquote(found[1]).removesuffix(".svg")
    if not shown and found[2]:
        values = dict(part.partition("=")[::2] for part in found[2].split("&"))
        return unquote(f"{values.get('label', '')} {values.get('message', '')}").strip()
    shown = _COLOUR.sub("", shown)
    shown = shown.replace("--", "\0").replace("__", "\1").replace("-", " ").replace("_", " ")
    shown = shown.replace("\0", "-").replace("\1", "_").strip()
    return _NAMED.sub("", shown)


def starred_repository(source: str) -> str | None:
    """Return the address of the repository whose stars a badge counts, or None."""
    found = _STARS.match(source)
    return f"https://github.com/{found[1]}" if found else None
