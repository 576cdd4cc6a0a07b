// Measures search by meaning on a generated workspace, beside search by words.
// Usage: npm run bench -- --meaning [--page]. Exits with 1 if a goal is missed.
//   --page  writes the figures to docs/search-index.md
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../../src/clock.js';
import { Sealer } from '../../../src/sealing/seal.js';
import { parseQuery } from '../../../src/search-index/query/parse-query.js';
import type { Findings, SearchIndex } from '../../../src/search-index/search-index.js';
import { tokenKeyring } from '../../../src/search-index/sqlite/index-keys.js';
import { openSqliteIndexes } from '../../../src/search-index/sqlite/sqlite-indexes.js';
import { exitCodeOf, goalTable, type Goal } from '../../harness/figures/goals.js';
import { formatted, pageWith } from '../../harness/figures/made-section.js';
import { percent, table, whole } from '../../harness/figures/markdown.js';
import { percentile } from '../../harness/figures/statistics.js';
import {
  DIMENSIONS,
  exactly,
  generateMeanings,
  idOf,
  SyntheticModel,
  type MeaningQuestion,
  type MeaningWorkspace,
} from './workspace.js';

const PAGE = fileURLToPath(new URL('../../../docs/search-index.md', import.meta.url));
const MAKER = 'npm run bench -- --meaning';
const MODEL = 'synthetic';
const PAGES = 50_000;
const QUESTIONS_OF_KIND = 60;
const SEED = 3;
const BATCH = 100;
const VECTORS = 16;
const HITS = 10;
const NOW = new Date('2026-11-20T12:00:00Z');
const MIN_SIMILARITY = 0.25;
/** Questions whose exact nearest passages are worked out, to compare. */
const COMPARED = 40;
/** What is to be reached. */
const MIN_RECALL = 0.9;
const MAX_P99_MS = 100;
const MAX_DELAY_MS = 50;

/** What was found of one kind of question, by words and by both. */
interface Quality {
  readonly kind: MeaningQuestion['kind'];
  readonly questions: number;
  readonly words: number;
  readonly both: number;
}

interface Figures {
  readonly qualities: readonly Quality[];
  /** Milliseconds of the processor and of the clock, by words and by both. */
  readonly times: Readonly<Record<'wordsCpu' | 'bothCpu' | 'both', readonly number[]>>;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly secondsOfVectors: number;
  readonly delayMs: number;
  /** Share of the ten nearest passages that are found. */
  readonly exactness: number;
}

export async function runMeaning({ page }: { readonly page: boolean }): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-meaning-'));
  const indexes = openSqliteIndexes({
    folder: join(folder, 'search-index'),
    sealer: new Sealer(tokenKeyring('bench'), randomBytes),
    clock: systemClock,
    randomBytes,
  });
  try {
    const figures = await measure(
      await indexes.open('bench'),
      generateMeanings(PAGES, QUESTIONS_OF_KIND, SEED),
    );
    const goals = goalsOf(figures);
    const text = report(figures, goals);
    process.stdout.write(await formatted(text, PAGE));
    if (page) {
      await writeFile(PAGE, await pageWith(MAKER, text, PAGE));
    }
    return exitCodeOf(goals);
  } finally {
    await indexes.close();
    await rm(folder, { recursive: true });
  }
}

async function measure(index: SearchIndex, { documents, questions }: MeaningWorkspace): Promise<Figures> {
  for (let at = 0; at < documents.length; at += BATCH) {
    await index.commit({ put: documents.slice(at, at + BATCH) });
  }
  const bytesBefore = (await index.status()).sizeBytes;
  const model = new SyntheticModel();
  const byText = new Map<string, Float32Array>();
  const vectors = documents.map(({ passages }) => {
    const text = passages[0]?.text ?? '';
    const vector = model.vectorOf(text);
    byText.set(text, vector);
    return vector;
  });
  await index.meanings.begin(MODEL);
  const start = performance.now();
  for (;;) {
    const waiting = await index.meanings.unembedded(VECTORS);
    if (waiting.length === 0) {
      break;
    }
    await index.meanings.put(
      MODEL,
      waiting.map(({ key, hash, text }) => ({ key, hash, vector: byText.get(text) ?? model.vectorOf(text) })),
    );
  }
  const secondsOfVectors = (performance.now() - start) / 1000;
  await index.tidy();
  const bytesAfter = (await index.status()).sizeBytes;
  const asked = questions.map(({ query }) => model.vectorOf(query));
  const words = await askAll(questions, (query) => index.find(parseQuery(query), { limit: HITS, now: NOW }));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const both = await askAll(questions, (query, at) => {
    const vector = asked[at] ?? new Float32Array();
    const meaning = { model: MODEL, vector, minSimilarity: MIN_SIMILARITY };
    return index.find(parseQuery(query), { limit: HITS, now: NOW, meaning });
  });
  delay.disable();
  return {
    qualities: (['other words', 'some other words', 'same words'] as const).map((kind) => ({
      kind,
      questions: questions.filter((question) => question.kind === kind).length,
      words: recallOf(kind, questions, words.found),
      both: recallOf(kind, questions, both.found),
    })),
    times: { wordsCpu: words.cpuTimes, bothCpu: both.cpuTimes, both: both.times },
    bytesBefore,
    bytesAfter,
    secondsOfVectors,
    delayMs: delay.percentile(99) / 1e6,
    exactness: await exactnessOf(index, vectors, asked.slice(0, COMPARED)),
  };
}

