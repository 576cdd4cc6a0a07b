import type { z } from 'zod';
import { ConfigError } from '../config-error.js';
import { settings, type SettingName, type SettingTexts } from './settings.js';
import type { Setting } from '../setting.js';

type Settings = typeof settings;

/** What a setting's text becomes. Absent only where there is no standard value. */
export type SettingValue<Name extends SettingName> =
  | z.output<Settings[Name]['schema']>
  | (Settings[Name] extends { readonly standard: string } ? never : undefined);

/** Reads one setting: the command line wins over the environment, and both over the standard value. */
export type SettingReader = <Name extends SettingName>(name: Name) => SettingValue<Name>;

/** A reader over both sources. It throws `ConfigError`. */
export function settingReader(commandLine: SettingTexts, environment: SettingTexts): SettingReader {
  return <Name extends SettingName>(name: Name) => {
    const { variable, option, schema, standard }: Setting = settings[name];
    const text = commandLine[name] ?? environment[name] ?? standard;
    const result = schema.optional().safeParse(text);
    if (!result.success) {
      const source = commandLine[name] === undefined || option === undefined ? variable : `--${option}`;
      throw new ConfigError(`${source} ${result.error.issues[0]?.message ?? 'is not valid'}.`);
    }
    // `Setting` forgets which schema the name stands for.
    return result.data as SettingValue<Name>;
  };
}
