import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments, parse } from 'yaml';
import { attributes, metricNames } from '../../src/telemetry/telemetry-names.js';
import { codeBlocks } from './markdown.js';
import { root } from './pages.js';

/*
 * Dashboards and alerts fail in silence: a metric that nobody sends is an empty panel. Their queries are parsed by the
 * grammar of Prometheus, and may name only what this program sends.
 */

const read = (path: string): string => readFileSync(join(root, 'docs', path), 'utf8');

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}
interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

const alerts = (parse(read('operations/alerts.yaml')) as Rules).groups.flatMap(({ rules }) =>
  rules.map(({ alert, expr }): [string, string] => [alert, expr]),
);
const panels = (JSON.parse(read('operations/grafana.json')) as Dashboard).panels.flatMap(
  ({ title, targets }) => targets.map(({ expr }): [string, string] => [title, expr]),
);
const shown = codeBlocks(read('telemetry.md'))
  .filter(({ language }) => language === 'promql')
  .flatMap(({ text }) => text.trim().split('\n'))
  .map((expr): [string, string] => [expr, expr]);

const underscored = (name: string): string => name.replaceAll('.', '_');
/** `up` is Prometheus's own. */
const METRICS = new Set(['up', ...Object.values(metricNames).map(underscored)]);
const LABELS = new Set(['le', 'job', ...Object.values(attributes).map(underscored)]);

/** The texts of the nodes of one kind; fails where the query is not one. */
function named(query: string, kind: 'Identifier' | 'LabelName'): readonly string[] {
  const found: string[] = [];
  // Grafana puts a duration in place of its variables.
  const text = query.replaceAll('$__rate_interval', '5m');
  parser.parse(text).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) {
        throw new Error(`Not a query after ${text.slice(0, from)}`);
      }
      if (type.name === kind) {
        found.push(text.slice(from, to));
      }
    },
  });
  return found;
}

describe.each([
  ['alerts', alerts],
  ['dashboard', panels],
  ['telemetry.md', shown],
])('the queries of %s', (_name, queries) => {
  it.each(queries)('name what is sent: %s', (_title, query) => {
    const metrics = named(query, 'Identifier').map((name) => name.replace(/_(bucket|count|sum|total)$/, ''));
    expect(metrics.length).toBeGreaterThan(0);
    expect(metrics.filter((name) => !METRICS.has(name))).toEqual([]);
    expect(named(query, 'LabelName').filter((name) => !LABELS.has(name))).toEqual([]);
  });
});

it('a query that is none is noticed', () => {
  expect(() => named('sum by (le) (rate(x[5m])', 'Identifier')).toThrow('Not a query');
});

it('Kubernetes asks the port of health, and gives the server as little as the image needs', () => {
  const [deployment] = parseAllDocuments(read('operations/kubernetes.yaml')).map(
    (document): unknown => document.toJS() as unknown,
  );
  expect(deployment).toMatchObject({
    spec: {
      template: {
        spec: {
          terminationGracePeriodSeconds: 40,
          securityContext: { runAsNonRoot: true, runAsUser: 1000 },
          containers: [
            {
              livenessProbe: { httpGet: { path: '/healthz', port: 'health' } },
              readinessProbe: { httpGet: { path: '/readyz', port: 'health' } },
              securityContext: {
                readOnlyRootFilesystem: true,
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    },
  });
});

it.each([
  ['operations/nginx.conf', /proxy_buffering off;[\s\S]*proxy_read_timeout 180s;/],
  ['operations/Caddyfile', /flush_interval -1[\s\S]*read_timeout 180s/],
])('%s streams answers, and waits as long as a call may last', (file, expected) => {
  expect(read(file)).toMatch(expected);
});
