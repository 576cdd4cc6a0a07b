import { paragraph } from '../../../src/sandbox/build/blocks.js';
import { addPage, addPerson, createWorkspace } from '../../../src/sandbox/build/workspace-builder.js';
import type { Workspace } from '../../../src/sandbox/workspace.js';
import type { Account } from '../../harness/processes/notion-process.js';

const NAMES = ['Harbour', 'Orchard', 'Quarry', 'Lighthouse'];
const PEOPLE = ['Bea Person', 'Cem Person', 'Dot Person'];
/** A space with one workspace, whose person has connected it to another space too: both stand on one authorization. */
const SHARING_SPACE = 'space-sharing';

/** Who connects which workspace to which space. */
export interface PlannedConnection {
  readonly space: string;
  readonly account: Account;
  /** Whether the space has no other, so that calls need not name it. */
  readonly isOnlyOne: boolean;
}

/** Workspaces with a few pages and people in them. */
export function buildWorkspaces(): readonly [Workspace, ...Workspace[]] {
  const [first, ...others] = NAMES.map((name) => {
    const workspace = createWorkspace({ name });
    PEOPLE.forEach((person) => addPerson(workspace, person, null));
    for (const title of ['Welcome', 'Meeting notes', 'Open questions']) {
      addPage(workspace, { title, blocks: [paragraph(`${title} of ${name}.`)] });
    }
    return workspace;
  });
  if (first === undefined) {
    throw new Error('There is no workspace.');
  }
  return [first, ...others];
}

/** Which person connects which workspace to which space: every person of every workspace once, and one twice. */
export function planConnections(accounts: readonly Account[]): readonly PlannedConnection[] {
  const people = [...new Set(accounts.map(({ user }) => user.name))];
  const planned = accounts.map((account) => ({
    space: `space-${people.indexOf(account.user.name) + 1}`,
    account,
    isOnlyOne: false,
  }));
  const shared = accounts.slice(0, 1).map((account) => ({ space: SHARING_SPACE, account, isOnlyOne: true }));
  return [...planned, ...shared];
}
