import { lowerFirst, type Notice } from './notice-page.js';

/** How to start again, for a user who came from an app. */
const FROM_YOUR_APP = 'Go back to your app and connect again from there.';

/** For an address that has no page. */
export function notFound(home: string): Notice {
  return {
    status: 404,
    title: 'Page not found',
    paragraphs: [
      'The address is mistyped, or the page is gone.',
      'If you came here from an app, go back to it and try again.',
    ],
    link: { text: 'Go to the start page', href: home },
  };
}

/** For an internal error. */
export const internalErrorPage: Notice = {
  status: 500,
  title: 'Something went wrong',
  paragraphs: [
    'The server failed unexpectedly. It is not your fault.',
    'Try again in a minute. If it keeps failing, tell the operator of this server.',
  ],
};

/** For a database outage. */
export const outagePage: Notice = {
  status: 503,
  title: 'Temporarily unavailable',
  paragraphs: [
    'The server cannot reach its database right now. It is not your fault, and existing connections are kept.',
    'Wait a minute, then reload this page.',
  ],
};

/** For an overloaded server. */
export const busyPage: Notice = {
  status: 503,
  title: 'Server busy',
  paragraphs: [
    'The server is busy with requests of the same kind. Nothing was changed.',
    'Wait a few seconds, then reload this page.',
  ],
};

/** For a form that this browser did not get from us, or got in an earlier session. */
export const staleFormPage: Notice = {
  status: 403,
  title: 'This form is no longer valid',
  paragraphs: ['Nothing was changed.', 'Open the page again and retry.'],
};

/** For a form that cannot be parsed. */
export const unreadableFormPage: Notice = {
  status: 400,
  title: 'This form cannot be read',
  paragraphs: ['Part of it is missing or too long. Nothing was changed.', 'Open the page again.'],
};

/** For a client that exceeds its rate limit. */
export const tooManyRequestsPage: Notice = {
  status: 429,
  title: 'Too many attempts',
  paragraphs: ['Connecting was started too often. Nothing was changed.', 'Wait a minute, then try again.'],
};

/** For a user who opened the endpoint for apps in a browser. */
export function addressForApps(home: string): Notice {
  return {
    status: 200,
    title: 'This address is for your AI app',
    paragraphs: ['A browser cannot use it.', 'Copy it from the address bar into the app.'],
    link: { text: 'How to attach each app', href: home },
  };
}

/** Why an app's authorization request ended here instead of returning to the app. */
export type AuthorizationProblem = 'gone' | 'other_browser' | 'unknown_client' | 'bad_redirect' | 'refused';

/** For an authorization request that cannot be returned to its app. */
export function authorizationProblem(problem: AuthorizationProblem): Notice {
  switch (problem) {
    case 'gone':
      return {
        status: 410,
        title: 'This request is over',
        paragraphs: [
          'It was already answered, or it has expired. Nothing was changed.',
          `If your app shows your workspace, you can close this window. Otherwise, ${lowerFirst(FROM_YOUR_APP)}`,
        ],
      };
    case 'other_browser':
      return {
        status: 403,
        title: 'This started in another browser',
        paragraphs: [
          'For your safety, an app has to be allowed in the browser where it asked. Nothing was changed.',
          `If you started this yourself, ${lowerFirst(FROM_YOUR_APP)}`,
          'If you did not start this, close the window.',
        ],
      };
    case 'unknown_client':
      return {
        status: 400,
        title: 'Unknown app',
        paragraphs: [
          'Its registration has expired, or its description could not be fetched. Nothing was changed.',
          'Remove the server from your app, add it again, and reconnect.',
        ],
      };
    case 'bad_redirect':
      return {
        status: 400,
        title: 'Unregistered return address',
        paragraphs: [
          'The app has not registered the return address that it asks for, so you were not sent there. Nothing was changed.',
          'If the app is up to date, tell its developers. If you did not start this, close the window.',
        ],
      };
    case 'refused':
      return {
        status: 400,
        title: 'Invalid request from the app',
        paragraphs: ['Its request is incomplete or not allowed. Nothing was changed.', FROM_YOUR_APP],
      };
  }
}
