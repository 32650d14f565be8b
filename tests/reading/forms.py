"""Papers, and the forms in which lists write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class P(NamedTuple):
    """A paper as its list knows it."""

    title: str
    authors: str
    venue: str
    year: int
    month: int
    paper: str
    code: str | None


PAPERS = [
    P("Distilling the Knowledge in a Neural Network", "Geoffrey Hinton, Oriol Vinyals, Jeff Dean", "arXiv", 2015, 3, "https://arxiv.org/abs/1503.02531", None),
    P("FitNets: Hints for Thin Deep Nets", "Adriana Romero, Nicolas Ballas, Samira Ebrahimi Kahou, Antoine Chassang, Carlo Gatta, Yoshua Bengio", "ICLR", 2015, 5, "https://arxiv.org/abs/1412.6550", "https://github.com/adri-romsor/FitNets"),
    P("Attention Is All You Need", "Ashish Vaswani, Noam Shazeer, Niki Parmar", "NeurIPS", 2017, 6, "https://papers.nips.cc/paper/7181-attention-is-all-you-need", "https://github.com/tensorflow/tensor2tensor"),
    P("Mask R-CNN", "Kaiming He, Georgia Gkioxari, Piotr Dollár, Ross Girshick", "ICCV", 2017, 3, "https://arxiv.org/pdf/1703.06870.pdf", "https://github.com/facebookresearch/Detectron"),
    P("Are You Talking to a Machine? Dataset and Methods for Multilingual Image Question Answering", "Haoyuan Gao, Junhua Mao, Jie Zhou", "NeurIPS", 2015, 5, "https://arxiv.org/abs/1505.05612", None),
    P("Do Deep Nets Really Need to be Deep?", "Lei Jimmy Ba, Rich Caruana", "NIPS", 2014, 12, "https://arxiv.org/abs/1312.6184", None),
    P("Tiny, Fast, and Accurate: Compressing Detectors for the Edge", "Maria J. van der Berg, Li-Wei Chen, and Øystein O'Neill", "CVPR", 2021, 6, "https://openaccess.thecvf.com/content/CVPR2021/papers/Berg_Tiny.pdf", "https://github.com/mvdb/tiny"),
    P("Learning to Prompt (and to Distill) in 10 Steps", "Xu Wang, Yi Li", "EMNLP", 2023, 10, "https://aclanthology.org/2023.emnlp-main.999/", "https://github.com/xw/steps"),
    P("BERT-of-Theseus: Compressing BERT by Progressive Module Replacing", "Canwen Xu, Wangchunshu Zhou, Tao Ge, Furu Wei, Ming Zhou", "EMNLP", 2020, 11, "https://www.aclweb.org/anthology/2020.emnlp-main.633/", "https://github.com/JetRunner/BERT-of-Theseus"),
    P("Cross-Modal Distillation - A Study of Speech, Text and Vision", "Aäron van den Oord, J. Smith", "INTERSPEECH", 2022, 9, "https://www.isca-speech.org/archive/interspeech_2022/x.html", None),
    P("Once-for-All: Train One Network and Specialize it for Efficient Deployment", "Han Cai, Chuang Gan, Tianzhe Wang, Zhekai Zhang, Song Han", "ICLR", 2020, 4, "https://openreview.net/forum?id=HylxE1HKwS", "https://github.com/mit-han-lab/once-for-all"),
    P("GPT-4 Technical Report", "Josh Achiam, Steven Adler", "arXiv", 2023, 3, "https://arxiv.org/abs/2303.08774", None),
    P("What Makes a Good Teacher? Towards a Theory of Distillation", "Mary Phuong, Christoph H. Lampert", "ICML", 2019, 7, "https://proceedings.mlr.press/v97/phuong19a.html", None),
    P("Knowledge Distillation in Iterative Generative Models for Improved Sampling Speed", "Eric Luhman, Troy Luhman", "TMLR", 2021, 1, "https://arxiv.org/abs/2101.02388", "https://github.com/tcl9876/Denoising_Student"),
]  # fmt: skip
MON = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def code(p: P, label: str = "code", pre: str = " ", form: str = "[{}]({})") -> str:
    """Return the link to the code of a paper, if it has any."""
    return pre + form.format(label, p.code) if p.code else ""


Row = Callable[[P], str]

FORMS: dict[str, tuple[Row, str]] = {
    "year. **bold**. authors. *venue*. pdf": (lambda p: f"- {p.year}. **{p.title}**. {p.authors}. *{p.venue}*. [PDF]({p.paper}){code(p, 'Code')}", ""),
    "**bold (date)**, venue year, [arXiv:id]": (lambda p: f"- **{p.title} ({p.year}.{p.month})**, {p.venue} {p.year}, [arXiv:1503.02531]({p.paper}){code(p, pre=', ')}", "authors"),
    "plain, in *venue* year": (lambda p: f"* {p.title}, in _{p.venue}_ {p.year}. [\\[paper\\]]({p.paper}){code(p, 'official code', form=chr(91) + chr(92) + '[{}' + chr(92) + ']]({})')}", "authors"),
    "[[venue]] plain [tag] [[code]]": (lambda p: f"- [[{p.venue}]({p.paper})] {p.title} [__`quantization`__] {code(p, form='[[{}]({})]')}", "authors year"),
    "link, authors, venue year": (lambda p: f"- [{p.title}]({p.paper}), {p.authors}, {p.venue} {p.year}{code(p)}", ""),
    "link. authors. *venue year*": (lambda p: f"* [{p.title}]({p.paper}). {p.authors}. *{p.venue} {p.year}*.{code(p)}", ""),
    "link - authors (venue year)": (lambda p: f"* [{p.title}]({p.paper}) - {p.authors} ({p.venue} {p.year})", "code"),
    "link[^1], authors[^2], venue year": (lambda p: f"- [{p.title}]({p.paper})[^1], {p.authors}[^{p.month}], {p.venue} {p.year}[^note]{code(p)}", ""),
    "link (venue'yy)": (lambda p: f"* [{p.title}]({p.paper}) ({p.venue}'{p.year % 100:02}){code(p, 'Code', ' ', '[[{}]({})]')}", "authors"),
    "plain. authors. venue. [[paper]]": (lambda p: f"- {p.title}. {p.authors}. {p.venue} {p.year}. [[paper]({p.paper})]{code(p, form='[[{}]({})]')}", ""),
    "plain, authors, venue, year [pdf]": (lambda p: f"- {p.title}, {p.authors}, {p.venue}, {p.year}. [[pdf]]({p.paper}){code(p, form='[[{}]]({})')}", ""),
    "[venue year] plain [paper]": (lambda p: f"- [{p.venue} {p.year}] {p.title} [[paper]({p.paper})]{code(p, form='[[{}]({})]')}", "authors"),
    "(venue year) plain [paper]": (lambda p: f"- ({p.venue} {p.year}) {p.title} [[paper]({p.paper})]{code(p, form='[[{}]({})]')}", "authors"),
    "**[venue year]** plain [paper]": (lambda p: f"- **[{p.venue} {p.year}]** {p.title} [[paper]({p.paper})]{code(p, form='[[{}]({})]')}", "authors"),
    "`venue year` link": (lambda p: f"- `{p.venue} {p.year}` [{p.title}]({p.paper}){code(p, form='[[{}]({})]')}", "authors"),
    "**venue year**: link": (lambda p: f"- **{p.venue} {p.year}**: [{p.title}]({p.paper}){code(p, form='[[{}]({})]')}", "authors"),
    "[[venue]] plain": (lambda p: f"- [[{p.venue}]({p.paper})] {p.title}. {code(p, form='[[{}]({})]')}", "authors year"),
    "[[venue year]] plain": (lambda p: f"- [[{p.venue}{p.year}]({p.paper})] {p.title}.{code(p, form='[[{}]({})]')}", "authors"),
    "[yyyy/mm] link": (lambda p: f"- [{p.year}/{p.month:02}] [{p.title}]({p.paper}){code(p, form='[[{}]({})]')}", "authors venue"),
    "[yyyy/mm] plain [[paper]]": (lambda p: f"- [{p.year}/{p.month:02}] {p.title} | [[paper]({p.paper})]{code(p, form='[[{}]({})]')}", "authors venue"),
    "(yyyy.mm) **plain** [paper]": (lambda p: f"- ({p.year}.{p.month:02}) **{p.title}** [[paper]({p.paper})]{code(p, form='[[{}]({})]')}", "authors venue"),
    "**plain** | venue | [paper]": (lambda p: f"- **{p.title}** | {p.venue} {p.year} | [Paper]({p.paper}){code(p, 'Code', ' | ')}", "authors"),
    "**plain**, authors, venue": (lambda p: f"- **{p.title}**, {p.authors}, {p.venue} {p.year}. [[Paper]({p.paper})]{code(p, form='[[{}]({})]')}", ""),
    "**plain** <br> *authors* <br> venue": (lambda p: f"- **{p.title}** <br> *{p.authors}* <br> {p.venue} {p.year}. [[Paper]({p.paper})]{code(p, form='[[{}]({})]')}", ""),
    "**plain** \\ authors \\ venue": (lambda p: f"**{p.title}** \\\n{p.authors} \\\n{p.venue} {p.year} [[Paper]({p.paper})]{code(p, form='[[{}]({})]')}\n", ""),
    "[**bold link**] authors": (lambda p: f"* [**{p.title}**]({p.paper}), {p.authors}, {p.venue} {p.year}", "code"),
    "**[bold link]**": (lambda p: f"1. **[{p.title}.]({p.paper})** *{p.authors}.* {p.venue} {p.year}{code(p)}", ""),
    '"quoted", authors': (lambda p: f'* "{p.title}", {p.authors}, {p.venue} {p.year}. [[Paper]({p.paper})]{code(p, form="[[{}]({})]")}', ""),
    'authors, "quoted," venue': (lambda p: f'* {p.authors}, "{p.title}," {p.venue}, {p.year}. [pdf]({p.paper}){code(p)}', ""),
    "authors. “quoted.” In venue": (lambda p: f"* {p.authors}. “{p.title}.” In *{p.venue}*, {p.year}. [[pdf]({p.paper})]", "code"),
    "authors (year). title. venue": (lambda p: f"* {p.authors} ({p.year}). {p.title}. {p.venue}. [[pdf]({p.paper})]", "code"),
    "authors. title. In venue, year": (lambda p: f"* {p.authors}. {p.title}. In *{p.venue}*, {p.year}. [[pdf]({p.paper})]", "code"),
    "authors: title. venue year": (lambda p: f"* {p.authors}: {p.title}. {p.venue} {p.year} [[pdf]({p.paper})]", "code"),
    "authors, title, venue, year": (lambda p: f"* {p.authors}, {p.title}, {p.venue}, {p.year}. [[Paper]]({p.paper})", "code"),
    "*italic title* authors": (lambda p: f"* *{p.title}*. {p.authors}. {p.venue} {p.year}. [[Paper]({p.paper})]", "code"),
    "title *authors* **venue** [paper]": (lambda p: f"* {p.title} *{p.authors}* **{p.venue} {p.year}** [[Paper]({p.paper})]", "code"),
    "emoji labels": (lambda p: f"* {p.title}, {p.venue} {p.year} [📄]({p.paper}){code(p, '💻')}", "authors"),
    "badge venue": (lambda p: f"* [{p.title}]({p.paper}) ![](https://img.shields.io/badge/{p.venue}-{p.year}-blue)" + (f" [![Star](https://img.shields.io/github/stars/{p.code[19:]}.svg?style=social&label=Star)]({p.code})" if p.code else ""), "authors"),
    "badge link": (lambda p: f"* {p.title} [![arXiv](https://img.shields.io/badge/arXiv-{p.year}.{p.month:02}-red)]({p.paper})" + (f" [![code](https://img.shields.io/badge/GitHub-Code-green)]({p.code})" if p.code else ""), "authors"),
    "sub-bullets": (lambda p: f"- **{p.title}**\n  - *{p.authors}*\n  - {p.venue} {p.year}\n  - [[Paper]({p.paper})]{code(p, form='[[{}]({})]')}", ""),
    "sub-bullets with keys": (lambda p: f"- {p.title}\n  - Authors: {p.authors}\n  - Venue: {p.venue} {p.year}\n  - Paper: {p.paper}" + (f"\n  - Code: {p.code}" if p.code else ""), ""),
    "second paragraph": (lambda p: f"1. [{p.title}]({p.paper})\n\n    *{p.authors}.* {p.venue} {p.year}.{code(p)}\n", ""),
    "html link": (lambda p: f"* <a href=\"{p.paper}\">{p.title}</a> <i>{p.authors}</i>. <b>{p.venue} {p.year}</b>" + (f" <a href=\"{p.code}\">[code]</a>" if p.code else ""), ""),
    "html br paragraphs": (lambda p: f"<b>{p.title}</b><br>{p.authors}<br>{p.venue}, {p.year}. [<a href=\"{p.paper}\">paper</a>]" + (f" [<a href=\"{p.code}\">code</a>]" if p.code else "") + "\n", ""),
    "summary": (lambda p: f"<details><summary><b>{p.title}</b> ({p.venue} {p.year}) [<a href=\"{p.paper}\">Paper</a>]</summary>\n\n{p.authors}. We propose something that is better than what was.\n\n</details>\n", "code"),
    "headings": (lambda p: f"### {p.title}\n\n*{p.authors}*\n\n{p.venue} {p.year} [[paper]({p.paper})]{code(p, form='[[{}]({})]')}\n", ""),
    "heading links": (lambda p: f"#### [{p.title}]({p.paper}) ({p.venue} {p.year})\n\n- {p.authors}\n", "code"),
    "name: title": (lambda p: f"* [{p.venue} {p.year}] **Net{p.month}**: {p.title}. [[paper]({p.paper})]{code(p, form='[[{}]({})]')}", "authors title"),
    "year first": (lambda p: f"* **{p.year}**, {p.title}, {p.venue}. [[paper]({p.paper})]{code(p, form='[[{}]({})]')}", "authors"),
    "year-venue-title": (lambda p: f"* {p.year}-{p.venue} - {p.title} [[paper]({p.paper})]{code(p, form='[[{}]({})]')}", "authors"),
    "chinese brackets": (lambda p: f"* 【{p.venue} {p.year}】{p.title} [[论文]({p.paper})]{code(p, '代码', form='[[{}]({})]')}", "authors"),
    "task list": (lambda p: f"- [x] [{p.title}]({p.paper}), {p.venue} {p.year}", "authors code"),
    "title, venue (year), link at end": (lambda p: f"- {p.title}, {p.venue} ({p.year}), {p.paper}", "authors code"),
    "autolink": (lambda p: f"- {p.title}. {p.authors}. {p.venue} {p.year}. <{p.paper}>", "code"),
    "reference link": (lambda p: f"- [{p.title}][p{p.month}{p.year}x{len(p.title)}], {p.authors}, {p.venue} {p.year}\n\n[p{p.month}{p.year}x{len(p.title)}]: {p.paper}\n", "code"),
    "venue link after": (lambda p: f"- {p.title}. {p.authors}. [[{p.venue}'{p.year % 100:02}]]({p.paper})", "code"),
    "date at end": (lambda p: f"- [{p.title}]({p.paper}), {p.authors}, {MON[p.month - 1]} {p.year}", "venue code"),
    "et al": (lambda p: f"- {p.authors.split(',')[0]} et al. **{p.title}** {p.venue}, {p.year}. [[paper]({p.paper})]", "authors code"),
    "semicolons": (lambda p: f"- {p.title}; {p.authors}; {p.venue} {p.year}; [paper]({p.paper}){code(p, 'code', '; ')}", ""),
    "title [paper] [code] alone": (lambda p: f"- {p.title} [paper]({p.paper}){code(p)}", "authors venue year"),
    "bare link": (lambda p: f"- [{p.title}]({p.paper})", "authors venue year code"),
    "trailing tags": (lambda p: f"- [{p.title}]({p.paper}), {p.venue} {p.year} `detection` `teacher` :star:{code(p)}", "authors"),
    "abstract after": (lambda p: f"- **{p.title}**. {p.authors}. {p.venue} {p.year}. [[paper]({p.paper})]\n  > We study how 2,000 students learn from a teacher in 1998 and find that our method is better than all before it.\n", "code"),
    "title (**venue year**)": (lambda p: f"- {p.title} (**{p.venue} {p.year}**) [[paper]]({p.paper}){code(p, form='[[{}]]({})')}", "authors"),
    "[name] title | venue |": (lambda p: f"- **[N{p.month}]** {p.title} | {p.authors} | **[{p.venue}' {p.year % 100:02}]** |[`[pdf]`]({p.paper}){code(p, 'official code - torch', form='[`[{}]`]({})')}", ""),
    "+ plain, *authors*, venue": (lambda p: f"+ {p.title}, *{p.authors}*, {p.venue} {p.year} [[paper]({p.paper})]", "code"),
    "authors, [link], venue": (lambda p: f"- {p.authors}, [{p.title}]({p.paper}), {p.venue} {p.year}", "code"),
    "authors. [link]. venue": (lambda p: f"- {p.authors}. [{p.title}]({p.paper}). *{p.venue}*, {p.year}.{code(p)}", ""),
    "[year - venue] - title": (lambda p: f"- [{p.year} - {p.venue}] - {p.title}. [[Paper]({p.paper})]", "authors code"),
    "link by authors, year": (lambda p: f"- [{p.title}]({p.paper}) by {p.authors}, {p.year}", "venue code"),
    "link - authors - venue": (lambda p: f"- [{p.title}]({p.paper}) - {p.authors} - {p.venue} {p.year}", "code"),
    "link | `venue year` |": (lambda p: f"- [{p.title}]({p.paper}) | `{p.venue} {p.year}` {code(p, 'Code', '| ')}", "authors"),
    "paragraph link soft lines": (lambda p: f"[{p.title}]({p.paper})\n{p.authors}\n{p.venue} {p.year}\n", "code"),
    "paragraph bold soft lines": (lambda p: f"**{p.title}**\n*{p.authors}*\n{p.venue} {p.year}. [[paper]({p.paper})]{code(p, form='[[{}]({})]')}\n", ""),
    "plain lines in an item": (lambda p: f"- {p.title}\n  {p.authors}\n  {p.venue}, {p.year}. [paper]({p.paper}){code(p)}", ""),
    "plain <br> authors <br>": (lambda p: f"- {p.title}<br>{p.authors}<br>{p.venue} {p.year} [[Paper]]({p.paper}){code(p, form='[[{}]]({})')}", ""),
    "in proceedings": (lambda p: f"- {p.authors}. \"{p.title}\". In {p.venue}, pp. 12-24, {p.year}. [[pdf]({p.paper})]", "code"),
    "yyyy.mm | title | org": (lambda p: f"- {p.year}.{p.month:02} | {p.title} | [paper]({p.paper}) | {code(p, 'code', '')}", "authors venue"),
    "**(venue year)** link": (lambda p: f"- **({p.venue} {p.year})** [{p.title}]({p.paper}){code(p)}", "authors"),
    "<kbd>": (lambda p: f"- <kbd>{p.venue} {p.year}</kbd> {p.title} [[Paper]({p.paper})]{code(p, form='[[{}]({})]')}", "authors"),
    "title. venue year. authors": (lambda p: f"- {p.title}. {p.venue} {p.year}. {p.authors}. [[Paper]({p.paper})]", "code"),
    "link. venue, year. authors": (lambda p: f"- [{p.title}]({p.paper}). {p.venue}, {p.year}. *{p.authors}*", "code"),
    "numbered [n]": (lambda p: f"[{p.month}] {p.authors}. {p.title}. {p.venue}, {p.year}. [[paper]]({p.paper})\n", "code"),
    "paper: code: lines": (lambda p: f"- **{p.title}**  \n  {p.authors}  \n  {p.venue} {p.year}  \n  paper: <{p.paper}>" + (f"  \n  code: <{p.code}>" if p.code else ""), ""),
    "links first": (lambda p: f"- [[pdf]({p.paper})]{code(p, form='[[{}]({})]', pre=' ')} {p.title}. {p.authors}. {p.venue} {p.year}", ""),
    "venue (oral)": (lambda p: f"- {p.title} [[paper]({p.paper})] ({p.venue} {p.year}, oral)", "authors code"),
    "title _venue_ _year_": (lambda p: f"- [{p.title}]({p.paper}) _{p.authors}_ _{p.venue} {p.year}_", "code"),
    "apa": (lambda p: f"- {p.authors} ({p.year}). *{p.title}*. {p.venue}. [PDF]({p.paper})", "code"),
    "(paper) (code)": (lambda p: f"- {p.title}, {p.venue} {p.year}. ([paper]({p.paper})){code(p, form='([{}]({}))')}", "authors"),
    "html li": (lambda p: f"<li><a href='{p.paper}'>{p.title}</a>, {p.authors}, {p.venue} {p.year}</li>", "code"),
    "description behind": (lambda p: f"- [{p.title}]({p.paper}) ({p.venue} {p.year}): a student that learns from several teachers at once.", "authors code"),
    "summary text": (lambda p: f"- **{p.title}** ({p.year}) [[Paper]({p.paper})]\n  - *Summary*: it shows how students learn.\n  - *Limits*: teachers are slow.", "authors venue code"),
    "**[venue year]** title. [paper] *authors*": (lambda p: f"- [x] **[{p.venue} {p.year}]** {p.title}. [[paper]({p.paper})]{code(p, form='[[{}]({})]')} *{p.authors}*", ""),
    "+ title, *authors*, venue'yy": (lambda p: f"+ {p.title}, *{p.authors}*, {p.venue}'{p.year % 100:02} [[pdf]]({p.paper}){code(p, form='[[{}]]({})')}", ""),
    "numbered, reference links": (lambda p: f'[{p.month}] {p.authors}. "{p.title}." In {p.venue}, {p.year}. [paper][r{p.month}x{len(p.title)}]\n\n[r{p.month}x{len(p.title)}]: {p.paper}\n', "code"),
    "details with a body": (lambda p: f"<details>\n<summary>{p.title} ({p.venue} {p.year})</summary>\n\n{p.authors}\n\n[Paper]({p.paper}){code(p, 'Code', ' | ')}\n\n> While students have learnt well since 1998, teachers are rare.\n\n</details>\n", ""),
    "venue - title - authors - links": (lambda p: f"* **{p.venue} {p.year}** - {p.title} - {p.authors} - [paper]({p.paper}){code(p, 'code', ' - ')}", ""),
    "quoted block": (lambda p: f"> {p.title}\n> {p.authors}\n> {p.venue} {p.year}. [Paper]({p.paper}){code(p, 'Code')}\n", ""),
    "venue year is the link": (lambda p: f"1. {p.title}. {p.authors}. [{p.venue} {p.year}]({p.paper}){code(p, 'GitHub', ', ')}", ""),
    "(**name**) title": (lambda p: f"- (**Net{p.month}**) {p.title}, {p.venue} {p.year}. [[paper]({p.paper})]{code(p, form='[[{}]({})]')}", "authors"),
    "`month` [**name**] link [venue yy]": (lambda p: f"- `{MON[p.month - 1]}` [**Net{p.month}**] [{p.title}]({p.paper}) [{p.venue} {p.year % 100:02}]{code(p, 'Code', form='[[{}]]({})')}", "authors"),
    "keys on soft lines": (lambda p: f"* **Title**: {p.title}\n  **Authors**: {p.authors}\n  **Venue**: {p.venue} {p.year}\n  **Link**: {p.paper}", "code"),
    "name badge": (lambda p: f"- 🛠️ **{p.title}** [![arXiv](https://img.shields.io/badge/Paper-PDF-b31b1b.svg)]({p.paper}) ![](https://img.shields.io/badge/{p.venue}-{p.year}-blue)", "authors code"),
    "title, thesis, year": (lambda p: f"- {p.title}, PhD thesis, University of Trento, {p.year}. [[pdf]({p.paper})]", "authors venue code"),
    "**1. bold**, venue, <br> authors": (lambda p: f"**{p.month}. {p.title}** ({p.venue} {p.year}) [\\[paper\\]]({p.paper}){code(p, form='[{}]({})')}<br/>\n{p.authors}\n", ""),
    "title // authors // venue // link": (lambda p: f"- {p.title} // {p.authors} // {p.venue} {p.year} // [pdf]({p.paper})", "code"),
    "chinese key and commas": (lambda p: f"1. 论文：{p.title}，{p.venue} {p.year}，[链接]({p.paper}){code(p, '代码', '，')}", "authors"),
    "title, name et al": (lambda p: f"- {p.title}, {p.authors.split(',')[0]} et al. [[Paper]({p.paper})]", "code venue year"),
    "title\\ authors\\ venue, link": (lambda p: f"* [{p.title}]({p.paper})  \n  {p.authors}  \n  IEEE S&P {p.year}\n", "code"),
    "**[name](page)** from authors: link": (lambda p: f"- **[Net{p.month}](https://docs.x.org/net{p.month}.html)** from {p.authors}: [{p.title}]({p.paper}) ({p.venue} {p.year})", "code"),
    "**[name](page)** (from a lab) released with link by authors": (lambda p: f"1. **[Net{p.month}](https://docs.x.org/net{p.month}.html)** (from Some Lab) released with the paper [{p.title}]({p.paper}) by {p.authors}.", "venue year code"),
    "[name](code): authors. link. venue": (lambda p: f"- [Net{p.month}](https://github.com/x/net{p.month}): {p.authors}. [{p.title}]({p.paper}). {p.venue} {p.year}.", ""),
    "[title, year](link)": (lambda p: f"- [{p.title}, {p.year}]({p.paper})", "authors venue code"),
    '`name`: ["title" (name et al., year)](link)': (lambda p: f'- `net{p.month}`: swaps words (["{p.title}" ({p.authors.split(",")[0]} et al., {p.year})]({p.paper}))', "venue code"),
    "title <br> one name in bold <br> *a journal*": (lambda p: f"- {p.title}<br>{p.authors.split(', ')[0]}, **{', '.join(p.authors.split(', ')[1:2])}**<br>*Methods in Ecology and Evolution*, vol. 11, {p.year}<br>[[PDF]({p.paper})]{code(p, 'Code', form='[[{}]({})]')}", ""),
    "title (a university) [[pdf]]": (lambda p: f"- {p.title} (IIT Kanpur & Microsoft Research) [[pdf]]({p.paper}){code(p, form='[[{}]]({})')}", "authors venue year"),
    "link, name et al., a university": (lambda p: f"- [{p.title}]({p.paper}), {p.authors.split(',')[0]} et al., UT Austin", "venue year code"),
    "title, venue, year (*laboratory*)": (lambda p: f"* {p.title}, {p.venue}, {p.year} (*CAS, Somewhere*). [[Paper]({p.paper})]{code(p, 'GitHub', '', '[[{}]({})]')}", "authors"),
    "title (year), A. Name, [[pdf]]": (lambda p: f"- {p.title} ({p.year}), {p.authors.split()[0][0]}. {p.authors.split(',')[0].split()[-1]}, [[pdf]]({p.paper})", "venue code"),
    "title (year), two names. [[pdf]]": (lambda p: f"- {p.title} ({p.year}), H. Wang and Bert Bookman. [[pdf]]({p.paper})", "venue code"),
    "title, two names, venue year, [[pdf]]": (lambda p: f"- {p.title}, Ann Author and Bert Bookman, {p.venue} {p.year}, [[pdf]]({p.paper})", "code"),
    "title, name et al., a journal, year": (lambda p: f"* {p.title}, Ann Author et al., Remote Sensing of Environment, {p.year}, [paper]({p.paper})", "code"),
    "title (names with initials, year)": (lambda p: f"* {p.title} (A. Author, B. Bookman, {p.year}) — [paper]({p.paper})", "venue code"),
    'name, "title," *Abbrev. Journ.*, vol.': (lambda p: f'1. A. B. Author, "{p.title}," *Phys. Rev. A*, vol. 52, R2493, {p.year}. [DOI]({p.paper})', "code"),
    "names, *title*, J. Abbrev. number (year), [arXiv:old]": (lambda p: f"* A. Yu. Author, B. Bookman, *{p.title}*, J. Math. Phys. 43, 4452 ({p.year}), [arXiv:quant-ph/0110143]({p.paper})", "code"),
    "title. (In Chinese) \\n *names*. 学报": (lambda p: f"1. {p.title}. (In Chinese)\n*Zhiyuan Author, Maosong Bookman*. 计算机研究与发展 {p.year}. [paper]({p.paper})", "code"),
    "中文标题，学报，年，[论文]": (lambda p: f"1. 基于深度学习的文本摘要研究综述之第{p.month}{p.year}篇，软件学报，{p.year}，[论文]({p.paper})", "authors code"),
    "title [[a journal year]]": (lambda p: f"**{p.title}** [[International Statistical Review {p.year}]]({p.paper}){code(p, 'GitHub', ' - ', '[[{}]]({})')}\n", "authors"),
    "title [[d Mon year]]": (lambda p: f"- {p.title} [[11 {MON[p.month - 1]} {p.year}]({p.paper})]", "authors venue code"),
    "[badge of the venue](its page) title": (lambda p: f"- [![](https://img.shields.io/badge/{p.venue}-{p.year}-f20000)](https://venue.org/) {p.title}, [[Paper]({p.paper})]{code(p, 'Code', form='[[{}]({})]')}", "authors"),
}  # fmt: skip
"""How an entry is written in a form, and the fields that it does not say."""

TABLES: dict[str, tuple[str, Row, str]] = {
    "title|venue|code": ("| Title | Venue | Code |\n|---|---|---|", lambda p: f"| [{p.title}]({p.paper}) | {p.venue} {p.year} | {code(p, 'Github', '') or '-'} |", "authors"),
    "year|title|authors|link": ("| Year | Title | Authors | Link |\n|:--:|---|---|---|", lambda p: f"| {p.year} | {p.title} | {p.authors} | [link]({p.paper}) |", "venue code"),
    "title|date|paper|code": ("|Paper Title|Date|Paper|Code|\n|--|--|--|--|", lambda p: f"|{p.title}|{p.year}-{p.month:02}|[Paper]({p.paper})|{code(p, 'Code', '')}|", "authors venue"),
    "no|venue|paper|links": ("No. | Pub. | Paper | Links\n--- | --- | --- | ---", lambda p: f"{p.month} | {p.venue}-{p.year} | **{p.title}** | [pdf]({p.paper}){code(p, 'code', ', ')}", "authors"),
    "title & authors in one": ("| Title & Authors | Introduction | Links |\n|:--|:----:|:---:|", lambda p: f"| [![Star](https://img.shields.io/github/stars/a/b.svg?style=social&label=Star)](https://github.com/a/b)<br>**{p.title}** <br> {p.authors} | <img width=\"1002\" alt=\"image\" src=\"figures/x.png\"> | [Github](https://github.com/a/b) <br> [Paper]({p.paper})|", "venue year code"),
    "chinese": ("| 论文 | 会议 | 年份 | 代码 |\n|---|---|---|---|", lambda p: f"| [{p.title}]({p.paper}) | {p.venue} | {p.year} | {code(p, '链接', '')} |", "authors"),
    "venue year|title|arxiv": ("|Conference|Title|arXiv|\n|-|-|-|", lambda p: f"|{p.venue}'{p.year % 100:02}|{p.title}|[arXiv]({p.paper})|", "authors code"),
    "badges": ("| Title | Info |\n|-|-|", lambda p: f"| **{p.title}** | ![](https://img.shields.io/badge/{p.venue}-{p.year}-red) [![Paper](https://img.shields.io/badge/Paper-blue)]({p.paper}) |", "authors code"),
    "time first": ("| Time | Paper | Venue |\n|-|-|-|", lambda p: f"| {p.year}.{p.month:02} | [{p.title}]({p.paper}) | {p.venue} |", "authors code"),
    "method|title|venue|code": ("| Method | Title | Venue | Code |\n|---|---|---|---|", lambda p: f"| N{p.month} | [{p.title}]({p.paper}) | {p.venue} {p.year} | {code(p, 'PyTorch', '')} |", "authors"),
    "title|paper|project": ("| Title | Paper | Project | Year |\n|---|---|---|---|", lambda p: f"| {p.title} | [arXiv]({p.paper}) | [Page](https://x.github.io/{p.month}) | {p.year} |", "authors venue code"),
    "venue|author|title br": ("| Conference | Paper |\n|---|---|", lambda p: f"| {p.venue} {p.year} | [{p.title}]({p.paper}) <br> {p.authors} |", "code"),
    "image|title": ("| | |\n|---|---|", lambda p: f"| <img src='x.png' width=200> | **{p.title}** <br> {p.authors} <br> {p.venue} {p.year} <br> [[Paper]({p.paper})]{code(p, form='[[{}]({})]')} |", ""),
    "bare urls": ("| Paper | URL | Venue | Year |\n|---|---|---|---|", lambda p: f"| {p.title} | {p.paper} | {p.venue} | {p.year} |", "authors code"),
    "venue of two words that are labels": ("| Title | Venue | Year | Materials |\n|---|---|---|---|", lambda p: f"| {p.title} | NeurIPS Datasets and Benchmarks | {p.year} | [[PUB]({p.paper})]{code(p, 'CODE', form='[[{}]({})]')} |", "authors"),
    "emoji in a column of links": ("| Paper | Venue & Year | Links |\n|---|---|---|", lambda p: f"| **{p.title}** | {p.venue} {p.year} | [📄]({p.paper}){code(p, '💻')} |", "authors"),
    "yyyymm": ("| Date | Authors | Title |\n|---|---|---|", lambda p: f"| {p.year}{p.month:02} | {p.authors} | [{p.title}]({p.paper}) |", "venue code"),
    "publication|first author|date": ("| Publication | First author | Date |\n|---|---|---|", lambda p: f"| [{p.title}]({p.paper}) | {p.authors} | {MON[p.month - 1]} {p.year} |", "venue code"),
    "model|[venue year][title]": ("| Model | Paper |\n|:-:|:--|", lambda p: f"| A Net of {p.month} | [{p.venue} {p.year}][{p.title}]({p.paper}) |", "authors code"),
    "year written once|title": ("| Year | Title |\n|---|---|", lambda p: f"| {'' if PAPERS.index(p) and p.year == PAPERS[PAPERS.index(p) - 1].year else p.year} | [{p.title}]({p.paper}) |", "authors venue code"),
    "no|venue|model|link **labs**": ("| No | Publication | Model | Paper |\n|:-:|:-:|:-:|:--|", lambda p: f"| {p.month} | {p.venue}'{p.year % 100:02} | [N{p.month}](./zoo/N{p.month}) | [{p.title}]({p.paper}) :triangular_flag_on_post:**Microsoft** |", "authors code"),
}  # fmt: skip
"""The same for tables, each with its header."""


def listed(name: str) -> str:
    """Return a list of one section in a form."""
    if name in TABLES:
        head, row, _ = TABLES[name]
        return (
            f"# Papers on Something\n\nAn introduction.\n\n## Methods\n\n{head}\n"
            + "\n".join(map(row, PAPERS))
            + "\n"
        )
    row, _ = FORMS[name]
    return (
        "# Papers on Something\n\nAn introduction.\n\n## Methods\n\n"
        + "\n".join(map(row, PAPERS))
        + "\n"
    )


SAID_OTHERWISE: dict[str, Callable[[P], dict[str, object]]] = {
    "title <br> one name in bold <br> *a journal*": lambda p: {
        "authors": ", ".join(p.authors.split(", ")[:2]),
        "venue_raw": "Methods in Ecology and Evolution",
    },
    "link, name et al., a university": lambda p: {"authors": f"{p.authors.split(',')[0]} et al."},
    "title (year), A. Name, [[pdf]]": lambda p: {
        "authors": f"{p.authors.split()[0][0]}. {p.authors.split(',')[0].split()[-1]}"
    },
    "title (year), two names. [[pdf]]": lambda p: {"authors": "H. Wang and Bert Bookman"},
    "title, two names, venue year, [[pdf]]": lambda p: {"authors": "Ann Author and Bert Bookman"},
    "title, name et al., a journal, year": lambda p: {
        "authors": "Ann Author et al.",
        "venue_raw": "Remote Sensing of Environment",
    },
    "title (names with initials, year)": lambda p: {"authors": "A. Author, B. Bookman"},
    'name, "title," *Abbrev. Journ.*, vol.': lambda p: {
        "authors": "A. B. Author",
        "venue_raw": "Phys. Rev. A",
    },
    "names, *title*, J. Abbrev. number (year), [arXiv:old]": lambda p: {
        "authors": "A. Yu. Author, B. Bookman",
        "venue_raw": "J. Math. Phys.",
    },
    "title. (In Chinese) \\n *names*. 学报": lambda p: {
        "authors": "Zhiyuan Author, Maosong Bookman",
        "venue_raw": "计算机研究与发展",
    },
    "中文标题，学报，年，[论文]": lambda p: {
        "title": f"基于深度学习的文本摘要研究综述之第{p.month}{p.year}篇",
        "venue_raw": "软件学报",
    },
    "title [[d Mon year]]": lambda p: {"date": f"{p.year}-{p.month:02}-11"},
    "title [[a journal year]]": lambda p: {"venue_raw": "International Statistical Review"},
    "title <br> authors [[book]]": lambda p: {"paper_url": f"https://press.org/{p.month}/{p.year}"},
    "venue of two words that are labels": lambda p: {
        "venue_raw": "NeurIPS Datasets and Benchmarks"
    },
    "et al": lambda p: {"authors": f"{p.authors.split(',')[0]} et al."},
    '`name`: ["title" (name et al., year)](link)': lambda p: {
        "authors": f"{p.authors.split(',')[0]} et al."
    },
    "[name](code): authors. link. venue": lambda p: {
        "code_url": f"https://github.com/x/net{p.month}"
    },
    "title, name et al": lambda p: {"authors": f"{p.authors.split(',')[0]} et al."},
    "title\\ authors\\ venue, link": lambda p: {"venue_raw": "IEEE S&P"},
    "badge link": lambda p: {"venue_raw": "arXiv"},
    "name: title": lambda p: {"title": f"Net{p.month}: {p.title}"},
    "title & authors in one": lambda p: {"code_url": "https://github.com/a/b"},
    "title, thesis, year": lambda p: {"venue_raw": "PhD thesis"},
    "title|paper|project": lambda p: {"project_url": f"https://x.github.io/{p.month}"},
}
"""What a form says of a paper in words of its own."""


def said(name: str, paper: P) -> dict[str, object]:
    """Return what a form says of a paper."""
    silent = (FORMS[name] if name in FORMS else TABLES[name])[-1].split()
    fields: dict[str, object] = {
        "title": paper.title,
        "authors": None if "authors" in silent else paper.authors,
        "venue_raw": None if "venue" in silent else paper.venue,
        "year": None if "year" in silent else paper.year,
        "date": f"{paper.year}-{paper.month:02}" if _dated(name) else None,
        "paper_url": paper.paper,
        "code_url": None if "code" in silent else paper.code,
        "project_url": None,
        "sections": ("Methods",),
    }
    return fields | SAID_OTHERWISE[name](paper) if name in SAID_OTHERWISE else fields


def _dated(name: str) -> bool:
    return (
        name == "badge link"
        or "date" in name
        or name.startswith(("[yyyy", "(yyyy", "yyyy", "time"))
    )
