// Real words that planted questions ask for, and generated ones that make up most of a text, as in any language a few words
// are most of what is written.
import { oneOf, type Random } from '../../harness/random.js';

const list = (words: string): readonly string[] => words.trim().split(/\s+/);

/** Forms of one word: what a page says, and what a question says. */
export interface Inflected {
  readonly written: string;
  readonly asked: string;
}

const pairs = (text: string): readonly Inflected[] =>
  list(text).map((pair) => {
    const [written = '', asked = ''] = pair.split('/');
    return { written, asked };
  });

export const ENGLISH = list(`
  account agenda agreement airport analysis annex apartment archive article audience auction balance bandwidth banner barrier basket
  battery beacon bearing benefit billing blanket border bottle branch bridge budget bulletin bundle burner cabinet cable calendar camera
  canvas carbon cargo carpet cartridge catalogue ceiling certificate chamber charter chassis circuit citizen climate closet coating column
  compass component compound concrete conduit console contract copper corridor costume cottage council courier crane credit crystal cupboard
  curtain cushion cylinder damage dealer decade defect delivery deposit designer device diagram digest dinner discount display district
  dosage drainage drawer drought duplicate earnings economy editor elevator embassy emission engine enquiry envelope episode equation escort
  estate evidence exhibit expense export fabric factory failure farmer fibre figure filter firmware fixture flange flavour fleet flight
  folder footage forecast forest formula foundry fountain fracture freight furnace gallery garage garden gasket gateway generator glacier
`);

export const INFLECTED = pairs(`
  rotating/rotate measured/measuring delivered/delivers replaced/replacing stopped/stopping batteries/battery policies/policy carried/carries
  invoices/invoice shelves/shelve migrating/migrated verified/verifies hopping/hopped planned/planning suppliers/supplier cities/city
  calibrated/calibrating bought/bought flights/flight renewing/renews tested/testing glasses/glass boxes/box approved/approving
  monthly/monthly travelling/travelled copied/copying audited/auditing tracked/tracks engineers/engineer factories/factory deployed/deploying
  Verträge/Vertrag Rechnungen/Rechnung Kunden/Kunde Lieferungen/Lieferung Häuser/Haus neuen/neue Maschinen/Maschine Berichte/Bericht
  factures/facture livraisons/livraison anciennes/ancienne chantiers/chantier contratos/contrato máquinas/máquina entregas/entrega
  книги/книга договоры/договор отчёты/отчёт клиенты/клиент машины/машина
`).filter(({ written, asked }) => written !== asked);

export const ACCENTED = list(`
  façade naïve café résumé crème brûlée déjà château hôtel élève forêt fenêtre première dernière chaîne maître Zürich München Köln Düsseldorf
  Größe Straße Übersicht Prüfung Änderung Gebäude Erklärung jalapeño piñata señor mañana corazón canción información São ação coração
  Łódź Gdańsk Kraków źródło Šárka příliš žluťoučký kůň Győr árvíztűrő İstanbul çalışma öğrenci smørrebrød Århus Malmö ångström
`);

const SYLLABLES: Readonly<Record<string, readonly string[]>> = {
  en: list('ra to mi len sor ba ker tin al ow pen dra vi sto ch ee n oul gar fi st wen ly'),
  de: list('sch ei ge ver un ber auf ein kra ft zu mer ü ch ö st ä hau ngs tz al wer'),
  fr: list('é ou ai que re con eau ill è par ment tion a vi ch oi de ê pro lle ur'),
  ru: list('по при ра на ко сто ре ла ни ва тель ск ов ый ие за ми го ста пере ёр'),
};
const HAN = Array.from(
  '会議資料開発計画製品管理部門報告書予算顧客品質試験工場設計変更承認担当者期限完了確認問題解決方法検討結果技術仕様東京大阪京都東西南北山川海空時間年月日本語文章作成更新情報共有',
);
const THAI = Array.from('กขคงจชซญดตถทธนบปผพฟภมยรลวศสหอ');
const THAI_VOWELS = Array.from('ะาิีึืุูเแโใไ');

/** Words of one language, the most frequent first. */
export interface Lexicon {
  readonly words: readonly string[];
  readonly separator: string;
}

/** Makes the words of all languages. */
export function lexicons(random: Random, size: number): readonly Lexicon[] {
  const written = Object.values(SYLLABLES).map((syllables) => ({
    words: distinct(size, () => {
      const length = 1 + Math.floor(random() * 4);
      return Array.from({ length }, () => oneOf(random, syllables)).join('');
    }),
    separator: ' ',
  }));
  const han = distinct(size / 4, () =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => oneOf(random, HAN)).join(''),
  );
  const thai = distinct(size / 4, () =>
    Array.from(
      { length: 2 + Math.floor(random() * 3) },
      () => oneOf(random, THAI) + (random() < 0.6 ? oneOf(random, THAI_VOWELS) : ''),
    ).join(''),
  );
  return [...written, { words: han, separator: '' }, { words: thai, separator: '' }];
}

/** A word as often as its place in the list says: the second half as often as the first, and so on (Zipf). */
export function frequentWord(random: Random, words: readonly string[]): string {
  return words[Math.floor(words.length ** random()) - 1] ?? words[0] ?? '';
}

/** Swaps, drops, doubles or replaces a letter after the first two. */
export function mistyped(random: Random, word: string): string {
  const at = 2 + Math.floor(random() * (word.length - 3));
  const [one = '', other = ''] = [word[at], word[at + 1]];
  const middle = one === other ? [one] : [other + one, other, one + one + other, `q${other}`];
  return word.slice(0, at) + oneOf(random, middle) + word.slice(at + 2);
}

function distinct(count: number, make: () => string): readonly string[] {
  const words = new Set<string>();
  for (let tries = 0; words.size < count && tries < count * 20; tries += 1) {
    words.add(make());
  }
  return [...words];
}
