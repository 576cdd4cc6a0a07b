import { describe, expect, it } from '@jest/globals';
import { displayName, workspaceTile } from '../../src/web/display-names.js';

describe('a shown name', () => {
  it.each([
    ['Tideline Labs', 'Tideline Labs'],
    ['  two \n\t lines ', 'two lines'],
    ['', 'Unnamed'],
    [null, 'Unnamed'],
    ['\u200B\u2060', 'Unnamed'],
    ['a\u202Eb', 'ab [hidden characters removed]'],
    ['Cla\u200Bude', 'Claude [hidden characters removed]'],
    ['Cl\u3164aude', 'Claude [hidden characters removed]'],
    [`Cl\u{E0061}aude`, 'Cl[hidden characters]aude [hidden characters removed]'],
    [`${'x'.repeat(61)}\u202E`, `${'x'.repeat(60)}… [hidden characters removed]`],
    ['\u3164\u2800', 'Unnamed'],
    ['مختبرات', 'مختبرات'],
    ['👩‍🔬 Lab', '👩‍🔬 Lab'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), `${'x'.repeat(60)}…`],
  ])('%j is %j', (name, shown) => {
    expect(displayName(name, 'Unnamed')).toBe(shown);
  });

  it('is short however many marks are stacked on a letter', () => {
    expect(displayName(`Z${'\u0301'.repeat(100_000)}`, 'Unnamed').length).toBeLessThan(100);
    expect(displayName(`Z${'\u0301'.repeat(20)}y`, 'Unnamed')).toBe(`Z${'\u0301'.repeat(4)}y`);
  });
});

describe("a workspace's tile", () => {
  const shown = (icon: string | null, name: string | null): string =>
    /aria-hidden="true">(.*)<\/span>/su.exec(workspaceTile(icon, name).markup)?.[1]?.trim() ?? '';

  it.each([
    ['🌊', 'Tideline', '🌊'],
    ['👩‍🔬', 'Lab', '👩‍🔬'],
    ['🇨🇭', 'Swiss', '🇨🇭'],
    ['https://example.com/icon.png', 'tideline', 'T'],
    ['🌊🌊', 'Tideline', 'T'],
    ['<b>', 'Tideline', 'T'],
    [null, 'öl', 'Ö'],
    [null, 'مختبرات', 'م'],
    [null, null, 'N'],
  ])('of the icon %j and the name %j is %j', (icon, name, tile) => {
    expect(shown(icon, name)).toBe(tile);
  });
});
