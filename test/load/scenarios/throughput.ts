// How much one process serves, beside a server that does nothing on the same SDK: by turns, in each protocol. The bare
// server asks Notion for nothing, so what a REST request costs by itself is measured, too.
import type { Goal } from '../../harness/figures/goals.js';
import { table, whole } from '../../harness/figures/markdown.js';
import { sumOf, summarise } from '../../harness/figures/statistics.js';
import { eras, type Era, type ListCall, type ToolCall } from '../../harness/http/tool-call.js';
import { nextMessage, stopChild } from '../../harness/processes/modules.js';
import type { NotionCount } from '../../harness/processes/notion-process.js';
import { processorMilliseconds } from '../../harness/processes/process-usage.js';
import type { Run } from '../../harness/run.js';
import { setStage, type Stage } from '../../harness/stage.js';
import { complaintsOf, runCallers, type CallersResult } from '../run-callers.js';
import { NOTION, type Scenario } from '../scenario.js';
import { answered, restSearch, searchOf, startBareServer, usualCalls } from '../tool-calls.js';

const SPACES = 8;
const CALLERS = 64;
/** Before it counts, both servers compile what they need. */
const WARM_UP_MS = 3000;
/** Stretches by turns, so that whatever else the machine does meets both servers. */
const TURNS = 2;
/** Of the bare server's. */
const MIN_CALLS_RATIO = 1;
const MAX_PROCESSOR_RATIO = 1;
const MAX_LIST_RATIO = 0.25;

interface Load {
  readonly server: 'notion-rest-mcp' | 'bare SDK server';
  readonly what: 'calls' | 'tools/list';
  readonly process: { readonly pid?: number | undefined };
  readonly list: readonly (ToolCall | ListCall)[];
}

type Measured = Awaited<ReturnType<typeof measureLoads>>[number];

export const throughput: Scenario = {
  title: 'Throughput',

  async measure(run, { seconds, nodeOptions }) {
    const measured = [];
    for (const era of eras) {
      measured.push({ era, ...(await measureEra(run, era, seconds, nodeOptions)) });
    }
    const complaints = measured.flatMap(({ loads }) => loads.map((load) => load.complaints)).filter(Boolean);
    const calls = sumOf(measured, ({ loads }) => sumOf(loads, (load) => load.calls));
    return {
      goals: [
        {
          text: `${CALLERS} callers for ${seconds} s: no error`,
          passed: complaints.length === 0,
          detail: complaints.join(', ') || `${whole(calls)} requests`,
        },
        ...measured.flatMap(({ era, loads }) => ratioGoals(era, loads)),
      ],
      text: [
        `${CALLERS} callers of ${SPACES} spaces without a pause for ${seconds} s, half of the calls searches, half page reads; as many of the bare server's echo; and of each one's list of tools. By turns, ${TURNS} times.`,
        table(
          ['Protocol', 'Server', 'Requests', 'per s:', 'p50 ms:', 'p99 ms:', 'CPU ms for each:'],
          measured.flatMap(({ era, loads, rest }) =>
            [...loads, rest].map(({ server, what, perSecond, p50, p99, processor }) => [
              era,
              server,
              what,
              ...[perSecond, p50, p99].map(whole),
              processor.toFixed(2),
            ]),
          ),
        ),
        ...measured.map(({ era, loads, rest, restPerCall }) =>
          restText(era, loads, rest.processor, restPerCall),
        ),
      ],
    };
  },
};

function ratioGoals(era: Era, loads: readonly Measured[]): Goal[] {
  /** How ours is to the bare server, which was asked for the same. */
  const ratio = (what: Load['what'], read: (load: Measured) => number): number => {
    const [ours, bare] = (['notion-rest-mcp', 'bare SDK server'] as const).map((server) => {
      const found = loads.find((load) => load.server === server && load.what === what);
      return found === undefined ? NaN : read(found);
    });
    return (ours ?? NaN) / (bare ?? NaN);
  };
  const [calls, processor, list] = [
    ratio('calls', ({ perSecond }) => perSecond),
    ratio('calls', (load) => load.processor),
    ratio('tools/list', (load) => load.processor),
  ];
  const aim = (text: string, value: number, passed: boolean): Goal => ({
    text: `${era}: ${text} of the bare SDK server`,
    passed,
    detail: `${value.toFixed(2)} ×`,
    isAim: true,
  });
  return [
    aim(`calls a second at least ${MIN_CALLS_RATIO.toFixed(1)} × those`, calls, calls >= MIN_CALLS_RATIO),
    aim(
      `processor time of a call at most ${MAX_PROCESSOR_RATIO.toFixed(1)} × that`,
      processor,
      processor <= MAX_PROCESSOR_RATIO,
    ),
    aim(`processor time of tools/list at most ${MAX_LIST_RATIO} × that`, list, list <= MAX_LIST_RATIO),
  ];
}

