// What our server adds to the one REST request that a search needs, beside the same request sent directly.
import { SANDBOX_TOKEN } from '../../../dist/src/sandbox/server.js';
import { forkModule, processorMilliseconds } from '../processes.mjs';
import { setStage } from '../stage.mjs';
import { percentile } from '../statistics.mjs';
import { answered, timed } from '../tool-calls.mjs';
import { toolRequest } from '../tool-request.mjs';

/** Calls until V8 has compiled what is used: a server in use has answered them within minutes. */
const WARM_UP = 5000;
/** The first of these, which show a server that has just been started. */
const FRESH = 500;
const ROUNDS = 1000;
const QUERY = 'Release checklist';

export async function measureAddedTime({ era, nodeOptions, rounds = ROUNDS }) {
  const stage = await setStage({ spaces: 1, nodeOptions });
  const search = { url: stage.urlOf(stage.names[0]), key: stage.key, era, name: 'notion_search' };
  const call = { ...search, input: { query: QUERY } };
  const { body } = await answered(call);
  const bare = await forkModule('bare-server.mjs', [String(body.length)]);
  const requests = {
    direct: {
      url: `${stage.notion.url}/v1/search`,
      method: 'POST',
      headers: {
        authorization: `Bearer ${SANDBOX_TOKEN}`,
        'content-type': 'application/json',
        'notion-version': '2026-03-11',
      },
      body: JSON.stringify({ page_size: 50, query: QUERY }),
    },
    ours: toolRequest(call),
    bare: toolRequest({ url: bare.url, era, name: 'echo', input: { query: QUERY } }),
  };
  const once = async () => {
    const times = {};
    for (const [name, request] of Object.entries(requests)) {
      times[name] = await timed(request);
    }
    return times;
  };
  const fresh = [];
  for (let count = 0; count < WARM_UP; count += 1) {
    const times = await once();
    if (count < FRESH) {
      fresh.push(times);
    }
  }
  const times = [];
  const servers = { ours: stage.server.child, bare: bare.child };
  const used = () => Object.entries(servers).map(([name, child]) => [name, processorMilliseconds(child)]);
  const before = Object.fromEntries(used());
  for (let count = 0; count < rounds; count += 1) {
    times.push(await once());
  }
  const processor = Object.fromEntries(
    used().map(([name, after]) => [name, (after - before[name]) / rounds]),
  );
  await stage.remove();
  const at = (share, read) => percentile(times.map(read), share);
  const addedBy = ({ ours, direct }) => ours - direct;
  return {
    era,
    rounds,
    warmUp: WARM_UP,
    fresh: FRESH,
    addedFresh: percentile(fresh.map(addedBy), 0.5),
    processor,
    direct: at(0.5, ({ direct }) => direct),
    ours: at(0.5, ({ ours }) => ours),
    bare: at(0.5, ({ bare }) => bare),
    added: at(0.5, addedBy),
    addedP95: at(0.95, addedBy),
  };
}
