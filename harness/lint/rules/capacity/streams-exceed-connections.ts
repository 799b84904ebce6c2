import { placeOfCapacity } from '../../facts/dify/declared-limit.ts';
import { processesOf } from '../../facts/dify/processes.ts';
import { programsOf } from '../../facts/dify/programs.ts';
import { findingAt, nameIn } from '../../facts/dify/settings.ts';
import { unavailableOf } from '../../facts/resources/rollout.ts';
import type { Rule } from '../../rule.ts';

export const streamsExceedConnections: Rule = {
  id: 'streams-exceed-connections',
  claims: ['REP-1'],
  severity: 'recommended',
  title: 'The API has a connection for each streamed answer that is promised',
  rationale:
    'A streamed answer holds its connection until the last word, for minutes with a large model. When all are held, the next request waits without an error, and so do probes.',
  remediation: 'Raise SERVER_WORKER_CONNECTIONS, SERVER_WORKER_AMOUNT or the replicas of the API.',
  source: 'Dify api/docker/entrypoint.sh: --workers, --worker-connections; gunicorn, "Settings"; lint.capacity.streams',
  *find(input) {
    const shares = programsOf(input).flatMap(({ environment, program }) => {
      const processes = program === 'api' ? processesOf(environment, program) : undefined;
      if (!processes) return [];
      const { replicas = 1 } = environment.workload;
      const each = processes.count * processes.each;
      const text = `${nameIn(environment)} ${replicas} × ${processes.count} × ${processes.each}`;
      return [{ all: replicas * each, least: (replicas - unavailableOf(environment.workload)) * each, text }];
    });
    if (shares.length === 0) return;
    const all = shares.reduce((sum, share) => sum + share.all, 0);
    const least = shares.reduce((sum, share) => sum + share.least, 0);
    const text = shares.map((share) => share.text).join(' + ');
    if (Number.isNaN(all)) {
      yield { kind: 'not-evaluated', message: 'the number of connections of the API is filled in at deploy time' };
      return;
    }
    const { streams } = input.expected.lint.capacity;
    if (streams !== undefined && all < streams) {
      yield findingAt(placeOfCapacity(input, 'streams'), {
        message: `${streams} streamed answers at a time are promised, but the API has ${all} connections`,
        cause: `replicas × processes × connections: ${text}`,
        remedy: `raise SERVER_WORKER_CONNECTIONS by the factor ${Math.ceil(streams / Math.max(all, 1))}, and leave some for pages and probes`,
      });
      return;
    }
    const promised = streams === undefined ? '' : `, of which ${streams} are promised to streamed answers`;
    yield {
      kind: 'remark',
      message: `the API serves ${all} requests at a time (${text})${promised}; at least ${Math.max(0, least)} during a roll-out`,
    };
  },
};
