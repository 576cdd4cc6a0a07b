import { expect, it } from '@jest/globals';
import { fillSections, sectionNames } from './marked-sections.js';

const PAGE = `# Page

By hand.

<!-- made by npm run docs: one -->

old

<!-- end -->

In between.

<!-- made by npm run docs: two words -->
<!-- end -->
`;

it('replaces what stands between the comments, and nothing else', () => {
  const filled = fillSections(
    PAGE,
    new Map([
      ['one', 'new $1'],
      ['two words', 'second'],
    ]),
  );
  expect(sectionNames(filled)).toEqual(['one', 'two words']);
  expect(filled).toBe(`# Page

By hand.

<!-- made by npm run docs: one -->

new $1

<!-- end -->

In between.

<!-- made by npm run docs: two words -->

second

<!-- end -->
`);
});

it('refuses a part that nobody makes', () => {
  expect(() => fillSections(PAGE, new Map([['one', 'new']]))).toThrow(/"two words"; there are one/);
});
