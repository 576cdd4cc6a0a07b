import { Router, type Request, type RequestHandler, type Response } from 'express';
import { limitPerAddress } from '../http/limits/limit-per-minute.js';
import { appPage } from './pages/app-page.js';
import { disconnectPage, removeAppPage, signOutEverywherePage } from './pages/confirm-pages.js';
import {
  connectionsPage,
  isCompletedAction,
  signInPage,
  type CompletedAction,
} from './pages/connections-page.js';
import { readAppForm } from './pages/consent-form.js';
import { continuePage } from './pages/continue-page.js';
import { undoFailedPage } from './pages/recent-changes.js';
import { readForm, hasFormToken, ownSiteOnly } from './form-guard.js';
import { formTokenOf } from './forms.js';
import { noticePage } from './pages/notice-page.js';
import type {
  ConnectedApp,
  ConnectedWorkspace,
  PersonChanges,
  PersonConnections,
  PersonHosted,
  PersonSession,
  PersonSessions,
} from './ports.js';
import { notFound, tooManyRequestsPage, unreadableFormPage } from './pages/problem-pages.js';
import { sendPage, type WebPage } from './send-page.js';
import type { SitePaths } from './site-paths.js';

/** Value of `done` after a sign-out, for the sign-in page. */
const SIGNED_OUT = 'signed_out';
/** The same, after all apps were removed too. */
const SIGNED_OUT_EVERYWHERE = 'signed_out_everywhere';

/** What the pages of connections need. */
interface ConnectionsRoutesOptions {
  readonly paths: SitePaths;
  readonly sessions: PersonSessions;
  readonly connections: PersonConnections;
  /** Absent where hosted connections are off. */
  readonly hosted?: PersonHosted | undefined;
  /** Absent where nothing can be changed. */
  readonly changes?: PersonChanges | undefined;
  readonly now: () => Date;
  /** Connect flows that one address may start per minute. */
  readonly startsPerMinute: number;
}

