import { describe, expect, it } from '@jest/globals';
import { loadConfig, type Environment } from '../../../src/config/config.js';
import { formerNameList } from '../../../src/config/settings/former-names.js';
import { settingList, settings } from '../../../src/config/settings/settings.js';

/** What the settings became, and which former names were reported. */
function load(argv: string[], environment: Environment) {
  const renamed: string[] = [];
  const config = loadConfig(
    [...argv],
    { NOTION_TOKEN: 'ntn_0123456789abcdef', ...environment },
    (former, current) => renamed.push(`${former} → ${current}`),
  );
  return { limits: JSON.stringify(config), renamed };
}

const problem = (argv: string[], environment: Environment) => {
  try {
    load(argv, environment);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

it.each([
  ['CALLS_PER_SPACE', 'MAX_CONCURRENT_CALLS_PER_SPACE'],
  ['CALLS_AT_ONCE', 'MAX_CONCURRENT_CALLS'],
  ['EXTRA_REQUESTS_PER_CALL', 'MAX_LOOKUPS_PER_CALL'],
])('%s is a former name of %s', (former, current) => {
  const pairs = formerNameList.map(([name, { variable }]) => [variable, settings[name].variable]);
  expect(pairs).toContainEqual([former, current]);
});

it('no former name is also a current one', () => {
  const current = settingList.flatMap(([, { variable, option }]) => [variable, option]);
  const former = formerNameList.flatMap(([, { variable, option }]) => [variable, option]);
  expect(former.filter((name) => current.includes(name))).toEqual([]);
  expect(new Set(former).size).toBe(former.length);
});

describe.each(formerNameList.map(([name, former]) => [former.variable, name, former] as const))(
  'the former name %s',
  (_variable, name, former) => {
    const { variable } = settings[name];
    const option = `--${'option' in settings[name] ? settings[name].option : ''}`;
    const formerOption = `--${former.option}`;

    it('sets the value, and is reported with the current name', () => {
      const byVariable = load(['serve'], { [former.variable]: '7' });
      const byOption = load(['serve', formerOption, '7'], {});
      const { limits } = load(['serve'], { [variable]: '7' });
      expect(byVariable).toEqual({ limits, renamed: [`${former.variable} → ${variable}`] });
      expect(byOption).toEqual({ limits, renamed: [`${formerOption} → ${option}`] });
      expect(limits).toContain(':7');
    });

    it('may repeat the value of the current name', () => {
      const environment = { [variable]: '7', [former.variable]: '7' };
      expect(load(['serve'], environment).limits).toBe(load(['serve'], { [variable]: '7' }).limits);
    });

    it('may not contradict the current name', () => {
      expect(problem(['serve'], { [variable]: '7', [former.variable]: '8' })).toBe(
        `${variable} and ${former.variable}, its former name, are set to different values. Remove ${former.variable}.`,
      );
      expect(problem(['serve', `${option}=7`, `${formerOption}=8`], {})).toBe(
        `${option} and ${formerOption}, its former name, are set to different values. Remove ${formerOption}.`,
      );
    });

    it('wins on the command line over the environment', () => {
      const { limits, renamed } = load(['serve', `${formerOption}=7`], { [variable]: '8' });
      expect(limits).toBe(load(['serve'], { [variable]: '7' }).limits);
      expect(renamed).toEqual([`${formerOption} → ${option}`]);
    });

    it('is the one that an error names', () => {
      expect(problem(['serve'], { [former.variable]: 'many' })).toMatch(
        new RegExp(`^${former.variable} must be a whole number`),
      );
      expect(problem(['serve', formerOption, 'many'], {})).toMatch(
        new RegExp(`^${formerOption} must be a whole number`),
      );
    });

    it('concerns only commands that read the setting', () => {
      expect(load(['--help'], { [former.variable]: '7' }).renamed).toEqual([]);
      expect(problem(['--help'], { [variable]: '7', [former.variable]: '8' })).toBe('accepted');
    });

    it('is a finding of doctor where it contradicts the current name', () => {
      const { limits } = load(['doctor'], { [variable]: '7', [former.variable]: '8' });
      expect(limits).toContain(`${variable} and ${former.variable}, its former name`);
    });
  },
);
