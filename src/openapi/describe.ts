import * as z from 'zod';

/** An object of OpenAPI 3.1. */
export type Described = Readonly<Record<string, unknown>>;

const METHODS = ['get', 'post', 'delete'] as const;
/** What one address answers, by method. */
export type PathItem = Partial<Record<(typeof METHODS)[number], Described>>;

/** What a route is described with. */
interface OperationParts {
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Path parameters by name, with what they are. */
  readonly path?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** The media type of the body. */
  readonly bodyType?: string;
  readonly isBodyOptional?: boolean;
  /** The answer if all is well: a schema of JSON, or the media type of something else. */
  readonly answers: z.ZodType | string;
  readonly status?: number;
  /** Names of shared answers, with their status. */
  readonly fails?: readonly (keyof typeof FAILURES)[];
  readonly security?: readonly Described[];
}

/** Shared answers by status. `refused` is the shape of all errors for backends. */
export const FAILURES = {
  400: 'The request is not understood: `field` says which part',
  401: 'No key, or one that does not work; the header WWW-Authenticate says what is wanted',
  403: 'The key is limited to less, or the Host or Origin is not allowed',
  404: 'No such space, connection or address; what belongs to another space is answered like what does not exist',
  405: 'Another method; the header Allow names the right ones',
  409: 'The state has changed meanwhile',
  413: 'The body is too large',
  415: 'The body is not of the media type that is read here',
  429: 'Too many requests; the header Retry-After has the seconds to wait',
  502: 'The model gave no answer: `reason` says why',
  503: 'The database is unavailable or the server is stopping; the header Retry-After has the seconds to wait',
} as const;

/** Errors for backends. `message` never contains text of others. */
export const refusal = z.object({
  error: z.enum([
    'invalid_request',
    'unauthorized',
    'forbidden',
    'not_found',
    'method_not_allowed',
    'unsupported_media_type',
    'too_many_requests',
    'temporarily_unavailable',
    'server_error',
    'model_failed',
  ]),
  message: z.string(),
  field: z.string().optional().describe('The part of the request that the error is about'),
  reason: z.string().optional().describe('Why the model gave no answer'),
});

/** The JSON Schema of what is sent: 2020-12, the dialect of OpenAPI 3.1. */
export function schemaOf(schema: z.ZodType): Described {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}

/** The description of one operation. */
export function operation(parts: OperationParts): Described {
  const { tag, summary, description, answers, status = 200, fails = [], security } = parts;
  const content =
    typeof answers === 'string'
      ? { [answers]: { schema: { type: 'string' } } }
      : { 'application/json': { schema: schemaOf(answers) } };
  return {
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    operationId: operationId(summary),
    parameters: [...pathParameters(parts.path ?? {}), ...queryParameters(parts.query)],
    ...(parts.body === undefined ? {} : { requestBody: bodyOf(parts, parts.body) }),
    responses: {
      [status]: { description: summary, ...(status === 303 || status === 204 ? {} : { content }) },
      ...Object.fromEntries(fails.map((code) => [code, { $ref: `#/components/responses/${code}` }])),
    },
    ...(security === undefined ? {} : { security }),
  };
}

function bodyOf(
  { bodyType = 'application/json', isBodyOptional }: OperationParts,
  body: z.ZodType,
): Described {
  return { required: isBodyOptional !== true, content: { [bodyType]: { schema: schemaOf(body) } } };
}

function pathParameters(path: Readonly<Record<string, z.ZodType>>): Described[] {
  return Object.entries(path).map(([name, schema]) => ({
    name,
    in: 'path',
    required: true,
    schema: schemaOf(schema),
  }));
}

function queryParameters(query: z.ZodObject | undefined): Described[] {
  return Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !z.safeParse(schema as z.ZodType, undefined).success,
    schema: schemaOf(schema as z.ZodType),
  }));
}

/** `Start a connection` becomes `startAConnection`. */
function operationId(summary: string): string {
  const [first = '', ...rest] = summary.toLowerCase().split(/[^a-z\d]/);
  return [first, ...rest.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)].join('');
}
