import type { z } from 'zod';
import { ConfigError } from './config-error.js';
import { settings, type SettingName, type SettingTexts } from './settings.js';

/** Reads one setting: the command line wins over the environment, and both over the standard value. */
export type SettingReader = {
  <Value>(name: SettingName, schema: z.ZodType<Value, string>, standard: string): Value;
  <Value>(name: SettingName, schema: z.ZodType<Value, string>): Value | undefined;
};

/** A reader over both sources. It throws `ConfigError`. */
export function settingReader(commandLine: SettingTexts, environment: SettingTexts): SettingReader {
  return <Value>(name: SettingName, schema: z.ZodType<Value, string>, standard?: string) => {
    const text = commandLine[name] ?? environment[name] ?? standard;
    if (text === undefined) {
      // The overloads give this only to callers that expect it.
      return undefined as Value;
    }
    const result = schema.safeParse(text);
    if (!result.success) {
      const { variable, option }: { variable: string; option?: string } = settings[name];
      const source = commandLine[name] === undefined || option === undefined ? variable : `--${option}`;
      throw new ConfigError(`${source} ${result.error.issues[0]?.message ?? 'is not valid'}.`);
    }
    return result.data;
  };
}
