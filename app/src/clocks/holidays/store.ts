// SQL of holidays: days on which no business is done in a country, as an organisation recorded them.
import type { Work } from '../../runtime/database.ts';

export interface Holiday {
  country: string;
  /** YYYY-MM-DD. */
  day: string;
  name: string;
}

const columns = `h.country, h.day::text AS day, h.name`;

/** All from a day on, in order. */
export async function listHolidays({ client }: Work, from: string): Promise<Holiday[]> {
  const { rows } = await client.query<Holiday>(
    `SELECT ${columns} FROM clocks.holiday h WHERE h.organisation_id = runtime.organisation() AND h.day >= $1::date
      ORDER BY h.day, h.country LIMIT 1000`,
    [from],
  );
  return rows;
}

/** The days of one country from a day on: what a deadline that begins then keeps. */
export async function holidaysFrom({ client }: Work, country: string, from: string): Promise<string[]> {
  const { rows } = await client.query<{ day: string }>(
    `SELECT h.day::text AS day FROM clocks.holiday h
      WHERE h.organisation_id = runtime.organisation() AND h.country = $1 AND h.day >= $2::date ORDER BY h.day`,
    [country, from],
  );
  return rows.map(({ day }) => day);
}

/** How many were new; a day that is there already keeps its name. */
export async function insertHolidays(
  { client }: Work,
  country: string,
  holidays: readonly { day: string; name: string }[],
  by: { by: string; now: Date },
): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO clocks.holiday (organisation_id, country, day, name, added_by, added_at)
     SELECT runtime.organisation(), $1, day, name, $4, $5 FROM unnest($2::date[], $3::text[]) AS given (day, name)
     ON CONFLICT (organisation_id, country, day) DO NOTHING`,
    [country, holidays.map(({ day }) => day), holidays.map(({ name }) => name), by.by, by.now],
  );
  return rowCount ?? 0;
}

export async function deleteHoliday({ client }: Work, country: string, day: string): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM clocks.holiday WHERE country = $1 AND day = $2::date', [
    country,
    day,
  ]);
  return rowCount === 1;
}
