// Figures for whoever watches the node: who may read them, what they count and under which names, and that no address of a
// request is among them.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type { Configuration } from './configuration.ts';
import { createServer } from './http.ts';
import { registerMetrics } from './metrics-endpoint.ts';
import { metricsPart } from './metrics.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';

const token = 'a-token-of-sixteen-signs-and-more';
const outside = { host: '0.0.0.0', publicUrl: 'https://desk.rekaan.example' };
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function serve(
  configuration: Partial<Configuration> = {},
): Promise<{ made: TestHouse; server: FastifyInstance }> {
  const made = await openTestHouse({ configuration });
  const server = await createServer(made.house);
  open.push(server, made);
  registerMetrics(server, made.house);
  server.get('/things/:id', async () => ({ found: true }));
  server.post('/things/:id', async (_request, reply) => reply.status(422).send({}));
  return { made, server };
}
const read = (server: FastifyInstance, authorization?: string) =>
  server.inject({ url: '/metrics', headers: { host: 'localhost', ...(authorization ? { authorization } : {}) } });
const lines = async (server: FastifyInstance, name: string) =>
  (await read(server)).body.split('\n').filter((line) => line.startsWith(name));

test('without a token only a desk on loopback answers; elsewhere there is nothing at this address', async () => {
  const { server } = await serve();
  const reply = await read(server);
  assert.deepEqual(
    [reply.statusCode, reply.headers['content-type']],
    [200, 'text/plain; version=0.0.4; charset=utf-8'],
  );
  const behindProxy = { host: '127.0.0.1', publicUrl: 'https://desk.rekaan.example' };
  for (const configuration of [outside, behindProxy]) {
    const { server: elsewhere } = await serve(configuration);
    for (const authorization of [undefined, 'Bearer ', 'Bearer null', `Bearer ${token}`])
      assert.equal(
        (await read(elsewhere, authorization)).statusCode,
        404,
        JSON.stringify({ configuration, authorization }),
      );
  }
});

test('with a token exactly that token is needed, on loopback too', async () => {
  for (const configuration of [{ metricsToken: token }, { ...outside, metricsToken: token }]) {
    const { server } = await serve(configuration);
    for (const authorization of [
      undefined,
      token,
      'Bearer',
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      `Basic ${token}`,
    ])
      assert.equal((await read(server, authorization)).statusCode, 401, String(authorization));
    assert.equal((await read(server, `Bearer ${token}`)).statusCode, 200);
  }
});

test('requests are counted by method, pattern and class of status, and timed; no address shows', async () => {
  const { server } = await serve();
  const host = { host: 'localhost' };
  for (const id of ['per_geheim', 'per_rahasia'])
    await server.inject({ url: `/things/${id}?to=rahasia`, headers: host });
  await server.inject({ method: 'POST', url: '/things/per_rahasia', headers: host });
  for (const url of ['/rahasia', '/rahasia/2']) await server.inject({ url, headers: host });
  assert.deepEqual(await lines(server, 'suaka_http_requests_total{'), [
    'suaka_http_requests_total{method="GET",route="/things/:id",status="2xx"} 2',
    'suaka_http_requests_total{method="POST",route="/things/:id",status="4xx"} 1',
    'suaka_http_requests_total{method="any",route="none",status="4xx"} 2',
  ]);
  const count = 'suaka_http_request_duration_seconds_count{method="GET",route="/things/:id"}';
  assert.deepEqual(await lines(server, count), [`${count} 2`]);
  assert.ok((await lines(server, 'suaka_http_request_duration_seconds_bucket{le="0.25",method="GET"')).length > 0);
  assert.doesNotMatch((await read(server)).body, /rahasia|geheim/);
});

test('every node tells of its process, its database connections and the jobs that wait', async () => {
  const { made, server } = await serve();
  await made.house.jobs.handle('test.job', async () => {});
  const client = await made.house.database.pool.connect();
  await made.house.jobs.enqueue(client, 'test.job', {});
  await made.house.jobs.enqueue(client, 'test.job', {});
  assert.deepEqual(await lines(server, 'suaka_jobs_waiting{'), ['suaka_jobs_waiting{job="test.job"} 2']);
  const [used] = await lines(server, 'suaka_database_connections{state="used"}');
  assert.ok(Number(used!.split(' ').at(-1)) >= 1);
  client.release();
  await made.house.jobs.runAll();
  assert.deepEqual(await lines(server, 'suaka_jobs_waiting{'), []);
  const { body } = await read(server);
  for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds'])
    assert.match(body, new RegExp(`^${name} `, 'm'), name);
});

test('a room adds gauges; one that fails is left out and does not take the others with it', async () => {
  const { made, server } = await serve();
  const metrics = made.house.part(metricsPart);
  let waiting: number | null = 3;
  metrics.gauge({ name: 'suaka_test_waiting', help: 'Waiting', read: () => waiting });
  metrics.gauge({
    name: 'suaka_test_states',
    help: 'By state',
    label: 'state',
    read: async () => ({ open: 2, shut: 0 }),
  });
  metrics.gauge({
    name: 'suaka_test_failing',
    help: 'Fails',
    read: () => Promise.reject(new Error('the database is gone')),
  });
  assert.deepEqual(await lines(server, 'suaka_test_'), [
    'suaka_test_waiting 3',
    'suaka_test_states{state="open"} 2',
    'suaka_test_states{state="shut"} 0',
  ]);
  waiting = null;
  assert.deepEqual(await lines(server, 'suaka_test_waiting'), []);
  waiting = 0;
  assert.deepEqual(await lines(server, 'suaka_test_waiting'), ['suaka_test_waiting 0']);
  assert.throws(() => metrics.gauge({ name: 'suaka_test_waiting', help: 'Twice', read: () => 1 }), /already/);
});
