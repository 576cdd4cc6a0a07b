// A process of callers: sensible clients that ask one thing after another, wait when they are told to, and come again.
import { setMaxListeners } from 'node:events';
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { send, type HttpRequest } from '../../harness/http/http-request.js';
import { eras, toolRequest, type Era } from '../../harness/http/tool-call.js';
import { oneOf, seededRandom, type Random } from '../../harness/random.js';
import type { Attempt, Call } from '../figures/figures.js';
import { assumptions } from '../growth/assumptions.js';
import { spacesIn } from '../notion/facts.js';
import type { AskedTool, ScaleQuestion } from './questions.js';
import { readAnswer, type ReadAnswer } from './read-answer.js';

/** An attempt that broke off is repeated after so long. */
const AGAIN_AFTER_MS = 200;

interface CallerSpace {
  readonly space: string;
  readonly key: string;
  /** How many call for it. */
  readonly callers: number;
  readonly questions: readonly ScaleQuestion[];
}

export type CallerOrder =
  | { readonly kind: 'stop' }
  | {
      readonly kind: 'start';
      readonly url: string;
      readonly spaces: readonly CallerSpace[];
      readonly maxAttemptMs: number;
      /** Milliseconds over which the spaces begin. */
      readonly spread: number;
      readonly seed: number;
    };

/** What they tell in the end. */
export interface CallerReport {
  readonly calls: readonly Call[];
  /** Answers that should not have been. */
  readonly wrong: readonly string[];
  /** How often each reason for a wait was told. */
  readonly waits: Readonly<Record<string, number>>;
}

const stopping = new AbortController();
// Every caller that waits is one.
setMaxListeners(0, stopping.signal);
const calls: Call[] = [];
const wrong: string[] = [];
const waits: Record<string, number> = {};
let origin = '';
let maxAttemptMs = 0;
/** One socket for each caller, as with clients that know nothing of each other. */
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

process.on('disconnect', () => process.exit());
process.on('message', (order: CallerOrder) => {
  if (order.kind === 'start') {
    void callAll(order);
  } else {
    stopping.abort();
  }
});

async function callAll(order: CallerOrder & { readonly kind: 'start' }): Promise<void> {
  const { url, spaces, spread, seed } = order;
  origin = url;
  maxAttemptMs = order.maxAttemptMs;
  await Promise.all(
    spaces.flatMap((space, place) =>
      Array.from({ length: space.callers }, async (_, number) => {
        // Spaces begin one after the other, so that their windows do not end all at once.
        await wait((spread * place) / spaces.length);
        const era = eras[number % eras.length] ?? eras[0];
        await callOften(space, seededRandom(seed * 1_000_000 + place * 1000 + number), era);
      }),
    ),
  );
  agent.destroy();
  const report: CallerReport = { calls, wrong, waits };
  // Exits when the message is out.
  process.send?.(report, () => process.exit());
}

async function callOften(space: CallerSpace, random: Random, era: Era): Promise<void> {
  while (!stopping.signal.aborted) {
    const tool = chosenTool(random());
    const asked = oneOf(
      random,
      space.questions.filter((question) => question.tool === tool),
    );
    calls.push(await callOnce(space, asked, era));
  }
}

/** The tool at this place from 0 to 1. */
function chosenTool(place: number): AskedTool {
  let share = 0;
  for (const [tool, ofTool] of Object.entries(assumptions.mix) as [AskedTool, number][]) {
    share += ofTool;
    if (place < share) {
      return tool;
    }
  }
  return 'search';
}

/** One call, as often as it takes. Milliseconds since 1970, so that all processes of the run agree. */
async function callOnce(
  { space, key }: CallerSpace,
  { name, input, expectsFact }: ScaleQuestion,
  era: Era,
): Promise<Call> {
  const begun = Date.now();
  const attempts: Attempt[] = [];
  const ended = (outcome: Call['outcome']): Call => {
    const took = outcome === 'unfinished' ? 0 : Date.now() - begun;
    return { space, begun, took, attempts, outcome };
  };
  const request = toolRequest({ url: `${origin}/mcp`, key, era, name, input });
  for (;;) {
    const sent = Date.now();
    const read = await attempt(request);
    const why = read.kind === 'wait' ? { why: read.why } : {};
    attempts.push({ sent, took: Date.now() - sent, kind: read.kind, ...why });
    if (read.kind === 'answered') {
      const found = spacesIn(read.text);
      if (found.some((each) => each !== space) || (expectsFact && found.length !== 1)) {
        wrong.push(`${space} asked ${name} and was shown ${found.join(', ') || 'nothing of its own'}`);
      }
      return ended('answered');
    }
    if (read.kind === 'wrong') {
      wrong.push(`${name}: ${read.what}`);
      return ended('wrong');
    }
    if (read.kind === 'unanswered') {
      return ended('unanswered');
    }
    if (read.kind === 'wait') {
      waits[read.why] = (waits[read.why] ?? 0) + 1;
    }
    await wait(read.kind === 'broken' ? AGAIN_AFTER_MS : read.seconds * 1000);
    if (stopping.signal.aborted) {
      return ended('unfinished');
    }
  }
}

async function attempt(request: HttpRequest): Promise<ReadAnswer | { readonly kind: 'unanswered' }> {
  const late = AbortSignal.timeout(maxAttemptMs);
  try {
    return readAnswer(await send(request, agent, late));
  } catch {
    return { kind: late.aborted ? 'unanswered' : 'broken' };
  }
}

/** Until then, or until everybody stops. */
async function wait(milliseconds: number): Promise<void> {
  await delay(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
}
