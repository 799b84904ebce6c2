import { expect, test } from 'vitest';
import { loadConfig } from '../../core/config/index.ts';
import { machinesOf } from './machines.ts';
import type { StandIn } from './types.ts';

const { config } = loadConfig('configs/rehearsal.yaml');
const engine = (name: StandIn['name']): StandIn => ({ name, ports: [5432], start: () => Promise.reject(new Error()) });
const told = (servers: Parameters<typeof machinesOf>[0], ...names: StandIn['name'][]) =>
  machinesOf(servers, names.map(engine)).map(({ hosts, standIns }) => [hosts, standIns.map(({ name }) => name)]);

test('servers of one name share a machine, and the outside world has its name there, too', () => {
  expect(told(config, 'postgres', 'redis', 'outside-world')).toEqual([
    [
      ['dbnode0.maywzh.com', 'outside.dify-e2e.example'],
      ['postgres', 'redis', 'outside-world'],
    ],
  ]);
});

test('servers of different names have one each, so that both can have the same port', () => {
  const pgvector = { host: 'vectors.lan', port: 5432, user: 'dify', database: 'dify' };
  const servers = { ...config, external: { ...config.external, pgvector } };
  expect(told(servers, 'postgres', 'pgvector', 'outside-world')).toEqual([
    [
      ['dbnode0.maywzh.com', 'outside.dify-e2e.example'],
      ['postgres', 'outside-world'],
    ],
    [['vectors.lan'], ['pgvector']],
  ]);
});

test('with nothing but the outside world there is its machine, and with nothing at all none', () => {
  expect(told({ ...config, external: {} }, 'outside-world')).toEqual([
    [['outside.dify-e2e.example'], ['outside-world']],
  ]);
  expect(told({ ...config, external: {} })).toEqual([]);
});
