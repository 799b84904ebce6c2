import type { ParityCell, ParityService, ParitySide, ParityTable } from '../../../core/model/parity.ts';
import type { ComposeVariable } from '../../../lib/compose/index.ts';
import { nameOf } from '../../../manifests/index.ts';
import type { Variable } from '../input/environment.ts';
import { PARTS } from '../input/expectations.ts';
import type { LintInput } from '../input/input.ts';
import { type Comparison, comparisonsOf } from './comparison.ts';
import { type Hidden, hiddenIn } from './hidden.ts';
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
    return {
      ...named,
      workload: nameOf(mine.workload.entry.object),
      cells: (byPart.get(part) ?? []).map((one) => cellOf(one, hiddenIn(input))),
    };
  });
  return { composeFile: input.compose?.file ?? '', services };
}

function cellOf(comparison: Comparison, hidden: Hidden): ParityCell {
  const { name, state, reason, sensitive, compose, kubernetes } = comparison;
  const shown = (value: string | undefined) => (sensitive || value === undefined ? {} : { value: hidden.mask(value) });
  return {
    variable: name,
    state,
    ...(compose ? { compose: { ...shown(compose.value), ...composeSide(compose) } } : {}),
    ...(kubernetes ? { kubernetes: { ...shown(kubernetes.value), ...kubernetesSide(kubernetes) } } : {}),
    ...(reason ? { reason } : {}),
  };
}

function composeSide({ at, from }: ComposeVariable): ParitySide {
  return { file: at.file, line: at.position.line, source: from };
}

function kubernetesSide({ definedAt, from }: Variable): ParitySide {
  const source = 'name' in from ? `${from.kind} ${from.name}` : from.kind === 'literal' ? 'env' : from.kind;
  return { file: definedAt.file, line: definedAt.position.line, source };
}
