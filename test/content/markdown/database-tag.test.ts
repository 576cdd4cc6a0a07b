import { describe, expect, it } from '@jest/globals';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames, type Names } from '../../../src/content/names.js';
import { printBlocks } from '../../../src/content/print/print.js';

const URL = 'https://app.notion.com/p/7a31c0de7a314a6f8b51c0dec0dec0de';
const SOURCE = '5b2f6a10-93c4-4d1e-8f70-a1b2c3d4e5f6';
const LINK = `🗃️ [Berths](${URL}) (data source collection://${SOURCE})`;
const FROM = `data-source-url="collection://${SOURCE}"`;

function printed(markdown: string, names: Names = noNames): string {
  return printBlocks(documentFromMarkdown(markdown, names));
}

describe('a database on a page', () => {
  it.each([
    [
      'with all attributes',
      `<database url="${URL}" inline="true" icon="⚓" color="blue" ${FROM}>Berths</database>`,
    ],
    [
      'at one of its views',
      `<database url="${URL}?v=0c0ffee00c0f4ee08c0ffee00c0ffee0" inline ${FROM}>Berths</database>`,
    ],
    [
      'in the braces of citations',
      `<database url="{{${URL}}}" data-source-url="{{collection://${SOURCE}}}">Berths</database>`,
    ],
    ['in another order', `<database ${FROM} inline="false" url="${URL}">Berths</database>`],
    [
      'in a copy',
      `<synced_block url="${URL}">\n\t<database url="${URL}" ${FROM}>Berths</database>\n</synced_block>`,
    ],
    [
      'in columns',
      `<columns>\n\t<column>\n\t\t<database url="${URL}" ${FROM}>Berths</database>\n\t</column>\n</columns>`,
    ],
  ])('is printed with the data source that can be queried: %s', (_name, markdown) => {
    expect(printed(markdown)).toBe(LINK);
  });

  it('is printed so in a toggle and in a list', () => {
    const database = `\t<database url="${URL}" ${FROM}>Berths</database>`;
    expect(printed(`<details>\n<summary>Piers</summary>\n${database}\n</details>`)).toContain(LINK);
    expect(printed(`- Piers\n${database}`)).toContain(LINK);
  });

  it('has the title of its data source where it has none of its own, as linked views have', () => {
    const names: Names = {
      title: (id, kind) => (kind === 'data source' && id === SOURCE ? 'Moorings' : undefined),
      user: () => undefined,
    };
    const untitled = `<database url="${URL}" ${FROM}>Untitled</database>`;
    expect(printed(untitled, names)).toBe(LINK.replace('Berths', 'Moorings'));
    expect(printed(untitled)).toBe(LINK.replace('Berths', 'Untitled'));
    expect(printed(`<database url="${URL}" ${FROM}/>`, names)).toContain('[Moorings]');
  });

  it('needs no address of its own', () => {
    expect(printed(`<database ${FROM}>Berths</database>`)).toBe(
      `🗃️ Berths (data source collection://${SOURCE})`,
    );
  });

  it('is a link to its rows within a line', () => {
    const link = `[Berths](collection://${SOURCE})`;
    expect(printed(`See <database url="${URL}" ${FROM}>Berths</database>.`)).toBe(`See ${link}.`);
    expect(printed(`See <mention-database url="${URL}" ${FROM}>Berths</mention-database>.`)).toBe(
      `See [Berths](${URL}).`,
    );
  });

  it('is printed as before without one', () => {
    expect(printed(`<database url="${URL}" inline="true">Berths</database>`)).toBe(`🗃️ [Berths](${URL})`);
    expect(printed(`<database url="${URL}" data-source-url="none">Berths</database>`)).toBe(
      `🗃️ [Berths](${URL})`,
    );
  });
});
