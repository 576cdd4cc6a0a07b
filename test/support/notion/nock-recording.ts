import { gunzipSync } from 'node:zlib';
import type { Definition } from 'nock';

/** The address that recordings speak of, wherever they were made. */
export const RECORDED_API = 'https://api.notion.com';

/** Headers that a replay needs; the rest is noise, or a cookie. */
const KEPT_HEADERS = new Set(['content-type', 'retry-after']);

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:ntn|nrt|secret)_[A-Za-z0-9_-]+/g, 'ntn_scrubbed'],
  [/(X-Amz-(?:Credential|Security-Token|Signature)=)[^&"\s\\]+/g, '$1scrubbed'],
  [/[A-Za-z0-9._%+-]+@(?!example\.)[A-Za-z0-9-]+(?:\.[A-Za-z]{2,})+/g, 'somebody@example.com'],
];

/**
 * Makes a recording fit to keep: readable bodies, no secrets, no addresses of people, the official host, and a word on
 * where it came from.
 */
export function scrub(definitions: readonly Definition[], origin: string): Definition[] {
  return definitions.map((definition) => ({
    recordedFrom: origin,
    scope: `${RECORDED_API}:443`,
    method: definition.method ?? 'GET',
    path: withoutSecrets(String(definition.path)),
    body: readable(definition.body) as Definition['body'] & {},
    status: definition.status ?? 200,
    response: readable(definition.response) as Definition['response'] & {},
    rawHeaders: headersToKeep(definition),
  }));
}

function readable(value: unknown): unknown {
  const plain =
    Array.isArray(value) && value.every((part) => typeof part === 'string') ? inflate(value) : value;
  const text = JSON.stringify(plain ?? '');
  return JSON.parse(withoutSecrets(text)) as unknown;
}

/** A compressed body is recorded as pieces of hexadecimal digits, which nobody can review or scrub. */
function inflate(pieces: readonly string[]): unknown {
  const text = gunzipSync(Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'hex')))).toString();
  return JSON.parse(text) as unknown;
}

function withoutSecrets(text: string): string {
  return SECRETS.reduce((scrubbed, [secret, replacement]) => scrubbed.replace(secret, replacement), text);
}

function headersToKeep(definition: Definition): Record<string, string> {
  const raw = (definition as { rawHeaders?: unknown }).rawHeaders;
  const pairs = Array.isArray(raw)
    ? raw.flatMap((name, index) => (index % 2 === 0 ? [[String(name), String(raw[index + 1])] as const] : []))
    : Object.entries((raw ?? {}) as Record<string, string>);
  return Object.fromEntries(pairs.filter(([name]) => KEPT_HEADERS.has(name.toLowerCase())));
}
