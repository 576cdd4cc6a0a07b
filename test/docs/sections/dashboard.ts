/** One panel: its title, its unit in Grafana's words, and a query for each legend. */
type Panel = readonly [title: string, unit: string, queries: Readonly<Record<string, string>>];

const CALLS = 'mcp_server_operation_duration';
const ONLY_CALLS = 'mcp_method_name="tools/call"';

const PANELS: readonly Panel[] = [
  [
    'Calls by tool',
    'reqps',
    {
      '{{gen_ai_tool_name}}': `sum by (gen_ai_tool_name) (rate(${CALLS}_count{${ONLY_CALLS}}[$__rate_interval]))`,
    },
  ],
  [
    'Seconds of a call, 95th percentile',
    's',
    {
      '{{gen_ai_tool_name}}': `histogram_quantile(0.95, sum by (le, gen_ai_tool_name) (rate(${CALLS}_bucket{${ONLY_CALLS}}[$__rate_interval])))`,
    },
  ],
  [
    'Failed calls',
    'reqps',
    {
      '{{gen_ai_tool_name}}: {{error_type}}': `sum by (gen_ai_tool_name, error_type) (rate(${CALLS}_count{error_type!=""}[$__rate_interval]))`,
    },
  ],
  [
    'Requests to Notion, 95th percentile',
    's',
    {
      '{{url_template}}':
        'histogram_quantile(0.95, sum by (le, url_template) (rate(http_client_request_duration_bucket[$__rate_interval])))',
    },
  ],
  [
    'Waiting for a turn',
    'short',
    {
      requests: 'sum(notion_limiter_queue_length)',
      'seconds a second': 'sum(rate(notion_limiter_wait_duration_sum[$__rate_interval]))',
    },
  ],
  [
    'Refusals and repeats',
    'reqps',
    {
      '{{notion_rate_limit_reason}}':
        'sum by (notion_rate_limit_reason) (rate(notion_rate_limits_total[$__rate_interval]))',
      'repeated: {{notion_retry_cause}}':
        'sum by (notion_retry_cause) (rate(notion_retries_total[$__rate_interval]))',
    },
  ],
  [
    'Requests saved by what was read before',
    'percentunit',
    {
      '{{notion_cache_kind}}':
        'sum by (notion_cache_kind) (rate(notion_cache_lookups_total{notion_cache_result!="miss"}[$__rate_interval])) / sum by (notion_cache_kind) (rate(notion_cache_lookups_total[$__rate_interval]))',
    },
  ],
  [
    'Characters of an answer, 95th percentile',
    'short',
    {
      '{{gen_ai_tool_name}}':
        'histogram_quantile(0.95, sum by (le, gen_ai_tool_name) (rate(notion_answer_size_bucket[$__rate_interval])))',
    },
  ],
  [
    'Connections',
    'short',
    { '{{notion_connection_status}}': 'max by (notion_connection_status) (notion_connections)' },
  ],
  [
    'Renewed tokens, by outcome',
    'short',
    {
      '{{notion_refresh_outcome}}':
        'sum by (notion_refresh_outcome) (increase(notion_token_refreshes_total[$__rate_interval]))',
    },
  ],
  [
    'Invalid tokens, by door',
    'reqps',
    {
      '{{notion_authentication_door}}':
        'sum by (notion_authentication_door) (rate(notion_authentication_failures_total[$__rate_interval]))',
    },
  ],
  ['Redis reached', 'bool', { '{{instance}}': 'notion_redis_reached' }],
];

const COLUMNS = 3;
const WIDTH = 24 / COLUMNS;
const HEIGHT = 8;
const SOURCE = { type: 'prometheus', uid: '${source}' };

/** The text of docs/operations/grafana.json. */
export function dashboard(): string {
  return JSON.stringify({
    title: 'notion-rest-mcp',
    uid: 'notion-rest-mcp',
    schemaVersion: 39,
    tags: ['mcp', 'notion'],
    time: { from: 'now-6h', to: 'now' },
    refresh: '1m',
    templating: { list: [{ name: 'source', label: 'Data source', type: 'datasource', query: 'prometheus' }] },
    panels: PANELS.map(([title, unit, queries], index) => ({
      id: index + 1,
      type: 'timeseries',
      title,
      datasource: SOURCE,
      gridPos: {
        h: HEIGHT,
        w: WIDTH,
        x: (index % COLUMNS) * WIDTH,
        y: Math.floor(index / COLUMNS) * HEIGHT,
      },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
      targets: Object.entries(queries).map(([legendFormat, expr], target) => ({
        refId: 'AB'.charAt(target),
        datasource: SOURCE,
        expr,
        legendFormat,
      })),
    })),
  });
}
