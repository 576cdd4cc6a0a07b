import { expect, it } from '@jest/globals';
import {
  faultPage,
  gonePage,
  incompletePage,
  outagePage,
  outcomePage,
} from '../../../src/notion-oauth/routes/outcome-page.js';

it('every page that reports a failure says that nothing changed or what to do', () => {
  const kinds = ['denied', 'refused', 'unavailable', 'misconfigured'] as const;
  const pages = [
    gonePage,
    incompletePage,
    faultPage,
    outagePage,
    outcomePage({ kind: 'wrong_browser' }),
    ...kinds.map((kind) => outcomePage({ kind, returnTo: null })),
  ];
  for (const page of pages) {
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.paragraphs.join(' ')).toMatch(/choose to connect Notion again|Tell the operator/);
    expect(page.link).toBeUndefined();
  }
});
