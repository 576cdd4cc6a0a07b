import { plainFromDialect } from '../markdown/markdown-inline.js';
import { excerpt } from './passage-excerpt.js';
import { mayHold } from './may-hold.js';
import { printUnits } from '../print/print.js';
import { joinUnits, sharedContainers } from '../print/printed-unit.js';
import { isTitled, SectionNames } from './section-names.js';
import { sectionsOf } from './sections.js';
import { searchWords } from '../../text/search-words.js';
/**
 * The passages that hold the words of `query`: all of them if some passage does, else at least half. A word counts when the
 * block or a heading above it has it. Case and diacritics do not matter. Best first; the caller takes as many as it has room for.
 */
export function findPassages(document, query) {
    return findPassagesAndPlaces(document, query).passages;
}
/** The same with what it leaves out: where the words stand without enough of the others. */
export function findPassagesAndPlaces(document, query) {
    const words = searchWords(query);
    if (words.words.length === 0) {
        return { passages: [], missing: [], elsewhere: [] };
    }
    const candidates = candidatesWithPaths(printUnits(document), words);
    const best = candidates.reduce((most, { held }) => Math.max(most, held), 0);
    const least = best === words.words.length ? best : Math.max(1, Math.ceil(words.words.length / 2));
    const names = new SectionNames(sectionsOf(document));
    const hits = candidates.flatMap(({ own, held }, at) => (own.size > 0 && held >= least ? [at] : []));
    const shown = ranges(hits, candidates);
    return {
        passages: shown
            .map((range) => passage(range, candidates, words))
            .sort((one, other) => other.rank - one.rank)
            .map(({ heading, text, words: count }) => ({ section: nameOf(heading, names), text, words: count })),
        ...otherWords(words.words, candidates, shown, names),
    };
}
function nameOf(heading, names) {
    return heading === undefined ? '' : names.withPath(heading);
}
function otherWords(words, candidates, shown, names) {
    const isShown = new Set(shown.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at)));
    const held = new Set(candidates.flatMap(({ own }) => [...own]));
    const elsewhere = words.map((word) => ({
        word,
        places: new Map(),
    }));
    candidates.forEach(({ own, section, heading }, at) => {
        for (const index of isShown.has(at) ? [] : own) {
            const places = elsewhere[index]?.places;
            places?.set(section, { heading, blocks: (places.get(section)?.blocks ?? 0) + 1 });
        }
    });
    return {
        missing: words.filter((_, index) => !held.has(index)),
        elsewhere: elsewhere
            .filter(({ places }) => places.size > 0)
            .map(({ word, places }) => ({
            word,
            places: Array.from(places.values(), ({ heading, blocks }) => ({
                section: nameOf(heading, names),
                blocks,
            })),
        })),
    };
}
const NONE = new Set();
function candidatesWithPaths(units, words) {
    let open = [];
    let section = 0;
    const isWorthReading = mayHold(words.words);
    return units.map((unit) => {
        const own = isWorthReading(unit) ? words.heldBy(plainOf(unit)) : NONE;
        const { block } = unit;
        if (block.kind === 'heading') {
            section += 1;
            open = open.filter(({ heading }) => heading.level < block.level);
            open.push({ heading: block, held: own });
        }
        const held = new Set([...own, ...open.flatMap((above) => [...above.held])]);
        return {
            unit,
            section,
            heading: open.findLast(({ heading }) => isTitled(heading))?.heading,
            own,
            held: own.size === 0 ? 0 : held.size,
        };
    });
}
function plainOf(unit) {
    const lines = [...unit.open, ...unit.body, ...unit.close].join('\n');
    return unit.block.kind === 'code' || unit.block.kind === 'equation' ? lines : plainFromDialect(lines);
}
// Neighbours of neighbours are joined, so that no block is shown twice.
function ranges(hits, candidates) {
    const joined = [];
    for (const hit of hits) {
        const from = isNeighbour(candidates, hit, hit - 1) ? hit - 1 : hit;
        const to = isNeighbour(candidates, hit, hit + 1) ? hit + 1 : hit;
        const last = joined.at(-1);
        if (last !== undefined && from <= last.to + 1 && isNeighbour(candidates, last.to, from)) {
            joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, to) };
        }
        else {
            joined.push({ from, to });
        }
    }
    return joined;
}
function isNeighbour(candidates, hit, other) {
    return candidates[hit]?.section === candidates[other]?.section;
}
function passage(range, candidates, words) {
    const members = candidates.slice(range.from, range.to + 1);
    const shared = sharedContainers(members.map(({ unit }) => unit));
    const outer = shared.filter((container) => container.stub !== '').length === shared.length ? shared.length : 0;
    const units = members.map(({ unit, own }) => excerpt({ ...unit, containers: unit.containers.slice(outer) }, own, words));
    const held = members.reduce((most, member) => Math.max(most, member.held), 0);
    const own = members.reduce((most, member) => Math.max(most, member.own.size), 0);
    return {
        heading: members.at(-1)?.heading,
        text: joinUnits(units),
        words: held,
        // Words in the text itself count more than words in a heading far above it.
        rank: held + own / (words.words.length + 1),
    };
}
