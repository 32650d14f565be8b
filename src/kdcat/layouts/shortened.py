"""Words to which the names of journals and conferences are shortened, with a full stop behind them.

Such a stop ends nothing: `IEEE Trans. Geosci. Remote Sens., vol. 54`. The words are those that the
venues of the field have, as the references of the IEEE, ISO 4 and DBLP shorten them.
"""

from __future__ import annotations

_WORDS = """
Acad Acoust Adv Affect Amer Anal Ann Annu Appl Artif Assoc Astrophys Autom Bioinform Biol Biomed
Biotechnol Br Brit Chem Clin Commun Comput Conf Cybern Discov Distrib Electr Electron Emerg Empir
Eng Engrg Environ Eur Evol Gener Geophys Geosci Ind Inf Inform Informat Int Integr Intell Intervent
J Knowl Lett Linguist Mach Mater Math Mech Med Mob Multim Nat Natl Netw Neurosci Obs Observ
Photogramm Phys Proc Psychol Radiol Recognit Represent Res Rev Sci Sel Sens Soc Softw Stat Statist
Surv Symp Syst Technol Theor Trans Transp Underst Univ Veh Vis Wirel
"""
_SHORTENED = frozenset(_WORDS.split())
# These may end a title too: they are shortened ones behind another (`Inf. Process.`), or a sponsor.
_BEHIND_ANOTHER_WORDS = """
Am Control Graph Image Imaging Lang Learn Model Process Robot Secur Signal
"""
_BEHIND_ANOTHER = frozenset(_BEHIND_ANOTHER_WORDS.split())
_TOGETHER = frozenset(["Image Process", "Signal Process", "Speech Lang"])
_AROUND = "([{,;:/-"


def ends_shortened(text: str) -> bool:
    """Return whether a text ends in a shortened word, so that a full stop behind ends nothing."""
    words = text[-_LONGEST:].split()
    if not words:
        return False
    word = words[-1].lstrip(_AROUND)
    if word in _SHORTENED:
        return True
    if word not in _BEHIND_ANOTHER or len(words) == 1:
        return False
    before = words[-2]
    is_shortened = before.endswith(".") and before[-2:-1].isalpha()
    return is_shortened or before == "IEEE" or f"{before} {word}" in _TOGETHER


_LONGEST = 40
"""Characters that two words have at most."""
