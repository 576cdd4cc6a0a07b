import { keyChanges, keyRoots, KeyChoiceError, keyTools } from './key-choices.js';
import type { ListedKey } from '../access/service-keys.js';
import type { ServiceKey } from '../access/key-rows.js';
import type { StoreConfig } from '../config/config.js';
import { parseSpaceId } from '../ids.js';
import { loadWriteTools } from '../app/changes/change-support.js';
import type { OpenStore } from '../app/open-store.js';
import { EXIT_USAGE, type Program } from '../app/program.js';
import { counted } from '../text/words.js';

/** Actor in the audit log. */
const EVENT_ACTOR = 'command line';
const LIST_HINT = 'List them with: notion-rest-mcp keys list';

/** `keys create`: shows the key once. */
export async function createServiceKey(
  store: OpenStore,
  { space, allSpaces, label, newKey }: StoreConfig,
  program: Program,
): Promise<void> {
  const spaceId = parseSpaceId(space);
  if (spaceId === undefined || newKey === undefined) {
    throw new Error('The space was validated with the configuration.');
  }
  const { scopes, tools, roots, changeRoots, changeProperties, expiresIn, dailyCalls, dailyCharacters } =
    newKey;
  const writeTools = await loadWriteTools(tools);
  try {
    const { key, record } = await store.serviceKeys.create(allSpaces ? 'all' : spaceId, label, {
      scopes,
      tools: keyTools(tools, scopes, writeTools),
      roots: keyRoots(roots),
      changes: keyChanges(changeRoots, changeProperties, scopes),
      expiresAt: expiresIn === undefined ? null : new Date(Date.now() + expiresIn),
      daily: { calls: dailyCalls ?? null, characters: dailyCharacters ?? null },
    });
    const limits = limitsOf(record);
    store.audit.record({
      actor: EVENT_ACTOR,
      action: 'key.created',
      object: `key ${record.id}`,
      space: record.spaces === 'all' ? undefined : record.spaces,
      outcome: 'done',
      details: { spaces: record.spaces, ...(limits.length === 0 ? {} : { limits: limits.join(', ') }) },
    });
    program.print(
      `${key}\n\nKey ${record.id} for ${spacesOf(record)}${limits.map((limit) => `, ${limit}`).join('')}. It is shown only once.\n`,
    );
  } catch (error) {
    if (error instanceof KeyChoiceError) {
      program.fail(error.message, EXIT_USAGE);
    }
    throw error;
  }
}

/** `keys list`. */
export async function listServiceKeys(
  store: OpenStore,
  { json }: StoreConfig,
  program: Program,
): Promise<void> {
  const keys = await store.serviceKeys.list();
  if (json) {
    program.print(`${JSON.stringify({ keys: keys.map(jsonOf) }, undefined, 2)}\n`);
    return;
  }
  program.print(
    keys.length === 0 ? 'There are no service keys.\n' : keys.map((key) => `${lineOf(key)}\n`).join(''),
  );
}

/** `keys renew`: shows the new secret once. */
export async function renewServiceKey(
  store: OpenStore,
  { operand = '', renewal }: StoreConfig,
  program: Program,
): Promise<void> {
  const { overlap = 0, expiresIn } = renewal ?? {};
  const renewed = await store.serviceKeys.renew(
    operand,
    overlap,
    expiresIn === undefined ? undefined : new Date(Date.now() + expiresIn),
  );
  switch (renewed.kind) {
    case 'renewed': {
      const { key, overlapUntil } = renewed;
      store.audit.record({
        actor: EVENT_ACTOR,
        action: 'key.renewed',
        object: `key ${operand}`,
        outcome: 'done',
        details: { overlapUntil: overlapUntil?.toISOString() ?? 'none' },
      });
      const old =
        overlapUntil === null
          ? 'The old one is refused from now on.'
          : `The old one works until ${overlapUntil.toISOString()}.`;
      program.print(`${key}\n\nThe new secret of key ${operand}. It is shown only once. ${old}\n`);
      return;
    }
    case 'unknown':
      return program.fail(`There is no such key. ${LIST_HINT}`, EXIT_USAGE);
    case 'revoked':
      return program.fail('This key was revoked, which cannot be undone. Create a new one.', EXIT_USAGE);
    case 'damaged':
      return program.fail(
        'This key is damaged and grants no access. Revoke it and create a new one.',
        EXIT_USAGE,
      );
    case 'expired':
      return program.fail('This key has expired. Renew it with a new --expires, such as 90d.', EXIT_USAGE);
  }
}

/** `keys revoke`. */
export async function revokeServiceKey(
  store: OpenStore,
  { operand = '' }: StoreConfig,
  program: Program,
): Promise<void> {
  if (!(await store.serviceKeys.revoke(operand))) {
    program.fail(`There is no such key, or it is already revoked. ${LIST_HINT}`, EXIT_USAGE);
  }
  store.audit.record({
    actor: EVENT_ACTOR,
    action: 'key.revoked',
    object: `key ${operand}`,
    outcome: 'done',
  });
  program.print('Revoked. Requests with this key are refused from now on.\n');
}

function lineOf(listed: ListedKey): string {
  if (listed.state === 'damaged') {
    return `${listed.id}, damaged: it grants no access; revoke it and create a new one`;
  }
  const { state, key, lastUsedAt } = listed;
  return [
    key.id,
    spacesOf(key),
    ...(state === 'active' ? [] : [state]),
    `created ${day(key.createdAt)}`,
    ...(key.revokedAt === null ? [] : [`revoked ${day(key.revokedAt)}`]),
    ...limitsOf(key),
    ...(key.overlapUntil === null ? [] : [`old secret until ${key.overlapUntil.toISOString()}`]),
    lastUsedAt === null ? 'never used' : `last used ${lastUsedAt.toISOString().slice(0, 16)}Z`,
    ...(key.label === '' ? [] : [key.label]),
  ].join(', ');
}

function jsonOf(listed: ListedKey): object {
  return listed.state === 'damaged'
    ? listed
    : { state: listed.state, ...listed.key, lastUsedAt: listed.lastUsedAt };
}

/** The restrictions of a key in words. */
function limitsOf({ scopes, tools, roots, changes, expiresAt, daily }: ServiceKey): readonly string[] {
  return [
    ...(scopes.includes('write') ? [] : ['read only']),
    ...(tools === undefined ? [] : [`tools ${tools.join(' ') || 'none'}`]),
    ...(roots === undefined ? [] : [`roots ${roots.join(' ') || 'none'}`]),
    ...(changes?.roots === undefined ? [] : [`changes below ${changes.roots.join(' ') || 'nothing'}`]),
    ...(changes?.properties === undefined
      ? []
      : [`changes properties ${JSON.stringify(changes.properties)}`]),
    ...(expiresAt === null ? [] : [`expires ${day(expiresAt)}`]),
    ...(daily.calls === null ? [] : [`${String(counted(daily.calls, 'call'))} a day`]),
    ...(daily.characters === null ? [] : [`${String(counted(daily.characters, 'character'))} a day`]),
  ];
}

function spacesOf({ spaces }: ServiceKey): string {
  return spaces === 'all' ? 'every space' : `space ${spaces}`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
