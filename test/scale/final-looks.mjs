import { Agent } from 'node:http';
import pg from 'pg';
import { connectionsOf } from '../chaos/stage.mjs';
import { send } from '../load/http-request.mjs';
import { toolRequest } from '../load/tool-request.mjs';
import { setTimeout as delay } from 'node:timers/promises';
import { spacesIn } from './facts.mjs';
import { readAnswer } from './read-answer.mjs';
import { askNotion } from './stage.mjs';

/** Times that a page is asked for while the answer is to come again. */
const TRIES = 20;

/** When all is over: what was lost of connections, token pairs and answers. */
export async function lookForLosses(stage, questions) {
  const { balancer, connections, servers, notion, databaseUrl } = stage;
  const { oauth } = await askNotion(notion);
  const stored = await storedPairs(databaseUrl);
  const states = await Promise.all(
    connections.map(async ({ space, key }) => (await connectionsOf(balancer, space, key))[0]?.status),
  );
  const agent = new Agent({ keepAlive: true });
  const silent = await Promise.all(
    servers.flatMap(({ url }) =>
      connections.map(async ({ space, key }) =>
        (await asksForFact(url, space, key)) ? undefined : `${space} at ${url}`,
      ),
    ),
  );
  agent.destroy();
  return {
    connections: connections.length,
    connected: states.filter((status) => status === 'connected').length,
    pairsIssued: oauth.exchanges + oauth.refreshes,
    pairsStored: stored,
    refreshes: oauth.refreshes,
    usedTwice: oauth.reusesDetected,
    silent: silent.filter((each) => each !== undefined),
  };

  /** Whether this process answers with the space's own fact and nobody else's. */
  async function asksForFact(url, space, key) {
    const { name, input } = questions.get(space).find(({ expectsFact }) => expectsFact);
    const request = toolRequest({ url: `${url}/mcp`, key, era: '2026-07-28', name, input });
    for (let left = TRIES; left > 0; left -= 1) {
      const read = readAnswer(await send(request, agent));
      if (read.kind !== 'wait') {
        return read.kind === 'answered' && spacesIn(read.text).join() === space;
      }
      await delay(read.seconds * 1000);
    }
    return false;
  }
}

async function storedPairs(connectionString) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select count(*)::int as pairs from events where type = 'NotionIntegrationTokenRotated'`,
    );
    return rows[0].pairs;
  } finally {
    await client.end();
  }
}
