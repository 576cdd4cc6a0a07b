import { parseCredentialId, parseSpaceId, type CredentialId, type SpaceId } from '../../../src/ids.js';
import type { NotionAuthorization, TokenPair } from '../../../src/credentials/token-pair.js';

export function space(name: string): SpaceId {
  const id = parseSpaceId(name);
  if (id === undefined) {
    throw new Error(`${name} is no space id`);
  }
  return id;
}

export function bot(number: number): CredentialId {
  const id = parseCredentialId(`b0b0b0b0-0000-4000-8000-${String(number).padStart(12, '0')}`);
  if (id === undefined) {
    throw new Error(`${number} makes no bot id`);
  }
  return id;
}

export const samplePair: TokenPair = {
  accessToken: 'ntn_sample_access',
  refreshToken: 'nrt_sample_refresh',
  accessExpiresAt: null,
};

export function authorization(overrides: Partial<NotionAuthorization> = {}): NotionAuthorization {
  return {
    credentialId: bot(1),
    workspace: { id: 'workspace-1', name: 'Acme', icon: '🚀' },
    owner: { userId: 'user-1', name: 'Ada Example' },
    pair: samplePair,
    ...overrides,
  };
}
