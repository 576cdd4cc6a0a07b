import { parseArgs } from 'node:util';

/** One option of a command line. `read` gets what was given and throws what is wrong with it. */
export interface Option<Value> {
  readonly type: 'boolean' | 'string';
  readonly read: (given: string | boolean | undefined) => Value;
}

type Values<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends Option<infer Value> ? Value : never;
};

/** `--name`: true where it is given. */
export function flag(): Option<boolean> {
  return { type: 'boolean', read: (given) => given === true };
}

/** `--name TEXT`. */
export function text(): Option<string | undefined> {
  return { type: 'string', read: (given) => (typeof given === 'string' ? given : undefined) };
}

/** `--name NUMBER`, of at least `min`; the default where it is not given. */
export function number<Default extends number | undefined>(
  defaultValue: Default,
  { min = 0, isWhole = false }: { readonly min?: number; readonly isWhole?: boolean } = {},
): Option<number | Default> {
  return {
    type: 'string',
    read: (given) => {
      const value = given === undefined ? defaultValue : Number(given);
      if (value !== undefined && (!(value >= min) || (isWhole && !Number.isInteger(value)))) {
        throw new Error(`takes a ${isWhole ? 'whole ' : ''}number of at least ${min}`);
      }
      return value;
    },
  };
}

/** `--name WORD`, one of these; the first where it is not given. */
export function choice<Word extends string>(words: readonly [Word, ...Word[]]): Option<Word> {
  return {
    type: 'string',
    read: (given = words[0]) => {
      const chosen = words.find((word) => word === given);
      if (chosen === undefined) {
        throw new Error(`takes ${words.join(' or ')}`);
      }
      return chosen;
    },
  };
}

/** What the command line gives for these options: `maxHealthMs` is `--max-health-ms`. Ends the process where it is wrong. */
export function readOptions<Options extends Readonly<Record<string, Option<unknown>>>>(
  options: Options,
): Values<Options> {
  const entries = Object.entries(options);
  try {
    const { values } = parseArgs({
      options: Object.fromEntries(entries.map(([name, { type }]) => [dashed(name), { type }])),
    });
    return Object.fromEntries(
      entries.map(([name, option]) => [name, readOption(dashed(name), option, values)]),
    ) as Values<Options>;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}

function readOption(
  name: string,
  { read }: Option<unknown>,
  values: Readonly<Record<string, string | boolean | undefined>>,
): unknown {
  try {
    return read(values[name]);
  } catch (error) {
    throw new Error(`--${name} ${error instanceof Error ? error.message : String(error)}.`, { cause: error });
  }
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
