import type { Notice } from './notice-page.js';

/** How to begin anew, for somebody who came from an app. */
const FROM_YOUR_APP = 'Go back to your app and connect again from there.';

/** No page has this address. */
export function notFound(home: string): Notice {
  return {
    status: 404,
    title: 'There is nothing here',
    paragraphs: [
      'The address is mistyped, or what it led to is gone.',
      'If you came here from an app, go back to it and try again.',
    ],
    link: { text: 'To the start page', href: home },
  };
}

/** A fault of this server. */
export const fault: Notice = {
  status: 500,
  title: 'Something went wrong',
  paragraphs: [
    'The server failed unexpectedly. It is not your fault.',
    'Try again in a minute. If it stays like this, tell the operator of this server.',
  ],
};

/** The database does not answer. */
export const outage: Notice = {
  status: 503,
  title: 'Not possible at the moment',
  paragraphs: [
    'The server cannot reach its database just now. It is not your fault, and what was connected before stays connected.',
    'Wait a minute, then load this page again.',
  ],
};

/** The server has its hands full. */
export const busy: Notice = {
  status: 503,
  title: 'Too much at once',
  paragraphs: [
    'The server is busy with requests of the same kind. Nothing was changed.',
    'Wait a few seconds, then load this page again.',
  ],
};

/** A form that this browser did not get from us, or got for a session that is over. */
export const staleForm: Notice = {
  status: 403,
  title: 'This form is no longer valid',
  paragraphs: ['Nothing was changed.', 'Open the page again and repeat what you did.'],
};

/** A form whose fields cannot be read. */
export const unreadableForm: Notice = {
  status: 400,
  title: 'This form cannot be read',
  paragraphs: ['A part of it is missing or too long. Nothing was changed.', 'Open the page again.'],
};

/** More requests than people make. */
export const tooMany: Notice = {
  status: 429,
  title: 'Too many tries',
  paragraphs: ['Notion was asked for often in a short time. Wait a minute, then try again.'],
};

/** Somebody opened the address for apps in a browser. */
export function addressForApps(home: string): Notice {
  return {
    status: 200,
    title: 'This address is for your AI app',
    paragraphs: ['Copy it from the address bar and give it to the app. A browser can do nothing with it.'],
    link: { text: 'How to attach each app', href: home },
  };
}

/** Why an app's authorization request ended here instead of going back to the app. */
export type AuthorizationProblem = 'gone' | 'other_browser' | 'unknown_client' | 'bad_redirect' | 'refused';

/** The page for an authorization request that cannot be sent back to its app. */
export function authorizationProblem(problem: AuthorizationProblem): Notice {
  switch (problem) {
    case 'gone':
      return {
        status: 410,
        title: 'This request is over',
        paragraphs: [
          'It was answered already, or it waited for too long. Nothing was changed.',
          `If your app shows your workspace, all is well: you can close this window. If not: ${lowerFirst(FROM_YOUR_APP)}`,
        ],
      };
    case 'other_browser':
      return {
        status: 403,
        title: 'This began in another browser',
        paragraphs: [
          'For your safety, an app is allowed in the browser in which it asked. Nothing was changed.',
          `If you started this yourself: ${lowerFirst(FROM_YOUR_APP)}`,
          'If you did not start this, close the window.',
        ],
      };
    case 'unknown_client':
      return {
        status: 400,
        title: 'This app is not known here',
        paragraphs: [
          'Its registration has expired, or its description could not be fetched. Nothing was changed.',
          'Remove the server from your app, add it again, and connect anew.',
        ],
      };
    case 'bad_redirect':
      return {
        status: 400,
        title: 'This app wants you sent to a wrong place',
        paragraphs: [
          'The address it asks for is not one that it registered, so you were not sent there. Nothing was changed.',
          'If the app is up to date, tell its makers. If you did not start this, close the window.',
        ],
      };
    case 'refused':
      return {
        status: 400,
        title: 'This app asked for something impossible',
        paragraphs: ['Its request is incomplete or not allowed. Nothing was changed.', FROM_YOUR_APP],
      };
  }
}

function lowerFirst(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
