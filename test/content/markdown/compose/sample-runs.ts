import fc from 'fast-check';
import type { InlineRun } from '../../../../src/content/rich-text/inline.js';

const words = fc.string({
  unit: fc.constantFrom(...Array.from('abc XYZ.,!*_~`[](){}<>|#\\&:/-+=1 é漢😀')),
  minLength: 1,
  maxLength: 12,
});
/** Text in all styles; a dollar beside an equation cannot be told from it, so it is left out. */
export const sampleRun: fc.Arbitrary<InlineRun> = fc.oneof(
  fc.record(
    {
      form: fc.constant('text' as const),
      text: words,
      bold: fc.boolean(),
      italic: fc.boolean(),
      strike: fc.boolean(),
    },
    { requiredKeys: ['form', 'text'] },
  ),
  fc.record(
    { form: fc.constant('code' as const), text: words.map((text) => `c${text}c`), bold: fc.boolean() },
    { requiredKeys: ['form', 'text'] },
  ),
  fc.record({
    form: fc.constant('text' as const),
    text: fc.stringMatching(/^[a-z] ?[*_`[\]()~$]?[a-z]$/),
    italic: fc.boolean(),
    link: fc.constantFrom('https://example.com/a', 'https://example.com/b_(c)'),
  }),
  fc.record({ form: fc.constant('equation' as const), text: fc.stringMatching(/^[a-z][\^_{}+]{0,3}[a-z]$/) }),
);
