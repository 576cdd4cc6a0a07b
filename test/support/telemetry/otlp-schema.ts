import protobuf from 'protobufjs';

/** The part of OTLP (protocol buffers, version 1 of traces and metrics) that the tests read: type and number of each field. */
type Fields = Readonly<Record<string, readonly [type: string, id: number]>>;

const REPEATED = /^(\w+)\[\]$/;

const messages: Readonly<Record<string, Fields>> = {
  AnyValue: {
    stringValue: ['string', 1],
    boolValue: ['bool', 2],
    intValue: ['int64', 3],
    doubleValue: ['double', 4],
    arrayValue: ['ArrayValue', 5],
  },
  ArrayValue: { values: ['AnyValue[]', 1] },
  KeyValue: { key: ['string', 1], value: ['AnyValue', 2] },
  Scope: { name: ['string', 1], version: ['string', 2], attributes: ['KeyValue[]', 3] },
  Resource: { attributes: ['KeyValue[]', 1] },
  Event: { name: ['string', 2], attributes: ['KeyValue[]', 3] },
  Link: {
    traceId: ['bytes', 1],
    spanId: ['bytes', 2],
    traceState: ['string', 3],
    attributes: ['KeyValue[]', 4],
  },
  Status: { message: ['string', 2], code: ['int32', 3] },
  Span: {
    traceId: ['bytes', 1],
    spanId: ['bytes', 2],
    traceState: ['string', 3],
    parentSpanId: ['bytes', 4],
    name: ['string', 5],
    kind: ['int32', 6],
    startTimeUnixNano: ['fixed64', 7],
    endTimeUnixNano: ['fixed64', 8],
    attributes: ['KeyValue[]', 9],
    events: ['Event[]', 11],
    links: ['Link[]', 13],
    status: ['Status', 15],
  },
  ScopeSpans: { scope: ['Scope', 1], spans: ['Span[]', 2] },
  ResourceSpans: { resource: ['Resource', 1], scopeSpans: ['ScopeSpans[]', 2] },
  TracesRequest: { resourceSpans: ['ResourceSpans[]', 1] },
  NumberPoint: { attributes: ['KeyValue[]', 7], asDouble: ['double', 4], asInt: ['sfixed64', 6] },
  HistogramPoint: {
    attributes: ['KeyValue[]', 9],
    count: ['fixed64', 4],
    sum: ['double', 5],
    bucketCounts: ['fixed64[]', 6],
    explicitBounds: ['double[]', 7],
  },
  Numbers: { dataPoints: ['NumberPoint[]', 1] },
  Histogram: { dataPoints: ['HistogramPoint[]', 1] },
  Metric: {
    name: ['string', 1],
    description: ['string', 2],
    unit: ['string', 3],
    gauge: ['Numbers', 5],
    sum: ['Numbers', 7],
    histogram: ['Histogram', 9],
  },
  ScopeMetrics: { scope: ['Scope', 1], metrics: ['Metric[]', 2] },
  ResourceMetrics: { resource: ['Resource', 1], scopeMetrics: ['ScopeMetrics[]', 2] },
  MetricsRequest: { resourceMetrics: ['ResourceMetrics[]', 1] },
};

const root = protobuf.Root.fromJSON({
  nested: Object.fromEntries(
    Object.entries(messages).map(([name, fields]) => [name, { fields: descriptorsOf(fields) }]),
  ),
});

function descriptorsOf(fields: Fields): Record<string, protobuf.IField> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, [type, id]]) => {
      const [, repeated] = REPEATED.exec(type) ?? [];
      return [name, repeated === undefined ? { type, id } : { type: repeated, id, rule: 'repeated' }];
    }),
  );
}

/** Decodes the body of an export; absent fields have their standard values, ids are hexadecimal. */
export function decodeExport(message: 'TracesRequest' | 'MetricsRequest', body: Uint8Array): unknown {
  const type = root.lookupType(message);
  return type.toObject(type.decode(body), { longs: Number, defaults: true, arrays: true, bytes: Array });
}