/** The connections page and everything below it. Mount at `/connections`. */
export function connectionsRoutes(options: ConnectionsRoutesOptions): Router {
  const { paths, sessions, connections, hosted, changes, now, startsPerMinute } = options;

  const goToNotion = async (
    response: Response,
    personId: string | undefined,
    reconnects: string | undefined,
    toChat = false,
  ): Promise<void> => {
    const to = await connections.startConnect(
      { personId, reconnects, ...(toChat ? { toChat } : {}) },
      response,
    );
    sendPage(response, continuePage({ to, place: 'Notion' }));
  };

  /** A page or a change for the signed-in person; others are redirected to sign in. */
  const signedIn =
    (
      answer: (person: PersonSession, request: Request, response: Response) => Promise<void>,
    ): RequestHandler =>
    async (request, response) => {
      const person = await sessions.find(request);
      if (person === undefined) {
        response.redirect(303, paths.connections);
      } else if (request.method !== 'POST' || hasFormToken(request, response, person.browserSecret)) {
        await answer(person, request, response);
      }
    };

  /** A page about one item that the person owns. */
  const show = <Thing>(
    find: (personId: string, id: string) => Promise<Thing | undefined>,
    page: (
      thing: Thing,
      context: { readonly formToken: string; readonly personId: string; readonly done: unknown },
    ) => WebPage | Promise<WebPage>,
  ): RequestHandler =>
    signedIn(async ({ personId, browserSecret }, request, response) => {
      const thing = await find(personId, idOf(request));
      const context = { formToken: formTokenOf(browserSecret), personId, done: request.query['done'] };
      sendPage(response, thing === undefined ? noticePage(notFound(paths.home)) : await page(thing, context));
    });

  /** A change to one item that the person owns; its result is shown on the connections page. */
  const change = (
    done: CompletedAction,
    act: (personId: string, id: string) => Promise<boolean>,
  ): RequestHandler =>
    signedIn(async ({ personId }, request, response) => {
      if (await act(personId, idOf(request))) {
        response.redirect(303, `${paths.connections}?done=${done}`);
      } else {
        sendPage(response, noticePage(notFound(paths.home)));
      }
    });

  const workspace = async (personId: string, id: string): Promise<ConnectedWorkspace | undefined> =>
    (await connections.workspaces(personId)).find((one) => one.id === id);
  /** A workspace that the person may disconnect, in any space. */
  const anywhere = async (personId: string, id: string): Promise<ConnectedWorkspace | undefined> =>
    (await workspace(personId, id)) ??
    (await hosted?.workspaces(personId))?.find((one) => one.id === id) ??
    (await connections.elsewhere(personId)).find((one) => one.id === id);
  const app = async (personId: string, id: string): Promise<ConnectedApp | undefined> =>
    (await connections.apps(personId)).find((one) => one.id === id);

  const overview: RequestHandler = async (request, response) => {
    const person = await sessions.find(request);
    const { done } = request.query;
    if (person === undefined) {
      const formToken = formTokenOf(sessions.secretOf(request, response));
      sendPage(response, signInPage({ paths, formToken, signedOut: signedOutFrom(done) }));
      return;
    }
    const [workspaces, hostedOnes, elsewhere, apps, recent] = await Promise.all([
      connections.workspaces(person.personId),
      hosted?.workspaces(person.personId),
      connections.elsewhere(person.personId),
      connections.apps(person.personId),
      changes?.recent(person.personId),
    ]);
    const view = { paths, personName: person.name, formToken: formTokenOf(person.browserSecret) };
    sendPage(
      response,
      connectionsPage({
        ...view,
        workspaces,
        hosted: hostedOnes,
        elsewhere,
        apps,
        changes: recent,
        now: now(),
        done: isCompletedAction(done) ? done : undefined,
      }),
    );
  };

  const connect: RequestHandler = async (request, response) => {
    // Works without a session too: every connect flow starts with a button on our own page.
    const person = await sessions.find(request);
    if (hasFormToken(request, response, person?.browserSecret ?? sessions.secretOf(request, response))) {
      const toChat = paths.chat !== undefined && Reflect.get(Object(request.body), 'to') === 'chat';
      await goToNotion(response, person?.personId, undefined, toChat);
    }
  };

  const reconnect = signedIn(async ({ personId }, request, response) => {
    const lost = await workspace(personId, idOf(request));
    if (lost === undefined) {
      sendPage(response, noticePage(notFound(paths.home)));
    } else {
      await goToNotion(response, personId, lost.id);
    }
  });

  const connectHosted = signedIn(async ({ personId }, request, response) => {
    const reconnects = idOf(request);
    const started = await hosted?.start(
      { personId, reconnects: reconnects === '' ? undefined : reconnects },
      response,
    );
    if (started === undefined) {
      sendPage(response, noticePage(notFound(paths.home)));
    } else if ('problem' in started) {
      sendPage(response, noticePage(started.problem));
    } else {
      sendPage(response, continuePage({ to: started.to, place: 'Notion' }));
    }
  });

  const signOut = signedIn(async (_person, request, response) => {
    await sessions.end(request, response);
    response.redirect(303, `${paths.connections}?done=${SIGNED_OUT}`);
  });

  const signOutEverywhere = signedIn(async ({ personId }, request, response) => {
    await connections.signOutEverywhere(personId);
    await sessions.end(request, response);
    response.redirect(303, `${paths.connections}?done=${SIGNED_OUT_EVERYWHERE}`);
  });

  const askSignOut = signedIn(async ({ browserSecret }, _request, response) => {
    sendPage(response, signOutEverywherePage(paths, formTokenOf(browserSecret)));
  });

  const choose = signedIn(async ({ personId, browserSecret }, request, response) => {
    const choice = readAppForm(request.body);
    if (choice === undefined) {
      sendPage(response, noticePage(unreadableFormPage));
      return;
    }
    const changed = await connections.changeApp(personId, idOf(request), choice);
    const one = await app(personId, idOf(request));
    if (changed === 'unknown' || one === undefined) {
      sendPage(response, noticePage(notFound(paths.home)));
    } else if (changed === 'done') {
      response.redirect(303, `${paths.connections}?done=saved`);
    } else {
      const refused = { ...choice, pages: choice.pages ?? '', problem: changed };
      const workspaces = await connections.workspaces(personId);
      sendPage(
        response,
        appPage({ paths, formToken: formTokenOf(browserSecret), app: one, workspaces, refused }),
      );
    }
  });

  const undo = signedIn(async ({ personId }, request, response) => {
    const result = await changes?.undo(personId, idOf(request));
    switch (result?.kind) {
      case undefined:
        sendPage(response, noticePage(notFound(paths.home)));
        break;
      case 'undone':
        response.redirect(303, `${paths.connections}?done=undone`);
        break;
      case 'failed':
        sendPage(response, undoFailedPage(paths, result.reasons));
    }
  });

  const router = Router();
  const form: readonly RequestHandler[] = [ownSiteOnly, readForm];
  // Each started flow stores a row for ten minutes.
  const toNotion = [
    ...limitPerAddress(startsPerMinute, (response) => sendPage(response, noticePage(tooManyRequestsPage))),
    ...form,
  ];
  router.get('/', overview);
  router.post('/connect', ...toNotion, connect);
  router.post('/connect-hosted', ...toNotion, connectHosted);
  router.post('/sign-out', ...form, signOut);
  router
    .route('/sign-out-everywhere')
    .get(askSignOut)
    .post(...form, signOutEverywhere);
  router.post('/reconnect', ...toNotion, reconnect);
  router
    .route('/disconnect')
    .get(show(anywhere, (one, { formToken }) => disconnectPage(paths, formToken, one)))
    .post(
      ...form,
      change('disconnected', (personId, id) => connections.disconnect(personId, id)),
    );
  router
    .route('/app')
    .get(
      show(app, async (one, { formToken, personId, done }) =>
        appPage({
          paths,
          formToken,
          app: one,
          workspaces: await connections.workspaces(personId),
          hasConnected: done === 'connected',
        }),
      ),
    )
    .post(...form, choose);
  router
    .route('/remove-app')
    .get(show(app, (one, { formToken }) => removeAppPage(paths, formToken, one)))
    .post(
      ...form,
      change('removed', (personId, id) => connections.removeApp(personId, id)),
    );
  router.post('/undo', ...form, undo);
  router.post(
    '/stop-changes',
    ...form,
    change('stopped', (personId, id) => connections.stopChanges(personId, id)),
  );
  router.use((_request, response) => sendPage(response, noticePage(notFound(paths.home))));
  return router;
}

function signedOutFrom(done: unknown): 'here' | 'everywhere' | undefined {
  switch (done) {
    case SIGNED_OUT:
      return 'here';
    case SIGNED_OUT_EVERYWHERE:
      return 'everywhere';
    default:
      return undefined;
  }
}

/** The id of the item. A repeated or missing id becomes an empty one, which matches nothing. */
function idOf({ query }: Request): string {
  return typeof query['id'] === 'string' ? query['id'] : '';
}
