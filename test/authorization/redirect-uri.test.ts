import { describe, expect, it } from '@jest/globals';
import { assert, property, string, webUrl } from 'fast-check';
import { redirectKind } from '../../src/authorization/redirect-uri.js';

describe('redirectKind', () => {
  it.each([
    ['https://claude.ai/api/mcp/auth_callback', 'site'],
    ['https://claude.com/api/mcp/auth_callback', 'site'],
    ['https://chatgpt.com/connector_platform_oauth_redirect', 'site'],
    ['https://vscode.dev/redirect', 'site'],
    ['https://insiders.vscode.dev/redirect', 'site'],
    ['http://127.0.0.1/', 'loopback'],
    ['http://127.0.0.1:33418/', 'loopback'],
    ['http://localhost:6274/oauth/callback', 'loopback'],
    ['http://[::1]:1234/callback', 'loopback'],
    ['cursor://anysphere.cursor-mcp/oauth/callback', 'app'],
    ['vscode://vscode.github-authentication/did-authenticate', 'app'],
    ['com.example.reader:/callback', 'app'],
    ['javascript:alert(1)', undefined],
    ['JavaScript:alert(1)', undefined],
    ['data:text/html,hi', undefined],
    ['vbscript:x', undefined],
    ['blob:https://a.example/1', undefined],
    ['file:///etc/passwd', undefined],
    ['about:blank', undefined],
    ['ms-msdt:/id', undefined],
    ['mailto:a@b.example', undefined],
    ['http://evil.example/callback', undefined],
    ['http://127.0.0.1.evil.example/', undefined],
    ['http://127.0.0.2/', undefined],
    ['https://localhost/callback', undefined],
    ['https://user@claude.ai/callback', undefined],
    ['https://claude.ai@evil.example/', undefined],
    ['https://a.example/#fragment', undefined],
    ['https://a.example/*', undefined],
    ['https:\\\\a.example/', undefined],
    ['https://a.example/ b', undefined],
    ['//a.example', undefined],
    [`https://a.example/${'x'.repeat(2000)}`, undefined],
    ['', undefined],
  ] as const)('%s: %s', (uri, expected) => {
    expect(redirectKind(uri)).toBe(expected);
  });

  it('never throws, and lets no web address pass that is neither https nor loopback', () => {
    assert(property(string(), (text) => redirectKind(text) === redirectKind(text)));
    assert(
      property(webUrl({ validSchemes: ['http'] }), (url) =>
        ['loopback', undefined].includes(redirectKind(url)),
      ),
    );
  });
});
