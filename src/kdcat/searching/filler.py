"""Words that ask rather than name what is asked for: they never decide what a query is about.

Those that a full answer does without too (`of`, `the`) are `kdcat.words.STOP_WORDS`.
"""

from __future__ import annotations

from kdcat.words import STOP_WORDS

_ASKING = """
i me my we us our you your he she they them their who whom whose why how what which when where
whether is are was were be been being do does did doing has have had having can could may might
will would shall should must need needs want wants like looking look for find finding show give get
gives got tell help helps helping helped please know known see list anything something everything
nothing any some every all each both either neither other others another such same own only just
also even still already again very too so really quite rather much many more most several there
here then than if but because while though although yet nor up down out over under off away about
between among one ones thing things way ways kind kinds types examples let lets make makes making
made take takes taking use uses used using come comes came appear appeared go goes going tries
allow allows enable enables directly simply easily well via across within toward towards during per
etc vs versus apply applied applying propose proposed introduce introduces describe describes
discuss deal deals tackle concerning regarding dealing without
"""
_OF_PAPERS = """
paper papers article articles work works working study studies publication publications preprint
preprints literature research researchers author authors survey surveys written published publish
released method methods approach approaches technique techniques strategy strategies idea ideas
topic topics overview overviews introduction tutorial tutorials advances progress
developments trends recent latest modern current old older new newer newest state art sota popular
famous important interesting best good
"""
_OF_THE_FIELD = """
algorithm algorithms framework frameworks system systems pipeline pipelines solution solutions
scheme schemes model models network networks net nets neural deep machine learning learn learned
learns train trained training task tasks problem problems application applications setting
settings scenario scenarios result results performance accuracy scores improve improves improving
improved improvement better novel based related area areas field domain domains issue issues
losing loss benchmark benchmarks dataset datasets data set sets lot lots try keep put down type
sort explore address compare combine combines combined combining involve involves understanding
understand analysis analyze processing modeling modelling investigate investigation people user
users
"""
FILLER = STOP_WORDS | frozenset(_ASKING.split()) | frozenset(_OF_PAPERS.split())
"""Words that ask: a paper that has all the others has all that was asked."""
FAINT = FILLER | frozenset(_OF_THE_FIELD.split())
"""Words that say little: a paper need not have them to be near to what was asked."""
