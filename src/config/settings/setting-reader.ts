import { ConfigError } from '../config-error.js';
import { formerNames, textFrom, type FormerNameListener, type SettingSource } from './former-names.js';
import { settings, type SettingName } from './settings.js';
import type { Setting } from '../setting.js';
import type { SettingSchema } from '../setting-schema.js';

type Settings = typeof settings;

/** The value of a setting. Undefined only where the setting has no default. */
export type SettingValue<Name extends SettingName> =
  | (Settings[Name]['schema'] extends SettingSchema<infer Value> ? Value : never)
  | (Settings[Name] extends { readonly defaultValue: string } ? never : undefined);

/** Reads one setting: the command line overrides the environment, and both override the default. */
export type SettingReader = <Name extends SettingName>(name: Name) => SettingValue<Name>;

/** A reader over both sources. It throws `ConfigError`. */
export function settingReader(
  commandLine: SettingSource,
  environment: SettingSource,
  onFormerName: FormerNameListener = () => {},
): SettingReader {
  return <Name extends SettingName>(name: Name) => {
    const { variable, option, schema, defaultValue }: Setting = settings[name];
    const { variable: formerVariable = '', option: formerOption = '' } = formerNames[name] ?? {};
    const given =
      textFrom(commandLine, name, { current: `--${option}`, former: `--${formerOption}` }, onFormerName) ??
      textFrom(environment, name, { current: variable, former: formerVariable }, onFormerName);
    const text = given?.text ?? defaultValue;
    const reading = text === undefined ? undefined : schema.read(text);
    if (reading?.success === false) {
      throw new ConfigError(`${given?.source ?? variable} ${reading.message}.`);
    }
    // `Setting` forgets which schema the name stands for.
    return reading?.value as SettingValue<Name>;
  };
}
