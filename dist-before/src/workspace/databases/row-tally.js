import * as z from 'zod';
import { planCalculations } from '../../notion/query/calculation.js';
import { addNumber, numberIn } from '../../notion/query/figures.js';
import { valueIn } from '../../notion/query/columns/row-times.js';
import { findCountable, groupsOf, keyOf } from '../../notion/query/group.js';
/** Checks what is to be counted and calculated against the columns; undefined when rows are wanted instead. */
export function planTally(schema, countBy, calculate = []) {
    return countBy === undefined && calculate.length === 0
        ? undefined
        : {
            countBy: countBy === undefined ? undefined : findCountable(schema, countBy),
            calculations: planCalculations(schema, calculate),
        };
}
const figures = z.object({ values: z.int(), sum: z.number(), min: z.number(), max: z.number() });
const group = z.union([
    z.object({ titleId: z.string() }),
    z.object({ userId: z.string(), label: z.string().optional() }),
    z.object({ label: z.string() }),
]);
/** A tally as stored in a cursor. */
export const tallyState = z.object({
    total: z.int().min(0),
    notComputed: z.int().min(0),
    all: z.array(figures.nullable()),
    groups: z.array(z.object({ group, rows: z.int().min(0), figures: z.array(figures.nullable()) })),
});
/** Counts rows and keeps the figures that calculations need. A row with several values counts under each of them. */
export class RowTally {
    #question;
    #groups;
    /** Calculations for which a formula gave something else than a number. */
    #otherThanNumber = new Set();
    #all;
    #total;
    #notComputed;
    constructor(question, before) {
        this.#question = question;
        this.#total = before?.total ?? 0;
        this.#notComputed = before?.notComputed ?? 0;
        this.#all = question.calculations.map((_, index) => before?.all[index] ?? null);
        this.#groups = new Map((before?.groups ?? []).map((entry) => [keyOf(entry.group), entry]));
    }
    get total() {
        return this.#total;
    }
    /** Values that Notion did not compute. */
    get notComputed() {
        return this.#notComputed;
    }
    /** Figures over all rows, one for each calculation. */
    get all() {
        return this.#all;
    }
    /** In the order in which they were met. */
    get groups() {
        return [...this.#groups.values()];
    }
    /** Calculations that met values and no number among them: formulas that return something else. */
    get withoutNumbers() {
        const { calculations } = this.#question;
        return calculations.filter((calculation, index) => this.#otherThanNumber.has(calculation) && (this.#all[index] ?? null) === null);
    }
    add(row) {
        const { countBy, calculations } = this.#question;
        const numbers = calculations.map((calculation) => this.#numberFor(calculation, row));
        const plus = (before) => numbers.map((number, index) => {
            const kept = before[index] ?? null;
            return number === undefined ? kept : addNumber(kept ?? undefined, number);
        });
        this.#total += 1;
        this.#all = plus(this.#all);
        if (countBy === undefined) {
            return;
        }
        for (const group of groupsOf(valueIn(row, countBy) ?? { type: '' })) {
            const key = keyOf(group);
            const entry = this.#groups.get(key);
            this.#groups.set(key, {
                group: entry?.group ?? group,
                rows: (entry?.rows ?? 0) + 1,
                figures: plus(entry?.figures ?? []),
            });
        }
    }
    state() {
        return {
            total: this.#total,
            notComputed: this.#notComputed,
            all: [...this.#all],
            groups: this.groups.map((entry) => ({ ...entry, figures: [...entry.figures] })),
        };
    }
    #numberFor(calculation, row) {
        const number = numberIn(row.properties[calculation.property.name]);
        if (number === 'no number') {
            this.#otherThanNumber.add(calculation);
        }
        else if (number === 'not computed') {
            this.#notComputed += 1;
        }
        return typeof number === 'number' ? number : undefined;
    }
}
