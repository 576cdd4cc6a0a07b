import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { decodeExport } from './otlp-schema.js';
import { startTestServer } from '../servers/test-server.js';

type Value = string | number | boolean | readonly Value[];
export type Attributes = Readonly<Record<string, Value>>;

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for the first span of a trace. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client';
  readonly attributes: Attributes;
  readonly failed: boolean;
  readonly statusMessage: string;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly events: readonly unknown[];
  readonly milliseconds: number;
  readonly resource: Attributes;
}

/** One time series of a metric. */
export interface ReceivedPoint {
  readonly metric: string;
  readonly unit: string;
  readonly attributes: Attributes;
  /** The value of a counter or gauge, the number of measurements of a histogram. */
  readonly value: number;
  readonly sum: number;
  readonly bounds: readonly number[];
}

/** What a collector is to the program under test: it takes OTLP over HTTP in protocol buffers and keeps it. */
export interface OtlpReceiver {
  readonly url: string;
  /** All spans so far, in the order of their ends. */
  spans(): readonly ReceivedSpan[];
  /** All spans, once one of this name is among them. Those below it have ended before. */
  spansUntil(name: string): Promise<readonly ReceivedSpan[]>;
  /** The newest value of every time series. */
  points(metric?: string): readonly ReceivedPoint[];
  /** Every byte that was sent, headers included. */
  everything(): string;
  clear(): void;
  close(): Promise<void>;
}

interface KeyValue {
  readonly key: string;
  readonly value: Record<string, unknown>;
}
interface Resource {
  readonly attributes: readonly KeyValue[];
}
interface RawSpan {
  readonly traceId: number[];
  readonly spanId: number[];
  readonly parentSpanId: number[];
  readonly name: string;
  readonly kind: number;
  readonly attributes: readonly KeyValue[];
  readonly status: { readonly code: number; readonly message: string } | null;
  readonly links: readonly { readonly traceId: number[]; readonly spanId: number[] }[];
  readonly events: readonly unknown[];
  readonly startTimeUnixNano: number;
  readonly endTimeUnixNano: number;
}
interface Traces {
  readonly resourceSpans: readonly {
    readonly resource: Resource;
    readonly scopeSpans: readonly { readonly spans: readonly RawSpan[] }[];
  }[];
}
interface RawPoint {
  readonly attributes: readonly KeyValue[];
  readonly asDouble?: number;
  readonly asInt?: number;
  readonly count?: number;
  readonly sum?: number;
  readonly explicitBounds?: readonly number[];
}
interface RawMetric {
  readonly name: string;
  readonly unit: string;
  readonly gauge: { readonly dataPoints: readonly RawPoint[] } | null;
  readonly sum: { readonly dataPoints: readonly RawPoint[] } | null;
  readonly histogram: { readonly dataPoints: readonly RawPoint[] } | null;
}
interface Metrics {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly RawMetric[] }[];
  }[];
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  let spans: ReceivedSpan[] = [];
  let points = new Map<string, ReceivedPoint>();
  let bytes: string[] = [];
  const arrivals = new EventEmitter();
  const server = await startTestServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      bytes.push(JSON.stringify(request.rawHeaders), body.toString('latin1'), body.toString('utf8'));
      if (request.url === '/v1/traces') {
        spans.push(...readSpans(decodeExport('TracesRequest', body) as Traces));
        arrivals.emit('spans');
      } else if (request.url === '/v1/metrics') {
        for (const point of readPoints(decodeExport('MetricsRequest', body) as Metrics)) {
          const labels = Object.entries(point.attributes).map(([key, value]) => `${key}=${String(value)}`);
          points.set([point.metric, ...labels.toSorted()].join('\n'), point);
        }
      } else {
        response.statusCode = 404;
      }
      response.setHeader('content-type', 'application/x-protobuf').end();
    })();
  });
  return {
    url: server.origin,
    spans: () => spans,
    spansUntil: async (name) => {
      while (!spans.some((span) => span.name === name)) {
        await once(arrivals, 'spans');
      }
      return spans;
    },
    points: (metric) => [...points.values()].filter((point) => point.metric === (metric ?? point.metric)),
    everything: () => bytes.join('\n'),
    clear: () => {
      spans = [];
      points = new Map();
      bytes = [];
    },
    close: server.close,
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

const KINDS = ['internal', 'internal', 'server', 'client'] as const;
const FAILED = 2;

function readSpans({ resourceSpans }: Traces): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: hex(span.parentSpanId),
        name: span.name,
        kind: KINDS[span.kind] ?? 'internal',
        attributes: attributesOf(span.attributes),
        failed: span.status?.code === FAILED,
        statusMessage: span.status?.message ?? '',
        links: span.links.map(({ traceId, spanId }) => ({ traceId: hex(traceId), spanId: hex(spanId) })),
        events: span.events,
        milliseconds: (span.endTimeUnixNano - span.startTimeUnixNano) / 1e6,
        resource: attributesOf(resource.attributes),
      })),
    ),
  );
}

function readPoints({ resourceMetrics }: Metrics): ReceivedPoint[] {
  return resourceMetrics
    .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
    .flatMap((metric) => {
      const data = metric.gauge ?? metric.sum ?? metric.histogram;
      return (data?.dataPoints ?? []).map((point) => ({
        metric: metric.name,
        unit: metric.unit,
        attributes: attributesOf(point.attributes),
        // Both fields of a number are there with their standard values; one of them is 0.
        value: point.count ?? (point.asInt ?? 0) + (point.asDouble ?? 0),
        sum: point.sum ?? 0,
        bounds: point.explicitBounds ?? [],
      }));
    });
}

function attributesOf(list: readonly KeyValue[]): Attributes {
  return Object.fromEntries(list.map(({ key, value }) => [key, valueOf(value)]));
}

/** Of the fields of a value one is set; the others are there with their standard values. */
function valueOf(value: Record<string, unknown>): Value {
  const { stringValue, boolValue, intValue, doubleValue, arrayValue } = value;
  if (Array.isArray((arrayValue as { values?: unknown } | null)?.values)) {
    return (arrayValue as { values: Record<string, unknown>[] }).values.map((entry) => valueOf(entry));
  }
  return ([stringValue, boolValue, intValue, doubleValue].find(Boolean) ?? 0) as Value;
}

function hex(bytes: number[]): string {
  return Buffer.from(bytes).toString('hex');
}
