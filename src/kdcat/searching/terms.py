"""The terms of the field: what a query may be about, whether or not a catalog holds it.

They tell a subject that a list lacks, which leaves a query unanswered, from a name that a paper on
the same subject may lack. Named here are subjects, tasks, data and families of methods; never data
sets, models or other names; data sets stand in a list of their own. Words of a term stand together,
so two words of which each says by itself what is meant (`video classification`) are no term.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kdcat.searching.thesaurus import Level, beginning, key, like, shipped

if TYPE_CHECKING:
    from kdcat.searching.synonyms import Run

_TERMS = """
# Images
image classification, image recognition, face, facial, face recognition, face detection, iris,
fingerprint, palmprint, gait, pose, pose estimation, human pose, hand pose, keypoint, landmark,
super resolution, deblurring, dehazing, deraining, denoising, inpainting, outpainting, matting,
colorization, hdr, tone mapping, low light, image restoration, image retrieval, image generation,
image synthesis, image editing, image captioning, image compression, style transfer, virtual try
on, fashion, makeup, optical flow, scene flow, stereo, depth estimation, salient object, saliency,
edge detection, crowd counting, counting, object counting, person re identification, person
search, pedestrian, visual tracking, object tracking, aerial, drone, uav, satellite, remote
sensing, hyperspectral, multispectral, sar, land cover, fine grained, visual grounding, referring
expression, scene graph, visual relationship, camouflaged, license plate, barcode, traffic sign,
traffic light, lane detection, parking, road damage, document layout, table extraction, chart,
diagram, figure, handwriting, signature verification, ocr, scene text, sketch, cartoon, anime,
comic, meme, art, painting, logo, font, icon, emoji, microscopy, thermal, infrared, event camera,
panorama, fisheye, light field, hologram, hashing,

# Video
video generation, video prediction, video editing, frame interpolation, talking head, lip sync,
avatar, animation, motion capture, dance, sign language, lip reading, gesture, micro expression,
emotion, video retrieval, video summarization, video question answering, video compression,
deepfake, surveillance, sport, football, basketball, tennis, cooking, egocentric, highlight
detection, movie,

# Three dimensions
novel view, view synthesis, neural radiance field, radiance, gaussian splatting, 3d
reconstruction, 3d generation, mesh generation, cad, slam, odometry, localization, place
recognition, mapping, occupancy, structure from motion, rendering, relighting, hand object, human
body, garment, hair, texture synthesis, indoor, floor plan, building, urban, terrain, forest,
lidar, radar, sonar, ultrasonic, ultrasound,

# Robots, games, decisions
reinforcement learning, q learning, policy gradient, actor critic, offline reinforcement,
imitation learning, inverse reinforcement, multi agent, bandit, markov decision, monte carlo tree,
planning, path planning, robot, robotics, grasping, manipulation, locomotion, legged, humanoid,
navigation, drone racing, swarm, embodied, sim to real, surgical, prosthetic, game, atari,
starcraft, minecraft, poker, chess, go game, auction, mechanism design, negotiation, traffic
signal, scheduling, routing, vehicle routing, logistics, combinatorial optimization, traveling
salesman, sat solver, integer programming, theorem proving, autonomous driving, trajectory,
driver, pedestrian, intersection, power grid, smart grid, energy,

# Speech, sound, music
speech recognition, speech synthesis, text to speech, speech to speech, speech translation, voice
conversion, speaker verification, speaker recognition, diarization, speech enhancement, speech
separation, dereverberation, keyword spotting, wake word, pronunciation, stuttering, dysarthric,
dysarthria, cough, lullaby, accent, emotion recognition, spoofing, music, singing, song, melody,
piano, guitar, drum, instrument, lyrics, music generation, source separation, beat tracking, sound
event, acoustic scene, audio captioning, bird, whale, animal, bioacoustic, echo cancellation,
beamforming, hearing aid, microphone array,

# Language
machine translation, question answering, reading comprehension, summarization, named entity,
relation extraction, event detection, coreference, dependency parsing, constituency, part of
speech, semantic role, semantic parsing, text to sql, sentiment, sarcasm, irony, humor, stance,
argument mining, fake news, misinformation, rumor, hate speech, toxic, toxicity, cyberbullying,
offensive, propaganda, topic model, keyphrase, paraphrase, textual entailment, natural language
inference, word embedding, word sense, lexicon, morphology, tokenization, spelling, grammar,
grammatical error, essay, text simplification, story, storytelling, poetry, poem, creative
writing, dialogue, chatbot, persona, empathetic, recommendation, legal, law, court, contract,
patent, finance, financial, stock, education, tutoring, student performance, math word,
mathematical reasoning, commonsense, code generation, program synthesis, code completion,
programming, software, code, source code, binary code, machine code, error correcting code, bug,
vulnerability, malware, fuzzing, compiler, tool use, retrieval augmented, in context learning,
chain of thought, instruction tuning, prompt injection, jailbreak, red teaming, hallucination,
alignment, rlhf, preference, long context, agent, text generation, plagiarism, authorship, machine
generated text, crosslingual, code switching, transliteration, bible, latin, temporal reasoning,
table, tabular, spreadsheet, database, sql, ontology, knowledge graph, entity linking,

