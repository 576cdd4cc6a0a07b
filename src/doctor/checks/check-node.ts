import { fail, ok, type Finding } from '../finding.js';

/** Oldest Node that the program runs on, as in package.json. */
export const OLDEST_NODE = [20, 19] as const;

/** `version`: such as `v20.20.2`. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
    ? ok('node', `Node ${version}.`)
    : fail(
        'node',
        `Node ${version} is too old.`,
        `Install Node ${OLDEST_NODE.join('.')} or newer and start the program with it.`,
      );
}
