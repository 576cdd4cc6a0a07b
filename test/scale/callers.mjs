// A process of callers: sensible clients that ask one thing after another, wait when they are told to, and come again.
import { setMaxListeners } from 'node:events';
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { oneOf, seededRandom } from '../chaos/random.mjs';
import { send } from '../load/http-request.mjs';
import { eras, toolRequest } from '../load/tool-request.mjs';
import { spacesIn } from './facts.mjs';
import { readAnswer } from './read-answer.mjs';
import { toolMix } from './tool-mix.mjs';

/** Milliseconds until an attempt that broke off is repeated. */
const AGAIN_AFTER = 200;
/** Milliseconds for the way to a server and back, on top of the deadline of its calls. */
const TRAVEL = 3000;

const stopping = new AbortController();
// Every caller that waits is one.
setMaxListeners(0, stopping.signal);
const calls = [];
const wrong = [];
const waits = {};
let origin;
let patience;
/** One socket for each caller, as with clients that know nothing of each other. */
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

process.on('disconnect', () => process.exit());
process.on('message', (order) => {
  if (order.kind === 'start') {
    void callAll(order);
  } else {
    stopping.abort();
  }
});

async function callAll({ url, spaces, callDeadline, spread, seed }) {
  origin = url;
  patience = callDeadline * 1000 + TRAVEL;
  await Promise.all(
    spaces.flatMap((space, place) =>
      Array.from({ length: space.callers }, async (_, number) => {
        // Spaces begin one after the other, so that their windows do not end all at once.
        await delay((spread * place) / spaces.length, undefined, { signal: stopping.signal }).catch(
          () => undefined,
        );
        await callOften(
          space,
          seededRandom(seed * 1_000_000 + place * 1000 + number),
          eras[number % eras.length],
        );
      }),
    ),
  );
  agent.destroy();
  // Exits when the message is out.
  process.send({ calls, wrong, waits }, () => process.exit());
}

async function callOften(space, random, era) {
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
function chosenTool(place) {
  let share = 0;
  for (const [tool, ofTool] of Object.entries(toolMix)) {
    share += ofTool;
    if (place < share) {
      return tool;
    }
  }
  return Object.keys(toolMix)[0];
}

/** One call, as often as it takes. Milliseconds since 1970, so that all processes of the run agree. */
async function callOnce({ space, key }, { name, input, expectsFact }, era) {
  const call = { space, name, begun: Date.now(), took: 0, attempts: [], outcome: 'unfinished' };
  const request = toolRequest({ url: `${origin}/mcp`, key, era, name, input });
  for (;;) {
    const sent = Date.now();
    const read = await attempt(request);
    call.attempts.push({ sent, took: Date.now() - sent, kind: read.kind, why: read.why });
    if (read.kind === 'answered') {
      const found = spacesIn(read.text);
      if (found.some((each) => each !== space) || (expectsFact && found.length !== 1)) {
        wrong.push(`${space} asked ${name} and was shown ${found.join(', ') || 'nothing of its own'}`);
      }
      return { ...call, took: Date.now() - call.begun, outcome: 'answered' };
    }
    if (read.kind === 'wrong') {
      wrong.push(`${name}: ${read.what}`);
      return { ...call, took: Date.now() - call.begun, outcome: 'wrong' };
    }
    if (read.kind === 'unanswered') {
      return { ...call, took: Date.now() - call.begun, outcome: 'unanswered' };
    }
    if (read.kind === 'wait') {
      waits[read.why] = (waits[read.why] ?? 0) + 1;
    }
    const pause = read.seconds === undefined ? AGAIN_AFTER : read.seconds * 1000;
    await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
    if (stopping.signal.aborted) {
      return call;
    }
  }
}

async function attempt(request) {
  const late = AbortSignal.timeout(patience);
  try {
    return readAnswer(await send(request, agent, late));
  } catch {
    return { kind: late.aborted ? 'unanswered' : 'broken' };
  }
}