# Graphs, recommendation, time, tables
graph neural, graph, graph classification, node classification, link prediction, community
detection, graph generation, recommender, collaborative filtering, click through rate, ctr,
advertising, e commerce, session based, social network, influence, user modeling, search engine,
web search, crowdsourcing, time series, forecasting, anomaly detection, outlier, survival
analysis, churn, fraud, credit scoring, insurance, spatio temporal traffic, traffic flow, traffic
prediction, weather forecasting, electricity, load forecasting, predictive maintenance, fault
diagnosis, remaining useful life, process mining, sensor network, human activity, wearable,
smartwatch, iot, indoor positioning, wifi, channel estimation, mimo, wireless,

# Medicine and science
medical, clinical, radiology, x ray, chest, mri, ct, tumor, cancer, lesion, polyp, retina,
retinal, fundus, skin, histopathology, pathology, endoscopy, ecg, eeg, emg, fmri, brain, heart,
cardiac, lung, liver, kidney, breast, dental, zero knowledge, blood, cell, covid, diabetes,
alzheimer, autism, depression, mental health, sleep, epilepsy, seizure, stroke, surgery, patient,
electronic health record, health, healthcare, diagnosis, drug, drug discovery, molecule,
molecular, retrosynthesis, chemistry, chemical, protein, genome, genomic, dna, rna, gene, single
cell, crispr, antibody, vaccine, enzyme, bacteria, material, crystal, battery, catalyst, polymer,
quantum, physics, physics informed, pde, differential equation, fluid, turbulence, navier stokes,
aerodynamic, climate, weather, ocean, earthquake, seismic, geoscience, hydrology, flood,
astronomy, galaxy, particle physics, nuclear, plasma, agriculture, crop, plant, soil, food,
recipe, nutrition, manufacturing, defect, steel, chip design, circuit, vlsi, fpga, solver,

# Kinds of learning
federated, federated learning, differential privacy, membership inference, homomorphic encryption,
secure computation, blockchain, unlearning, machine unlearning, backdoor, poisoning, adversarial
attack, adversarial example, adversarial patch, adversarial training, model extraction, watermark,
fairness, bias, debiasing, causal, causality, counterfactual, interpretability, explainable,
explanation, calibration, uncertainty, out of distribution, open set, open vocabulary, conformal,
few shot, meta learning, continual, lifelong, incremental, active learning, curriculum, semi
supervised, self supervised, contrastive, metric learning, clustering, dimensionality reduction,
domain adaptation, domain generalization, test time, noisy label, long tail, class imbalance,
multi label, multi view, multi instance, zero shot, transfer learning, multi task, ensemble,
boosting, random forest, support vector, kernel method, gaussian process, bayesian, variational,
bayesian optimization, hyperparameter, architecture search, neural architecture, evolutionary,
genetic, swarm intelligence, symbolic regression, neuro symbolic, logic, spiking, neuromorphic,
diffusion model, generative adversarial, normalizing flow, energy based, autoencoder, text to
image, text to video, text to 3d, text to audio, text to music, image to image, image to video,
virtual reality, augmented reality, metaverse, mixture of experts, state space, hypernetwork,
capsule, reservoir, hopfield, pruning, quantization, distillation, compression, sparsity, low
rank, binary network, speculative decoding, kv cache, distributed training, scaling law, gpu, tpu,
serving, memory management, compiler optimization, operating system, cloud, serverless, network
traffic, optimization, convergence, generalization bound, information bottleneck, neural tangent,
lottery ticket, vision language, multimodal, cross modal, audio visual, visual question answering,
image text, speech, text, video, audio, point cloud, 3d, language model, human computer
interaction, user study, accessibility, privacy, safety,
"""

_DATA_SETS = """
imagenet cifar cifar10 cifar100 mnist coco mscoco voc cityscapes ade20k lvis openimages celeba ffhq
lsun laion flickr30k vqav2 gqa textvqa nyuv2 nyu kitti semantickitti nuscenes nuimages waymo
argoverse lyft once scannet s3dis shapenet modelnet modelnet40 objaverse matterport3d semanticposs
carla tum kinetics ucf101 hmdb51 hmdb activitynet charades ava epickitchens msvd msrvtt youcook2
howto100m davis youtubevos mot17 librispeech librilight libritts tedlium switchboard wsj wsj0 timit
commonvoice aishell gigaspeech ljspeech vctk voxceleb voxpopuli iemocap meld asvspoof audioset esc50
urbansound8k audiocaps clotho musdb musan demand voicebank dns fsd50k covost mustc fleurs slurp fsc
snips squad glue superglue mnli snli sst sst2 imdb yelp msmarco trec triviaqa hotpotqa wmt iwslt
flores cnndm xsum gigaword conll conll2003 ontonotes wikitext bookcorpus c4 pile mmlu gsm8k
hellaswag race dbpedia movielens cora citeseer pubmed ogb atari mujoco d4rl
"""
_OF_DATA_SETS = frozenset(_DATA_SETS.split())


def is_data_set(word: str) -> bool:
    """Tell whether a plain word is the name of a well-known data set."""
    return word in _OF_DATA_SETS


@cache
def _by_beginning() -> dict[str, list[Run]]:
    """The terms by their first letters."""
    found: dict[str, list[Run]] = {}
    text = " ".join(line for line in _TERMS.splitlines() if not line.startswith("#"))
    for term in text.split(","):
        if run := tuple(term.split()):
            found.setdefault(beginning(run), []).append(run)
    return found


def is_term(run: Run) -> bool:
    """Tell whether a run of plain words is a term, in whatever form."""
    near = _by_beginning().get(beginning(run), ())
    return any(len(term) == len(run) and key(term) == key(run) for term in near)


def is_known(run: Run) -> bool:
    """Tell whether a run of plain words is a term or has others of its meaning."""
    return is_term(run) or like(shipped(), run) != Level()
