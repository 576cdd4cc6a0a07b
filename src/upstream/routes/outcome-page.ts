import { displayName } from '../../web/display-names.js';
import type { Notice } from '../../web/pages/notice-page.js';
import type { UpstreamProblem } from '../problem.js';
import { problemTexts } from '../problem-texts.js';
import type { HostedOutcome } from '../sign-in/hosted-sign-in.js';

/** The page for the result of a sign-in that is not continued elsewhere. */
export function hostedOutcomePage(
  outcome: Exclude<HostedOutcome, { kind: 'gone' | 'wrong_browser' }>,
): Notice {
  if (outcome.kind === 'failed') {
    return problemPage(outcome.problem, outcome.returnTo);
  }
  const { workspace, spaceId } = outcome.connection;
  return {
    status: 200,
    state: 'done',
    title: 'MCP connected',
    paragraphs: [
      `${displayName(workspace.name, 'Your workspace')} is connected to ${spaceId} through Notion's own MCP server.`,
      'You can close this window.',
    ],
  };
}

/** The page for a problem, with the names of both workspaces where they are what does not fit. */
export function problemPage({ code, workspaces }: UpstreamProblem, returnTo: string | null): Notice {
  const { status, happened, advice } = problemTexts[code];
  const names =
    workspaces === undefined
      ? []
      : [
          `You chose ${displayName(workspaces.chosen, 'a workspace without a name')}. The ${workspaces.connectedBy === 'rest' ? 'REST' : 'hosted'} connection is to ${displayName(workspaces.connected, 'a workspace without a name')}.`,
        ];
  return {
    status,
    title: 'Not connected',
    paragraphs: [[happened, ...names].join(' '), advice],
    link: returnTo === null ? undefined : { text: `Back to ${new URL(returnTo).host}`, href: returnTo },
  };
}
