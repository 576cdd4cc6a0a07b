import { describe, expect, it } from '@jest/globals';
import { TitlePath } from '../../../src/content/view/title-path.js';

const pathOf = (titles: readonly string[], begin = TitlePath.begin()): TitlePath =>
  titles.reduce((path, title) => path.to(title), begin);

describe('a path of titles', () => {
  it('is one for all headings of the same titles in a document', () => {
    const begin = TitlePath.begin();
    expect(pathOf(['Setup', 'Notes'], begin)).toBe(pathOf(['Setup', 'Notes'], begin));
    expect(pathOf(['Setup', 'Notes'], begin)).not.toBe(pathOf(['Notes'], begin));
    expect(pathOf(['Setup', 'Notes'], begin).titles).toEqual(['Setup', 'Notes']);
  });

  // Cursors that were given out hold them.
  it.each([
    [['Setup'], 'cBOvTEL-Q4'],
    [['Setup', 'Notes'], 'DvMnqyC25z'],
    [['Setup > Notes'], 'DvMnqyC25z'],
    [['', 'Notes'], 'Dwm4l5DAu1'],
  ])('has the key of %j in any document', (titles, key) => {
    expect(pathOf(titles).key).toBe(key);
    expect(pathOf(titles).key).toBe(pathOf(titles).key);
  });
});
