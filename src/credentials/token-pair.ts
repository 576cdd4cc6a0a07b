import type { CredentialId } from '../ids.js';
import type { ConnectionKind, HostedGrant } from './hosted-grant.js';

/** The secret part of an authorization. Both tokens are replaced together: a new pair ends the old one at once. */
export interface TokenPair {
  readonly accessToken: string;
  /** Notion's type allows null; then the authorization ends with the access token. */
  readonly refreshToken: string | null;
  /** Notion names no expiry so far; null means "until a request is answered with 401". */
  readonly accessExpiresAt: Date | null;
  /** Absent for the REST API. */
  readonly hosted?: HostedPairPart | undefined;
}

/** What a pair of the hosted server carries besides its tokens, sealed with them. */
export interface HostedPairPart extends HostedGrant {
  /** When this pair was issued: the pair is renewed before the end of its life, so the length of that counts. */
  readonly issuedAt: Date;
}

/** The kind of authorization that a pair belongs to. */
export function kindOfPair({ hosted }: Pick<TokenPair, 'hosted'>): ConnectionKind {
  return hosted === undefined ? 'rest' : 'hosted';
}

/** A workspace as the token endpoint names it. */
export interface Workspace {
  readonly id: string;
  readonly name: string | null;
  /** A URL or an emoji. */
  readonly icon: string | null;
}

/** Who authorized: a person, or, for a connection owned by its workspace, no one in particular (`userId` null). */
export interface Owner {
  readonly userId: string | null;
  readonly name: string | null;
}

/** What the token endpoint returns for an authorization code. */
export interface NotionAuthorization {
  /** An id of our own for an authorization of the hosted server, which names none. */
  readonly credentialId: CredentialId;
  readonly workspace: Workspace;
  readonly owner: Owner;
  readonly pair: TokenPair;
}
