// What there is to watch about the record: how far it is sealed, what waits, and how old the last checkpoint is.
import { secondMs } from '../kit/time.ts';
import { asNode } from '../runtime/database.ts';
import type { House } from '../runtime/house.ts';
import { metricsPart } from '../runtime/metrics.ts';
import { latestCheckpoint } from './checkpoints.ts';

/** Adds the record's gauges to the house's figures. */
export function measureRecord(house: House): void {
  const metrics = house.part(metricsPart);
  const count = (sql: string) => () =>
    asNode(house.database, async ({ client }) => (await client.query<{ n: number }>(sql)).rows[0]!.n);
  metrics.gauge({
    name: 'suaka_record_seals',
    help: 'Events of the record that are sealed',
    read: count('SELECT coalesce(max(number), 0) AS n FROM audit.seal'),
  });
  metrics.gauge({
    name: 'suaka_record_unsealed',
    help: 'Events of the record that are not sealed yet; a few while the desk is at work',
    // Below the mark everything is sealed, so that a long record is not read for this.
    read: count(
      `SELECT count(*) AS n FROM audit.event e WHERE e.xid >= (SELECT mark FROM audit.sealed_below)
         AND NOT EXISTS (SELECT FROM audit.seal s WHERE s.event_id = e.id)`,
    ),
  });
  metrics.gauge({
    name: 'suaka_record_checkpoint_age_seconds',
    help: 'How long ago the last checkpoint of the record was signed',
    async read() {
      const latest = await asNode(house.database, latestCheckpoint);
      return latest && (house.now().getTime() - Date.parse(latest.at)) / secondMs;
    },
  });
}
