import type { Component } from '../inference/index.ts';
import { isSymbolic } from '../lint/facts/input/environment.ts';
import type { LintInput } from '../lint/facts/input/input.ts';

/** @returns a reader of a part's variables; a value is undefined where the files don't tell it. */
export function settingsOf({ understood }: LintInput, ...components: readonly Component[]) {
  const found = understood.containers.find(({ component }) => components.includes(component))?.seen;
  return (name: string): string | undefined => {
    const value = found?.variables.get(name)?.value;
    return value === undefined || value === '' || isSymbolic(value) ? undefined : value;
  };
}

/** @returns whether the part has the variable, even if its value is not known. */
export function hasVariable({ understood }: LintInput, component: Component, name: string): boolean {
  const found = understood.containers.find((one) => one.component === component)?.seen;
  return found?.variables.has(name) ?? false;
}
