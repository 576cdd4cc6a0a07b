import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../src/errors.js';
import { dashed, parseReference, requireReference, undashed } from '../../src/notion/reference.js';

const BARE = '1f2e3d4c5b6a49788796a5b4c3d2e1f0';
const ID = '1f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const OTHER = 'aaaaaaaabbbb4ccc8dddeeeeeeeeeeee';
const OTHER_ID = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

describe('parseReference', () => {
  it.each([
    ['bare id', BARE],
    ['dashed id', ID],
    ['upper case', BARE.toUpperCase()],
    ['surrounding space', `  ${ID}\n`],
    ['current page URL', `https://app.notion.com/p/${BARE}`],
    ['current titled URL', `https://app.notion.com/p/Road-map-${BARE}`],
    ['current URL with workspace', `https://app.notion.com/p/acme/Road-map-${BARE}?pvs=4`],
    ['older URL', `https://www.notion.so/${BARE}`],
    ['older titled URL', `https://www.notion.so/acme/Road-map-${BARE}?pvs=21&source=copy_link`],
    ['without www', `https://notion.so/Road-map-${BARE}`],
    ['notion.com', `https://www.notion.com/acme/${BARE}`],
    ['published page', `https://acme-docs.notion.site/Road-map-${BARE}`],
    ['desktop link', `notion://www.notion.so/acme/Road-map-${BARE}`],
    ['dashed id in a URL', `https://www.notion.so/${ID}`],
    ['titled with a dashed id', `https://www.notion.so/Road-map-${ID}`],
    ['trailing slash', `https://www.notion.so/${BARE}/`],
    ['database view: the view id is not the database', `https://www.notion.so/acme/${BARE}?v=${OTHER}`],
    ['in angle brackets', `<https://www.notion.so/${BARE}>`],
    ['in template braces', `{{https://www.notion.so/${BARE}}}`],
    ['percent-encoded title', `https://www.notion.so/R%C3%A9sum%C3%A9-${BARE}`],
  ])('reads the id: %s', (_name, text) => {
    expect(parseReference(text)).toMatchObject({ id: ID, kind: undefined });
  });

  it('prefers the page peeked at over the database below it', () => {
    for (const path of [`/${OTHER}`, `/acme/Tasks-${OTHER}`]) {
      expect(parseReference(`https://www.notion.so${path}?v=${OTHER}&p=${BARE}&pm=s`)?.id).toBe(ID);
    }
  });

  it('keeps the block a fragment points at', () => {
    expect(parseReference(`https://www.notion.so/Road-map-${BARE}#${OTHER}`)).toEqual({
      id: ID,
      kind: undefined,
      blockId: OTHER_ID,
    });
    expect(parseReference(`https://www.notion.so/Road-map-${BARE}#block-${OTHER}`)?.blockId).toBe(OTHER_ID);
  });

  it.each([
    ['collection', 'data_source'],
    ['view', 'view'],
    ['user', 'user'],
  ])('knows the kind of %s://', (scheme, kind) => {
    expect(parseReference(`${scheme}://${ID}`)).toEqual({ id: ID, kind, blockId: undefined });
    expect(parseReference(`{{${scheme}://${ID}}}`)).toMatchObject({ id: ID, kind });
  });

  it.each([
    ['a title', 'Road map'],
    ['nothing', ''],
    ['31 digits', BARE.slice(1)],
    ['33 digits', `${BARE}0`],
    ['another site', `https://example.com/${BARE}`],
    ['a look-alike host', `https://www.notion.so.example.com/${BARE}`],
    ['a slug without id', 'https://acme-docs.notion.site/handbook'],
    ['script', `javascript:alert("${BARE}")`],
  ])('refuses %s', (_name, text) => {
    expect(parseReference(text)).toBeUndefined();
  });

  it('never throws and only ever yields dashed lower-case ids', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true, withFragments: true })),
        (text) => {
          const id = parseReference(text)?.id;
          expect(id ?? ID).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        },
      ),
    );
  });

  it('turns ids back and forth', () => {
    fc.assert(fc.property(fc.uuid(), (id) => dashed(undashed(id)) === id));
  });
});

describe('requireReference', () => {
  it('names the argument and what to pass instead', () => {
    expect(() => requireReference('https://example.com/x', 'page', 'page')).toThrow(InputError);
    try {
      requireReference('Road map', 'page', 'page');
      throw new Error('not reached');
    } catch (error) {
      expect(error).toMatchObject({ argument: 'page', advice: expect.stringContaining('notion_search') });
    }
  });
});
