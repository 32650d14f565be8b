"""Words that near answers take for one another, in two levels.

A line of the table either holds words that mean the same, parted by commas, or says that who asks
for those on the left may be glad of those on the right of `>`, which is not so the other way round.
They are of the whole field of machine learning, put together by hand from how its papers and the
people who look for them speak; none is only one paper's. A word stands for all its forms. The
abbreviations that a full answer knows as well stand in `synonyms`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kdcat.searching import synonyms
from kdcat.searching.synonyms import Run
from kdcat.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BEGINNING = 3
_MOST_ALIKE = 1000
"""Runs that may stand in the place of one: as many as a query may have words."""

_TABLE = """
# Smaller and cheaper models
compress, shrink, compact, lightweight, light weight, tiny, mini, small, slim, efficient
efficient, fast, speed up, speedup, accelerate, acceleration, ultrafast, cheap, low cost
compress > quantization, pruning, distillation, parameter efficient, low rank
redundancy, redundant, unimportant, footprint > compress, pruning
pruning, sparsification, sparsify > sparse, compress, lottery ticket, efficient
quantization, low bit, int8, binarization, binarized, low precision > compress, binary, efficient
efficient > compress, real time, mobile, on device
computation, computational cost, compute, flops, inexpensive > efficient, fewer, fast, compress
reduce, fewer, less > efficient, compress, sparse, few
big, large, large scale, huge, billion parameter, multi billion, massive, giant

# Where models run
on device, mobile, edge, embedded, iot, phone, smartphone, wearable, microcontroller, low resource
  device
on device, device, hardware, small device > lightweight, efficient, compress, real time, fast
streaming, real time, online, low latency, latency, live > fast, causal, efficient
streaming > unidirectional, uni directional, offline to online
offline, non causal, non streaming, bidirectional
serving, inference engine, deployment > inference, latency, throughput, efficient
gpu, accelerator, cuda > hardware, kernel

# Teaching one model by another
teacher, expert, guidance > distillation, supervision, student
student, learner, pupil > distillation, teacher, compress
distillation, distill, knowledge transfer, dark knowledge, teacher student, student teacher
teach, learn from > distillation, transfer, self distillation, teacher
self distillation, self teaching, born again > self knowledge, self training, self improvement,
  self supervised
multi teacher, several teachers, multiple teachers, many teachers > ensemble, multiple, committee,
  mixture
ensemble, committee, several models, many models > multi teacher, mutual learning
mutual learning, peer, collaborative learning, online distillation, co training > mutual,
  bidirectional
dataset distillation, data distillation, dataset condensation > synthetic data
data free, label free, unlabeled, unlabelled, annotation free > unsupervised, zero shot, self
  supervised
logit, soft label, soft target, output distribution > label, response
feature distillation, hint, intermediate, hidden layer > feature, representation
sequence level > sequence, beam search
beam search > sequence level, decoding

# How a model is taught when labels are few
weakly supervised, weak label, weak supervision, few label, limited annotation, sparse label >
  unsupervised, semi supervised, self training
semi supervised, pseudo label, few label > weakly supervised, unsupervised, self training
self supervised, pretext task, contrastive, representation learning, pretrain, masked modeling,
  unsupervised
unsupervised, without supervision, without labels > self supervised, label free
masked autoencoder, mae, masked modeling, masked image modeling, masked video modeling > masked,
  mask, self supervised
pretrain, foundation model, large scale training > self supervised, fine tuning
fine tuning, finetuning, adaptation, transfer learning, tuning
lora, adapter, prompt tuning, prefix tuning, parameter efficient > low rank, fine tuning,
  efficient
few shot, one shot, low shot, low resource, little data, small data, limited data, data scarce,
  scarce > zero shot, transfer learning, data augmentation, meta learning
zero shot, unseen, open vocabulary, open set, open world > few shot, generalization
in context learning, few shot prompting, demonstration > prompt, few shot
continual, lifelong, incremental, catastrophic forgetting, forgetting, forget > rehearsal, replay,
  new classes
new classes, new tasks > continual, incremental
curriculum, staged, progressive, easy to hard, gradual, step by step
active learning, annotation cost, labeling effort > human in the loop, weakly supervised
data augmentation, augment, synthetic data, synthesize, mixup
domain adaptation, domain gap, domain shift, distribution shift, mismatch, discrepancy, out of
  distribution, gap > generalization, cross domain, adaptation
personalize, user specific, speaker specific, target speaker, particular speaker, particular
  user, one user, one speaker, customize > adaptation, test time adaptation
