import { keyScopes, type KeyScope } from '../../access/key-scopes.js';
import { MAX_ROOTS } from '../../access/roots.js';
import type { CommandLine } from './command-line.js';
import { duration, durationOrNone } from '../duration.js';
import type { Setting } from '../setting.js';
import type { SettingReader } from './setting-reader.js';
import { exactNames, settingText, wholeNumber } from '../setting-values.js';

/** Longer than any address of a page. */
const MAX_ROOT_CHARACTERS = 2000;
/** More than any key needs per day, and safe to sum. */
const MAX_DAILY_AMOUNT = 1_000_000_000_000;

const SCOPES = 'read, or read,write';
const scopeList = settingText
  .transform((text) => text.split(',').map((word) => word.trim().toLowerCase()))
  .refine((words) => words.every(isScope) && words.includes('read'), `must be ${SCOPES}`)
  .transform((words) => keyScopes.filter((scope) => words.includes(scope)))
  .describe(SCOPES);

const ROOTS = `ids or URLs of at most ${MAX_ROOTS} pages and databases, separated by commas`;
const rootList = settingText
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine(
    (entries) =>
      entries.length <= MAX_ROOTS &&
      entries.every((entry) => entry !== '' && entry.length <= MAX_ROOT_CHARACTERS),
    `must be ${ROOTS}`,
  )
  .describe(ROOTS);

const dailyAmount = wholeNumber(1, MAX_DAILY_AMOUNT);

/** Restrictions of a service key. */
export const keySettings = {
  keyScopes: {
    variable: 'KEY_SCOPES',
    option: 'scopes',
    value: '<scopes>',
    help: 'scopes of a service key: read, or read,write, which can also manage the connections of its space',
    schema: scopeList,
    defaultValue: 'read,write',
  },
  keyRoots: {
    variable: 'KEY_ROOTS',
    option: 'roots',
    value: '<pages>',
    help: 'pages and databases that a service key may read, with everything below them',
    schema: rootList,
  },
  keyChangeRoots: {
    variable: 'KEY_CHANGE_ROOTS',
    option: 'change-roots',
    value: '<pages>',
    help: 'pages and databases that a service key may change, of those that it may read',
    schema: rootList,
  },
  keyChangeProperties: {
    variable: 'KEY_CHANGE_PROPERTIES',
    option: 'change-properties',
    value: '<names>',
    help: 'properties whose values a service key may set and change, by their exact names',
    schema: exactNames,
  },
  keyExpires: {
    variable: 'KEY_EXPIRES',
    option: 'expires',
    value: '<time>',
    help: 'lifetime of a service key, such as 90d; unlimited if not set',
    schema: duration,
  },
  keyOverlap: {
    variable: 'KEY_OVERLAP',
    option: 'overlap',
    value: '<time>',
    help: 'how long the old secret of a renewed service key remains valid',
    schema: durationOrNone,
    // Long enough for the next deployment, short enough to be remembered.
    defaultValue: '24h',
  },
  keyDailyCalls: {
    variable: 'KEY_DAILY_CALLS',
    option: 'daily-calls',
    value: '<number>',
    help: 'maximum number of tool calls per day (UTC) for a service key',
    schema: dailyAmount,
  },
  keyDailyCharacters: {
    variable: 'KEY_DAILY_CHARACTERS',
    option: 'daily-characters',
    value: '<number>',
    help: 'maximum number of characters returned to a service key per day (UTC); about four per token',
    schema: dailyAmount,
  },
} as const satisfies Record<string, Setting>;

/** Requested restrictions of a new key: names of tools and pages are validated by the command. */
export interface NewKeySettings {
  readonly scopes: readonly KeyScope[];
  readonly tools: readonly string[] | undefined;
  readonly roots: readonly string[] | undefined;
  readonly changeRoots: readonly string[] | undefined;
  readonly changeProperties: readonly string[] | undefined;
  /** Milliseconds. */
  readonly expiresIn: number | undefined;
  readonly dailyCalls: number | undefined;
  readonly dailyCharacters: number | undefined;
}

/** Reads them. `--tools` counts on the command line only: the variable TOOLS sets what the server serves. */
export function newKeySettings(read: SettingReader, { settings }: CommandLine): NewKeySettings {
  return Object.freeze({
    scopes: Object.freeze(read('keyScopes')),
    tools: settings.current.tools === undefined ? undefined : read('tools'),
    roots: read('keyRoots'),
    changeRoots: read('keyChangeRoots'),
    changeProperties: read('keyChangeProperties'),
    expiresIn: read('keyExpires'),
    dailyCalls: read('keyDailyCalls'),
    dailyCharacters: read('keyDailyCharacters'),
  });
}

/** How a key is renewed, in milliseconds. */
export interface RenewalSettings {
  readonly overlap: number;
  readonly expiresIn: number | undefined;
}

export function renewalSettings(read: SettingReader): RenewalSettings {
  return Object.freeze({ overlap: read('keyOverlap'), expiresIn: read('keyExpires') });
}

function isScope(word: string): word is KeyScope {
  return keyScopes.some((scope) => scope === word);
}
