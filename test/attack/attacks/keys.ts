import { randomBytes } from 'node:crypto';
import { connectionsOf, createKey } from '../../harness/http/spaces.js';
import { runCommand } from '../../harness/processes/server-process.js';
import { holds, type Attack, type AttackStage } from '../attack.js';
import { ask, callTool } from '../call.js';
import { partsOfKey } from '../../support/service-key.js';

const newKey = ({ settings, attacker }: AttackStage, ...parameters: readonly string[]) =>
  createKey(settings, '--space', attacker, ...parameters);
const search = (stage: AttackStage, key: string) =>
  callTool({ ...stage, key }, stage.attacker, 'notion_search', { query: 'a' });
/** Asks for the connections of the space, or about one of them. */
const askAbout = (stage: AttackStage, key: string, method: string, path = '') =>
  ask({
    url: `${stage.server.url}/integrations/notion/connections${path}?spaceId=${stage.attacker}`,
    method,
    headers: { authorization: `Bearer ${key}` },
  });

export const keyAttacks: readonly Attack[] = [
  {
    name: 'keys: a key that is kept to one tool calls another',
    short: true,
    run: async (stage) => {
      const key = await newKey(stage, '--tools', 'notion_search');
      const other = await callTool({ ...stage, key }, stage.attacker, 'notion_list_databases', {});
      holds(other.isError && other.text.includes('not allowed to use it'), 'the other tool has run');
      holds(!(await search(stage, key)).isError, 'the tool that it may call is refused too');
      return 'refused';
    },
  },
  {
    name: 'keys: a key that only reads looks at the connections of its space, and ends one',
    run: async (stage) => {
      const key = await newKey(stage, '--scopes', 'read');
      const listed = await askAbout(stage, key, 'GET');
      holds(listed?.status === 403, `the list of connections is answered with ${listed?.status}`);
      const whole = { url: stage.server.url, space: stage.attacker, key: await newKey(stage) };
      const [connection] = await connectionsOf(whole);
      const ended = await askAbout(stage, key, 'DELETE', `/${connection?.id}`);
      holds(ended?.status === 403, `ending a connection is answered with ${ended?.status}`);
      return 'refused, twice';
    },
  },
  {
    name: 'keys: 60 calls at once with a budget of 5',
    short: true,
    run: async (stage) => {
      const key = await newKey(stage, '--daily-calls', '5');
      const answers = await Promise.all(Array.from({ length: 60 }, () => search(stage, key)));
      const answered = answers.filter(({ isError }) => !isError).length;
      holds(answered <= 5, `${answered} calls were answered`);
      holds(answered === 5, `only ${answered} of 5 calls were answered`);
      return '5 answered, 55 refused';
    },
  },
  {
    name: 'keys: 60 calls at once with little left of a budget of characters',
    run: async (stage) => {
      const key = await newKey(stage, '--daily-characters', '100');
      const answers = await Promise.all(Array.from({ length: 60 }, () => search(stage, key)));
      const answered = answers.filter(({ isError }) => !isError).length;
      holds(answered <= 1, `${answered} calls were answered`);
      return `${answered} answered, ${60 - answered} refused`;
    },
  },
  {
    name: 'keys: a secret that leaked, after the key was renewed without an overlap',
    run: async (stage) => {
      const leaked = await newKey(stage);
      const printed = await runCommand(
        ['keys', 'renew', partsOfKey(leaked).id, '--overlap', '0'],
        stage.settings,
      );
      const [fresh = ''] = printed.split('\n', 1);
      holds((await search(stage, leaked)).status === 401, 'the old secret opens its space');
      holds(!(await search(stage, fresh)).isError, 'the new secret does not');
      return 'refused; the new secret works';
    },
  },
  {
    name: 'keys: made-up secrets for an id that exists',
    run: async (stage) => {
      const id = partsOfKey(await newKey(stage)).id;
      const secrets = Array.from({ length: 20 }, () => randomBytes(32).toString('base64url'));
      for (const secret of ['', 'A'.repeat(43), 'A'.repeat(100_000), '..%00', ...secrets.slice(0, 2)]) {
        const { status } = await search(stage, `nrm_${id}_${secret}`);
        holds(status !== 200, `it opens with ${secret.slice(0, 10)}`);
      }
      return 'refused';
    },
  },
];
