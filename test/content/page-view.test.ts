import { describe, expect, it } from '@jest/globals';
import { documentFromMarkdown } from '../../src/content/from-markdown.js';
import { noNames } from '../../src/content/names.js';
import { viewPage, type PageView } from '../../src/content/page-view.js';

const nothing = { section: undefined, find: undefined, from: undefined, room: 1000 };

function view(markdown: string, request: Partial<typeof nothing> | { find: string; room: number }): PageView {
  return viewPage(documentFromMarkdown(markdown, noNames), { ...nothing, ...request });
}

describe('viewPage', () => {
  it('says that a passage is cut and how many are left out', () => {
    const long = `${'word '.repeat(300)}needle`;
    const found = view([long, '# Other', 'needle', '# Third', `${'x '.repeat(400)}needle`].join('\n'), {
      find: 'needle',
      room: 1000,
    });
    expect(found.text.length).toBeLessThanOrEqual(1000);
    expect(found.summary).toMatch(/^3 passages .*(?:cut after \d+ of its \d+ characters|left out)/);
    expect(view('needle', { find: 'needle', room: 1000 }).summary).toBe(
      '1 passage with these words, best first; that is all.',
    );
  });

  it('keeps an outline of long titles within its share', () => {
    const titles = Array.from({ length: 40 }, (_, at) => `# ${at} ${'long title '.repeat(30)}`);
    const shown = view(titles.join('\n'), {});
    expect(shown.text.length).toBeLessThanOrEqual(1000);
    expect(shown.next).toBeDefined();
  });
});
