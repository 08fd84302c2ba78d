// What there is to watch about recognising: how much the node's index holds, and whether it lags behind the tables.
import type { House } from '../runtime/house.ts';
import { metricsPart } from '../runtime/metrics.ts';
import { signalIndexKey } from './signal-index.ts';

/** Adds the index's gauges to the house's figures. */
export function measureIndex(house: House): void {
  const metrics = house.part(metricsPart);
  metrics.gauge({
    name: 'suaka_signal_index_size',
    help: 'Hashes in the index of this node',
    read: () => house.part(signalIndexKey).status.size,
  });
  metrics.gauge({
    name: 'suaka_signal_index_behind',
    help: '1 while the index of this node may lack what was listed more than two seconds ago, else 0',
    read: () => Number(house.part(signalIndexKey).status.behind),
  });
}
