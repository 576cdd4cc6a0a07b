import type { IncomingMessage } from 'node:http';
import type { AuthInfo } from '@modelcontextprotocol/server';
import type { AuthenticateAtOnce, KeyCaller } from '../../../access/caller.js';
import { spaceOfCaller } from '../../../access/space-of-request.js';
import { bearerCheck, bearerToken } from '../../../http/bearer-token.js';
import type { SpaceId } from '../../../ids.js';
import { authInfoOf } from '../../calls/request-caller.js';
import { isOfThisMachine } from './forwarded-guard.js';
import { headerSpace } from './space-guard.js';

/** The caller of a request, as its guard would have stored it; absent where callers have no spaces. */
export interface Admission {
  readonly auth: AuthInfo | undefined;
}

/**
 * Admits a request at once, where its guard would let it pass and needs no look-up for that. Undefined for everything
 * else: it refuses nothing, counts no failure and delays nobody, all of which is left to the guard.
 */
export type AdmitAtOnce = (
  request: Pick<IncomingMessage, 'headers' | 'httpVersion' | 'socket'>,
  pathSpace: string | undefined,
) => Admission | undefined;

/** Spaces of one key that are kept ready; a key for all of them may name any. */
const MAX_SPACES_PER_CALLER = 100;
const WITHOUT_SPACE: Admission = { auth: undefined };

/** As `refuseForwarded` does. */
export const admitOwnMachine: AdmitAtOnce = (request) =>
  isOfThisMachine(request) ? WITHOUT_SPACE : undefined;

/** As `bearerGuard` does. */
export function admitToken(token: string): AdmitAtOnce {
  const isToken = bearerCheck(token);
  return ({ headers }) => {
    const presented = bearerToken(headers.authorization);
    return presented !== undefined && isToken(presented) ? WITHOUT_SPACE : undefined;
  };
}

/** As `spaceGuard` does for service keys. Apps always pass the guard: each of their requests needs a look-up. */
export function admitKey(authenticate: AuthenticateAtOnce): AdmitAtOnce {
  const admissions = new WeakMap<KeyCaller, Map<SpaceId, Admission>>();
  return (request, pathSpace) => {
    const presented = bearerToken(request.headers.authorization);
    const caller = presented === undefined ? undefined : authenticate(presented);
    if (caller === undefined) {
      return undefined;
    }
    const space = spaceOfCaller(caller, [pathSpace, headerSpace(request)]);
    if (space.kind !== 'space') {
      return undefined;
    }
    const ofCaller = admissions.get(caller) ?? new Map<SpaceId, Admission>();
    admissions.set(caller, ofCaller);
    const admission = ofCaller.get(space.spaceId) ?? { auth: authInfoOf(caller, space.spaceId) };
    if (ofCaller.size < MAX_SPACES_PER_CALLER) {
      ofCaller.set(space.spaceId, admission);
    }
    return admission;
  };
}

/** As `auditGuard` does: nobody is admitted while requests cannot be recorded. */
export function admitRecorded(
  isRecordedOnly: boolean,
  audit: { readonly isWriting: boolean },
  admit: AdmitAtOnce,
): AdmitAtOnce {
  return isRecordedOnly
    ? (request, pathSpace) => (audit.isWriting ? admit(request, pathSpace) : undefined)
    : admit;
}
