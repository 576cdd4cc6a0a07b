import { describe, expect, it } from '@jest/globals';
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
  ProtocolErrorCode,
  SERVER_INFO_META_KEY,
} from '@modelcontextprotocol/server';
import { META_KEYS, RequestError } from '../../../src/mcp/calls/protocol.js';

describe('what is repeated of the SDK', () => {
  it('names the members of _meta as the SDK does', () => {
    expect(META_KEYS).toEqual({
      version: PROTOCOL_VERSION_META_KEY,
      client: CLIENT_INFO_META_KEY,
      capabilities: CLIENT_CAPABILITIES_META_KEY,
      server: SERVER_INFO_META_KEY,
    });
  });

  it('has the codes of errors as the SDK has them', () => {
    expect(new RequestError('invalidParams', '').code).toBe(ProtocolErrorCode.InvalidParams);
    expect(new RequestError('internalError', '').code).toBe(ProtocolErrorCode.InternalError);
  });
});
