"""BibTeX as the sites write it that people copy it from."""

from __future__ import annotations

import pytest

from kdcat.formats.bibtex_input import from_bibtex

# One entry in the way of each site: what it says, and venue, year and address of the paper.
COPIED = {
    "DBLP, conference": (
        """@inproceedings{DBLP:conf/cvpr/LovelaceB22,
          author    = {Ada Lovelace and Charles Babbage},
          title     = {Small Engines Learn from Large Ones},
          booktitle = {{IEEE/CVF} Conference on Computer Vision and Pattern Recognition,
                       {CVPR} 2022, New Orleans, LA, USA, June 18-24, 2022},
          pages     = {1--10},
          publisher = {{IEEE}},
          year      = {2022},
          url       = {https://doi.org/10.1109/CVPR52688.2022.00001},
          doi       = {10.1109/CVPR52688.2022.00001},
          bibsource = {dblp computer science bibliography, https://dblp.org}
        }""",
        ("CVPR", 2022, "https://doi.org/10.1109/CVPR52688.2022.00001"),
    ),
    "DBLP, arXiv": (
        """@article{DBLP:journals/corr/abs-2101-00001,
          author     = {Ada Lovelace},
          title      = {Small Engines},
          journal    = {CoRR},
          volume     = {abs/2101.00001},
          year       = {2021},
          eprinttype = {arXiv}
        }""",
        ("arXiv", 2021, "https://arxiv.org/abs/2101.00001"),
    ),
    "DBLP, journal": (
        """@article{DBLP:journals/pami/Lovelace22, title = {Small Engines},
          journal = {{IEEE} Trans. Pattern Anal. Mach. Intell.}, volume = {44}, number = {1},
          year = {2022}, doi = {10.1109/TPAMI.2020.1} }""",
        ("TPAMI", 2022, "https://doi.org/10.1109/TPAMI.2020.1"),
    ),
    "DBLP, workshop": (
        """@inproceedings{x, title = {Small Engines}, booktitle = {{IEEE/CVF} International Conference
          on Computer Vision Workshops, {ICCVW} 2021, Montreal, BC, Canada, October 11-17, 2021},
          year = {2021}}""",
        ("ICCVW", 2021, None),
    ),
    "Google Scholar, arXiv": (
        """@article{lovelace2015small, title={Small engines}, author={Lovelace, Ada and others},
          journal={arXiv preprint arXiv:1503.02539}, year={2015}}""",
        ("arXiv", 2015, "https://arxiv.org/abs/1503.02539"),
    ),
    "Google Scholar, conference": (
        """@inproceedings{lovelace2022small, title={Small engines}, author={Lovelace, Ada},
          booktitle={European conference on computer vision}, pages={1--2}, year={2022},
          organization={Springer}}""",
        ("ECCV", 2022, None),
    ),
    "Google Scholar, numbered": (
        """@inproceedings{lovelace2021small, title={Small engines},
          booktitle={Proceedings of the 38th International Conference on Machine Learning, Volume 139},
          year={2021}}""",
        ("ICML", 2021, None),
    ),
    "arXiv": (
        """@misc{lovelace2021small, title={Small Engines}, author={Ada Lovelace}, year={2021},
          eprint={2101.00001}, archivePrefix={arXiv}, primaryClass={cs.LG},
          url={https://arxiv.org/abs/2101.00001}}""",
        ("arXiv", 2021, "https://arxiv.org/abs/2101.00001"),
    ),
    "ACL Anthology": (
        """@inproceedings{lovelace-2019-small,
            title = "{S}mall Engines",
            author = "Lovelace, Ada",
            editor = "Burstein, Jill",
            booktitle = "Proceedings of the 2019 Conference of the North {A}merican Chapter of the
              Association for Computational Linguistics: Human Language Technologies, Volume 1 (Long
              and Short Papers)",
            month = jun,
            year = "2019",
            publisher = "Association for Computational Linguistics",
            url = "https://aclanthology.org/N19-0001",
            doi = "10.18653/v1/N19-0001"
        }""",
        ("NAACL", 2019, "https://aclanthology.org/N19-0001"),
    ),
    "ACL Anthology, Findings": (
        """@inproceedings{x, title = "Small Engines", year = "2020",
          booktitle = "Findings of the Association for Computational Linguistics: EMNLP 2020"}""",
        ("EMNLP Findings", 2020, None),
    ),
    "OpenReview": (
        """@inproceedings{lovelace2021small, title={Small Engines}, author={Ada Lovelace},
          booktitle={International Conference on Learning Representations}, year={2021},
          url={https://openreview.net/forum?id=AbC_1}}""",
        ("ICLR", 2021, "https://openreview.net/forum?id=AbC_1"),
    ),
    "OpenReview, later": (
        """@inproceedings{lovelace2024small, title={Small Engines},
          booktitle={The Twelfth International Conference on Learning Representations}, year={2024}}""",
        ("ICLR", 2024, None),
    ),
    "IEEE Xplore": (
        """@INPROCEEDINGS{9414999, author={Lovelace, A.}, title={Small Engines}, year={2021},
          booktitle={ICASSP 2021 - 2021 IEEE International Conference on Acoustics, Speech and Signal
          Processing (ICASSP)}, volume={}, number={}, pages={1-5},
          doi={10.1109/ICASSP39728.2021.9414999}}""",
        ("ICASSP", 2021, "https://doi.org/10.1109/ICASSP39728.2021.9414999"),
    ),
    "ACM": (
        """@inproceedings{10.1145/3474085.3475225, author = {Lovelace, Ada}, title = {Small Engines},
          year = {2021}, isbn = {9781450386517}, publisher = {Association for Computing Machinery},
          url = {https://doi.org/10.1145/3474085.3475225}, doi = {10.1145/3474085.3475225},
          booktitle = {Proceedings of the 29th ACM International Conference on Multimedia},
          series = {MM '21}}""",
        ("ACM MM", 2021, "https://doi.org/10.1145/3474085.3475225"),
    ),
    "ACM, by its series": (
        """@inproceedings{x, title = {Small Engines}, year = {2022}, series = {KDD '22},
          booktitle = {Proceedings of the 28th ACM Gathering on Whatever it is Called Now}}""",
        ("KDD", 2022, None),
    ),
    "CVF, workshop": (
        """@InProceedings{Lovelace_2023_CVPR, author = {Lovelace, Ada}, title = {Small Engines},
          booktitle = {Proceedings of the IEEE/CVF Conference on Computer Vision and Pattern
          Recognition (CVPR) Workshops}, month = {June}, year = {2023}, pages = {1-10}}""",
        ("CVPRW", 2023, None),
    ),
    "PMLR": (
        """@InProceedings{pmlr-v139-lovelace21a, title = {Small Engines},
          booktitle = {Proceedings of the 38th International Conference on Machine Learning},
          year = {2021}, volume = {139}, series = {Proceedings of Machine Learning Research},
          publisher = {PMLR}, url = {https://proceedings.mlr.press/v139/lovelace21a.html}}""",
        ("ICML", 2021, "https://proceedings.mlr.press/v139/lovelace21a.html"),
    ),
    "Springer": (
        """@inproceedings{x, title={Small Engines}, booktitle={Computer Vision -- ECCV 2020},
          year={2020}, publisher={Springer International Publishing}}""",
        ("ECCV", 2020, None),
    ),
    "Springer, MICCAI": (
        """@inproceedings{x, title={Small Engines}, year={2021},
          booktitle={Medical Image Computing and Computer Assisted Intervention -- MICCAI 2021}}""",
        ("MICCAI", 2021, None),
    ),
    "NeurIPS": (
        """@inproceedings{NEURIPS2020_x, author = {Lovelace, Ada}, title = {Small Engines},
          booktitle = {Advances in Neural Information Processing Systems}, volume = {33},
          publisher = {Curran Associates, Inc.}, year = {2020},
          url = {https://proceedings.neurips.cc/paper_files/paper/2020/file/x-Paper.pdf}}""",
        (
            "NeurIPS",
            2020,
            "https://proceedings.neurips.cc/paper_files/paper/2020/file/x-Paper.pdf",
        ),
    ),
    "DBLP, Findings": (
        """@inproceedings{DBLP:conf/emnlp/L20, title = {Small Engines},
          booktitle = {Findings of the Association for Computational Linguistics: {EMNLP} 2020,
                       Online Event, 16-20 November 2020}, series = {Findings of {ACL}},
          volume = {{EMNLP} 2020}, year = {2020}, doi = {10.18653/V1/2020.FINDINGS-EMNLP.1}}""",
        ("EMNLP Findings", 2020, "https://doi.org/10.18653/V1/2020.FINDINGS-EMNLP.1"),
    ),
    "DBLP, a name that is two names": (
        """@inproceedings{DBLP:conf/nips/L17, title = {Small Engines}, year = {2017},
          booktitle = {Advances in Neural Information Processing Systems 30: Annual Conference
                       on Neural Information Processing Systems 2017, December 4-9, 2017,
                       Long Beach, CA, {USA}}}""",
        ("NeurIPS", 2017, None),
    ),
    "DBLP, workshops behind a dash": (
        """@inproceedings{DBLP:conf/cvpr/L23, title = {Small Engines}, year = {2023},
          booktitle = {{IEEE/CVF} Conference on Computer Vision and Pattern Recognition, {CVPR}
                       2023 - Workshops, Vancouver, BC, Canada, June 17-24, 2023}}""",
        ("CVPRW", 2023, None),
    ),
    "OpenReview, track": (
        """@inproceedings{lovelace2023small, title={Small Engines}, year={2023},
          booktitle={Thirty-seventh Conference on Neural Information Processing Systems Datasets and
          Benchmarks Track}, url={https://openreview.net/forum?id=AbC_1}}""",
        ("NeurIPS", 2023, "https://openreview.net/forum?id=AbC_1"),
    ),
    "OpenReview, not taken yet": (
        """@inproceedings{anonymous2024small, title={Small Engines}, author={Anonymous},
          booktitle={Submitted to The Thirteenth International Conference on Learning
          Representations}, year={2024}, note={under review}}""",
        (None, 2024, None),
    ),
    "OpenReview, workshop": (
        """@inproceedings{lovelace2023small, title={Small Engines}, year={2023},
          booktitle={NeurIPS 2023 Workshop on Small Engines}}""",
        ("NeurIPS Workshop", 2023, None),
    ),
    "arXiv, by its DOI": (
        """@misc{https://doi.org/10.48550/arxiv.2101.00001, doi = {10.48550/ARXIV.2101.00001},
          url = {https://arxiv.org/abs/2101.00001}, title = {Small Engines}, publisher = {arXiv},
          year = {2021}, copyright = {arXiv.org perpetual, non-exclusive license}}""",
        ("arXiv", 2021, "https://arxiv.org/abs/2101.00001"),
    ),
    "what is not known": (
        """@inproceedings{x, title={Small Engines}, year={1843},
          booktitle={Proceedings of the Analytical Society, Vol. 3}}""",
        ("Analytical Society", None, None),
    ),
}


