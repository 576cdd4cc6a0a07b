import type { Allowance } from './judge.js';
import { leftOutOfHosted } from './of-hosted-server.js';
import type { SuiteName } from './suites.js';
import type { TargetName } from './targets.js';

/** The parameters of a suite, by the address of the target. */
type Call = (url: string) => readonly string[];

/** One run of a suite. */
interface SuiteRun {
  readonly name: string;
  readonly suite: SuiteName;
  readonly target: TargetName;
  readonly calls: readonly Call[];
  /** Recommendations that are not followed. */
  readonly warned?: readonly Allowance[];
  /** Checks that are not asked of the target. */
  readonly leftOut?: readonly Allowance[];
}

const server =
  (...parameters: readonly string[]): Call =>
  (url) => ['server', '--url', url, ...parameters];
const scenario = (name: string, version?: string): Call =>
  server('--scenario', name, ...(version === undefined ? [] : ['--spec-version', version]));

/** What needs no fixtures, so that the program as it is shipped can be asked for it. */
const OF_EVERY_SERVER = [
  'server-initialize',
  'ping',
  'tools-list',
  'resources-list',
  'prompts-list',
  'dns-rebinding-protection',
];
const OF_EVERY_STATELESS_SERVER = [
  'tools-list',
  'resources-list',
  'prompts-list',
  'dns-rebinding-protection',
  'server-stateless',
  'server-sse-multiple-streams',
  'caching',
  'http-header-validation',
  'input-required-result-unsupported-methods',
];

/** Scenarios that are for every server, with checks in them that are not. The fixtures have what these ask for, and pass. */
const NOT_OF_EVERY_STATELESS_SERVER = [
  {
    scenario: 'server-stateless',
    checks: [
      'sep-2575-server-rejects-undeclared-capability',
      'sep-2575-missing-capability-http-400',
      'sep-2575-http-server-no-independent-requests-on-stream',
      'sep-2575-server-no-log-without-loglevel',
    ],
    reason: 'Each calls a tool of the fixtures.',
  },
];

/** What the suite recommends and does not ask for. Told with each run. */
const NO_RESUMPTION = {
  scenario: 'server-sse-polling',
  checks: ['server-sse-priming-event', 'server-sse-retry-field'],
  reason:
    'a stream that broke cannot be taken up again, because no answer is kept for it; the call is sent again, a change with its request_key',
};

/** Every run. `baseline.yml` names them for its exceptions. */
export const runs: readonly SuiteRun[] = [
  { name: 'fixtures, first suite', suite: 'first', target: 'fixtures', calls: [server()] },
  ...['2025-11-25', '2026-07-28'].map((version): SuiteRun => ({
    name: `fixtures, ${version}`,
    suite: 'second',
    target: 'fixtures',
    calls: [server('--requirements', version)],
    ...(version === '2025-11-25' ? { warned: [NO_RESUMPTION] } : {}),
  })),
  {
    name: 'product, first suite',
    suite: 'first',
    target: 'product',
    calls: OF_EVERY_SERVER.map((name) => scenario(name)),
  },
  {
    name: 'product, 2025-11-25',
    suite: 'second',
    target: 'product',
    calls: OF_EVERY_SERVER.map((name) => scenario(name, '2025-11-25')),
  },
  {
    name: 'product, 2026-07-28',
    suite: 'second',
    target: 'product',
    calls: OF_EVERY_STATELESS_SERVER.map((name) => scenario(name, '2026-07-28')),
    leftOut: NOT_OF_EVERY_STATELESS_SERVER,
  },
  { name: 'proxied fixtures, first suite', suite: 'first', target: 'proxied', calls: [server()] },
  ...['2025-11-25', '2026-07-28'].map((version): SuiteRun => ({
    name: `proxied fixtures, ${version}`,
    suite: 'second',
    target: 'proxied',
    calls: [server('--requirements', version)],
  })),
  {
    name: 'hosted, first suite',
    suite: 'first',
    target: 'hosted',
    calls: [server()],
    leftOut: leftOutOfHosted.first,
  },
  ...(['2025-11-25', '2026-07-28'] as const).map((version): SuiteRun => ({
    name: `hosted, ${version}`,
    suite: 'second',
    target: 'hosted',
    calls: [server('--requirements', version)],
    leftOut: leftOutOfHosted[version],
  })),
  {
    name: 'authorization server',
    suite: 'second',
    target: 'authorization',
    // The other scenario is a person's way through a browser.
    calls: [(url) => ['authorization', '--url', url, '--scenario', 'authorization-server-metadata-endpoint']],
  },
];
