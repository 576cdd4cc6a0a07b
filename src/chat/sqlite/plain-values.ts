/**
 * The same rows, at most so many, for a library that ends the whole process at a text that is no UTF-8, and ends every text at
 * its first NUL: texts come as bytes, and blobs as words. A limit within and a condition without keep SQLite from merging the
 * two queries, which would compute each value several times.
 */
export function withPlainValues(sql: string, columns: number, most: number): string {
  const names = Array.from({ length: columns }, (_one, index) => `c${index}`);
  const values = names.map(
    (name) =>
      `CASE typeof(${name}) WHEN 'text' THEN CAST(${name} AS BLOB)
       WHEN 'blob' THEN '[' || length(${name}) || ' bytes]' ELSE ${name} END`,
  );
  return `WITH q(${names.join(', ')}) AS NOT MATERIALIZED (SELECT * FROM (\n${sql}\n) LIMIT ${most})
    SELECT ${values.join(', ')} FROM q WHERE 1`;
}
