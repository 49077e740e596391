import { type AnyColumn, is, Param, Placeholder, type SQL, sql } from 'drizzle-orm';
import { SQLiteInteger, SQLiteSyncDialect, type SQLiteTable } from 'drizzle-orm/sqlite-core';

/**
 * What each engine says in its own way. Stores say it by these functions; all the rest of a statement is SQL that both
 * know, written by Drizzle's builder for SQLite.
 */
export type Expression = AnyColumn | SQL;
/** The engines that hold the data. */
export type EngineName = 'sqlite' | 'postgres';

/** The engine whose text is being written. Writing a text awaits nothing, so no other can come between. */
let speaking: EngineName = 'sqlite';

/** A piece that is chosen when the text is written: a statement is built once, often before the engine is known. */
class PerEngine {
  constructor(private readonly forms: Record<EngineName, SQL>) {}

  getSQL(): SQL {
    return this.forms[speaking];
  }

  /** Drizzle would put it in parentheses, which a source of rows must not have. */
  shouldOmitSQLParens(): boolean {
    return true;
  }
}

/** What SQLite says, and what PostgreSQL says instead. */
export const perEngine = <T>(sqlite: SQL, postgres: SQL): SQL<T> =>
  sql<T>`${new PerEngine({ sqlite, postgres })}`;

/**
 * The plus keeps SQLite from planning by the bound value: without it, a join or a query beside a partial index is
 * prepared again at every execution (6 to 12 µs against 1; measured on 3.54.1).
 */
class SqliteText extends SQLiteSyncDialect {
  override escapeParam(): string {
    return '+?';
  }
}
class PostgresText extends SQLiteSyncDialect {
  override escapeParam(index: number): string {
    return `$${index + 1}`;
  }
}
/** For many runs of one statement in one: each parameter is a column of the rows that are given (`GIVEN`). */
class MergedText extends SQLiteSyncDialect {
  /** Drizzle calls it without its object, and with the parameter, which its type does not say. */
  override escapeParam(...given: [number, unknown?]): string {
    return `${GIVEN}."${nameOfParam(given[1])}"`;
  }
}
export const GIVEN = '"given"';
const texts = { sqlite: new SqliteText(), postgres: new PostgresText() };

/** The text of a statement and its parameters in order. Constants stand in the text, and the planner sees them. */
export function render(statement: SQL, engine: EngineName): Rendered {
  return renderBy(texts[engine], statement, engine);
}

/** The text for PostgreSQL with columns of `GIVEN` in place of parameters. */
export const renderMerged = (statement: SQL): string =>
  renderBy(new MergedText(), statement, 'postgres').sql;

/** The name of a parameter. */
export function nameOfParam(param: unknown): string {
  const inner = is(param, Param) ? param.value : param;
  if (is(inner, Placeholder)) return inner.name as string;
  throw new Error(`a value that is not in the text of its statement: ${String(inner)}`);
}

type Rendered = { sql: string; params: unknown[] };

function renderBy(text: SQLiteSyncDialect, statement: SQL, engine: EngineName): Rendered {
  speaking = engine;
  try {
    const rendered = text.sqlToQuery(sql`${statement}`.inlineParams());
    return engine === 'postgres' ? { ...rendered, sql: withBareKeys(rendered.sql) } : rendered;
  } finally {
    speaking = 'sqlite';
  }
}

/** Drizzle's builder for SQLite names the table of a key that may be taken, and PostgreSQL knows only the column there. */
const withBareKeys = (text: string): string =>
  text.replace(/(?<=\bon conflict )\([^)]*\)/, (key) => key.replaceAll(/"\w+"\./g, ''));

/**
 * A list that is bound as one JSON parameter, as a source of rows. To PostgreSQL it goes as a text: Bun writes a parameter of
 * the type jsonb as JSON once more.
 */
export function listOf(name: string): { rows: SQL; value: SQL<string> } {
  const list = sql.placeholder(name);
  return {
    rows: perEngine(
      sql`json_each(${list}) j`,
      sql`jsonb_array_elements_text(${list}::text::jsonb) j(value)`,
    ),
    value: sql`j.value`,
  };
}

/** A list of pairs of a text and a number that is bound as one JSON parameter. */
export function listOfPairs(name: string): { rows: SQL; first: SQL; second: SQL } {
  const list = sql.placeholder(name);
  const second = sql`j.value ->> 1`;
  return {
    rows: perEngine(
      sql`json_each(${list}) j`,
      sql`jsonb_array_elements(${list}::text::jsonb) j(value)`,
    ),
    first: sql`j.value ->> 0`,
    second: perEngine(second, sql`(${second})::bigint`),
  };
}

/**
 * The values of a group as the text of a JSON list; of no row, the empty one. SQLite gives them in the order of the index
 * that it goes by, PostgreSQL in that of the table, which changes with each row that is written.
 */
export const jsonListOf = (value: Expression): SQL<string> =>
  perEngine(
    sql`json_group_array(${value})`,
    sql`coalesce(json_agg(${value} order by ${value})::text, '[]')`,
  );

/** The values of a group as one text, with commas between; null of no row. */
export const joinedBy = (value: Expression): SQL<string | null> =>
  perEngine(sql`group_concat(${value})`, sql`string_agg(${value}, ',' order by ${value})`);

/**
 * A table to be joined, of which PostgreSQL takes only the first row by an order that meets the condition, which may name the
 * tables before it. To SQLite it is the whole table: the statement has to ask for the row once more.
 */
export function firstOf<T extends SQLiteTable>(table: T, condition: SQL, order: SQL): T {
  const first = sql`select * from ${table} where ${condition} order by ${order} limit 1`;
  const source = perEngine(sql`${table}`, sql`lateral (${first}) ${table}`);
  // The builder takes SQL as a source too, and then knows nothing of its columns.
  return source as unknown as T;
}

