import { formerNameList, type SettingSource } from './settings/former-names.js';
import { settingList, type SettingName, type SettingTexts } from './settings/settings.js';

/** The settings in the environment. An empty variable counts as absent, as in an untouched `.env` file. */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): SettingSource {
  const textsOf = (list: readonly (readonly [SettingName, { readonly variable: string }])[]): SettingTexts =>
    Object.fromEntries(
      list.flatMap(([name, { variable }]) => {
        const text = environment[variable];
        return text === undefined || text === '' ? [] : [[name, text] as const];
      }),
    );
  return { current: textsOf(settingList), former: textsOf(formerNameList) };
}
