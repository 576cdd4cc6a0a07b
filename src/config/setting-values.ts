import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { parseSpaceId } from '../ids.js';
import { KEY_BYTES } from '../sealing/keys.js';
import { logLevels } from '../telemetry/log/log.js';
import { headerHost, isLoopback } from '../http/host-names.js';
import { textUpTo, type SettingSchema } from './setting-schema.js';

/*
 * What the text of each setting may be. The description says what is taken, in docs/configuration.md and after "must be"
 * in the error, which continues the setting's name: "PORT must be …". It never repeats the text, which may be a secret
 * put into the wrong variable.
 */

/** The error for an invalid value. */
export function mustBe(what: string): string {
  return `must be ${what}`;
}

/** Maximum characters of any setting: several keys or certificates fit, a file pasted by mistake does not. */
export const MAX_SETTING_CHARACTERS = 10_000;
/** Maximum entries of a list. */
export const MAX_SETTING_ENTRIES = 100;

const MAX_ENTRIES_RULE = mustBe(`a list of at most ${MAX_SETTING_ENTRIES} entries`);

/** The text of a setting. */
export const settingText = textUpTo(MAX_SETTING_CHARACTERS);

/** Digits, as a number in these bounds. */
export function wholeNumber(
  least: number,
  most: number,
  { unit, note = '' }: { readonly unit?: 'seconds' | 'percent'; readonly note?: string } = {},
): SettingSchema<number> {
  const rule = `a whole number${unit === undefined ? '' : ` of ${unit}`} from ${least} to ${most}${note}`;
  return settingText
    .refine((text) => /^\d{1,15}$/.test(text), mustBe(rule))
    .transform(Number)
    .refine((number) => number >= least && number <= most, mustBe(rule))
    .describe(rule);
}

