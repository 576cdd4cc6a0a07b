// Builds an index of the generated workspace and asks it.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseQuery } from '../../../src/search-index/query/parse-query.js';
import type { SearchIndex } from '../../../src/search-index/search-index.js';
import { oneOf, seededRandom } from '../../harness/random.js';
import type { BenchStore } from './stores.js';
import type { GeneratedWorkspace, Question, QuestionKind } from './workspace.js';

/** Documents written in one commit. */
const BATCH = 100;
const HITS = 10;
const NOW = new Date('2026-11-20T12:00:00Z');
/** Further questions of everyday kinds, for times only. */
const EVERYDAY = 300;
const SLOWEST = 15;
/** Of a millisecond. */
const NANOSECONDS = 1e6;

interface AskedQuery {
  readonly query: string;
  readonly cpuMs: number;
}

/** How well the questions of one kind are answered. */
export interface Quality {
  readonly kind: QuestionKind;
  readonly questions: number;
  /** Share of the answers among the first ten. */
  readonly recall: number;
  /** Mean of one divided by the place of the answer. */
  readonly mrr: number;
}

export interface SearchFigures {
  readonly documents: number;
  readonly words: number;
  readonly textBytes: number;
  readonly sizeBytes: number;
  readonly buildSeconds: number;
  readonly qualities: readonly Quality[];
  /** Milliseconds of each query, ascending. */
  readonly times: readonly number[];
  /** The same of the processor: what a machine with nothing else to do would take. */
  readonly cpuTimes: readonly number[];
  /** Milliseconds of the 99th of 100 pauses of the event loop while it was asked, and of the longest. */
  readonly loopDelays: { readonly p99: number; readonly longest: number };
  /** Bytes of the process that the index and its queries added. */
  readonly memoryBytes: number;
}

/** Writes everything, as a crawl does. */
export async function build(index: SearchIndex, { documents }: GeneratedWorkspace): Promise<number> {
  const start = performance.now();
  for (let at = 0; at < documents.length; at += BATCH) {
    await index.commit({ put: documents.slice(at, at + BATCH) });
  }
  await index.tidy();
  return (performance.now() - start) / 1000;
}

export async function ask(
  index: SearchIndex,
  workspace: GeneratedWorkspace,
  { cpuMs }: Pick<BenchStore, 'cpuMs'>,
): Promise<
  Pick<SearchFigures, 'qualities' | 'times' | 'cpuTimes' | 'loopDelays'> & {
    readonly slowest: readonly AskedQuery[];
  }
> {
  const times: number[] = [];
  const asked: AskedQuery[] = [];
  const placeOf = async ({ query, answer }: Pick<Question, 'query' | 'answer'>): Promise<number> => {
    const start = performance.now();
    const before = cpuMs();
    const { hits } = await index.find(parseQuery(query), { limit: HITS, now: NOW });
    times.push(performance.now() - start);
    asked.push({ query, cpuMs: cpuMs() - before });
    return hits.findIndex(({ document }) => document.id === answer) + 1;
  };
  const places = new Map<QuestionKind, number[]>();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  for (const question of workspace.questions) {
    places.set(question.kind, [...(places.get(question.kind) ?? []), await placeOf(question)]);
  }
  for (const query of everyday(workspace)) {
    await placeOf({ query, answer: '' });
  }
  loop.disable();
  const slowest = asked.toSorted((one, other) => other.cpuMs - one.cpuMs);
  return {
    loopDelays: { p99: loop.percentile(99) / NANOSECONDS, longest: loop.max / NANOSECONDS },
    slowest: slowest.slice(0, SLOWEST),
    qualities: [...places].map(([kind, found]) => ({
      kind,
      questions: found.length,
      recall: found.filter((place) => place > 0).length / found.length,
      mrr: found.reduce((sum, place) => sum + (place > 0 ? 1 / place : 0), 0) / found.length,
    })),
    times: times.toSorted((one, other) => one - other),
    cpuTimes: slowest.map((each) => each.cpuMs).toReversed(),
  };
}

/** Words as they come in texts, common ones most; prefixes; parts of the workspace. */
function everyday({ documents }: GeneratedWorkspace): readonly string[] {
  const random = seededRandom(7);
  return Array.from({ length: EVERYDAY }, (_, number) => {
    const words = (oneOf(random, documents).passages[0]?.text ?? '')
      .split(/\s+/)
      .filter((word) => word.length < 30);
    const some = Array.from({ length: 1 + (number % 4) }, () =>
      words.length === 0 ? 'x' : oneOf(random, words),
    );
    switch (number % 6) {
      case 0:
        return `${some[0]?.slice(0, 3)}*`;
      case 1:
        return `${some.join(' ')} in:${documents[number % 20]?.id ?? ''}`;
      case 2:
        return `${some.join(' ')} edited:>2026-06-01 kind:page`;
      default:
        return some.join(' ');
    }
  });
}
