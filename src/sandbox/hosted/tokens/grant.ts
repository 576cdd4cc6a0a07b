import type { Account } from '../../oauth/accounts.js';

/** What a person agreed to. */
export interface Consent {
  readonly account: Account;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly resource: string | undefined;
  readonly challenge: string;
  readonly challengeMethod: 'plain' | 'S256';
}

/** The refresh token before the current one. */
interface PreviousToken {
  readonly token: string;
  /** Whether a lost answer was excused already. */
  isExcused: boolean;
}

/** One consent and everything that was issued under it. */
export interface Grant {
  readonly id: string;
  readonly consent: Consent;
  /** Times are milliseconds since 1970. */
  readonly createdAt: number;
  usedAt: number;
  readonly code: string;
  isCodeUsed: boolean;
  /** Ends of their lives, by token. */
  readonly accessTokens: Map<string, number>;
  refreshToken: string | undefined;
  previous: PreviousToken | undefined;
  /** When each refresh token was replaced. */
  readonly retired: Map<string, number>;
  isRevoked: boolean;
}

/** The three parts of a code or token, `userId:grantId:secret`; undefined if it has others. */
export function partsOf(text: string): { readonly userId: string; readonly grantId: string } | undefined {
  const [userId, grantId, secret, more] = text.split(':');
  return userId && grantId && secret && more === undefined ? { userId, grantId } : undefined;
}
