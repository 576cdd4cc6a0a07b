import { randomBytes } from 'node:crypto';
import { McpServer } from '@modelcontextprotocol/server';
import { keyringOf, sealingKey } from '../../dist/src/sealing/keys.js';
import { Sealer } from '../../dist/src/sealing/seal.js';
import { ConsentStates } from '../../dist/src/mcp/elicitation/consent-state.js';
import { startHttpServer } from '../../dist/src/mcp/http/http.js';
import { LocalAnswers } from '../../dist/src/mcp/elicitation/in-memory-reply-broker.js';
import { silentLog } from '../../dist/src/telemetry/log/log.js';
import { addAnsweringTools } from './fixtures/answering-tools.mjs';
import { addAskingTools } from './fixtures/asking-tools.mjs';
import { addPrompts, addResources } from './fixtures/prompts-and-resources.mjs';

/** The fixtures' states belong to no particular call. */
const ANY_CALL = { caller: undefined, tool: 'fixture', arguments: {} };

/**
 * Serves what the suite wants to call through everything that stands in front of the product's own tools: guards, limits,
 * body reader, both protocol eras, questions and their answers, sealed states. Nothing of it is in the program that is shipped.
 */
export function startFixtureServer() {
  const sealer = new Sealer(keyringOf(sealingKey(randomBytes(32))), randomBytes);
  const states = new ConsentStates(sealer, () => new Date());
  return startHttpServer({
    host: '127.0.0.1',
    port: 0,
    authToken: undefined,
    allowedHosts: [],
    allowedOrigins: [],
    createServer: () => createFixtureServer(states),
    log: silentLog,
    drainMilliseconds: 1000,
    questions: { route: new LocalAnswers(), milliseconds: 10_000 },
  });
}

function createFixtureServer(states) {
  const server = new McpServer(
    { name: 'fixtures', version: '0' },
    {
      capabilities: {
        completions: {},
        logging: {},
        prompts: { listChanged: false },
        resources: { listChanged: false, subscribe: true },
        tools: { listChanged: false },
      },
      requestState: {
        verify: (state) => {
          const progress = states.open(state, ANY_CALL);
          if (progress === undefined) {
            throw new Error('not a state of this server');
          }
          return progress.turnsLeft;
        },
      },
    },
  );
  addAnsweringTools(server);
  addAskingTools(server, (step) => states.seal({ agreed: false, turnsLeft: step }, ANY_CALL));
  addPrompts(server);
  addResources(server);
  return server;
}
