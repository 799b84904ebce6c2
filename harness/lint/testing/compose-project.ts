import type { ComposeProject, ComposeService } from '../../lib/compose/index.ts';
import type { Sample } from '../cases/cases.ts';
import type { LintInput } from '../facts/input/input.ts';
import { exampleInput } from './inputs.ts';

/** For tests: a Compose project whose services have these variables; `undefined` = named without a value. */
export function composeProject(
  services: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>,
): ComposeProject {
  const at = { file: 'compose.yaml', position: { line: 1, column: 1 } };
  const service = ([name, variables]: [string, Readonly<Record<string, string | undefined>>]): [
    string,
    ComposeService,
  ] => [
    name,
    {
      ...{ name, at, image: undefined, ports: [], volumes: [], networks: [], profiles: [] },
      environment: new Map(
        Object.entries(variables).map(([variable, value]) => [
          variable,
          { name: variable, value, from: 'environment', at, interpolated: [] },
        ]),
      ),
    },
  ];
  return { file: 'compose.yaml', services: new Map(Object.entries(services).map(service)) };
}

/** For tests: a set and what Compose says beside it. */
export async function withCompose(
  example: Pick<Sample, 'manifests' | 'lint'>,
  services: Parameters<typeof composeProject>[0],
): Promise<LintInput> {
  return { ...(await exampleInput(example)), compose: composeProject(services) };
}
