const VOWELS = new Set('aeiou');
/** Shorter words have no endings to take off. */
const MIN_LENGTH = 3;
/** What replaces an ending in steps 2 and 3 of the algorithm, longest endings first where one ends another. */
const DERIVED = [
    ['ational', 'ate'],
    ['tional', 'tion'],
    ['enci', 'ence'],
    ['anci', 'ance'],
    ['izer', 'ize'],
    ['abli', 'able'],
    ['alli', 'al'],
    ['entli', 'ent'],
    ['eli', 'e'],
    ['ousli', 'ous'],
    ['ization', 'ize'],
    ['ation', 'ate'],
    ['ator', 'ate'],
    ['alism', 'al'],
    ['iveness', 'ive'],
    ['fulness', 'ful'],
    ['ousness', 'ous'],
    ['aliti', 'al'],
    ['iviti', 'ive'],
    ['biliti', 'ble'],
];
/**
 * The stem of an English word in lower case: steps 1 to 5 of Porter's algorithm (1980) without those that take derivations such as
 * `-ness` and `-ment` off, because words of one derivation are further apart than a search should go.
 */
export function englishStem(word) {
    if (word.length < MIN_LENGTH || !/^[a-z]+$/.test(word)) {
        return word;
    }
    return withoutLastE(withDerivation(withIForY(withoutPast(withoutPlural(word)))));
}
function withoutPlural(word) {
    if (word.endsWith('sses') || word.endsWith('ies')) {
        return word.slice(0, -2);
    }
    return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
function withoutPast(word) {
    if (word.endsWith('eed')) {
        return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
    }
    const ending = ['ed', 'ing'].find((each) => word.endsWith(each));
    if (ending === undefined || !hasVowel(word.slice(0, -ending.length))) {
        return word;
    }
    const stem = word.slice(0, -ending.length);
    if (['at', 'bl', 'iz'].some((each) => stem.endsWith(each))) {
        return `${stem}e`;
    }
    if (endsInDouble(stem) && !/[lsz]$/.test(stem)) {
        return stem.slice(0, -1);
    }
    return measure(stem) === 1 && endsInShortSyllable(stem) ? `${stem}e` : stem;
}
function withIForY(word) {
    return word.endsWith('y') && hasVowel(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}
function withDerivation(word) {
    const [ending, replacement] = DERIVED.find(([each]) => word.endsWith(each)) ?? [];
    if (ending === undefined || replacement === undefined) {
        return word;
    }
    const stem = word.slice(0, -ending.length);
    return measure(stem) > 0 ? stem + replacement : word;
}
function withoutLastE(word) {
    let stem = word;
    if (word.endsWith('e')) {
        const rest = word.slice(0, -1);
        const measured = measure(rest);
        stem = measured > 1 || (measured === 1 && !endsInShortSyllable(rest)) ? rest : word;
    }
    return stem.endsWith('ll') && measure(stem) > 1 ? stem.slice(0, -1) : stem;
}
function isConsonant(word, at) {
    const letter = word[at] ?? '';
    // A `y` after a consonant is a vowel; in a row of them each second one is, so only the row has to be looked at.
    if (letter === 'y') {
        let first = at;
        while (word[first - 1] === 'y') {
            first -= 1;
        }
        const startsAsConsonant = first === 0 || VOWELS.has(word[first - 1] ?? '');
        return startsAsConsonant === ((at - first) % 2 === 0);
    }
    return !VOWELS.has(letter);
}
/** How often a vowel is followed by a consonant. */
function measure(stem) {
    let count = 0;
    for (let at = 1; at < stem.length; at += 1) {
        count += isConsonant(stem, at) && !isConsonant(stem, at - 1) ? 1 : 0;
    }
    return count;
}
function hasVowel(stem) {
    for (let at = 0; at < stem.length; at += 1) {
        if (!isConsonant(stem, at)) {
            return true;
        }
    }
    return false;
}
function endsInDouble(stem) {
    return stem.length > 1 && stem.at(-1) === stem.at(-2) && isConsonant(stem, stem.length - 1);
}
/** Consonant, vowel, consonant, the last one not `w`, `x` or `y`. */
function endsInShortSyllable(stem) {
    const last = stem.length - 1;
    return (last >= 2 &&
        isConsonant(stem, last - 2) &&
        !isConsonant(stem, last - 1) &&
        isConsonant(stem, last) &&
        !/[wxy]$/.test(stem));
}