async function askAll(
  questions: readonly MeaningQuestion[],
  ask: (query: string, at: number) => Promise<Findings>,
): Promise<{ found: readonly (readonly string[])[]; cpuTimes: readonly number[]; times: readonly number[] }> {
  const found: (readonly string[])[] = [];
  const cpuTimes: number[] = [];
  const times: number[] = [];
  for (const [at, { query }] of questions.entries()) {
    const start = performance.now();
    const before = process.cpuUsage();
    const { hits } = await ask(query, at);
    const { user, system } = process.cpuUsage(before);
    times.push(performance.now() - start);
    cpuTimes.push((user + system) / 1000);
    found.push(hits.map(({ document }) => document.id));
    // Other work, as in a server.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return { found, cpuTimes, times };
}

function recallOf(
  kind: MeaningQuestion['kind'],
  questions: readonly MeaningQuestion[],
  found: readonly (readonly string[])[],
): number {
  const ofKind = questions.flatMap((question, at) =>
    question.kind === kind ? [{ question, hits: found[at] }] : [],
  );
  return ofKind.filter(({ question, hits }) => hits?.includes(question.answer)).length / ofKind.length;
}

/** How many of the ten nearest, by comparing all vectors as they are, are the ten that the index finds. */
async function exactnessOf(
  index: SearchIndex,
  vectors: readonly Float32Array[],
  asked: readonly Float32Array[],
): Promise<number> {
  let shared = 0;
  for (const vector of asked) {
    const nearest = new Set(exactly(vectors, vector, HITS).map(idOf));
    // A word that nobody wrote leaves the order to the meaning.
    const { hits } = await index.find(parseQuery('zzqqxxjj'), {
      limit: HITS,
      now: NOW,
      meaning: { model: MODEL, vector, minSimilarity: 0 },
    });
    shared += hits.filter(({ document }) => nearest.has(document.id)).length;
  }
  return shared / (asked.length * HITS);
}

function goalsOf({ qualities, times, delayMs }: Figures): Goal[] {
  const [other, , same] = qualities;
  const p99 = percentile(times.bothCpu, 0.99);
  return [
    {
      text: `Recall of at least ${percent(MIN_RECALL)} for questions that share no word with their answer`,
      passed: (other?.both ?? 0) >= MIN_RECALL,
      detail: percent(other?.both ?? 0),
    },
    {
      text: 'What words find is found as before',
      passed: (same?.both ?? 0) >= (same?.words ?? 1),
      detail: percent(same?.both ?? 0),
    },
    {
      text: `99 of 100 queries take at most ${MAX_P99_MS} ms of the processor`,
      passed: p99 <= MAX_P99_MS,
      detail: `${whole(p99)} ms`,
    },
    {
      text: `Other work waits at most ${MAX_DELAY_MS} ms meanwhile, on a machine with nothing else to do (p99)`,
      passed: delayMs <= MAX_DELAY_MS,
      detail: `${whole(delayMs)} ms`,
      isAim: true,
    },
  ];
}

function report(figures: Figures, goals: readonly Goal[]): string {
  const { qualities, times, bytesBefore, bytesAfter, secondsOfVectors, exactness } = figures;
  const [load = 0] = loadavg();
  const pair = (list: readonly number[]): string =>
    `${percentile(list, 0.5).toFixed(1)} ms, ${percentile(list, 0.99).toFixed(1)} ms`;
  return [
    `Run on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node}, while ${load.toFixed(1)} programs on average wanted the processor.`,
    goalTable(goals),
    table(
      ['Question', 'Asked:', 'Recall at 10 by words:', 'By words and meaning:'],
      qualities.map(({ kind, questions, words, both }) => [kind, questions, percent(words), percent(both)]),
    ),
    table(
      ['Figure', ''],
      [
        ['passages', `${whole(PAGES)}, with ${whole(DIMENSIONS)} numbers each`],
        ['bytes of the file for the vector of a passage', whole((bytesAfter - bytesBefore) / PAGES)],
        ['of the ten nearest passages, found', percent(exactness)],
        ['vectors written a second', whole(PAGES / secondsOfVectors)],
        ['a query by words, by the processor: p50, p99', pair(times.wordsCpu)],
        ['by words and meaning', pair(times.bothCpu)],
        ['and by the clock', pair(times.both)],
      ],
    ),
  ].join('\n\n');
}
