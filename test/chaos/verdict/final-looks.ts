import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connectionsOf, followConnectLink } from '../../harness/http/spaces.js';
import type { Callers, Question } from '../disturbing/callers.js';
import type { ChaosStage } from '../stage.js';
import { searchFiles, type FoundSecrets } from './secret-search.js';

const QUESTION: Question = ['notion_search', { query: '', limit: 1 }];
const LINK = /http:\S+\/integrations\/notion\/oauth\/go\/[\w-]+/;

/** What the backends are told of their connections. */
export interface Statuses {
  readonly connected: number;
  readonly interrupted: number;
  readonly wrong: readonly string[];
}

/** Links that people followed, and those that did not help. */
export interface Healing {
  readonly followed: number;
  readonly failed: readonly string[];
}

export interface SecretFinds extends FoundSecrets {
  readonly paths: readonly string[];
  /** How many secrets of each kind were looked for. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** The link with which a person connects again, as an answer shows it. */
export function linkIn(answer: string): string | undefined {
  return LINK.exec(answer)?.[0];
}

/** Every process is asked about every connection once more. */
export async function askEverywhere({ servers, connections }: ChaosStage, callers: Callers): Promise<void> {
  for (const { slot } of servers) {
    await Promise.all(connections.map((connection) => callers.call(connection, QUESTION, slot)));
  }
}

/** Compares what the backends are told with what must be: only what lost its pair needs a person, and says why. */
export async function compareStatuses({ servers, connections, ledger }: ChaosStage): Promise<Statuses> {
  const counts = { connected: 0, interrupted: 0 };
  const wrong: string[] = [];
  const url = servers[0]?.url ?? '';
  for (const { space, key, id, botId } of connections) {
    const seen = (await connectionsOf({ url, space, key })).find((connection) => connection.id === id);
    const told = `${seen?.status} ${seen?.reconnectReason}`;
    const expected = ledger.needsPerson(botId) ? 'reconnect_needed interrupted' : 'connected null';
    if (told === expected) {
      counts[ledger.needsPerson(botId) ? 'interrupted' : 'connected'] += 1;
    } else {
      wrong.push(`${space}: ${told} instead of ${expected}`);
    }
  }
  return { ...counts, wrong };
}

/** People open the links that the answers show, and all is well again. */
export async function followLinks({ connections, ledger }: ChaosStage, callers: Callers): Promise<Healing> {
  let followed = 0;
  const failed: string[] = [];
  for (const connection of connections) {
    // Two spaces may stand on one authorization: the first link helps both.
    if (!ledger.needsPerson(connection.botId)) {
      continue;
    }
    const answer = await callers.call(connection, QUESTION, 0);
    const link = linkIn(answer?.text ?? '');
    const page = link && (await followConnectLink(link, connection.account, ledger.secrets));
    if (page && page.status === 200) {
      followed += 1;
      ledger.heal(connection.botId);
    } else {
      failed.push(`${connection.space}: ${page ? `HTTP ${page.status}` : 'no link'}`);
    }
  }
  return { followed, failed };
}

/** Looks for every secret of the run in everything the servers wrote. They must be gone: what they left is searched. */
export async function searchSecrets(stage: ChaosStage): Promise<SecretFinds> {
  const { ledger, keys, client, database, dataFolder, logFolder } = stage;
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
  const files = async (folder: string): Promise<string[]> =>
    (await readdir(folder)).map((name) => join(folder, name));
  const paths = [...(await files(dataFolder)), ...(await files(logFolder))];
  const numbers = Object.fromEntries(Object.entries(secrets).map(([kind, list]) => [kind, list.length]));
  return { paths, numbers, ...(await searchFiles(paths, secrets)) };
}
