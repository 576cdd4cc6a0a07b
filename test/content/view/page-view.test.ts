import { describe, expect, it } from '@jest/globals';
import { documentFromMarkdown } from '../../../src/content/markdown/from-markdown.js';
import { noNames } from '../../../src/content/names.js';
import { viewPage, type PageView, type ViewRequest } from '../../../src/content/view/page-view.js';

function view(markdown: string, request: Partial<ViewRequest>): PageView {
  return viewPage(documentFromMarkdown(markdown, noNames), { room: 1000, ...request });
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
      '1 passage with these words; that is all.',
    );
  });

  it('keeps an outline of long titles within its share', () => {
    const titles = Array.from({ length: 40 }, (_, at) => `# ${at} ${'long title '.repeat(30)}`);
    const shown = view(titles.join('\n'), {});
    expect(shown.text.length).toBeLessThanOrEqual(1000);
    expect(shown.next).toBeDefined();
  });
});

describe('viewPage from a place', () => {
  const pages = Array.from({ length: 30 }, (_, at) => `Paragraph ${at} ${'word '.repeat(20)}`);
  const sections = ['# One', ...pages.slice(0, 15), '# Two', ...pages.slice(15)];

  it('goes on in the section that it was made for', () => {
    const first = view(sections.join('\n'), { section: 'Two', room: 800 });
    const second = view(sections.join('\n'), { from: first.next, room: 5000 });
    expect(first.text + second.text).not.toContain('Paragraph 14 ');
    expect(second.summary).toBe('The rest of the section.');
    expect(second.editedNote).toBe('');
    expect(second.text).toContain('Paragraph 29 ');
  });

  it('refuses a place in a section that is gone', () => {
    const { next } = view(sections.join('\n'), { section: 'Two', room: 800 });
    const renamed = sections.map((line) => line.replace('# Two', '# Three'));
    expect(() => view(renamed.join('\n'), { from: next })).toThrow(
      'The section of this cursor is no longer in the page.',
    );
  });

  it('tells whether the page was edited, and whether the place is still there', () => {
    const { next } = view(pages.join('\n'), {});
    const note = (lines: readonly string[]): string => view(lines.join('\n'), { from: next }).editedNote;
    expect(note(pages)).toBe('');
    expect(note(['New', ...pages])).toMatch(/^The page was edited .* continues at the same place/);
    expect(note(['All', 'new'])).toMatch(/^The page was edited .* the place is gone/);
  });

  it('does not take an edit elsewhere for one of the section', () => {
    const { next } = view(sections.join('\n'), { section: 'Two', room: 800 });
    expect(view(['New', ...sections].join('\n'), { from: next }).editedNote).toBe('');
  });
});
