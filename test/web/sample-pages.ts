import { gonePage, outcomePage } from '../../src/notion-oauth/routes/outcome-page.js';
import { appPage } from '../../src/web/pages/app-page.js';
import { disconnectPage, removeAppPage, signOutEverywherePage } from '../../src/web/pages/confirm-pages.js';
import { connectionsPage, signInPage } from '../../src/web/pages/connections-page.js';
import { consentPage, type ConsentQuestion } from '../../src/web/pages/consent-page.js';
import { homePage } from '../../src/web/pages/home-page.js';
import { linkPage, type LinkQuestion } from '../../src/web/pages/link-page.js';
import { undoFailedPage } from '../../src/web/pages/recent-changes.js';
import { noticePage } from '../../src/web/pages/notice-page.js';
import { authorizationProblem, internalErrorPage, notFound } from '../../src/web/pages/problem-pages.js';
import { sitePaths } from '../../src/web/site-paths.js';
import type { RecentChange, WorkspaceInOtherSpace } from '../../src/web/ports.js';
import { tokenHomePage } from '../../src/web/pages/token-home-page.js';
import type { WebPage } from '../../src/web/send-page.js';
import { appOf, minutesAgo, NOW, workspaceOf } from './fakes/people.js';

const paths = sitePaths('https://mcp.example.com');
const formToken = 'token';
const LONG =
  'Gesellschaftsvertragsänderungsentwurfsbesprechungsprotokollsammlungsverwaltung der Abteilung Nord';
const RIGHT_TO_LEFT = 'مختبرات المد والجزر (Tideline)';

const workspaces = [
  workspaceOf('w1'),
  workspaceOf('w2', {
    name: RIGHT_TO_LEFT,
    icon: 'https://example.com/icon.png',
    status: 'reconnect_needed',
    lastUsedAt: minutesAgo(60 * 24 * 3),
  }),
  workspaceOf('w3', { name: LONG, icon: null, lastUsedAt: null }),
];
const apps = [
  appOf('a1', { workspaceIds: ['w1', 'w2'], mayChange: true }),
  appOf('a2', {
    name: LONG.replaceAll(' ', ''),
    redirectUri: 'http://127.0.0.1:33418/',
    workspaceIds: ['w3'],
    lastUsedAt: null,
  }),
  appOf('a3', { name: 'Cursor', redirectUri: 'cursor://anysphere.cursor-mcp/oauth/callback' }),
];

const changes: readonly RecentChange[] = [
  {
    id: '0123456789abcdef',
    at: minutesAgo(2),
    workspace: 'Tideline Labs',
    by: { name: 'Claude' },
    tool: 'notion_set_properties',
    titles: ['Draw the harbour map', LONG, RIGHT_TO_LEFT, 'Fourth'],
    state: 'done',
    isUndo: false,
  },
  {
    id: '0123456789abcdee',
    at: minutesAgo(90),
    workspace: null,
    by: 'you',
    tool: 'notion_undo',
    titles: ['<b>Weekly report</b>'],
    state: 'done',
    isUndo: true,
  },
  {
    id: '0123456789abcded',
    at: minutesAgo(60 * 26),
    workspace: RIGHT_TO_LEFT,
    by: { name: null },
    tool: 'notion_create_pages',
    titles: ['', 'Weekly report'],
    state: 'unknown',
    isUndo: false,
  },
];

const question: ConsentQuestion = {
  client: {
    name: 'Claude',
    redirectUri: 'https://claude.ai/api/mcp/auth_callback',
    vouchedBy: 'claude.ai',
  },
  scopes: ['notion:read'],
  person: { name: 'Ada Quill' },
  workspaces: workspaces.map(({ id, name, icon, status }, index) => ({
    id,
    name,
    icon,
    isChosen: index === 0,
    needsReconnect: status === 'reconnect_needed',
  })),
  canConnectAnother: true,
  pages: '',
  action: '/consent',
  formToken,
};
const link: LinkQuestion = {
  spaceId: 'team-7',
  creator: { kind: 'key', id: '180891956412', label: 'Issue Solver' },
  isRenewal: false,
  startedAt: minutesAgo(2),
  now: NOW,
  action: '/integrations/notion/oauth/go/ticket',
  formToken,
};
const elsewhere: readonly WorkspaceInOtherSpace[] = [
  {
    ...workspaceOf('w4', { name: 'Tideline Labs', lastUsedAt: minutesAgo(1) }),
    spaceId: 'team-7',
    creator: { kind: 'key', id: '180891956412', label: 'Issue Solver' },
  },
  {
    ...workspaceOf('w5', { name: LONG, icon: null, status: 'reconnect_needed' }),
    spaceId: `team-7.${'x'.repeat(100)}`,
    creator: { kind: 'unknown' },
  },
];
const view = { paths, personName: 'Ada Quill', formToken, now: NOW };
const [firstWorkspace = workspaceOf('w1')] = workspaces;
const [firstElsewhere = firstWorkspace] = elsewhere;
const [firstApp = appOf('a1')] = apps;

