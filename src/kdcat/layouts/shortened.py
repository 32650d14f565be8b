"""Words to which the names of journals and conferences are shortened, with a full stop behind them.

Such a stop ends nothing: `IEEE Trans. Geosci. Remote Sens., vol. 54`. The words are those of the
list of title word abbreviations of ISO 4 that the venues of the field have.
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
SHORTENED: tuple[str, ...] = tuple(_WORDS.split())
"""The words, without their full stops."""
AFTER_SHORTENED: tuple[str, ...] = (
    *("Am", "Control", "Graph", "Image", "Imaging", "Lang", "Learn", "Model", "Process", "Robot"),
    *("Secur", "Signal"),
)
"""Words that may end a title too: they are shortened ones behind another, as in `Inf. Process.`, or
behind a sponsor."""
PHRASES: tuple[str, ...] = ("J. Math", "Image Process", "Signal Process", "Speech Lang")
"""Words that are shortened ones together."""