multi task, multitask, joint training, several tasks > joint, auxiliary task, shared
meta learning, learning to learn > few shot, adaptation
imbalanced, long tail, class imbalance, rebalance, skewed > focal loss, resampling
noisy label, label noise > noisy, robust
overfitting, overfit, regularization, regularize, dropout, weight decay > generalization
hyperparameter, hyper parameter, automl > neural architecture search, bayesian optimization

# Robustness, trust, privacy
robust, robustness, corruption, noisy, adverse > adversarial, noise, domain adaptation
weather, rain, fog, snow, adverse weather, rainstorm, night > robust, domain adaptation
attack, adversarial example, adversarial attack, evasion, perturbation > adversarial, robust
jailbreak, prompt injection, red teaming, red team > attack, safety, adversarial, harmful
backdoor, trojan, poisoning, data poisoning > attack
safety, alignment, harmful, guardrail, refusal, refuse > jailbreak, rlhf, preference
steal, extract, exfiltrate > extraction, leak, privacy
privacy, private, privacy preserving, data leakage, leak > federated, differential privacy,
  membership inference, secure, without sharing
federated, without sharing, across clients, decentralized training > privacy, distributed, client
membership inference, extraction attack, model stealing, model extraction > privacy, attack
unlearning, forget data, right to be forgotten > privacy, forgetting
watermark, fingerprint, provenance > detection of generated text, copyright
fairness, bias, debias, discrimination, stereotype, spurious correlation
interpretability, explainable, explanation, explain, interpretable, xai, saliency > attribution,
  visualization, probing
uncertainty, calibration, confidence, overconfident > bayesian, probabilistic
hallucination, hallucinate, factuality, factual, truthfulness > faithful, grounding
machine generated text, ai generated, fake, deepfake, forgery > spoofing, synthetic, detection

# Images and cameras
image, rgb, camera, 2d, photo, picture, visual > vision
single camera, monocular, single view, mono, single image, one image
multi camera, surround view, multi view, surround camera > bird eye view
omnidirectional, panorama, panoramic, 360, 360 degree, fisheye > spherical, surround view
event camera, event based, event guided, event stream, dvs > neuromorphic, spiking
stereo, disparity, depth estimation, depth, distance estimation > monocular
video, footage, film, temporal, spatio temporal
frame, keyframe > video
high resolution, upscale, upsampling > super resolution
super resolution, sr > high resolution
denoise, denoising, noise removal, remove noise, noise reduction, noise suppression > enhancement,
  restoration, diffusion
restoration, deblurring, deraining, dehazing, low light, artifact removal > enhancement, super
  resolution, denoising
segment, segmentation, mask, parsing, semantic segmentation, pixel level, pixel wise, delineate
panoptic, panoptic segmentation > semantic segmentation, instance segmentation, segmentation
object mask, instance segmentation, object segmentation > segmentation, mask
sam, segment anything, segment any > foundation model, segmentation
object detection, detector, detect, detecting, localization, bounding box, spotting
tracking, track, follow object, multi object tracking > trajectory
action recognition, activity recognition, human action, human activity, gesture recognition >
  video classification, pose
surveillance, cctv, security camera > person re identification, anomaly, tracking, video
crowd, pedestrian, people counting > person
caption, captioning, describe, description > vision language
attention prediction, gaze, eye movement, saliency prediction > saliency
resnet, convnet, cnn, convolutional > network, image classification
yolo, faster rcnn, rcnn, detr, ssd, retinanet > object detection, detection
unet, u net, mask rcnn, deeplab > segmentation
simclr, moco, byol, dino, contrastive learning > self supervised, contrastive, representation
vit, swin, deit, vision transformer > transformer, image
visual quality, perceptual quality, quality assessment > video quality assessment, image quality
mpeg, codec, h264, compressed domain > compressed video, compression

# Three dimensions, driving, robots
lidar, laser, laser scanner, laser scan, point cloud, point, voxel > 3d
point cloud, pointcloud, points > 3d, lidar
mesh, shape, surface > 3d, point cloud
cad > shape, mesh
3d, three dimensional, depth > point cloud, lidar
radar, mmwave, millimeter wave > sensor fusion
fuse, fusion, merge > multimodal
sensor, sensor fusion, multi sensor, multimodal > lidar, camera, radar
traffic signal, traffic light, traffic control
autonomous driving, self driving, driving, driverless, vehicle, car, road, traffic scene,
  autonomous vehicle > 3d detection, 3d object detection, bird eye view, lidar, trajectory
