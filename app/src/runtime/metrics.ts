// Figures for whoever watches the node, in the form of Prometheus. Rooms add their own gauges through the part that stands
// in the house; nothing here says who asked for what.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './database.ts';
import { type House, partKey } from './house.ts';
import type { Jobs } from './jobs.ts';
import type { Log } from './log.ts';

/** One figure that is read when it is asked for. */
export interface GaugeOptions {
  /** `suaka_`, the room, what is counted, its unit: `suaka_report_waiting`. */
  name: string;
  /** What it says, in a sentence. */
  help: string;
  /** A number, or one for each value of a label; null for a figure that is not known now. */
  read: () => Reading | Promise<Reading>;
  /** The label's name, where `read` gives several numbers. Its values are codes out of a short list, never content. */
  label?: string;
}

type Reading = number | null | Readonly<Record<string, number>>;

export const metricsPart = partKey<Metrics>('runtime.metrics');

// Seconds: from an answer out of memory to a long upload.
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export class Metrics {
  readonly #registry = new Registry();
  readonly #log: Log;
  readonly #requests: Counter<'method' | 'route' | 'status'>;
  readonly #durations: Histogram<'method' | 'route'>;

  constructor(log: Log) {
    this.#log = log;
    const registers = [this.#registry];
    this.#requests = new Counter({
      name: 'suaka_http_requests_total',
      help: 'Requests by method, pattern of the route and class of the status',
      labelNames: ['method', 'route', 'status'],
      registers,
    });
    this.#durations = new Histogram({
      name: 'suaka_http_request_duration_seconds',
      help: 'How long requests took, by method and pattern of the route',
      labelNames: ['method', 'route'],
      buckets: durationBuckets,
      registers,
    });
  }

  /** Adds a gauge. One that cannot be read is left out and noted in the log; the others are shown all the same. */
  gauge({ name, help, read, label }: GaugeOptions): void {
    const log = this.#log;
    const gauge = new Gauge({
      name,
      help,
      labelNames: label === undefined ? [] : [label],
      registers: [],
      async collect() {
        this.reset();
        try {
          const reading = await read();
          if (typeof reading === 'number') this.set(reading);
          else if (reading === null) this.remove();
          else for (const [value, count] of Object.entries(reading)) this.set({ [label ?? '']: value }, count);
        } catch (fault) {
          this.remove();
          log.warn({ err: fault, gauge: name }, 'a figure could not be read');
        }
      },
    });
    this.#registry.registerMetric(gauge);
  }

  /** What the process itself takes: memory, processor time, event loop, garbage collection. Once a registry. */
  collectProcess(): void {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Counts one answered request. `route` is a pattern such as `/desk/people/:id`, never an address. */
  countRequest(given: { method: string; route: string; status: number; durationMs: number }): void {
    const { method, route, status, durationMs } = given;
    this.#requests.inc({ method, route, status: `${Math.floor(status / 100)}xx` });
    this.#durations.observe({ method, route }, durationMs / 1000);
  }

  /** Everything, and in which form it is written. */
  async show(): Promise<{ contentType: string; body: string }> {
    return { contentType: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}

/** Places the figures of a house in it, with those that every node has. */
export function placeMetrics(house: House): Metrics {
  const metrics = house.place(metricsPart, new Metrics(house.log));
  measureDatabase(metrics, house.database);
  measureJobs(metrics, house.jobs);
  return metrics;
}

function measureDatabase(metrics: Metrics, { pool }: Database): void {
  metrics.gauge({
    name: 'suaka_database_connections',
    help: 'Connections to PostgreSQL: in use, idle, and requests that wait for one',
    label: 'state',
    read: () => ({
      used: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
  });
}

function measureJobs(metrics: Metrics, jobs: Jobs): void {
  metrics.gauge({
    name: 'suaka_jobs_waiting',
    help: 'Jobs that are queued or wait to be tried again, by name',
    label: 'job',
    read: () => jobs.waiting(),
  });
}
