import type { Allowance } from './judge.js';

/*
 * What the suites ask for and Notion's hosted server, or the sandbox in its place, does not have. The fixtures behind the
 * same proxy are asked for all of it, and pass: see the runs of `proxied fixtures`.
 */

type Reasons = Readonly<Record<string, readonly string[]>>;

/** In every version. */
const lacking: Reasons = {
  'It calls a tool of the fixtures, whose answer has a form that Notion’s tools have none of.': [
    'tools-call-simple-text',
    'tools-call-image',
    'tools-call-audio',
    'tools-call-embedded-resource',
    'tools-call-mixed-content',
    'tools-call-error',
    'tools-call-with-progress',
  ],
  'The hosted server announces no prompts.': [
    'prompts-list',
    'prompts-get-simple',
    'prompts-get-with-args',
    'prompts-get-embedded-resource',
    'prompts-get-with-image',
  ],
  'The hosted server announces no completions.': ['completion-complete'],
  'It reads a resource of the fixtures; the hosted server has two documents of its own.': [
    'resources-read-text',
    'resources-read-binary',
    'resources-templates-read',
  ],
};

const beforeStateless: Reasons = {
  'The hosted server announces neither logging nor subscriptions to resources.': [
    'logging-set-level',
    'tools-call-with-logging',
    'resources-subscribe',
    'resources-unsubscribe',
  ],
  'It calls a tool of the fixtures that asks the client something, which Notion’s tools do not.': [
    'tools-call-sampling',
    'tools-call-elicitation',
    'elicitation-sep1034-defaults',
    'elicitation-sep1330-enums',
  ],
};

const odd: Reasons = {
  'It looks for a tool of the fixtures with an odd schema.': ['json-schema-2020-12'],
};

const stateless: Reasons = {
  'It calls a tool of the fixtures that asks the client something, which Notion’s tools do not.': [
    'input-required-result-basic-elicitation',
    'input-required-result-basic-list-roots',
    'input-required-result-basic-sampling',
    'input-required-result-capability-check',
    'input-required-result-ignore-extra-params',
    'input-required-result-missing-input-response',
    'input-required-result-multi-round',
    'input-required-result-multiple-input-requests',
    'input-required-result-non-tool-request',
    'input-required-result-request-state',
    'input-required-result-result-type',
    'input-required-result-tampered-state',
  ],
  'It looks for a tool of the fixtures whose arguments are repeated in headers.': [
    'http-custom-header-server-validation',
  ],
  'Tasks are an extension that the hosted server does not announce.': [
    'tasks-lifecycle',
    'tasks-capability-negotiation',
    'tasks-wire-fields',
    'tasks-request-state-removal',
    'tasks-mrtr-input',
    'tasks-request-headers',
    'tasks-dispatch-and-envelope',
    'tasks-required-task-error',
    'tasks-mrtr-composition',
  ],
};

/** How strict the hosted server is with clients of 2026 is not known: the sandbox answers what it can read. */
const UNKNOWN_STRICTNESS =
  'Whether the hosted server refuses this is not known; the sandbox answers it, and the proxy passes it on.';

const checksOfStateless: readonly Allowance[] = [
  {
    scenario: 'server-stateless',
    checks: [
      'sep-2575-request-meta-invalid-missing-meta',
      'sep-2575-request-meta-invalid-missing-protocol-version',
      'sep-2575-request-meta-invalid-missing-client-capabilities',
      'sep-2575-http-server-meta-invalid-400',
      'sep-2575-server-unsupported-version-error',
      'sep-2575-http-server-unsupported-version-400',
      'sep-2575-http-server-header-mismatch-400',
      'sep-2575-http-server-method-not-found-404-initialize',
      'sep-2575-http-server-method-not-found-404-ping',
      'sep-2575-http-server-method-not-found-404-logging-setlevel',
      'sep-2575-http-server-method-not-found-404-resources-subscribe',
      'sep-2575-http-server-method-not-found-404-resources-unsubscribe',
    ],
    reason: UNKNOWN_STRICTNESS,
  },
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
  {
    scenario: 'server-stateless',
    checks: [
      'sep-2575-server-sends-subscription-ack',
      'sep-2575-server-tags-subscription-id',
      'sep-2575-server-honors-notification-filter',
      'sep-2575-server-sends-tools-list-changed-on-subscription',
    ],
    reason: 'The sandbox tells changes of its list on the stream of a GET, as earlier clients expect it.',
  },
  {
    scenario: 'http-header-validation',
    checks: ['sep-2243-server-reject-invalid-headers', 'sep-2243-server-reject-error-code'],
    reason: UNKNOWN_STRICTNESS,
  },
  {
    scenario: 'caching',
    checks: ['sep-2549-prompts-list-caching-hints'],
    reason: 'The hosted server announces no prompts.',
  },
  {
    scenario: 'sep-2164-resource-not-found',
    checks: ['sep-2164-data-uri'],
    reason: 'A recommendation for the hosted server itself.',
  },
];

function wholeScenarios(reasons: Reasons): readonly Allowance[] {
  return Object.entries(reasons).flatMap(([reason, scenarios]) =>
    scenarios.map((scenario) => ({ scenario, checks: 'all' as const, reason })),
  );
}

/** What is not asked of the hosted server, by the version of the suite's requirements. */
export const leftOutOfHosted = {
  first: wholeScenarios({ ...lacking, ...beforeStateless }),
  '2025-11-25': wholeScenarios({ ...lacking, ...beforeStateless, ...odd }),
  '2026-07-28': [...wholeScenarios({ ...lacking, ...odd, ...stateless }), ...checksOfStateless],
} as const;
