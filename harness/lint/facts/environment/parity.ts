import type { ParityCell, ParityService, ParitySide, ParityTable } from '../../../core/model/parity.ts';
import type { ComposeVariable } from '../../../lib/compose/index.ts';
import { nameOf } from '../../../manifests/index.ts';
import type { Variable } from '../input/environment.ts';
import { PARTS } from '../input/expectations.ts';
import type { LintInput } from '../input/input.ts';
import { type Comparison, comparisonsOf } from './comparison.ts';
import { composeServiceOf } from './pairing.ts';
import { partEnvironments } from './part-environments.ts';

/** @returns service × variable, for the report and for `lint --format json`, without the values of secrets. */
export function parityOf(input: LintInput): ParityTable {
  const byPart = Map.groupBy(comparisonsOf(input), ({ part }) => part);
  const parts = new Map(partEnvironments(input).map(({ part, environment }) => [part, environment]));
  const services = PARTS.map((part): ParityService => {
    const mine = parts.get(part);
    const compose = input.compose && composeServiceOf(input.expected, input.compose, part)?.name;
    const named = { part, ...(compose ? { compose } : {}) };
    if (!mine) return { ...named, cells: [] };
    return { ...named, workload: nameOf(mine.workload.entry.object), cells: (byPart.get(part) ?? []).map(cellOf) };
  });
  return { composeFile: input.compose?.file ?? '', services };
}

function cellOf({ name, state, reason, sensitive, compose, kubernetes }: Comparison): ParityCell {
  return {
    variable: name,
    state,
    ...(compose ? { compose: composeSide(compose, sensitive) } : {}),
    ...(kubernetes ? { kubernetes: kubernetesSide(kubernetes, sensitive) } : {}),
    ...(reason ? { reason } : {}),
  };
}

function composeSide({ value, at, from }: ComposeVariable, sensitive: boolean): ParitySide {
  return { ...shown(value, sensitive), file: at.file, line: at.position.line, source: from };
}

function kubernetesSide({ value, definedAt, from }: Variable, sensitive: boolean): ParitySide {
  const source = 'name' in from ? `${from.kind} ${from.name}` : from.kind === 'literal' ? 'env' : from.kind;
  return { ...shown(value, sensitive), file: definedAt.file, line: definedAt.position.line, source };
}

const shown = (value: string | undefined, sensitive: boolean): { value?: string } =>
  sensitive || value === undefined ? {} : { value };
