import { englishStem } from './english-stem.js';
/** Letters that two forms share at least, and that a stem has without those that belong to an ending. */
const MIN_SHARED = 4;
const MIN_STEM = 3;
/**
 * Endings by which words of one language differ in number, case, gender, person and tense, folded. Light on purpose: what
 * forms another word, such as `-ung` and `-ment`, is not among them.
 */
const ENDINGS = [
    // German, Dutch
    'e en er es em n s ern ens t st te ten tet test et end ende enden',
    // Danish, Norwegian, Swedish
    'e en er et ene ens ets a ar or erne arna orna s t te de n na',
    // French
    's x e es ent er ez ons ait aient ais ant ants ante antes era erai eront ees ee al aux eau eaux',
    // Spanish, Portuguese, Italian
    'o a os as e es i is ar er ir are ere ire ado ada ados adas ido ida idos idas ato ata ati ate ando endo iendo an en am em on ao oes s ais eis ando amos emos imos aba aban ava avam aron eron',
    // Russian, Ukrainian
    'а я о е ы и у ю ой ей ом ем ам ям ами ями ах ях ов ев ий ый ая яя ое ее ые ие ого его ому ему ых их ым им ть л ла ло ли ет ют ут ит ат ят ь і ї ии ию ия',
    // Polish, Czech
    'a e i y o u ow om ami ach ie em ej ego emu ych ich ym im ymi imi ou ach um u mi',
    // Finnish, Hungarian, Turkish
    'a n t ta tta ssa sta lla lta lle ksi na ja in en an t k ok ek ak at et ot ban ben ra re ra nak nek val vel lar ler in un da de dan den i u ya ye lari leri',
    // Greek
    'α ο ος ου ον οι ων ους ε η ης ην ες ας α αι ω ει',
].map((endings) => new Set(['', ...endings.split(' ')]));
/** Longest of all endings. */
const MAX_ENDING = Math.max(...ENDINGS.flatMap((endings) => Array.from(endings, ({ length }) => length)));
/** Letters of an ending that both words may share. */
const MAX_SHARED_LETTERS = 3;
/** Whether two words, as they are compared, are forms of one: `rotate` and `rotating`, `Vertrag` and `Verträge`. */
export function areForms(one, other) {
    if (one === other || englishStem(one) === englishStem(other)) {
        return true;
    }
    const shared = sharedStart(one, other);
    const [restOfOne, restOfOther] = [one.slice(shared), other.slice(shared)];
    if (shared < MIN_SHARED || restOfOne.length > MAX_ENDING || restOfOther.length > MAX_ENDING) {
        return false;
    }
    // An ending may begin with letters that both words share, as in `neue` and `neuen`.
    return ENDINGS.some((endings) => {
        for (let stem = shared; stem >= MIN_STEM && stem > shared - MAX_SHARED_LETTERS; stem -= 1) {
            if (endings.has(one.slice(stem)) && endings.has(other.slice(stem))) {
                return true;
            }
        }
        return false;
    });
}
/** The beginning that all forms of a word have. */
export function sharedByForms(word) {
    const stem = englishStem(word).replace(/i$/, '');
    const ofEnglish = Math.max(MIN_STEM, sharedStart(word, stem));
    const ofOthers = Math.max(MIN_SHARED, word.length - MAX_ENDING);
    return word.slice(0, Math.min(ofEnglish, ofOthers));
}
function sharedStart(one, other) {
    let length = 0;
    while (length < one.length && one[length] === other[length]) {
        length += 1;
    }
    return length;
}
