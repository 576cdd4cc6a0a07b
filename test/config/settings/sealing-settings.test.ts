import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../../src/config/config-error.js';
import { loadConfig } from '../../../src/config/config.js';

const KEY = Buffer.alloc(32, 1).toString('base64');
const OLD = Buffer.alloc(32, 2).toString('base64');
const POSTGRES = 'postgres://notion@127.0.0.1/notion?sslmode=disable';

const storageOf = (environment: Record<string, string>): object =>
  (loadConfig(['rebuild'], environment) as unknown as { storage: object }).storage;

describe('the source of the sealing key', () => {
  it('is the data folder, unless it is said', () => {
    expect(storageOf({})).not.toHaveProperty('external');
  });

  it.each([
    [
      { CREDENTIALS_KEY_FILE: '/run/secrets/key' },
      { kind: 'file', path: '/run/secrets/key', groupMayRead: false },
    ],
    [
      { CREDENTIALS_KEY_FILE: '/key', CREDENTIALS_KEY_FILE_GROUP: 'true' },
      { kind: 'file', path: '/key', groupMayRead: true },
    ],
    [
      { CREDENTIALS_KEY_COMMAND: '  pass  show notion ' },
      { kind: 'command', command: ['pass', 'show', 'notion'], timeoutMilliseconds: 30_000 },
    ],
    [
      { CREDENTIALS_KMS_COMMAND: '["/opt/a kms","$KEY"]', CREDENTIALS_KEY_TIMEOUT_SECONDS: '5' },
      { kind: 'kms', command: ['/opt/a kms', '$KEY'], timeoutMilliseconds: 5000 },
    ],
  ])('is read from %p', (environment, expected) => {
    const former = { ...environment, CREDENTIALS_OLD_KEYS: OLD };
    expect(storageOf(former)).toMatchObject({ keys: [], external: { ...expected, older: [OLD] } });
    expect(storageOf({ ...environment, DATABASE_URL: POSTGRES })).toMatchObject({ external: expected });
  });

  it.each([
    [{ CREDENTIALS_KEY: KEY, CREDENTIALS_KEY_FILE: '/key' }],
    [{ CREDENTIALS_KEY: KEY, CREDENTIALS_KEY_COMMAND: 'pass' }],
    [{ CREDENTIALS_KEY_COMMAND: 'pass', CREDENTIALS_KMS_COMMAND: 'kms' }],
  ])('is one: %p are refused', (environment) => {
    expect(() => storageOf(environment)).toThrow('only one of them can hold the key');
  });

  it.each(['[', '[1]', '[]', '[""]', '{}'.repeat(2001), 'a '.repeat(101)])(
    'is no program in %p, and the text is not told',
    (text) => {
      const load = () => storageOf({ CREDENTIALS_KEY_COMMAND: text });
      expect(load).toThrow(ConfigError);
      expect(load).toThrow(/^CREDENTIALS_KEY_COMMAND must be a program and its arguments[^[{]*$/);
    },
  );

  it('is needed where a database is shared', () => {
    expect(() => storageOf({ DATABASE_URL: POSTGRES })).toThrow('DATABASE_URL needs CREDENTIALS_KEY');
  });
});
