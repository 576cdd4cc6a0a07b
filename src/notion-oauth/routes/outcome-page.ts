import { displayName } from '../../web/display-names.js';
import { lowerFirst, type Notice } from '../../web/pages/notice-page.js';
import type { Cancelled, FlowOutcome } from '../flow.js';
import { withDenial } from './return-to.js';

/** How to start again, for a user who does not know this server. */
const START_AGAIN = 'Go back to where you started and choose to connect Notion again.';

/** The page for the result of an authorization. */
export function outcomePage(outcome: FlowOutcome | Cancelled): Notice {
  switch (outcome.kind) {
    case 'connected':
      return connectedPage(outcome);
    case 'gone':
      return gonePage;
    case 'wrong_browser':
      return {
        status: 403,
        title: 'This started in another browser',
        paragraphs: [
          'For your safety, connecting Notion has to end in the browser that opened the link. Nothing was stored.',
          `If you started this yourself, stay in one browser: ${lowerFirst(START_AGAIN)}`,
          'If you did not start this, close the window.',
        ],
      };
    case 'other_workspace':
      return failure(outcome, 409, 'Not connected', [
        `You chose ${displayName(outcome.chosen, 'a workspace without a name')}. Notion's own MCP server is connected to ${displayName(outcome.connected, 'a workspace without a name')}, and both have to be to the same one. Nothing was stored.`,
        `Choose the same workspace, or disconnect the other connection first. ${START_AGAIN}`,
      ]);
    case 'cancelled':
      return failure(outcome, 200, 'Nothing was connected', [
        'The link no longer works, and nothing can be read through it.',
        'If someone sent it to you, there is nothing else to do.',
      ]);
    case 'denied':
      return failure(outcome, 403, 'Not connected', [
        'Access was not allowed in Notion, so nothing was stored.',
        `If that was a mistake, ${lowerFirst(START_AGAIN)}`,
      ]);
    case 'refused':
      return failure(outcome, 400, 'Not connected', [
        'Notion did not accept its own code: it has expired or was already used. Nothing was stored.',
        START_AGAIN,
      ]);
    case 'unavailable':
      return failure(outcome, 503, 'Notion did not answer', [
        'Notion could not finish connecting your workspace. Nothing was stored.',
        `Wait a minute. ${START_AGAIN}`,
      ]);
    case 'misconfigured':
      return failure(outcome, 500, 'Connecting is not set up correctly', [
        'Notion does not accept this server. Nothing was stored, and trying again will not help.',
        'Tell the operator of this server to check its Notion client id, client secret and redirect URI.',
      ]);
  }
}

/** Unknown, used or expired: does not reveal which. */
export const gonePage: Notice = {
  status: 410,
  title: 'This link is no longer valid',
  paragraphs: [
    'It was already used, or it is more than ten minutes old. Nothing was changed.',
    'If you have just connected Notion, you can close this window.',
    `Otherwise, ${lowerFirst(START_AGAIN)}`,
  ],
};

/** For a callback or link with missing parts. */
export const incompletePage: Notice = {
  status: 400,
  title: 'This link is incomplete',
  paragraphs: ['Part of the address is missing or damaged. Nothing was stored.', START_AGAIN],
};

/** For an internal error. */
export const faultPage: Notice = {
  status: 500,
  title: 'Something went wrong',
  paragraphs: ['The server failed unexpectedly while connecting Notion.', START_AGAIN],
};

/** For a database outage. An unused link still works; whether a used one succeeded is unknown. */
export const outagePage: Notice = {
  status: 503,
  title: 'Temporarily unavailable',
  paragraphs: [
    'The server cannot reach its database right now. It is not your fault, and existing connections are kept.',
    'Wait a minute, then reload this page.',
    `If it then says that the link is no longer valid, ${lowerFirst(START_AGAIN)}`,
  ],
};

function connectedPage({ connection, reconnects }: Extract<FlowOutcome, { kind: 'connected' }>): Notice {
  const workspace = displayName(connection.workspace.name, 'Your workspace');
  const other =
    reconnects !== null && reconnects !== connection.id
      ? [
          'This is not the connection that was to be renewed: that one still needs its own person and workspace.',
        ]
      : [];
  return {
    status: 200,
    state: 'done',
    title: 'Notion is connected',
    paragraphs: [
      [`${workspace} is connected to ${connection.spaceId}.`, ...other].join(' '),
      'You can close this window.',
    ],
  };
}

/** An outcome that leads back to where the person came from. */
type Failed = Extract<FlowOutcome | Cancelled, { readonly returnTo: string | null }>;

function failure(
  { kind, returnTo }: Pick<Failed, 'kind' | 'returnTo'>,
  status: number,
  title: string,
  paragraphs: readonly string[],
): Notice {
  const isChosen = kind === 'cancelled' || kind === 'denied';
  const link =
    returnTo === null
      ? undefined
      : {
          text: `Back to ${new URL(returnTo).host}`,
          href: isChosen ? withDenial(returnTo) : returnTo,
        };
  return { status, title, paragraphs, link };
}
