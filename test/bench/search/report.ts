// What is to be reached, and the page's text.
import { loadavg } from 'node:os';
import { goalTable, type Goal } from '../../harness/figures/goals.js';
import { percent, table, whole } from '../../harness/figures/markdown.js';
import type { SearchFigures } from './measure.js';
import type { TitleQuality } from './title-search.js';

const MIN_RECALL = 0.95;
const MAX_P99_MS = 100;
const MAX_SIZE_RATIO = 2.5;

export function goalsOf({ qualities, cpuTimes, times, sizeBytes, textBytes }: SearchFigures): Goal[] {
  const low = qualities.filter(({ recall }) => recall < MIN_RECALL);
  const ratio = sizeBytes / textBytes;
  return [
    {
      text: `Recall of at least ${percent(MIN_RECALL)} for each kind of question`,
      passed: low.length === 0,
      detail: low.map(({ kind, recall }) => `${kind}: ${percent(recall)}`).join('; '),
    },
    {
      text: `99 of 100 queries take at most ${MAX_P99_MS} ms of the processor`,
      passed: at(cpuTimes, 0.99) <= MAX_P99_MS,
      detail: `${whole(at(cpuTimes, 0.99))} ms`,
    },
    {
      text: `and as long by the clock, on a machine with nothing else to do`,
      passed: at(times, 0.99) <= MAX_P99_MS,
      detail: `${whole(at(times, 0.99))} ms`,
      isAim: true,
    },
    {
      text: `The index takes at most ${MAX_SIZE_RATIO} times the text`,
      passed: ratio <= MAX_SIZE_RATIO,
      detail: ratio.toFixed(2),
    },
  ];
}

export function report(
  figures: SearchFigures,
  titles: readonly TitleQuality[],
  goals: readonly Goal[],
): string {
  const { documents, words, textBytes, sizeBytes, buildSeconds, qualities } = figures;
  const { times, cpuTimes, loopDelays, memoryBytes } = figures;
  const spent = cpuTimes.reduce((sum, time) => sum + time, 0) / 1000;
  const [load = 0] = loadavg();
  return [
    `Run on ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node}, while ${load.toFixed(1)} programs on average wanted the processor.`,
    goalTable(goals),
    table(
      ['Question', 'Asked:', 'Recall at 10:', 'MRR:', 'Titles alone:', '`in_text`:'],
      qualities.map(({ kind, questions, recall, mrr }) => {
        const other = titles.find((each) => each.kind === kind);
        return [
          kind,
          questions,
          percent(recall),
          mrr.toFixed(2),
          percent(other?.titles ?? Number.NaN),
          percent(other?.inText ?? Number.NaN),
        ];
      }),
    ),
    table(
      ['Figure', ''],
      [
        ['pages', whole(documents)],
        ['words', whole(words)],
        ['text', megabytes(textBytes)],
        ['index', megabytes(sizeBytes)],
        ['pages indexed a second', whole(documents / buildSeconds)],
        ['queries', whole(times.length)],
        ['queries a second of the processor', whole(times.length / spent)],
        [
          'a query by the processor: p50, p99',
          `${at(cpuTimes, 0.5).toFixed(1)} ms, ${at(cpuTimes, 0.99).toFixed(1)} ms`,
        ],
        [
          'a query by the clock: p50, p99',
          `${at(times, 0.5).toFixed(1)} ms, ${at(times, 0.99).toFixed(1)} ms`,
        ],
        [
          'pauses of the event loop meanwhile: p99, longest',
          `${loopDelays.p99.toFixed(1)} ms, ${loopDelays.longest.toFixed(1)} ms`,
        ],
        ['memory that building and asking added', megabytes(memoryBytes)],
        ['requests to Notion', '0'],
      ],
    ),
  ].join('\n\n');
}

function at(times: readonly number[], share: number): number {
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