/** Every page as somebody may see it, with easy and with difficult names. */
export const samplePages: Readonly<Record<string, WebPage>> = {
  home: homePage('https://mcp.example.com/mcp', paths),
  'home-loopback': homePage('http://127.0.0.1:3000/mcp', paths),
  'home-with-changes': homePage('https://mcp.example.com/mcp', paths, {
    makesChanges: true,
    keepsIndex: true,
  }),
  'home-with-chat': homePage(
    'https://mcp.example.com/mcp',
    sitePaths('https://mcp.example.com', { hasChat: true }),
    { makesChanges: true, keepsIndex: false },
  ),
  'home-token': tokenHomePage('https://mcp.example.com/mcp', true),
  'home-token-none': tokenHomePage('http://127.0.0.1:3000/mcp', false),
  'sign-in': signInPage({ paths, formToken, signedOut: undefined }),
  'signed-out': signInPage({ paths, formToken, signedOut: 'here' }),
  'signed-out-everywhere': signInPage({ paths, formToken, signedOut: 'everywhere' }),
  'sign-out-everywhere': signOutEverywherePage(paths, formToken),
  connections: connectionsPage({ ...view, workspaces, elsewhere, apps, changes, done: 'saved' }),
  'connections-hosted': connectionsPage({
    ...view,
    workspaces,
    hosted: [
      { ...workspaceOf('w6', { name: 'Tideline Labs' }), daysLeft: 6 },
      { ...workspaceOf('w7', { name: LONG, icon: null, status: 'reconnect_needed' }), daysLeft: undefined },
    ],
    elsewhere,
    apps,
    done: 'hosted',
  }),
  'connections-switched': connectionsPage({ ...view, workspaces, elsewhere: [], apps: [], done: 'switched' }),
  'connections-empty': connectionsPage({ ...view, workspaces: [], elsewhere: [], apps: [], changes: [] }),
  'undo-failed': undoFailedPage(paths, ['Draw the harbour map: Its values were changed since.', LONG]),
  app: appPage({ paths, formToken, app: firstApp, workspaces }),
  'app-kept-to-pages': appPage({
    paths,
    formToken,
    app: { ...firstApp, pages: ['0fcfb079ef8f440a887810524fe8ca0e', '1ae34bc09f2d4d5c8e5b2f6a7c8d9e0f'] },
    workspaces,
  }),
  'app-wrong-page': appPage({
    paths,
    formToken,
    app: firstApp,
    workspaces,
    refused: {
      workspaceIds: ['w1'],
      pages: `\n${LONG}\u202e</textarea><b>`,
      problem: { kind: 'not_a_page', lineNumber: 2, line: `${LONG}\u202e</textarea><b>` },
    },
  }),
  'app-without-workspaces': appPage({ paths, formToken, app: firstApp, workspaces: [] }),
  disconnect: disconnectPage(paths, formToken, firstWorkspace),
  'disconnect-elsewhere': disconnectPage(paths, formToken, firstElsewhere),
  'remove-app': removeAppPage(paths, formToken, firstApp),
  consent: consentPage(question),
  'consent-kept-to-pages': consentPage({ ...question, pages: '0fcfb079ef8f440a887810524fe8ca0e' }),
  'consent-wrong-page': consentPage({
    ...question,
    pages: 'Plans',
    problem: { kind: 'not_a_page', lineNumber: 1, line: 'Plans' },
  }),
  'consent-too-many-pages': consentPage({
    ...question,
    pages: '0fcfb079ef8f440a887810524fe8ca0e',
    problem: { kind: 'too_many', most: 100 },
  }),
  'consent-first-time': consentPage({
    ...question,
    client: { name: 'MCP Inspector', redirectUri: 'http://localhost:6274/oauth/callback', vouchedBy: null },
    person: undefined,
    workspaces: [],
  }),
  'consent-stranger': consentPage({
    ...question,
    client: {
      name: `Claude ${LONG}`,
      redirectUri:
        'https://claude.ai.a-very-long-host-name-that-somebody-registered-yesterday.example/callback',
      vouchedBy: null,
    },
    problem: 'no_workspace',
  }),
  'consent-impostor': consentPage({
    ...question,
    client: {
      name: 'Claude by Anthropic (official)” — Confirmed. \u202e\u200b',
      redirectUri: 'https://claude-ai.xn--nthropic-43a.example/callback',
      vouchedBy: 'claude-ai.xn--nthropic-43a.example',
    },
  }),
  'consent-cursor': consentPage({
    ...question,
    client: {
      name: 'Cursor',
      redirectUri: 'cursor://anysphere.cursor-mcp/oauth/callback',
      vouchedBy: null,
    },
    scopes: ['notion:read', 'notion:write'],
  }),
  'link-of-key': linkPage(link),
  'link-of-stranger': linkPage({
    ...link,
    spaceId: `team-7.${'x'.repeat(100)}`,
    creator: { kind: 'key', id: '180891956412', label: `Notion Security (official)” \u202e${LONG}` },
    isRenewal: true,
  }),
  'link-hosted': linkPage({ ...link, isHosted: true }),
  'link-of-app': linkPage({
    ...link,
    spaceId: null,
    creator: { kind: 'app', name: 'Claude', redirectUri: 'http://127.0.0.1:33418/' },
  }),
  'link-cancelled': noticePage(outcomePage({ kind: 'cancelled', returnTo: 'https://app.example.com/done' })),
  'not-found': noticePage(notFound('/')),
  fault: noticePage(internalErrorPage),
  'other-browser': noticePage(authorizationProblem('other_browser')),
  'connect-gone': noticePage(gonePage),
  'connect-denied': noticePage(outcomePage({ kind: 'denied', returnTo: 'https://app.example.com/done' })),
};
