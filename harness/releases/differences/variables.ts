import { changedVariable } from './changed-variables.ts';
import { both, type Difference, type Pair, without } from './difference.ts';
import { newVariable } from './new-variables.ts';
import { type VariableFacts, variablesOf } from './variable-facts.ts';

/** Variables that came, went, or have another default. */
export function variableDifferences(pair: Pair): Difference[] {
  const [before, after] = [variablesOf(pair.from), variablesOf(pair.to)];
  return [
    ...without(after.keys(), before.keys()).map((name) => newVariable(pair, name, of(after, name), false)),
    ...both(before.keys(), after.keys()).flatMap((name) => stayed(pair, name, of(before, name), of(after, name))),
    ...without(before.keys(), after.keys()).map((name) => gone(pair, name, of(before, name))),
  ];
}

const NOTHING: VariableFacts = { readers: [], code: undefined, compose: undefined, env: undefined };
const of = (all: ReadonlyMap<string, VariableFacts>, name: string): VariableFacts => all.get(name) ?? NOTHING;

/** Whether Dify's Compose file or its examples of env files have it. */
const isShown = ({ compose, env }: VariableFacts): boolean => compose !== undefined || env !== undefined;

function stayed(pair: Pair, name: string, before: VariableFacts, after: VariableFacts): Difference[] {
  if (!isShown(before) && isShown(after)) return [newVariable(pair, name, after, true)];
  if (before.readers.length > 0 && after.readers.length === 0) return [gone(pair, name, before)];
  if (isShown(before) && !isShown(after)) return [hidden(name, before, after)];
  return changedVariable(pair, name, before, after);
}

function gone({ to }: Pair, name: string, { readers, env, compose, code }: VariableFacts): Difference {
  return {
    ...{ kind: 'removed-variable', change: 'removed', name, weight: 'know', readers },
    text: `Nothing reads ${name} in Dify ${to.version}`,
    why: 'it does no harm where it is still set',
    from: code || compose || env || '',
  };
}

const hidden = (name: string, { compose, env }: VariableFacts, { readers, code }: VariableFacts): Difference => ({
  ...{ kind: 'removed-variable', change: 'removed', name, weight: 'know', readers },
  text: `Dify's Compose file does not set ${name} any more; it is still read${code ? `, and is ${code} by default` : ''}`,
  from: compose ?? env ?? '',
});
