import { paragraph } from '../../dist/src/sandbox/build/blocks.js';
import { addPage, addPerson, createWorkspace } from '../../dist/src/sandbox/build/workspace-builder.js';

const NAMES = ['Harbour', 'Orchard', 'Quarry', 'Lighthouse'];
const PEOPLE = ['Bea Person', 'Cem Person', 'Dot Person'];
/** A space with one workspace, whose person has connected it to another space too: both stand on one authorisation. */
const SHARING_SPACE = 'space-sharing';

/** Workspaces with a few pages and people in them. */
export function buildWorkspaces() {
  return NAMES.map((name) => {
    const workspace = createWorkspace({ name });
    PEOPLE.forEach((person) => addPerson(workspace, person, null));
    for (const title of ['Welcome', 'Meeting notes', 'Open questions']) {
      addPage(workspace, { title, blocks: [paragraph(`${title} of ${name}.`)] });
    }
    return workspace;
  });
}

/** Which person connects which workspace to which space: every person of every workspace once, and one twice. */
export function planConnections(accounts) {
  const people = [...new Set(accounts.map(({ user }) => user.name))];
  const planned = accounts.map((account) => ({
    space: `space-${people.indexOf(account.user.name) + 1}`,
    account,
    isOnlyOne: false,
  }));
  return [...planned, { space: SHARING_SPACE, account: accounts[0], isOnlyOne: true }];
}
