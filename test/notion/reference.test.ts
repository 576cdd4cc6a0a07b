import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InputError } from '../../src/errors.js';
import { say } from '../../src/text/words.js';
import {
  dashed,
  parseReference,
  parseReferences,
  referenceOrTitle,
  requireReference,
  undashed,
} from '../../src/notion/reference.js';

const BARE = '1f2e3d4c5b6a49788796a5b4c3d2e1f0';
const ID = '1f2e3d4c-5b6a-4978-8796-a5b4c3d2e1f0';
const OTHER = 'aaaaaaaabbbb4ccc8dddeeeeeeeeeeee';
const OTHER_ID = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';

describe('parseReference', () => {
  it.each([
    ['bare id', BARE],
    ['page scheme', `page://${BARE}`],
    ['block scheme with a dashed id', `block://${ID}`],
    ['database scheme in brackets', `<database://${BARE}>`],
    ['dashed id', ID],
    ['upper case', BARE.toUpperCase()],
    ['surrounding space', `  ${ID}\n`],
    ['current page URL', `https://app.notion.com/p/${BARE}`],
    ['current titled URL', `https://app.notion.com/p/Road-map-${BARE}`],
    ['current URL with workspace', `https://app.notion.com/p/acme/Road-map-${BARE}?pvs=4`],
    ['older URL', `https://www.notion.so/${BARE}`],
    ['older titled URL', `https://www.notion.so/acme/Road-map-${BARE}?pvs=21&source=copy_link`],
    ['copied with an invisible character', `https://www.notion.so/acme/Road-map-${BARE}\u200b`],
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
    ['percent-encoded space before the id', `https://www.notion.so/R%C3%A9sum%C3%A9%20${BARE}`],
    ['percent-encoded URL', `https%3A%2F%2Fwww.notion.so%2FRoad-map-${BARE}`],
    ['no scheme', `notion.so/Road-map-${BARE}`],
    ['no scheme, with www', `www.notion.so/acme/Road-map-${BARE}?pvs=4`],
    ['no scheme, current host', `app.notion.com/p/${BARE}`],
    ['no scheme, published', `acme.notion.site/Road-map-${BARE}`],
    ['no scheme but slashes', `//www.notion.so/${BARE}`],
    ['upper-case scheme and host', `HTTPS://WWW.NOTION.SO/${BARE.toUpperCase()}`],
    ['page of an address that goes on', `https://www.notion.so/acme/Road-map-${BARE}/edit`],
    ['parameter without a question mark', `https://www.notion.so/Road-map-${BARE}&pvs=4`],
    ['mobile', `https://m.notion.so/acme/${BARE}`],
    ['API', `https://api.notion.com/v1/pages/${ID}`],
    ['relative address', `/${BARE}?pvs=4`],
    ['relative current address', `p/${BARE}`],
    ['full stop after', `https://app.notion.com/p/${BARE}.`],
    ['comma after', `${ID},`],
    ['bracket after', `https://app.notion.com/p/${BARE})`],
    ['in round brackets', `(https://app.notion.com/p/${BARE})`],
    ['in square brackets', `[${ID}]`],
    ['in single braces', `{${ID}}`],
    ['in backticks', `\`${BARE}\``],
    ['in double quotation marks', `"${BARE}"`],
    ['in curly quotation marks', `“https://www.notion.so/Road-map-${BARE}”`],
    ['in bold', `**https://www.notion.so/${BARE}**`],
    ['in a list', `- ${ID}`],
    ['JSON of one', `["${BARE}"]`],
    ['Markdown link', `[Road map](https://www.notion.so/Road-map-${BARE})`],
    ['Markdown link with a title', `[Road map](https://www.notion.so/${BARE} "the plan")`],
    ['Markdown link whose text is the address', `[notion.so/${BARE}](https://www.notion.so/${BARE})`],
    ['Slack link', `<https://www.notion.so/Road-map-${BARE}|Road map>`],
    ['tag', `<page url="{{https://www.notion.so/${BARE}}}">Road map</page>`],
    ['hit of a list', `- Road map (page, in Acme, edited 2026-01-02)\n  https://app.notion.com/p/${BARE}`],
    ['row of a list', `- Road map (${BARE})`],
    ['slug', `Road-map-${BARE}`],
    ['exported page', `Road map ${BARE}.md`],
    ['exported database', `Road map ${BARE}_all.csv`],
    ['exported page in its folder', `Acme ${OTHER}/Road map ${BARE}.md`],
    ['link in an exported page', `[Road map](Acme%20${OTHER}/Road%20map%20${BARE}.md)`],
    ['exported page on Windows', `Acme ${OTHER}\\Road map ${BARE}.html`],
  ])('reads the id: %s', (_name, text) => {
    expect(parseReference(text)).toMatchObject({ id: ID, kind: undefined });
  });

  it('prefers the page peeked at over the database below it', () => {
    for (const path of [`/${OTHER}`, `/acme/Tasks-${OTHER}`]) {
      expect(parseReference(`https://www.notion.so${path}?v=${OTHER}&p=${BARE}&pm=s`)?.id).toBe(ID);
    }
  });

  it.each([
    `<database url="https://app.notion.com/p/${OTHER}" inline="true" data-source-url="collection://${ID}">Berths</database>`,
    `<database data-source-url="collection://${ID}" url="https://app.notion.com/p/${OTHER}"/>`,
  ])('reads the data source of a database tag: %s', (tag) => {
    expect(parseReference(tag)).toEqual({ id: ID, kind: 'data_source', blockId: undefined });
  });

  it.each(['data_source', 'data-source', 'collection'])('reads the data source of %s://', (scheme) => {
    expect(parseReference(`${scheme}://${ID}`)).toMatchObject({ id: ID, kind: 'data_source' });
  });

  it('reads each of several references once', () => {
    const both = [ID, OTHER_ID];
    const ids = (text: string): string[] => parseReferences(text).map(({ id }) => id);
    expect(ids(`https://www.notion.so/${BARE}\nhttps://www.notion.so/${OTHER}`)).toEqual(both);
    expect(ids(`https://www.notion.so/${BARE},https://www.notion.so/${OTHER}`)).toEqual(both);
    expect(ids(`[A](https://www.notion.so/A-${BARE}) or [B](https://www.notion.so/B-${OTHER})`)).toEqual(
      both,
    );
    expect(ids(`${ID}, ${OTHER}`)).toEqual(both);
    expect(ids(`${BARE}/${OTHER}`)).toEqual(both);
    expect(ids(`["${BARE}","${OTHER_ID}","${BARE}"]`)).toEqual(both);
    expect(parseReference(`${ID}, ${OTHER}`)).toBeUndefined();
  });

  it('leaves checksums in titles and ids at other sites alone', () => {
    expect(parseReference(`Build ${BARE} failed`)).toBeUndefined();
    expect(parseReference(`Build ${BARE}`)).toBeUndefined();
    expect(parseReference(`https://example.com/?next=https://www.notion.so/${BARE}`)).toBeUndefined();
    expect(parseReference(`example.com/notion.so/${BARE}`)).toBeUndefined();
    expect(parseReference(`mail x-${BARE}@example.com`)).toBeUndefined();
    expect(parseReference(`https://www.notion.so@example.com/${BARE}`)).toBeUndefined();
  });

  it('accepts what stands around an address in any text', () => {
    const around = fc.constantFrom(
      '',
      ' ',
      '"',
      '`',
      '(',
      ')',
      '<',
      '>',
      '*',
      '_',
      '“',
      '[',
      ']',
      ': ',
      '\n',
    );
    const address = fc.constantFrom(
      (id: string) => id,
      (id: string) => undashed(id),
      (id: string) => `https://app.notion.com/p/${undashed(id)}`,
      (id: string) => `www.notion.so/ws/A-title-${undashed(id)}?pvs=4`,
      (id: string) => `collection://${id}`,
    );
    fc.assert(
      fc.property(fc.uuid(), address, around, around, (id, write, before, after) => {
        expect(parseReference(`${before}${write(id)}${after}`)?.id).toBe(id);
      }),
    );
  });

  it('reads a plain address or id as it reads the same text between brackets, which takes all patterns', () => {
    const path = fc.stringMatching(/^(?:[a-zA-Z0-9_-]{0,12}\/){0,4}(?:[a-zA-Z0-9_-]{0,12}-?)?$/);
    const host = fc.constantFrom(
      'www.notion.so',
      'notion.so',
      'app.notion.com',
      'api.notion.com',
      'a.notion.site',
    );
    const digits = fc.oneof(fc.uuid().map(undashed), fc.uuid(), fc.stringMatching(/^[0-9a-fA-F]{30,34}$/));
    fc.assert(
      fc.property(host, path, digits, fc.constantFrom('', '_', '?v=1', '#x'), (at, before, id, after) => {
        for (const text of [`https://${at}/${before}${id}${after}`, `${id}${after}`]) {
          expect(parseReference(text)).toEqual(parseReference(`<${text}>`));
        }
      }),
    );
  });

  it('keeps the block a fragment points at', () => {
    expect(parseReference(`https://www.notion.so/Road-map-${BARE}#${OTHER}`)).toEqual({
      id: ID,
      kind: undefined,
      blockId: OTHER_ID,
    });
    expect(parseReference(`https://www.notion.so/Road-map-${BARE}#block-${OTHER}`)?.blockId).toBe(OTHER_ID);
    expect(parseReference(`${ID}#${OTHER}`)).toMatchObject({ id: ID, blockId: OTHER_ID });
    expect(parseReference(`Road-map-${BARE}?pvs=4#${OTHER}`)).toMatchObject({ id: ID, blockId: OTHER_ID });
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
  const problem = (text: string): unknown => {
    try {
      return requireReference(text, 'page', say`page`).id;
    } catch (error) {
      return error;
    }
  };

  it('takes an id between any words', () => {
    for (const text of [`Road map ${BARE}`, `page ${ID} please`, `Read www.notion.so/${BARE}, thanks.`]) {
      expect(problem(text)).toBe(ID);
    }
  });

  it('names both references where one can be meant', () => {
    expect(problem(`${ID} and https://www.notion.so/B-${OTHER}`)).toMatchObject({
      argument: 'page',
      message: `There are 2 references here: "${ID}", "https://www.notion.so/B-${OTHER}".`,
      advice: 'Pass only one page.',
    });
  });

  it.each([
    ['https://acme.notion.site/night-shift', /holds no id/, /perhaps "night shift", with notion_search/],
    ['acme.notion.site', /holds no id/, /by its title with notion_search/],
    ['https://wiki.example.org/night-shift?x=1', /domain of its own/, /perhaps "night shift"/],
    [
      `https://wiki.example.org/Night-shift-${BARE}`,
      /domain of its own/,
      /perhaps "Night shift", .* or its id/,
    ],
    ['www.example.org', /domain of its own/, /notion_search/],
    [BARE.slice(1), /32 hexadecimal digits; this has 31/, /URL/],
  ])('says what is wrong with %s', (text, message, advice) => {
    expect(problem(text)).toMatchObject({
      message: expect.stringMatching(message),
      advice: expect.stringMatching(advice),
    });
  });

  it('names the argument and what to pass instead', () => {
    expect(() => requireReference('https://example.com/x', 'page', say`page`)).toThrow(InputError);
    try {
      requireReference('Road map', 'page', say`page`);
      throw new Error('not reached');
    } catch (error) {
      expect(error).toMatchObject({ argument: 'page', advice: expect.stringContaining('notion_search') });
    }
  });
});

describe('referenceOrTitle', () => {
  const kindOf = (text: string) => referenceOrTitle(text, 'page', say`page`)?.id;

  it.each([
    'Move to https://example.com/new by May',
    'How https://example.com works',
    'Notes on notion.so/product and its rivals',
    'Read: www.example.com/a',
  ])('takes a title with an address in it for a title: %s', (text) => {
    expect(kindOf(text)).toBeUndefined();
  });

  it('takes an id within words for the reference that it is', () => {
    expect(kindOf(`the page https://www.notion.so/Plan-${BARE} please`)).toBe(ID);
    expect(kindOf(`page ${BARE}`)).toBe(ID);
  });

  it.each([
    'https://example.com/plan',
    '<https://example.com/plan>',
    'notion.so/product',
    '(www.notion.so/x)',
  ])('does not take an address that leads to nothing for a title: %s', (text) => {
    expect(() => kindOf(text)).toThrow(InputError);
  });
});
