const server =
  (...parameters) =>
  (url) => ['server', '--url', url, ...parameters];
const scenario = (name, version) =>
  server('--scenario', name, ...(version === undefined ? [] : ['--spec-version', version]));

/** What needs no fixtures, so that the program as it is shipped can be asked for it. */
const OF_EVERY_SERVER = ['server-initialize', 'ping', 'tools-list', 'dns-rebinding-protection'];
const OF_EVERY_STATELESS_SERVER = [
  'tools-list',
  'dns-rebinding-protection',
  'server-stateless',
  'server-sse-multiple-streams',
  'caching',
  'http-header-validation',
  'input-required-result-unsupported-methods',
];

/** Every run: which suite, against what, with which parameters. `baseline.yml` names them for its exceptions. */
export const runs = [
  { name: 'fixtures, first suite', suite: 'first', target: 'fixtures', calls: [server()] },
  ...['2025-11-25', '2026-07-28'].map((version) => ({
    name: `fixtures, ${version}`,
    suite: 'second',
    target: 'fixtures',
    calls: [server('--requirements', version)],
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
  },
  {
    name: 'authorization server',
    suite: 'second',
    target: 'authorization',
    // The other scenario is a person's way through a browser.
    calls: [(url) => ['authorization', '--url', url, '--scenario', 'authorization-server-metadata-endpoint']],
  },
];