async function measureEra(run: Run, era: Era, seconds: number, nodeOptions: readonly string[]) {
  const stage = await setStage(run, { spaces: SPACES, notion: NOTION, nodeOptions });
  const calls: ToolCall[] = [];
  for (const space of stage.names) {
    calls.push(...(await usualCalls(stage, era, space)));
  }
  const answers = await Promise.all(calls.map(answered));
  const characters = answers.reduce((sum, { body }) => sum + body.length, 0) / answers.length;
  const bare = await startBareServer(run, Math.round(characters), era);
  const lists = stage.names.map((space) => ({ url: stage.urlOf(space), key: stage.key, era }));
  const [ours, theirs] = ['notion-rest-mcp', 'bare SDK server'] as const;
  const loads: readonly Load[] = [
    { server: ours, what: 'calls', process: stage.server, list: calls },
    { server: theirs, what: 'calls', process: bare.child, list: [bare.echo] },
    { server: ours, what: 'tools/list', process: stage.server, list: lists },
    { server: theirs, what: 'tools/list', process: bare.child, list: [{ url: bare.echo.url, era }] },
  ];
  const milliseconds = (seconds * 1000) / TURNS;
  const restPerCall = await countRest(run, stage, calls);
  const measured = await measureLoads(run, loads, milliseconds);
  const rest = await measureRest(run, stage, era, milliseconds);
  await Promise.all([stage.end(), stopChild(bare.child)]);
  return { loads: measured, rest, restPerCall };
}

/** How many REST requests one of the calls takes. Calls of one moment that ask Notion for the same ask it once. */
async function countRest(run: Run, stage: Stage, calls: readonly ToolCall[]): Promise<number> {
  const { child } = stage.notion;
  const count = async (): Promise<number> => {
    child.send('count');
    return (await nextMessage<NotionCount>(child)).answered;
  };
  const before = await count();
  const { times } = await runCallers(run, { calls, concurrent: CALLERS, milliseconds: WARM_UP_MS });
  return ((await count()) - before) / times.length;
}

/** What it costs to send REST requests and take their answers, by node:http with nothing around it. */
async function measureRest(run: Run, stage: Stage, era: Era, milliseconds: number) {
  const calls = [restSearch(stage, searchOf(stage, stage.names[0] ?? '', era))];
  await runCallers(run, { calls, concurrent: CALLERS, milliseconds: WARM_UP_MS });
  const result = await runCallers(run, { calls, concurrent: CALLERS, milliseconds });
  return {
    server: 'node:http alone',
    what: 'REST requests',
    ...summarise(result.times, result.milliseconds),
    processor: result.callersProcessor / result.times.length,
  };
}

/** What of a call is not the product's own: the bare server asks Notion for nothing. */
function restText(era: Era, loads: readonly Measured[], rest: number, restPerCall: number): string {
  const [ours = NaN, bare = NaN] = loads.flatMap(({ what, processor }) =>
    what === 'calls' ? [processor] : [],
  );
  const without = ours - rest * restPerCall;
  return `${era}: a call sent ${restPerCall.toFixed(2)} REST requests, the bare server's none. Sent and received by node:http alone they take ${(rest * restPerCall).toFixed(2)} ms of processor time; without these our call takes ${without.toFixed(2)} ms, ${(without / bare).toFixed(2)} × the bare server's.`;
}

/** Each load by turns. */
async function measureLoads(run: Run, loads: readonly Load[], milliseconds: number) {
  const results = loads.map(() => [] as (CallersResult & { readonly processor: number })[]);
  for (const { list } of loads) {
    await runCallers(run, { calls: list, concurrent: CALLERS, milliseconds: WARM_UP_MS });
  }
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const [index, { process, list }] of loads.entries()) {
      const before = processorMilliseconds(process);
      const result = await runCallers(run, { calls: list, concurrent: CALLERS, milliseconds });
      results[index]?.push({ ...result, processor: processorMilliseconds(process) - before });
    }
  }
  return loads.map(({ server, what }, index) => {
    const turns = results[index] ?? [];
    const times = turns.flatMap((turn) => turn.times);
    return {
      server,
      what,
      ...summarise(
        times,
        sumOf(turns, (turn) => turn.milliseconds),
      ),
      processor: sumOf(turns, (turn) => turn.processor) / times.length,
      complaints: turns.map(complaintsOf).filter(Boolean).join(', '),
    };
  });
}