@pytest.mark.parametrize(("text", "said"), COPIED.values(), ids=COPIED)
def test_an_entry_as_a_site_writes_it(text: str, said: tuple[str, int | None, str | None]) -> None:
    (paper,) = from_bibtex(text, "copied.bib")
    assert (paper.venue_raw, paper.year, paper.paper_url) == said
    assert paper.title.lower() in ("small engines", "small engines learn from large ones")


AUTHORS = {
    "Ada Lovelace and Charles Babbage": "Ada Lovelace, Charles Babbage",
    "Lovelace, Ada and\n  Babbage, Jr, Charles": "Ada Lovelace, Charles Babbage Jr",
    "Lovelace, Ada and others": "Ada Lovelace et al.",
    'H{\\"u}bner, J{\\"o}rg and {Barnes and Noble}': "Jörg Hübner, Barnes and Noble",
    "Wei Wang 0001 and Ada Lovelace": "Wei Wang, Ada Lovelace",
    # What BibTeX does not take for a name either.
    "Ada Lovelace, Charles Babbage, Jörg Hübner, Wei Wang": None,
    "Anonymous": None,
    "": None,
}


@pytest.mark.parametrize("written", AUTHORS)
def test_authors_are_named_as_lists_name_them(written: str) -> None:
    (paper,) = from_bibtex(
        f"@misc{{x, title = {{Small Engines}}, author = {{{written}}}}}", "x.bib"
    )
    assert paper.authors == AUTHORS[written]