perception > detection, segmentation
bird eye view, top view, top down view > multi camera, 3d object detection
trajectory, motion forecasting, motion prediction, future path, pedestrian motion, human motion,
  crowd motion > forecasting, autonomous driving
predict, prediction, forecast, forecasting, anticipate, anticipation
3d reconstruction, reconstruct in 3d, image to 3d > 3d generation, mesh, novel view
occupancy, occupancy prediction, occupancy grid > scene completion, voxel
pointpillars, pillar, second, centerpoint, pointrcnn, voxelnet > 3d object detection, pillar,
  voxel, lidar
pointnet, dgcnn, minkowski > point cloud, 3d
nerf, radiance field, gaussian splatting, novel view, view synthesis > rendering, 3d
  reconstruction
coloring, colour, color, stylize, texture > stylization, style transfer, texture
registration, scan alignment, icp > matching, alignment
completion, fill > reconstruction, inpainting
inpainting > completion
slam, odometry, place recognition, localization > mapping, registration
affordance, grasping, manipulation, pick and place > robot
robot, robotics, embodied, legged, humanoid, drone, uav > navigation, manipulation, planning,
  control, affordance
part segmentation, part label > segmentation, shape

# Speech and sound
speech recognition, asr, transcription, transcribe, speech to text, voice recognition, dictation >
  acoustic model, ctc, transducer
acoustic model, hidden markov > speech recognition, ctc
ctc, transducer, rnn t, listen attend spell > speech recognition
wav2vec, hubert, wavlm, whisper, conformer, deepspeech, data2vec > speech recognition, speech,
  self supervised
voice assistant, smart speaker, alexa, siri, voice command > spoken language understanding,
  keyword spotting, natural language understanding
overlapping speech, overlapping, multi talker, multi speaker, cocktail party > separation,
  monaural, speaker
text to speech, tts, vocoder, speech synthesis, voice synthesis, voice cloning, synthetic speech,
  waveform generation, voice conversion
fastspeech, tacotron, wavenet, glow tts, hifi gan, waveglow > speech synthesis, text to speech
speech enhancement, speech denoising, noise suppression, clean speech, audio enhancement >
  denoising, noise robust, separation
noise, noisy environment, background noise > noise robust, robust, enhancement, denoising
speaker, talker, voice, vocal
voice > speech
speaker verification, speaker recognition, speaker identification, voice biometrics, voiceprint,
  voice authentication, voice identification, speaker authentication
diarization > speaker
spoofing, anti spoofing, countermeasure, deepfake, fake speech, fake voice, synthetic speech
  detection, cloned voice > spoofing detection, audio deepfake
sound, audio, acoustic, hear, listen > speech
sound event, acoustic event, audio event, environmental sound classification, environmental sound,
  ambient sound, everyday sound, sound classification, audio tagging, audio classification, sound
  tagging > acoustic scene, event detection
emotion, affect, mood, emotional, sentiment
lip reading, lip, lipreading, visual speech, visual speech recognition > cued speech, audio visual
gesture recognition, sign language recognition > cued speech, lip reading
deaf, sign language, hand gesture, hearing impaired, gesture > cued speech, lip reading
keyword spotting, wake word, hotword > voice assistant, speech recognition
speech translation, speech to text translation, spoken translation, spoken language translation,
  interpreting > machine translation
singing, song, melody > music
spoken, oral, utterance > speech
spoken language understanding, slu, intent detection, slot filling > natural language
  understanding, spoken language
language identification, which language, dialect > spoken language

# Language
language model, llm, lm, large language model, gpt, pretrained language model, plm, bert >
  transformer, encoder, natural language understanding
bert, roberta, albert, electra, xlnet, masked language model > language model, tinybert
gpt, chatgpt, gpt 4, llama, mistral, palm, t5 > large language model, language model
lstm, bilstm, rnn, recurrent, gru
machine translation, nmt, translate, translation, mt
multilingual, many languages, several languages, cross lingual, crosslingual
language > multilingual, cross lingual
non autoregressive, parallel decoding > fast, machine translation
question answering, qa, reading comprehension, answer questions > passage, reader
retrieve, retrieval, search, ranking, rank, rerank, find documents, passage retrieval, lookup
video retrieval, text to video retrieval, text video retrieval
image retrieval, text to image retrieval, image text retrieval
text query, sentence query, natural language query, language query, language based > retrieval
cross encoder, bi encoder, dual encoder, two tower, late interaction > retrieval, ranking, sentence
retriever, passage, document, dense retrieval, information retrieval, web search > retrieval,
  question answering
