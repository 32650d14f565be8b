"""Synonyms: runs of words that mean the same, which are abbreviations and what they stand for.

They are those that the papers of the field use for their own tasks and models; the list was put
together by hand and holds none that is only one paper's.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from kdcat.words import inflection

if TYPE_CHECKING:
    from collections.abc import Iterator

Run: TypeAlias = tuple[str, ...]
"""Words that follow one another, plain."""

_SAME = """
ast = audio spectrogram transformer
asr = speech recognition
avsr = audio visual speech recognition
bev = bird eye view
cnn = convolutional neural network
cv = computer vision
da = domain adaptation
dl = deep learning
dnn = deep neural network
e2e = end to end
end2end = end to end
fl = federated learning
fscil = few shot class incremental learning
gan = generative adversarial network
gnn = graph neural network
gcn = graph convolutional network
har = human activity recognition | human action recognition
hoi = human object interaction
ir = information retrieval
kd = knowledge distillation
lid = language identification
llm = large language model
lm = language model
lstm = long short term memory
ml = machine learning
mllm = multimodal large language model
mrc = machine reading comprehension
mt = machine translation
mtl = multi task learning
nas = neural architecture search
ner = named entity recognition
nlg = natural language generation
nli = natural language inference
nlp = natural language processing
nlu = natural language understanding
nmt = neural machine translation
nst = neural style transfer
ocr = optical character recognition | text recognition
qa = question answering
rag = retrieval augmented generation
re = relation extraction
reid = re identification | person re identification
rl = reinforcement learning
rnn = recurrent neural network
rnnt = rnn transducer
rnn t = rnn transducer
s2s = sequence to sequence | speech to speech
sam = segment anything model
sed = sound event detection
seq2seq = sequence to sequence
sid = speaker identification
slm = small language model
slu = spoken language understanding
snn = spiking neural network
sqa = spoken question answering
sr = super resolution
ssc = semantic scene completion
ssl = self supervised learning | semi supervised learning
st = speech translation
sts = semantic textual similarity
sv = speaker verification
tts = text to speech | speech synthesis
uda = unsupervised domain adaptation
vad = voice activity detection
vit = vision transformer
vlm = vision language model
vos = video object segmentation
vpr = visual place recognition
vqa = visual question answering | video quality assessment
wsss = weakly supervised semantic segmentation
zsl = zero shot learning
anti spoofing = spoofing detection
antispoofing = spoofing detection
keyword spotting = wake word detection
speech synthesis = text to speech
"""


def abbreviations() -> Iterator[tuple[Run, tuple[Run, ...]]]:
    """Yield each abbreviation with the runs of plain words that it may stand for."""
    for line in _SAME.strip().splitlines():
        short, _, long = line.partition(" = ")
        yield tuple(short.split()), tuple(tuple(each.split()) for each in long.split(" | "))


@cache
def synonyms() -> dict[Run, tuple[Run, ...]]:
    """Return for the inflections of the words of a run the runs that may stand in its place."""
    runs: dict[Run, tuple[Run, ...]] = {}
    for named, meanings in abbreviations():
        for run, others in ((named, meanings), *((meaning, (named,)) for meaning in meanings)):
            key = tuple(map(inflection, run))
            runs[key] = (*runs.get(key, ()), *others)
    return runs


@cache
def longest() -> int:
    """Return the greatest number of words for which `synonyms` has others."""
    return max(map(len, synonyms()))
