import { composed } from '../analysis/tokens.js';
import { meaningOf, type ParsedQuery } from '../query/parse-query.js';
import { MAX_HITS, MAX_REACH, type Findings, type FindOptions } from '../search-index.js';
import type { Candidate, CandidateSource, Candidates, DocumentFilter } from './candidates.js';
import { fuse, withoutTerms } from './fuse.js';
import { loosened, planQuery, type PlannedTerm, type QueryPlan } from './plan-query.js';
import { hitOf, Ranking, unranked, type RankedCandidate } from './rank.js';

/** Candidates that are ranked at least: recency, title and nearness decide among them. */
const MIN_RANKED = 50;
/** Documents with all words in one passage from which on those that have some are not looked at. */
const ENOUGH_WHOLE = 3;
/** Documents that are near in meaning. */
const MAX_NEAR = 50;
/** Documents of one title that `in:` may mean. */
const MAX_PLACES = 20;

const NOTHING: Candidates = { best: [], total: 0, isTotalExact: true };

/** Answers a query from any store. */
export async function findDocuments(
  source: CandidateSource,
  query: ParsedQuery,
  options: FindOptions,
): Promise<Findings> {
  const offset = Math.max(0, Math.min(options.offset ?? 0, MAX_REACH));
  const end = Math.min(offset + Math.max(0, Math.min(options.limit, MAX_HITS)), MAX_REACH);
  const places = await Promise.all(
    query.within.map(async (text) => ({ text, numbers: await source.numbersOf(composed(text), MAX_PLACES) })),
  );
  const unknownPlaces = places.filter(({ numbers }) => numbers.length === 0).map(({ text }) => text);
  const sharedPlaces = places.filter(({ numbers }) => numbers.length > 1).map(({ text }) => text);
  const plan = await planQuery(query, source);
  const { corrections, unknownWords } = plan;
  const about = { corrections, unknownWords, unknownPlaces, sharedPlaces };
  const roots = await rootsOf(source, options.within);
  if (places.length > 0 && unknownPlaces.length === places.length) {
    return { ...about, hits: [], total: 0, whole: 0, byMeaning: 0, isTotalExact: true };
  }
  const filter: DocumentFilter = {
    within: [
      ...(places.length === 0 ? [] : [places.flatMap(({ numbers }) => numbers)]),
      ...(roots === undefined ? [] : [roots]),
    ],
    kinds: query.kinds,
    people: query.people,
    edited: query.edited,
    created: query.created,
  };
  const hits = async (ranked: readonly RankedCandidate[]): Promise<Findings['hits']> => {
    const shown = ranked.slice(offset, end);
    const documents = await source.documents(shown.map(({ candidate }) => candidate.number));
    return shown.flatMap((one) => {
      const document = documents.get(one.candidate.number);
      // Removed meanwhile, by another process.
      return document === undefined ? [] : [hitOf(one, document)];
    });
  };
  if (query.terms.length === 0) {
    const { best, total, isTotalExact } = await source.latest(filter, plan.excluded, end);
    return {
      ...about,
      hits: await hits(best.map(unranked)),
      total,
      whole: total,
      byMeaning: 0,
      isTotalExact,
    };
  }
  const { whole, partial } = await candidatesFor(source, plan, filter, end);
  const ranking = rankingOf(plan, partial, options.now);
  const byWords = rankAll(ranking, { whole, partial });
  const { meaning } = options;
  const found =
    meaning === undefined || meaningOf(query) === '' ? [] : await source.nearest(meaning, filter, MAX_NEAR);
  const near = withoutTerms(found, plan.excluded).map((candidate) => ranking.near(candidate));
  const fused = fuse(byWords, near, corrections.length > 0);
  const wholes = byWords.filter(({ isPartial }) => !isPartial).length;
  const others = byWords.length - wholes;
  const wholeTotal = Math.max(whole.total, wholes);
  const total = Math.max(wholeTotal + others, partial.total);
  return {
    ...about,
    hits: await hits(fused),
    // What is beyond the candidates by words may be near as well: it would be counted twice.
    total: total + fused.length - byWords.length,
    whole: wholeTotal,
    byMeaning: fused.filter(({ isByMeaning }) => isByMeaning).length,
    isTotalExact:
      whole.isTotalExact && partial.isTotalExact && (near.length === 0 || total <= byWords.length),
  };
}

async function rootsOf(
  source: CandidateSource,
  within: readonly string[] | undefined,
): Promise<readonly number[] | undefined> {
  return within === undefined
    ? undefined
    : (await Promise.all(within.map((id) => source.numbersOf(id, MAX_PLACES)))).flat();
}

/** Passages with all words; where they are few, those with some as well: their documents may have the others elsewhere. */
async function candidatesFor(
  source: CandidateSource,
  { required, excluded, unknownWords }: QueryPlan,
  filter: DocumentFilter,
  end: number,
): Promise<{ readonly whole: Candidates; readonly partial: Candidates }> {
  const canHoldAll = unknownWords.length === 0 && required.length > 0;
  const whole = canHoldAll
    ? await source.candidates({ terms: required, mode: 'all', excluded }, filter, Math.max(end, MIN_RANKED))
    : NOTHING;
  const loose = loosened(required);
  if (whole.total >= ENOUGH_WHOLE || loose.length === 0 || (canHoldAll && loose.length < 2)) {
    return { whole, partial: NOTHING };
  }
  const partial = await source.candidates(
    { terms: loose, mode: 'any', excluded },
    filter,
    Math.max(end, MIN_RANKED),
  );
  return { whole, partial };
}

function rankingOf(plan: QueryPlan, partial: Candidates, now: Date): Ranking {
  const loosely = partial.best.length > 0 ? loosened(plan.required) : plan.required;
  const terms: readonly PlannedTerm[] = [...loosely, ...plan.helpful];
  // What nothing holds counts as a word that is missing everywhere.
  return new Ranking(terms, loosely.length, now, plan.unknownWords.length);
}

function rankAll(
  ranking: Ranking,
  { whole, partial }: { readonly whole: Candidates; readonly partial: Candidates },
): readonly RankedCandidate[] {
  const known = new Set(whole.best.map(({ number }) => number));
  const others: readonly Candidate[] = partial.best.filter(({ number }) => !known.has(number));
  return ranking.rank(whole.best, others);
}