retrieval augmented, rag, knowledge grounded > retrieval, knowledge
sentence, paragraph, sentence level, document level > text
summarize, summarization, abstract, shorten text, condense > abstractive, extractive
named entity, ner, entity, entity recognition, entity tagging > information extraction
relation extraction, information extraction, event extraction, event detection, argument
  extraction
sentiment, sentiment analysis, sentiment classification, opinion, review, polarity, opinion mining >
  text classification
text classification, document classification, topic classification, categorize, categorization >
  classification, sentiment analysis, intent detection
ocr, text recognition, scene text > document
handwriting, handwritten > text recognition, document
dialogue, dialog, conversation, conversational, chatbot, chat, assistant > question answering
reasoning, chain of thought, step by step, think, rationale, logical > arithmetic, commonsense,
  math
math, arithmetic, mathematical, word problem > reasoning
planning, plan, task planning > reasoning, agent
agent, autonomous agent, tool use, tool, api call > planning, multi agent
code generation, program synthesis, programming > code
instruction tuning, instruction following, rlhf, preference, human feedback > alignment, fine
  tuning
prompt, prompting, prompt engineering > in context learning, instruction
long context, long document, context length, context window > memory, kv cache, attention
mixture of experts, moe, sparse expert > expert, routing
kv cache, paged attention, memory management > attention, memory, inference
speculative decoding, draft model > decoding, fast inference
text to sql, semantic parsing > database, code
evaluation, benchmark, evaluate, assess, measure, metric

# Several senses at once
cross modal, cross modality, across modalities, modality, crossmodal, inter modal, bimodal
multimodal, multi modal, audio visual, several modalities > cross modal, fusion, vision language
audio visual, audiovisual, audio video, sound and vision > multimodal, cross modal
vision language, vlm, clip, image text, blip, flamingo, llava > multimodal, open vocabulary,
  foundation model
text to image, image generation, image synthesis, stable diffusion, dall e, imagen > diffusion,
  generative
text to video, video generation, video synthesis > diffusion, video, generative
visual question answering, vqa > vision language, multimodal

# Generative models
generate, generative, generation, synthesis, synthesize, synthetic
diffusion, score based, denoising diffusion, ddpm, latent diffusion > generative, sampling
few step, one step, consistency model, fewer steps, sampling steps > sampling, fast, diffusion
gan, adversarial network, stylegan, generator > generative, adversarial
vae, autoencoder, variational, latent variable > generative, latent
edit image, image editing, image manipulation > editing, image to image

# Graphs, recommendation, tables, time
graph, gnn, gcn, graph convolution, network embedding, node classification > relational
recommend, recommendation, recommender, collaborative filtering, click through rate, ctr >
  ranking, user
knowledge graph, knowledge base, ontology > graph, entity
forecasting, forecast > prediction, time series
tabular, table, spreadsheet > structured data
causal, causality, cause, cause effect, counterfactual, treatment effect, confound > intervention
anomaly, outlier, anomaly detection, defect, novelty detection > out of distribution

# Acting and deciding
reinforcement learning, rl, q learning, policy gradient, actor critic, reward, policy > decision,
  control
multi agent, marl, cooperative, several agents, team > reinforcement learning, communication, game
imitation, imitation learning, behavior cloning, learn from demonstrations, demonstration > policy
exploration, curiosity, intrinsic reward > reinforcement learning
value decomposition, value factorization, mixing network > credit assignment, multi agent
credit assignment, credit, value decomposition > multi agent, cooperative
communication, communicate, talk > message, dialogue
football, soccer > game, sport
game, play, playing > reinforcement learning, multi agent
human computer interaction, hci, user study, users, interface > human, interaction
simulation, simulator, simulate, sim to real > synthetic, physics

# People, and what they do
story, storytelling, narrative, fiction, tale > creative writing, writing
write, writing, writer, co writing, creative writing, draft > story, text generation
creative, creativity, ideation, brainstorm, brainstorming, idea generation > design, creative
  writing
beginner, novice, newcomer > education, programming
education, educational, tutoring, tutor, classroom, school, pedagogy, e learning
coding, programmer, developer, software engineering, pair programming, coding assistant > code,
  programming, code generation
accessibility, accessible, assistive, disability, disabled, impairment > blind, deaf, low vision
blind, visually impaired, low vision, screen reader > accessibility
child, children, kid, teenager, youth, adolescent
elderly, older adult, aging, ageing, senior, dementia
mental health, wellbeing, well being, depression, anxiety, therapy, counseling, psychotherapy >
  emotional support, health
