import type { RateLimitOptions } from '../rate-limit.js';

/** How the hosted server behaves. All of it may be changed while it runs: `sandbox.hosted.behavior.answers = 'json'`. */
export interface HostedBehavior {
  /** Whether metadata offers URLs of metadata documents as client ids, and they are accepted. */
  clientIdMetadataDocuments: boolean;
  /** Whether clients may register; without it, metadata has no `registration_endpoint` and `/register` is not there. */
  registration: boolean;
  /** Whether the redirect to the client says who sends it (RFC 9207), and whether metadata says that it will. */
  issuer: 'absent' | 'present' | 'advertised' | 'wrong';
  /** Whether PKCE's `plain` is refused, although metadata lists it. */
  strictPkce: boolean;
  /** Whether tokens come with `user_id`, `workspace_id` and `email_domain`. */
  identity: boolean;
  /** The 401 of a request without credentials: `bare` since July 2026, `worded` before. */
  challenge: 'bare' | 'worded';
  /** Life of an access token. */
  accessTokenMs: number;
  /** How long the token before the current one may be used once more. */
  graceMs: number;
  /** Life of a sign-in, however often its tokens are refreshed. */
  signInMs: number;
  /** Life of a sign-in whose tokens are not refreshed. */
  idleMs: number;
  /** Life of an authorization code. */
  codeMs: number;
  /** Life of a registered client's record. */
  registrationMs: number;
  /** Framing of answers to requests. */
  answers: 'sse' | 'json';
  /** Comments and pings before every event. */
  pings: boolean;
  /** Bytes of one write to the socket; the whole answer at once if not given. */
  chunkBytes: number | undefined;
  /** Which tools are listed: those of spring 2026 or those of August 2026. */
  tools: 'spring' | 'august';
  /** Without the prefix `notion-`, as some clients see them. */
  bareToolNames: boolean;
  /** Whether the plan has AI search, connected apps and SQL. */
  plan: 'business' | 'free';
  /** How search names what it finds: by id without a host, or by address. */
  searchUrls: 'bare' | 'address';
  /** Tools that are not there, by name without `notion-`. */
  withoutTools: readonly string[];
  /** Tools that are listed besides, as they are, and cannot be called. */
  addedTools: readonly Readonly<Record<string, unknown>>[];
  /** A text at the end of every tool's description, and `initialize`'s instructions: somebody else's words. */
  addedWords: string;
  /** Fields that replace those of the protected resource's metadata, in both forms. */
  resourceMetadata: Readonly<Record<string, unknown>>;
  /** Fields that replace those of the authorization server's metadata. */
  serverMetadata: Readonly<Record<string, unknown>>;
  /** Protocol versions that `initialize` accepts. */
  protocolVersions: readonly string[];
}

/** What one can choose before it starts. */
export interface HostedOptions {
  readonly behavior?: Partial<HostedBehavior>;
  /** 0, the standard, takes any free port. */
  readonly port?: number;
  /** Milliseconds since 1970; the machine's clock if not given. */
  readonly now?: () => number;
  /** Calls of each person, and searches among them; no limit if not given. */
  readonly limits?: { readonly calls: RateLimitOptions; readonly searches: RateLimitOptions };
  /** Fetches metadata documents of clients; only those on this machine if not given. */
  readonly fetchDocument?: (url: URL, init: RequestInit) => Promise<Response>;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Notion's behavior in autumn 2026, as far as it is known. */
export function standardBehavior(): HostedBehavior {
  return {
    clientIdMetadataDocuments: true,
    registration: true,
    issuer: 'absent',
    strictPkce: false,
    identity: true,
    challenge: 'bare',
    accessTokenMs: 8 * HOUR_MS,
    graceMs: 30 * SECOND_MS,
    signInMs: 180 * DAY_MS,
    idleMs: 30 * DAY_MS,
    codeMs: 10 * MINUTE_MS,
    registrationMs: 90 * DAY_MS,
    answers: 'sse',
    pings: false,
    chunkBytes: undefined,
    tools: 'august',
    bareToolNames: false,
    plan: 'business',
    searchUrls: 'bare',
    withoutTools: [],
    addedTools: [],
    addedWords: '',
    resourceMetadata: {},
    serverMetadata: {},
    protocolVersions: ['2024-11-05', '2025-03-26', '2025-06-18'],
  };
}
