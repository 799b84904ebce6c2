import { judge } from '../judge.ts';
import { unmet } from '../needs.ts';
import { dify } from '../rules/dify/index.ts';
import { partText } from './dify-text.ts';
import { documents } from './example-text.ts';
import { exampleInput } from './inputs.ts';
import { messages } from './saying.ts';

/** For tests: what the rules of this folder find in a set, each as its message. */
export const said = (...texts: string[]): Promise<string[]> => messages(dify, documents(...texts));

/** For tests: what they can't judge, without those that have nothing to judge. */
export async function notEvaluated(...texts: string[]): Promise<string[]> {
  const input = await exampleInput({ manifests: documents(...texts) });
  const rules = dify.filter(({ needs }) => unmet(needs, input) === undefined);
  return judge(input, rules, '2026-01-01').rules.flatMap((rule) => rule.notEvaluated.map(({ message }) => message));
}

/** Settings that no rule has anything against. */
export const API = { SERVER_WORKER_CONNECTIONS: '100', MIGRATION_ENABLED: 'true' };

/** For tests: an API with these settings besides. */
export const api = (env: Record<string, string>): string => partText('api', { env: { ...API, ...env } });
