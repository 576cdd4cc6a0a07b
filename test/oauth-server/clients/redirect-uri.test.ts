import { describe, expect, it } from '@jest/globals';
import { assert, property, string, webUrl } from 'fast-check';
import { redirectKind } from '../../../src/oauth-server/clients/redirect-uri.js';

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
    ['vscode-insiders://publisher.reader/auth/callback', 'app'],
    ['claude://oauth/callback', 'app'],
    ['warp://mcp/oauth2callback', 'app'],
    ['raycast://oauth', 'app'],
    ['org.example.reader://callback?x=1', 'app'],
    // What the apps themselves would do as commands.
    ['cursor://anysphere.cursor-deeplink/mcp/install?name=x&config=e30=', undefined],
    ['cursor://anysphere.cursor-deeplink/oauth/callback', undefined],
    ['vscode:mcp/install?%7B%7D', undefined],
    ['vscode://vscode.git/clone?url=https://evil.example/', undefined],
    ['vscode://vscode.git/oauth/callback', undefined],
    ['vscode://file/etc/passwd', undefined],
    ['vscode://vscode-remote/ssh-remote+evil.example/auth/callback', undefined],
    ['vscode:extension/evil.extension', undefined],
    ['vscode://publisher.reader/callback?command=x', undefined],
    ['vscode://publisher.reader/', undefined],
    ['zed://ssh/evil.example/oauth/callback', undefined],
    ['zed://file/auth', undefined],
    ['warp://action/new_tab?path=/tmp', undefined],
    ['raycast://extensions/evil/oauth/callback', undefined],
    ['goose://extension?cmd=npx&arg=evil', undefined],
    ['lmstudio://add_mcp?name=x&config=e30=', undefined],
    ['claude://claude.ai/new?q=hello', undefined],
    ['claude://%6fauth/callback', undefined],
    // Parts of operating systems, and schemes with a dot that reverse no domain.
    ['x-apple.systempreferences:com.apple.preference', undefined],
    ['com.apple.systempreferences:callback', undefined],
    ['com.microsoft.teams:/callback', undefined],
    ['a.b:/callback', undefined],
    ['ms-settings:network', undefined],
    ['intent://evil#Intent;end', undefined],
    ['search-ms:query=x', undefined],
    ['ssh://evil.example/oauth/callback', undefined],
    ['tel:112', undefined],
    ['ws://evil.example/callback', undefined],
    ['ftp://evil.example/callback', undefined],
    ['myapp://oauth/callback', undefined],
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