/** A token of Notion, or the one that HTTP clients send. Each common copying mistake has its own message. */
export const secret = settingText
  .refine((text) => !/^bearer\s/i.test(text), 'must be the token alone, without "Bearer"')
  .refine((text) => !/^["']|["']$/.test(text), 'must not be wrapped in quotes')
  .refine((text) => !/\s/.test(text), 'must not contain spaces or line breaks; copy the token again')
  .refine((text) => /^[\x21-\x7e]+$/.test(text), 'must be plain ASCII; copy the token again')
  .describe('plain ASCII without spaces');

/** Text that is validated elsewhere, or not at all. */
export const anyText = settingText;

/** A path; `~` is expanded here because no shell does so in a client's configuration. */
export const path = settingText
  .transform((text) => text.replace(/^~(?=$|[/\\])/, homedir()))
  .describe('a path; ~ is your home folder');

const SPACE_ID = 'at most 128 characters: letters, digits and . _ : -';
/** Id of a space. */
export const spaceId = settingText
  .refine((text) => parseSpaceId(text) !== undefined, mustBe(SPACE_ID))
  .describe(SPACE_ID);

const LABEL = 'at most 100 characters long';
/** What a service key is for. */
export const keyLabel = settingText.refine((text) => text.length <= 100, mustBe(LABEL)).describe(LABEL);

const KEY = '32 bytes in base64; openssl rand -base64 32 generates one';
/** A sealing key. */
export const sealingKeyText = settingText.refine((text) => isKey(text), mustBe(KEY)).describe(KEY);

/** Sealing keys separated by commas. */
export const sealingKeyList = settingText
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  )
  .refine(isShortList, MAX_ENTRIES_RULE)
  .refine((keys) => keys.every(isKey), mustBe(KEY))
  .describe('keys separated by commas');

/** Seconds. */
export const callDeadline = wholeNumber(1, 600, { unit: 'seconds' });

/** Requests to Notion; it allows a connection 180 a minute. */
export const requestCount = wholeNumber(1, 180);

/** Requests to Notion in a minute. */
export const requestRate = wholeNumber(1, 1_000_000);

/** Concurrent tool calls. */
export const callCount = wholeNumber(1, 100_000);

/** A TCP port. */
export const port = wholeNumber(0, 65_535, { note: ' (0 picks a free port)' });

const API_URL = 'a URL that starts with https://; http:// for 127.0.0.1, [::1] and localhost only';
/** An HTTP URL. Tokens are sent there, so never in clear text over a network. */
export const httpUrl = settingText
  .refine((text) => isHttpsOrLoopback(text), mustBe(API_URL))
  .refine((text) => urlOf(text)?.username === '', 'must not contain a user name or password')
  .transform((text) => text.replace(/(?<!\/)\/+$/, ''))
  .describe(API_URL);

/** The same without a trailing `/v1`: the client adds it. */
export const apiUrl = httpUrl.transform((text) => text.replace(/\/v1$/, '')).describe(API_URL);

const DATABASE_URL =
  'a URL such as postgres://user:password@host:5432/database?sslmode=verify-full; sslmode may be omitted for this machine only';
/** A Postgres database. A remote one is reached in clear text only if the URL says so explicitly. */
export const postgresUrl = settingText
  .refine((text) => isPostgresUrl(text), mustBe(DATABASE_URL))
  .describe(DATABASE_URL);

const REDIS_URL =
  'a URL such as redis://user:password@host:6379/0, or rediss:// for TLS, with nothing after the database number';
/** A Redis. The URL's scheme says whether it is reached in clear text. */
export const redisUrl = settingText.refine((text) => isRedisUrl(text), mustBe(REDIS_URL)).describe(REDIS_URL);

const DATABASE_PLACE = `the path of a SQLite file, or ${DATABASE_URL}`;
/** A database of either kind. */
export const databasePlace = settingText
  .refine((text) => !text.includes('://') || isPostgresUrl(text), mustBe(DATABASE_PLACE))
  .describe(DATABASE_PLACE);

/** Connections to a database. */
export const connectionCount = wholeNumber(1, 1000);

const HOST = 'an address or a host name without a port, such as 127.0.0.1';
/** An address or host name to bind to. */
export const hostName = settingText
  .refine((text) => /^([\w.-]+|\[?[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*\]?)$/i.test(text), mustBe(HOST))
  .transform((text) => text.replace(/^\[|\]$/g, ''))
  .describe(HOST);

const HOSTS = 'host names separated by commas, such as mcp.example.com,localhost';
/** Host names separated by commas. */
export const hostList = settingText
  .transform(listOf)
  .refine(isShortList, MAX_ENTRIES_RULE)
  .transform((entries) => entries.map((entry) => headerHost(entry) ?? ''))
  .refine((names) => !names.includes(''), mustBe(HOSTS))
  .describe(HOSTS);

const ORIGINS = 'origins separated by commas, such as https://app.example.com';
/** Origins or host names separated by commas. */
export const originList = settingText
  .transform(listOf)
  .refine(isShortList, MAX_ENTRIES_RULE)
  .refine(
    (origins) =>
      origins.every((entry) => (entry.includes('://') ? urlOf(entry) : headerHost(entry)) !== undefined),
    mustBe(ORIGINS),
  )
  .describe(ORIGINS);

const PROXIES = 'addresses or networks separated by commas, such as 10.0.0.7,fd00::/8; none trusts no proxy';
/** Addresses and networks (CIDR) separated by commas. */
export const proxyList = settingText
  .transform(listOf)
  .refine(isShortList, MAX_ENTRIES_RULE)
  .refine((entries) => isNone(entries) || entries.every(isNetwork), mustBe(PROXIES))
  .transform((entries) => (isNone(entries) ? [] : entries))
  .describe(PROXIES);

/** Names as people write them. */
const EXACT_NAMES =
  'names separated by commas, such as Status,Due date; one with a comma in a JSON list, ["Why, and when"]';
export const exactNames = settingText
  .convert(namesOf, mustBe(EXACT_NAMES))
  .refine(isShortList, MAX_ENTRIES_RULE)
  .describe(EXACT_NAMES);

function namesOf(text: string): readonly string[] | undefined {
  const names = text.startsWith('[') ? parsedNames(text) : text.split(',');
  const whole = names?.map((name) => name.trim()) ?? [''];
  return whole.includes('') ? undefined : [...new Set(whole)];
}

function parsedNames(text: string): readonly string[] | undefined {
  try {
    const names: unknown = JSON.parse(text);
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : undefined;
  } catch {
    return undefined;
  }
}

const NAMES = 'names separated by commas, such as notion_search,notion_read_page';
/** Names of tools or toolsets separated by commas. */
export const nameList = settingText
  .transform(listOf)
  .refine(isShortList, MAX_ENTRIES_RULE)
  .refine(
    (names) => names.length > 0 && names.every((name) => /^[a-z][a-z0-9_-]*$/.test(name)),
    mustBe(NAMES),
  )
  .describe(NAMES);

/** Name of a time zone. */
export const timeZone = settingText
  .refine(isTimeZone, mustBe('a time zone, such as Europe/Berlin'))
  .describe('a time zone of the tz database');

const LOG_LEVEL = `one of ${logLevels.join(', ')}`;
/** Log level. */
export const logLevel = settingText
  .transform((text) => text.toLowerCase())
  .convert((text) => logLevels.find((level) => level === text), mustBe(LOG_LEVEL))
  .describe(LOG_LEVEL);

const TOGGLE = 'true or false';
/** On or off. */
export const toggle = settingText
  .refine((text) => /^(true|false)$/i.test(text), mustBe(TOGGLE))
  .transform((text) => text.toLowerCase() === 'true')
  .describe(TOGGLE);

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES && bytes.toString('base64') === text;
}

function isPostgresUrl(text: string): boolean {
  const url = urlOf(text);
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol)) {
    return false;
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const mode = url.searchParams.get('sslmode');
  return mode === null
    ? host === '' || isLoopback(host)
    : ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'].includes(mode);
}

function isRedisUrl(text: string): boolean {
  const url = urlOf(text);
  return (
    url !== undefined &&
    /^rediss?:$/.test(url.protocol) &&
    url.hostname !== '' &&
    /^(\/\d{0,4})?$/.test(url.pathname) &&
    url.search === '' &&
    url.hash === ''
  );
}

function isShortList(entries: readonly string[]): boolean {
  return entries.length <= MAX_SETTING_ENTRIES;
}

/** Entries separated by commas. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '');
}

function isNone(entries: readonly string[]): boolean {
  return entries.length === 1 && entries[0] === 'none';
}

/** One address, or a network with the length of its prefix. */
function isNetwork(entry: string): boolean {
  const [address = '', prefix = '0', ...more] = entry.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest;
}

function isHttpsOrLoopback(text: string): boolean {
  const { protocol, hostname = '' } = urlOf(text) ?? {};
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname.replace(/^\[|\]$/g, '')));
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
