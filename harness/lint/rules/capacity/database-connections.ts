import { connectionShares, connectionSum } from '../../facts/dify/database-connections.ts';
import { declaredLimit } from '../../facts/dify/declared-limit.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

const MAX_CONNECTIONS = /max_connections\s*=\s*['"]?(\d+)/;

export const databaseConnections: Rule = {
  id: 'database-connections',
  claims: ['EXT-1', 'REP-1'],
  severity: 'recommended',
  title: 'The connection pools of all pods fit into max_connections of PostgreSQL',
  rationale:
    'Each process of API and worker keeps a pool, so that every replica and every worker process adds to the sum. Above max_connections PostgreSQL refuses: "FATAL: sorry, too many clients already", first under load and while a new release is rolled out.',
  remediation:
    'Raise max_connections, lower SQLALCHEMY_POOL_SIZE and SQLALCHEMY_MAX_OVERFLOW, or put PgBouncer between.',
  source:
    'Dify api/configs/middleware: SQLALCHEMY_POOL_SIZE, SQLALCHEMY_MAX_OVERFLOW; dify-plugin-daemon internal/types/app/config.go: DB_MAX_OPEN_CONNS; PostgreSQL, "Connections and Authentication": max_connections',
  *find(input) {
    const shares = connectionShares(input);
    if (!shares) {
      yield { kind: 'not-evaluated', message: 'the size of the database pools is filled in at deploy time' };
      return;
    }
    if (shares.length === 0) return;
    const sum = connectionSum(shares);
    const limit = declaredLimit(input, 'postgres', MAX_CONNECTIONS, 'postgresConnections');
    if (limit && sum.kept > limit.count) {
      yield findingAt(limit.at, {
        message: `the pools keep ${sum.kept} connections open and reach ${sum.most}, but PostgreSQL allows ${limit.count}`,
        cause: `${sum.text} = ${sum.most}; ${sum.duringRollout} while new pods start beside the old ones`,
        remedy: `set max_connections to ${Math.ceil((sum.duringRollout + 10) / 50) * 50}, or lower SQLALCHEMY_POOL_SIZE`,
      });
      return;
    }
    const known = limit ? `, of ${limit.count} that PostgreSQL allows` : '';
    yield {
      kind: 'remark',
      message: `the database gets up to ${sum.most} connections${known}: ${sum.text}; up to ${sum.duringRollout} during a roll-out of all parts`,
    };
  },
};
