import { createSecretKey, hkdfSync } from 'node:crypto';
import { KEY_BYTES, keyringOf, sealingKey } from '../../sealing/keys.js';
/**
 * A keyring for a server that has one Notion token and no key of its own: whoever has the token can read what the index
 * holds from Notion itself. Another token means another key, and the index is begun anew.
 */
export function tokenKeyring(token) {
    const secret = createSecretKey(Buffer.from(token, 'utf8'));
    const bytes = hkdfSync('sha256', secret, Buffer.alloc(0), 'notion-rest-mcp search index', KEY_BYTES);
    return keyringOf(sealingKey(Buffer.from(bytes)));
}
