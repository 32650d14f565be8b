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
asr = speech recognition
ast = audio spectrogram transformer
asv = automatic speaker verification
avsr = audio visual speech recognition
bev = bird eye view
cil = class incremental learning
cnn = convolutional neural network
cot = chain of thought
crf = conditional random field
ctr = click through rate
cv = computer vision
da = domain adaptation
ddpm = denoising diffusion probabilistic model
dg = domain generalization
dit = diffusion transformer
dl = deep learning
dnn = deep neural network
dpo = direct preference optimization
drl = deep reinforcement learning
e2e = end to end
ehr = electronic health record
end2end = end to end
fl = federated learning
fscil = few shot class incremental learning
fsl = few shot learning
gan = generative adversarial network | generative adversarial net
gat = graph attention network
gcn = graph convolutional network
gmm = gaussian mixture model
gnn = graph neural network
har = human activity recognition | human action recognition
hci = human computer interaction
hdr = high dynamic range
hmm = hidden markov model
hoi = human object interaction
hrl = hierarchical reinforcement learning
icl = in context learning
iqa = image quality assessment
ir = information retrieval
irl = inverse reinforcement learning
kd = knowledge distillation
kg = knowledge graph
kws = keyword spotting
ldm = latent diffusion model
lid = language identification
llm = large language model
lm = language model
lstm = long short term memory
mae = masked autoencoder
marl = multi agent reinforcement learning
mcts = monte carlo tree search
mdp = markov decision process
mia = membership inference attack
ml = machine learning
mllm = multimodal large language model
mlm = masked language model
mlp = multi layer perceptron
moe = mixture of experts
mot = multi object tracking
mpc = model predictive control
mrc = machine reading comprehension
mt = machine translation
mtl = multi task learning
nas = neural architecture search
ner = named entity recognition
nerf = neural radiance field
nlg = natural language generation
nli = natural language inference
nlp = natural language processing
nlu = natural language understanding
nmt = neural machine translation
nst = neural style transfer
ocr = optical character recognition | text recognition
ood = out of distribution
peft = parameter efficient fine tuning
pinn = physics informed neural network
plm = pretrained language model | pre trained language model
pomdp = partially observable markov decision process
ppo = proximal policy optimization
ptq = post training quantization
qa = question answering
qat = quantization aware training
rag = retrieval augmented generation
re = relation extraction
reid = re identification | person re identification
rl = reinforcement learning
rlhf = reinforcement learning from human feedback
rnn = recurrent neural network
rnn t = rnn transducer
rnnt = rnn transducer
s2s = sequence to sequence | speech to speech
sam = segment anything model
sed = sound event detection
seq2seq = sequence to sequence
ser = speech emotion recognition
sfm = structure from motion
sid = speaker identification
sisr = single image super resolution
slam = simultaneous localization and mapping
slm = small language model
slu = spoken language understanding
snn = spiking neural network
sqa = spoken question answering
sr = super resolution
ssc = semantic scene completion
ssl = self supervised learning | semi supervised learning
ssm = state space model
st = speech translation
sts = semantic textual similarity
sv = speaker verification
svm = support vector machine
t2i = text to image
t2v = text to video
trpo = trust region policy optimization
tse = target speaker extraction
tta = test time adaptation
tts = text to speech | speech synthesis
uav = unmanned aerial vehicle
uda = unsupervised domain adaptation
vad = voice activity detection
vae = variational autoencoder | variational auto encoder | variational bayes
vc = voice conversion
vit = vision transformer
vla = vision language action
vlm = vision language model
vln = vision language navigation | vision and language navigation
vos = video object segmentation
vpr = visual place recognition
vqa = visual question answering | video quality assessment
vsr = video super resolution | visual speech recognition
wsss = weakly supervised semantic segmentation
xai = explainable artificial intelligence | explainable ai
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