trust, reliance, overreliance, trustworthy > explanation, uncertainty
collaborate, collaboration, co creation, teamwork > human
visualization, visual analytics, chart, dashboard > data
annotate, annotation, crowdsourcing, crowdworker, label data
misinformation, disinformation, fake news, rumor, fact checking
hate speech, toxic, toxicity, offensive, abusive, cyberbullying
legal, law, court, legislation, contract
finance, financial, stock, trading, economic

# Science and medicine
medical, clinical, biomedical, healthcare > lesion, tumor, disease, patient, diagnosis
lesion, tumor, cancer, disease > medical, diagnosis
radiology, mri, ct scan, x ray, pathology, patient > medical, clinical
physics informed, pinn, differential equation, pde, numerical solver > physics, simulation,
  operator learning
fluid, flow, turbulence, navier stokes, aerodynamic, cfd > physics, simulation
molecule, drug, protein, chemistry, material > scientific

# How networks are built and taught
bidirectional, bi directional, both directions, two directions, two way
transformer, attention, self attention, attention based
architecture search, nas, network design > architecture
optimizer, optimization, gradient descent, sgd, adam > training, convergence
distributed training, parallelism, data parallel, pipeline parallel, cluster > large scale, gpu
scaling law, scale up, scaling > large scale
survey, review, overview, tutorial, taxonomy
"""


class Level(NamedTuple):
    """What may stand in the place of a run of words."""

    same: tuple[Run, ...] = ()
    related: tuple[Run, ...] = ()


Group: TypeAlias = tuple[tuple[Run, ...], tuple[Run, ...]]
"""Runs that mean the same, and those that they lead to."""


class Thesaurus(NamedTuple):
    """Groups, and where a run of words stands in them."""

    groups: tuple[Group, ...]
    by_beginning: dict[str, list[tuple[Run, int]]]
    """For the first letters of runs the runs, and the number of the group of each."""
    by_key: dict[str, dict[Run, list[tuple[Run, int]]]]
    """The same by what the forms of a run have in common, for the letters that were looked at."""


def key(words: Iterable[str]) -> Run:
    """Return what the forms of a run of plain words have in common."""
    return tuple(map(stem, words))


def beginning(run: Sequence[str]) -> str:
    """Return the letters that the forms of a run of plain words all begin with."""
    return run[0][:_BEGINNING]


def like(thesaurus: Thesaurus, run: Run) -> Level:
    """Return what may stand in the place of a run of plain words; nothing if it is not known."""
    own = key(run)
    same: dict[Run, Run] = {}
    related: dict[Run, Run] = {}
    start = beginning(run)
    if start not in thesaurus.by_key:
        by_key = thesaurus.by_key[start] = {}
        for one, number in thesaurus.by_beginning.get(start, ()):
            by_key.setdefault(key(one), []).append((one, number))
    for other, number in thesaurus.by_key[start].get(own, ()):
        if len(same) >= _MOST_ALIKE or len(related) >= _MOST_ALIKE:
            break
        left, right = (runs[:_MOST_ALIKE] for runs in thesaurus.groups[number])
        same.update((key(each), each) for each in left if each != other)
        related.update((key(each), each) for each in right)
    same.pop(own, None)
    return Level(
        tuple(same.values()), tuple(run for stems, run in related.items() if stems not in same)
    )


@cache
def shipped() -> Thesaurus:
    """Return the table that comes with kdcat, the known abbreviations among the same."""
    # Two that one abbreviation stands for are not the same.
    abbreviations = [
        ((short, long), ()) for short, longs in synonyms.abbreviations() for long in longs
    ]
    return of_groups([*_groups(_TABLE), *abbreviations])


def of_groups(groups: Iterable[Group]) -> Thesaurus:
    """Return a thesaurus of groups."""
    groups = tuple(groups)
    by_beginning: dict[str, list[tuple[Run, int]]] = {}
    for number, (left, _) in enumerate(groups):
        for run in left:
            by_beginning.setdefault(beginning(run), []).append((run, number))
    return Thesaurus(groups, by_beginning, {})


def _groups(table: str) -> Iterator[Group]:
    for line in table.replace("\n  ", " ").splitlines():
        if line and not line.startswith("#"):
            left, _, right = line.partition(" > ")
            yield _runs(left), _runs(right)


def _runs(text: str) -> tuple[Run, ...]:
    return tuple(tuple(run.split()) for run in text.split(", ") if run)