/** The sum of whole numbers; null of no row. */
export const totalOf = (value: Expression): SQL<number | null> =>
  perEngine(sql`sum(${value})`, sql`sum(${value})::bigint`);

/** Whether the list that is bound as a JSON parameter has the value. */
export function isAmong(value: Expression, name: string): SQL {
  const list = sql.placeholder(name);
  const each = sql`jsonb_array_elements_text(${list}::text::jsonb) e`;
  const one = is(value, SQLiteInteger) ? sql`e::bigint` : sql`e`;
  return perEngine(
    sql`${value} in (select value from json_each(${list}))`,
    sql`${value} in (select ${one} from ${each})`,
  );
}

/** Whether a list within a column of JSON has the text. `field`: its name there. */
export function jsonListHas(json: AnyColumn, field: string, value: Expression): SQL {
  const [path, key] = [sql.raw(`'$.${field}'`), sql.raw(`'${field}'`)];
  return perEngine(
    sql`${value} in (select value from json_each(${json}, ${path}))`,
    sql`${value} in (select e from jsonb_array_elements_text(${json}::jsonb -> ${key}) e)`,
  );
}

/** A query whose rows nobody else changes until the end of the transaction; SQLite has one writer. */
export const holding = <T>(query: SQL): SQL<T> =>
  perEngine<T>(query, sql`${query} for no key update`);

/** A condition as the number 1 or 0. */
export const flag = (condition: SQL): SQL<number> =>
  perEngine(sql`(${condition})`, sql`(${condition})::int`);

/** A condition as a bit of a number, or none of it. `bits` joins several. */
export const bit = (condition: SQL, value: number): SQL<number> =>
  sql`${flag(condition)} * ${value}`;
export const bits = (...each: SQL<number>[]): SQL<number> => sql`(${sql.join(each, sql` | `)})`;

/** A column by which no index is to find the rows, because another way is the better one. */
export const notByIndex = (column: AnyColumn): SQL => perEngine(sql`+${column}`, sql`${column}`);

/** Whether two values are the same, null and null too. */
export const isSame = (left: Expression, right: Expression): SQL =>
  sql`${left} is not distinct from ${right}`;

/** The larger of two numbers that are not null. */
export const larger = <T>(left: Expression, right: Expression): SQL<T> =>
  perEngine<T>(sql`max(${left}, ${right})`, sql`greatest(${left}, ${right})`);
export const smaller = <T>(left: Expression, right: Expression): SQL<T> =>
  perEngine<T>(sql`min(${left}, ${right})`, sql`least(${left}, ${right})`);

/**
 * The first and the last of two texts by their bytes. Where neither is a column, PostgreSQL would go by the language of the
 * database, in which `a` comes before `B`.
 */
export const firstByBytes = (one: Expression, other: Expression): SQL<string> =>
  perEngine(sql`min(${one}, ${other})`, sql`least(${byBytes(one)}, ${byBytes(other)})`);
export const lastByBytes = (one: Expression, other: Expression): SQL<string> =>
  perEngine(sql`max(${one}, ${other})`, sql`greatest(${byBytes(one)}, ${byBytes(other)})`);
const byBytes = (text: Expression): SQL => sql`${text}::text collate "C"`;

/** Whether a text holds a piece; '' is in every text. */
export const contains = (whole: Expression, piece: Expression): SQL =>
  perEngine(sql`instr(${whole}, ${piece})`, sql`strpos(${whole}, ${piece}) > 0`);

/** Whether a text holds this piece. Indexes stand on these very words (`TableParts`). */
export const holds = (whole: Expression, piece: string): SQL =>
  perEngine(sql`instr(${whole}, ${piece}) > 0`, sql`strpos(${whole}, ${piece}) > 0`);

/** Whether the search index of SQLite (FTS5) has a row for an expression of its language. */
export const isInIndex = (index: AnyColumn, expression: SQL): SQL =>
  sql`${index} match ${expression}`;

/** The same of PostgreSQL, in its own language. */
export const hasLexemes = (words: AnyColumn, expression: SQL): SQL =>
  sql`${words} @@ ${expression}::tsquery`;

/** Words with spaces between as PostgreSQL indexes them: they are cut and folded by us, so no configuration of its cuts again. */
export const lexemesOf = (words: SQL): SQL<string> =>
  sql`array_to_tsvector(string_to_array(rtrim(${words}), ' '))`;

/** A whole number that no index is to be walked along. */
export const notAlongIndex = (column: AnyColumn): SQL => sql`(${column} + 0)`;

const LAST_CHARACTER = perEngine(sql`char(1114111)`, sql`chr(1114111)`);

/** Whether a text begins with a prefix, answered by the index of its column. The highest character ends the range. */
export const beginsWith = (column: AnyColumn, prefix: SQL): SQL =>
  sql`(${column} >= ${prefix} and ${column} < ${prefix} || ${LAST_CHARACTER})`;

/** So many random bytes, as a text of twice as many digits. */
export const randomHex = (bytes: number): SQL<string> =>
  perEngine(
    sql`hex(randomblob(${bytes}))`,
    sql`upper(left(replace(gen_random_uuid()::text, '-', ''), ${bytes * 2}))`,
  );

/** The number that the table gives a new row: Drizzle writes `null` for a column that an insert leaves out. */
export const NEXT_ID: SQL = perEngine(sql`null`, sql`default`);

/** The `limit` before an `offset`, where every row after it is wanted. Drizzle leaves a number below 0 out. */
export const NO_LIMIT = perEngine(sql`-1`, sql`null`) as unknown as Placeholder;
