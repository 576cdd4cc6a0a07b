import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkClock } from '../../src/doctor/checks/check-clock.js';
import { checkConfiguration } from '../../src/doctor/checks/check-configuration.js';
import { checkNode, MIN_NODE_VERSION } from '../../src/doctor/checks/check-node.js';
import { checkReach } from '../../src/doctor/checks/check-reach.js';
import { checkRedirect } from '../../src/doctor/checks/check-redirect.js';
import type { Finding } from '../../src/doctor/finding.js';
import { failures, findingText, reportJson, summary } from '../../src/doctor/report.js';

describe('Node', () => {
  it.each([
    ['v20.19.0', 'ok'],
    ['v20.20.2', 'ok'],
    ['v24.1.0', 'ok'],
    ['v20.18.3', 'fail'],
    ['v18.20.0', 'fail'],
  ])('%s is %s', (version, status) => {
    expect(checkNode(version).status).toBe(status);
  });

  it('has the floor that package.json promises', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    expect(engines.node).toBe(`>=${MIN_NODE_VERSION.join('.')}`);
  });
});

describe('the clock', () => {
  it.each([
    [0, 'ok', 'Matches'],
    [-3400, 'ok', 'Matches'],
    [5000, 'warn', '5 s behind'],
    [-59_000, 'warn', '59 s ahead'],
    [3_600_000, 'fail', '3600 s behind'],
    [-86_400_000, 'fail', '86400 s ahead'],
    [undefined, 'warn', 'could not be compared'],
  ])('%p ms off is %s', (skew, status, words) => {
    expect(checkClock(skew)).toEqual(
      expect.objectContaining({ status, message: expect.stringContaining(words) as unknown }),
    );
  });
});

describe('the reach of the API', () => {
  const answered = { kind: 'answered', isNotion: true, milliseconds: 80, skewMilliseconds: 0 } as const;

  it.each([
    [401, 'ok'],
    [200, 'ok'],
    [503, 'warn'],
  ])('with HTTP %i is %s', (status, expected) => {
    expect(checkReach({ ...answered, status }, undefined).status).toBe(expected);
  });

  it.each([
    ['ENOTFOUND', /^api\.notion\.com cannot be resolved/],
    ['EAI_AGAIN', /^api\.notion\.com cannot be resolved/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
    ['CERT_HAS_EXPIRED', /certificate is not trusted/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /certificate is not trusted/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /certificate is not trusted/],
    ['TimeoutError', /firewall/],
    ['UND_ERR_CONNECT_TIMEOUT', /firewall/],
    ['ECONNREFUSED', /Check the network/],
    ['ECONNRESET', /Check the network/],
  ])('that fails with %s comes with advice', (code, advice) => {
    const finding = checkReach({ kind: 'failed', code }, undefined);
    expect(finding.status).toBe('fail');
    expect(finding.message).toBe(`api.notion.com cannot be reached (${code}).`);
    expect(finding.advice).toMatch(advice);
  });
});

describe('the redirect URI', () => {
  it('is the one of the server, or those of this machine', () => {
    expect(checkRedirect('https://mcp.example.com/').message).toBe(
      'Register at Notion, exactly as shown: https://mcp.example.com/integrations/notion/oauth/callback',
    );
    expect(checkRedirect(undefined).message).toContain(
      'http://127.0.0.1:26847/integrations/notion/oauth/callback (and, in case that port is taken, ',
    );
  });
});

describe('the settings', () => {
  it('are told with what to do apart from what is wrong', () => {
    expect(
      checkConfiguration('spaces', [
        'PUBLIC_URL is missing. Set it to the address of this server, such as https://mcp.example.com.',
        'PORT must be a whole number.',
      ]),
    ).toEqual([
      {
        check: 'configuration',
        status: 'fail',
        message: 'PUBLIC_URL is missing.',
        advice: 'Set it to the address of this server, such as https://mcp.example.com.',
      },
      {
        check: 'configuration',
        status: 'fail',
        message: 'PORT must be a whole number.',
        advice: 'Correct it and run doctor again.',
      },
    ]);
  });
});

describe('the report', () => {
  const fine: Finding = { check: 'node', status: 'ok', message: 'Node v24.0.0.' };
  const doubt: Finding = { check: 'shared', status: 'warn', message: 'Nothing.', advice: 'Share.' };
  const fault: Finding = { check: 'token', status: 'fail', message: 'Refused.', advice: 'Copy it again.' };

  it('puts advice below its finding, in line with it', () => {
    expect(findingText(fine)).toBe('ok    node           Node v24.0.0.\n');
    expect(findingText(fault)).toBe('fail  token          Refused.\n                     → Copy it again.\n');
  });

  it.each([
    [[fine], true, 'Everything works.'],
    [[fine, doubt], true, '1 warning.'],
    [[fault], false, '1 check failed.'],
    [[fault, fault, doubt, doubt], false, '2 checks failed, 2 warnings.'],
  ])('sums up', (findings, isFine, words) => {
    expect(summary(findings)).toBe(words);
    expect(failures(findings) === 0).toBe(isFine);
    expect(JSON.parse(reportJson('1.2.3', findings))).toEqual({ version: '1.2.3', ok: isFine, findings });
  });
});
