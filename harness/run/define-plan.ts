import { HarnessError } from '../core/errors.ts';
import type { Step } from './step.ts';
import type { Token, ValueOf } from './token.ts';

/** A value that exists before the first step starts. */
export interface Given<T extends Token = Token> {
  readonly token: T;
  readonly value: ValueOf<T>;
}

/** Steps that can run: every input is provided. Created only by {@link definePlan}. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly given: readonly Given[];
}

type Taken<S> = S extends Step<infer T, infer _> ? T['name'] : never;
type GivenBy<S> = S extends Step<infer _, infer G> ? G['name'] : never;
type Missing<S extends readonly Step[], G extends readonly Given[]> = Exclude<
  Taken<S[number]>,
  GivenBy<S[number]> | G[number]['token']['name']
>;
type Complete<S extends readonly Step[], G extends readonly Given[]> = [Missing<S, G>] extends [never]
  ? unknown
  : { readonly nobodyGives: Missing<S, G> };

/** `given(ready, undefined)`: something that an earlier process has created. */
export const given = <T extends Token>(token: T, value: ValueOf<T>): Given<T> => ({ token, value });

/**
 * Combines steps into a plan. A list with a missing input does not type-check; if the types of the steps are not known (a changed
 * plan), it is rejected here, before anything starts.
 * @throws HarnessError `PLAN_INVALID`.
 */
export function definePlan<const S extends readonly Step[], const G extends readonly Given[] = []>(
  steps: S & Complete<S, G>,
  ready?: G,
): Plan {
  const plan: Plan = { steps, given: ready ?? [] };
  const problems = problemsOf(plan);
  if (problems.length === 0) return plan;
  throw new HarnessError({
    code: 'PLAN_INVALID',
    message: 'this plan cannot be carried out',
    details: problems,
    likely: 'a step that others need was removed, or a step was added without its inputs',
  });
}

/** @returns the steps whose results the step takes. */
export function dependenciesOf(step: Step, steps: readonly Step[]): Step[] {
  const names = new Set(step.takes.map(({ name }) => name));
  return steps.filter(({ gives }) => gives && names.has(gives.name));
}

/** @returns the steps that have to end before the step starts: those whose results it takes, and those it comes after. */
export function predecessorsOf(step: Step, steps: readonly Step[]): Step[] {
  return [...dependenciesOf(step, steps), ...steps.filter(({ id }) => step.after?.includes(id))];
}

function problemsOf({ steps, given: values }: Plan): string[] {
  const sources = [...values.map(({ token }) => token), ...steps.flatMap(({ gives }) => gives ?? [])];
  const names = sources.map(({ name }) => name);
  return [
    ...repeated(steps.map(({ id }) => id)).map((id) => `there are two steps "${id}"`),
    ...repeated(names).map((name) => `"${name}" is given twice`),
    ...steps.flatMap(({ id, takes }) =>
      takes
        .filter(({ name }) => !names.includes(name))
        .map(({ name }) => `"${id}" takes "${name}", which no step gives`),
    ),
    ...stuck(steps).map(({ id }) => `"${id}" waits for itself`),
  ];
}

const repeated = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

/** @returns the steps that could never start because they wait for each other. */
function stuck(steps: readonly Step[]): readonly Step[] {
  let left = steps;
  for (;;) {
    const waiting = left.filter((step) => predecessorsOf(step, left).length > 0);
    if (waiting.length === left.length) return waiting;
    left = waiting;
  }
}
