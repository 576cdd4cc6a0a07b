import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { send } from '../../harness/http/http-request.js';
import { connectionsOf } from '../../harness/http/spaces.js';
import { toolRequest } from '../../harness/http/tool-call.js';
import { queryPostgres } from '../../harness/processes/query-postgres.js';
import { readAnswer } from '../callers/read-answer.js';
import type { ScaleQuestion } from '../callers/questions.js';
import { spacesIn } from '../notion/facts.js';
import { askNotion, type ScaleConnection, type ScaleStage } from '../stage.js';

/** A page is asked for so often while the answer is to come again. */
const MAX_TRIES = 20;

export interface Losses {
  readonly connections: number;
  readonly connected: number;
  readonly pairsIssued: number;
  readonly pairsStored: number;
  readonly refreshes: number;
  readonly usedTwice: number;
  /** Which space is not answered where. */
  readonly silent: readonly string[];
}

/** When all is over: what was lost of connections, token pairs and answers. */
export async function lookForLosses(
  { balancer, connections, servers, notion, postgres }: ScaleStage,
  questions: ReadonlyMap<string, readonly ScaleQuestion[]>,
): Promise<Losses> {
  const { oauth } = await askNotion(notion);
  const stored = await queryPostgres(
    postgres.url,
    `select from events where type = 'NotionIntegrationTokenRotated'`,
  );
  const states = await Promise.all(
    connections.map(
      async ({ space, key }) => (await connectionsOf({ url: balancer.url, space, key }))[0]?.status,
    ),
  );
  const agent = new Agent({ keepAlive: true });
  const silent = await Promise.all(
    servers.flatMap(({ url }) =>
      connections.map(async (connection) => {
        const question = questions.get(connection.space)?.find(({ expectsFact }) => expectsFact);
        const isAnswered = question !== undefined && (await tellsItsFact(url, connection, question, agent));
        return isAnswered ? [] : [`${connection.space} at ${url}`];
      }),
    ),
  );
  agent.destroy();
  return {
    connections: connections.length,
    connected: states.filter((status) => status === 'connected').length,
    pairsIssued: oauth.exchanges + oauth.refreshes,
    pairsStored: stored.length,
    refreshes: oauth.refreshes,
    usedTwice: oauth.reusesDetected,
    silent: silent.flat(),
  };
}

/** Whether this process answers with the space's own fact and nobody else's. */
async function tellsItsFact(
  url: string,
  { space, key }: ScaleConnection,
  { name, input }: ScaleQuestion,
  agent: Agent,
): Promise<boolean> {
  const request = toolRequest({ url: `${url}/mcp`, key, era: '2026-07-28', name, input });
  for (let left = MAX_TRIES; left > 0; left -= 1) {
    const read = readAnswer(await send(request, agent));
    if (read.kind !== 'wait') {
      return read.kind === 'answered' && spacesIn(read.text).join() === space;
    }
    await delay(read.seconds * 1000);
  }
  return false;
}
