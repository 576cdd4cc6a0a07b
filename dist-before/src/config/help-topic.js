import { ConfigError } from './config-error.js';
import { nearest } from '../text/suggest.js';
import { commandNames } from './commands.js';
/** What follows `help`, or stands before `--help`; undefined for help on everything. Throws `ConfigError`. */
export function helpTopic(words) {
    const [word] = words;
    if (word === undefined) {
        return undefined;
    }
    if (word === 'settings') {
        return 'settings';
    }
    const command = commandNames.find((known) => known === words.slice(0, known.split(' ').length).join(' '));
    const family = commandNames.filter((known) => known === word || known.startsWith(`${word} `));
    if (command !== undefined && (command !== word || family.length === 1)) {
        return [command];
    }
    if (family.length > 0) {
        return family;
    }
    const firstWords = commandNames.map((known) => known.split(' ', 1)[0] ?? '');
    const guess = nearest(word, [...firstWords, 'settings']);
    throw new ConfigError(`There is no help on that.${guess === undefined ? ' See notion-rest-mcp help.' : ` Did you mean help ${guess}?`}`);
}
