import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connectWithBrowser } from './browser.mjs';
import { searchFiles } from './secrets.mjs';
import { connectionsOf } from './stage.mjs';

const QUESTION = ['notion_search', { query: '', limit: 1 }];
const LINK = /http:\S+\/integrations\/notion\/oauth\/go\/[\w-]+/;

/** Every process is asked about every connection once more. */
export async function askEverywhere({ servers, connections }, callers) {
  for (const { slot } of servers) {
    await Promise.all(connections.map((connection) => callers.call(connection, QUESTION, slot)));
  }
}

/** Compares what the backends are told with what must be: only what lost its pair needs a person, and says why. */
export async function compareStatuses({ servers, connections, ledger }) {
  const counts = { connected: 0, interrupted: 0, wrong: [] };
  for (const { space, key, id, botId } of connections) {
    const seen = (await connectionsOf(servers[0], space, key)).find((connection) => connection.id === id);
    const told = `${seen?.status} ${seen?.reconnectReason}`;
    const expected = ledger.needsPerson(botId) ? 'reconnect_needed interrupted' : 'connected null';
    if (told === expected) {
      counts[ledger.needsPerson(botId) ? 'interrupted' : 'connected'] += 1;
    } else {
      counts.wrong.push(`${space}: ${told} instead of ${expected}`);
    }
  }
  return counts;
}

/** People open the links that the answers show, and all is well again. */
export async function followLinks({ connections, ledger }, callers) {
  const counts = { followed: 0, failed: [] };
  for (const connection of connections) {
    // Two spaces may stand on one authorisation: the first link helps both.
    if (!ledger.needsPerson(connection.botId)) {
      continue;
    }
    const answer = await callers.call(connection, QUESTION, 0);
    const [link] = LINK.exec(answer?.text ?? '') ?? [];
    const page = link && (await connectWithBrowser(link, connection.account, ledger.secrets));
    if (page?.status === 200) {
      counts.followed += 1;
      ledger.heal(connection.botId);
    } else {
      counts.failed.push(`${connection.space}: ${link === undefined ? 'no link' : `HTTP ${page.status}`}`);
    }
  }
  return counts;
}

/** Looks for every secret of the run in everything the servers wrote. They must be gone: what they left is searched. */
export async function searchSecrets({ ledger, keys, client, database, dataFolder, logFolder }) {
  await database.writeDown();
  const passed = [...ledger.secrets];
  const secrets = {
    'access tokens': passed.filter((secret) => secret.startsWith('ntn_')),
    'refresh tokens': passed.filter((secret) => secret.startsWith('nrt_')),
    'codes, link tickets and browser cookies': passed.filter((secret) => !/^n[tr][nt]_/.test(secret)),
    'service keys': [...keys.values()],
    'client secret': [client.secret],
    'client secret as it travels, in base64': [
      Buffer.from(`${client.id}:${client.secret}`).toString('base64'),
    ],
    'sealing key': [client.sealingKey],
    'sealing key as bytes': [Buffer.from(client.sealingKey, 'base64').toString('latin1')],
  };
  const files = async (folder) => (await readdir(folder)).map((name) => join(folder, name));
  const paths = [...(await files(dataFolder)), ...(await files(logFolder))];
  const numbers = Object.fromEntries(Object.entries(secrets).map(([kind, list]) => [kind, list.length]));
  return { paths, numbers, ...(await searchFiles(paths, secrets)) };
}
