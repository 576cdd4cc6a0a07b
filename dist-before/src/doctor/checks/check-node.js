import { fail, ok } from '../finding.js';
/** Oldest Node that the program runs on, as in package.json. */
export const MIN_NODE_VERSION = [20, 19];
/** `version`: such as `v20.20.2`. */
export function checkNode(version) {
    const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
    const [oldestMajor, oldestMinor] = MIN_NODE_VERSION;
    return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
        ? ok('node', `Node ${version}.`)
        : fail('node', `Node ${version} is too old.`, `Install Node ${MIN_NODE_VERSION.join('.')} or newer and start the program with it.`);
}
