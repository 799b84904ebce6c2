import type { ReleaseFacts } from '../facts.ts';
import type { Difference, Pair, Weight } from './difference.ts';
import { isPart, serviceIn } from './started.ts';
import type { VariableFacts } from './variable-facts.ts';
import { isProvider, readersText, said } from './variable-text.ts';

/** A variable that is new, or that Dify's Compose file sets now: how much depends on it. */
export function newVariable({ from, to }: Pair, name: string, facts: VariableFacts, isKnown: boolean): Difference {
  const { readers, code, compose, env } = facts;
  const { weight, why } = weightOfNew(from, to, name, facts);
  const value = compose ?? env ?? code ?? '';
  const what = isKnown ? `Dify's Compose file sets ${name} now` : `New variable ${name}`;
  return {
    ...{ kind: 'variable', change: 'added', name, weight, readers, to: value },
    text: `${weight === 'know' ? what : `Set ${name}`}${readersText(readers)}${value === '' ? '' : `, to ${said(value)} in Dify's Compose file`}`,
    ...(why ? { why } : {}),
    ...(weight === 'know' ? {} : { line: lineFor(to, name, value) }),
  };
}

function weightOfNew(
  from: ReleaseFacts,
  to: ReleaseFacts,
  name: string,
  { readers, code, compose }: VariableFacts,
): { readonly weight: Weight; readonly why?: string } {
  const parts = readers.filter((reader) => isPart(to, reader));
  const isNewService = parts.length > 0 && parts.every((reader) => !(reader in from.services));
  if (parts.length === 0 || isNewService || isProvider(name) || !compose || compose === 'null')
    return { weight: 'know' };
  const target = serviceIn(to, compose);
  if (target && isPart(to, target)) {
    const why = `it is the address of ${target}; without it ${code ? `${code} is called` : 'there is none'}`;
    return { weight: target in from.services ? 'should' : 'must', why };
  }
  if (target) return { weight: 'know' };
  if (compose.startsWith('public:')) {
    return { weight: 'must', why: 'it is a secret: the default is public, and both sides must have the same value' };
  }
  if (code === undefined || code === compose) return { weight: 'know' };
  return {
    weight: 'should',
    why: `Dify's Compose file sets ${compose}; where it is not set, ${code || 'nothing'} applies`,
  };
}

function lineFor(to: ReleaseFacts, name: string, value: string): string {
  const target = serviceIn(to, value);
  if (target) return `${name}: ${value.replace(target, `<Service of ${target}>`)}`;
  if (value.startsWith('public:')) return `${name}: <in a Secret; a value of your own>`;
  return `${name}: ${JSON.stringify(value)}`;
}
