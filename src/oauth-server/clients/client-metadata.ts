import type { ClientMetadata } from 'oidc-provider';
import { errors } from './provider-library.js';
import { redirectKind } from './redirect-uri.js';

/** Far more than any client registers. */
const MAX_REDIRECT_URIS = 20;
/** Characters of a name. Name and metadata size are limited: anyone may register, and everything is kept for a day. */
const MAX_NAME_CHARACTERS = 200;
const MAX_METADATA_BYTES = 16_384;
const GRANT_TYPES: ReadonlySet<string> = new Set(['authorization_code', 'refresh_token']);

/**
 * Adapts client metadata to this server (RFC 7591 §2 and §3.2.1 allow replacing values), or rejects it. Called for each
 * client, registered or described by a document, before the provider's own checks.
 *
 * Clients request grant types of other servers, omit that they are native, or list scopes: none of that is a reason to
 * reject a user.
 */
export function validateClientMetadata(metadata: ClientMetadata): void {
  if (sizeOf(metadata) > MAX_METADATA_BYTES) {
    throw new errors.InvalidClientMetadata('the description of the client is too long');
  }
  if (typeof metadata.client_name === 'string' && metadata.client_name.length > MAX_NAME_CHARACTERS) {
    throw new errors.InvalidClientMetadata('client_name is too long');
  }
  const kinds = redirectKinds(metadata.redirect_uris);
  // Only a native client's loopback address is compared without its port (RFC 8252 §7.3), and programs do not know
  // their port beforehand.
  metadata.application_type = kinds.every((kind) => kind === 'site') ? 'web' : 'native';
  if (Array.isArray(metadata.grant_types)) {
    metadata.grant_types = metadata.grant_types.filter((type) => GRANT_TYPES.has(type));
  }
  if (Array.isArray(metadata.response_types)) {
    metadata.response_types = ['code'];
  }
  // The grantable scope does not depend on the client.
  delete metadata.scope;
  // People have one id for all clients, so nothing is derived from this address. The provider would fetch it while the client
  // registers, of whatever size, and anyone may register.
  delete metadata.sector_identifier_uri;
  if (isDocument(metadata) && metadata.token_endpoint_auth_method === 'client_secret_basic') {
    // The default of RFC 7591, which a public document cannot mean; an explicit value was rejected earlier.
    metadata.token_endpoint_auth_method = 'none';
  }
}

/** Size in characters. Metadata nested too deeply to serialize counts as infinitely large. */
function sizeOf(metadata: ClientMetadata): number {
  try {
    return JSON.stringify(metadata).length;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function redirectKinds(uris: unknown): readonly ('site' | 'loopback' | 'app')[] {
  if (!Array.isArray(uris) || uris.length === 0 || uris.length > MAX_REDIRECT_URIS) {
    throw new errors.InvalidClientMetadata('redirect_uris must be a list of addresses');
  }
  return uris.map((uri: unknown) => {
    const kind = typeof uri === 'string' ? redirectKind(uri) : undefined;
    if (kind === undefined) {
      throw new errors.InvalidClientMetadata(
        'redirect_uris must be https addresses, loopback addresses, or addresses of an app scheme',
      );
    }
    return kind;
  });
}

/** Whether the client is described by a document at its id (client ID metadata document). */
export function isDocument({ client_id: id }: Pick<ClientMetadata, 'client_id'>): boolean {
  return id.startsWith('https://');
}
