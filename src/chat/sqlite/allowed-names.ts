/*
 * What a query may use. The SQLite that we have comes with functions that read and write files, and with tables that are
 * the file system, so both are named here; anything else is refused, also what a later release brings.
 */

/** Functions that only compute. */
export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set(
  `-> ->> abs acos acosh asin asinh atan atan2 atanh atn2 avg bm25 ceil ceiling changes char charindex coalesce concat
  concat_ws cos cosh cot coth count cume_dist current_date current_time current_timestamp date datetime degrees dense_rank
  difference exp first_value floor format glob group_concat hex highlight ifnull iif instr json json_array
  json_array_length json_error_position json_extract json_group_array json_group_object json_insert json_object json_patch
  json_quote json_remove json_replace json_set json_type json_valid jsonb jsonb_array jsonb_extract jsonb_group_array
  jsonb_group_object jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace jsonb_set julianday lag last_value
  lead leftstr length like likelihood likely ln log log10 lower lower_quartile ltrim match matchinfo max median min mod mode
  nth_value ntile nullif octet_length offsets padc padl padr percent_rank pi pow power printf proper quote radians random
  rank regexp regexpi replace replicate reverse rightstr round row_number rtrim sign sin sinh snippet soundex
  sqlite_version sqrt square stdev strfilter strftime string_agg substr substring subtype sum tan tanh time timediff total
  trim trunc typeof unhex unicode unixepoch unlikely upper upper_quartile uuid_str variance zeroblob`
    .trim()
    .split(/\s+/),
);

/** Modules of virtual tables that read nothing but the database, or only compute. */
export const ALLOWED_MODULES =
  /^(?:pragma_\w+|json_each|json_tree|generate_series|dbstat|fts[345](?:aux|vocab)?|fts4aux|rtree|rtree_i32|geopoly)$/;
