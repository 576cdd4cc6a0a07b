import { signOut } from '../oauth-server/grants/sign-out.js';
import { parsePersonId } from '../ids.js';
import { EXIT_USAGE } from '../app/program.js';
/** Stands for all people. */
const ALL_PEOPLE = 'everybody';
/** `sign-out`: ends a person's sessions in all browsers and their grants to apps; or those of all people. */
export async function signOutPerson(store, config, program) {
    const who = config.operand === ALL_PEOPLE ? ALL_PEOPLE : personIn(config.operand ?? '');
    if (who === undefined) {
        program.fail('sign-out needs the id of a Notion user, such as 31df8657-b58c-47c1-b5d2-f7e85c4c6c47, or the word everybody.', EXIT_USAGE);
    }
    const { browsers, apps } = await signOut(store, who);
    program.print(`Signed out: ${count(browsers, 'browser')}, ${count(apps, 'app')}. Workspaces stay connected; apps must ask for access again.\n`);
}
/** Notion shows ids both with and without dashes. */
function personIn(text) {
    const dashed = text.replace(/^(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})$/, '$1-$2-$3-$4-$5');
    return parsePersonId(dashed);
}
function count(number, thing) {
    return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
