import { outputOf, type ExternalKeyCommand } from './key-command.js';
import { openKeyFile } from './key-file.js';
import { KeyError, keyringOf, parseKey, type Keyring } from './keys.js';

/** Sources of sealing keys. Each rejects with a {@link KeyError} that never contains a key. */
export interface KeySource {
  /** The current keys: one seals, all open. */
  load(): Promise<Keyring>;
}

/** Keys from the settings, the current one first. */
export function givenKeys(keys: readonly string[]): KeySource {
  return {
    load: () =>
      attempt(() => {
        const [current, ...older] = keys.map((key) => parseKey(key, 'CREDENTIALS_KEY'));
        if (current === undefined) {
          throw new KeyError('CREDENTIALS_KEY is missing.');
        }
        return keyringOf(current, older);
      }),
  };
}

/** A key file managed by the operator. It is never written; a key added at the top is used without a restart. */
export function keyFileSource(path: string, groupMayRead: boolean): KeySource {
  return {
    load: () =>
      attempt(() => {
        try {
          return openKeyFile(path, { groupMayRead, mayBeLink: true });
        } catch (error) {
          throw error instanceof KeyError
            ? error
            : new KeyError(`The key file ${path} cannot be read (${codeOf(error)}).`, { cause: error });
        }
      }),
  };
}

/** A program that prints the keys, one a line, the current one first. It runs once. */
export function keyCommandSource(command: ExternalKeyCommand): KeySource {
  return {
    load: async () => {
      const lines = (await outputOf(command, '')).split(/\r?\n/).filter(Boolean);
      const [current, ...older] = lines.map((line) =>
        parseKey(line.trim(), `What ${command.variable} prints`),
      );
      if (current === undefined) {
        throw new KeyError(`The program of ${command.variable} prints nothing.`);
      }
      return keyringOf(current, older);
    },
  };
}

/** The same keys, plus former ones that only open. */
export function withOlderKeys(ring: Keyring, older: readonly string[]): Keyring {
  const byId = new Map(
    older.map((text) => {
      const key = parseKey(text, 'CREDENTIALS_OLD_KEYS');
      return [key.id, key] as const;
    }),
  );
  return { current: () => ring.current(), find: (id) => ring.find(id) ?? byId.get(id) };
}

function attempt(make: () => Keyring): Promise<Keyring> {
  return new Promise((resolve) => resolve(make()));
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
}
