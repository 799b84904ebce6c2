import { type Component, sentenceOf } from '../inference/index.ts';
import { nameOf } from '../manifests/index.ts';
import type { LintInput } from './facts/input/input.ts';

/** What a set was understood to be, for the outputs; the names are those of docs/lint.md. */
export interface UnderstoodSummary {
  /** One line: what the set is, and what it is judged by. */
  readonly text: string;
  readonly judgedBy: 'config' | 'set';
  /** The config file, as a person would open it. */
  readonly config?: string;
  readonly namespace?: string;
  readonly difyVersion?: string;
  readonly parts: readonly {
    readonly part: Component;
    /** `Deployment dify/dify-api`. */
    readonly object: string;
    readonly container: string;
    readonly replicas?: number;
    readonly reason: string;
  }[];
  /** Containers that may be a part, and can't be told. */
  readonly unrecognised: readonly { readonly object: string; readonly container: string }[];
  readonly stores: LintInput['understood']['stores'];
  readonly hosts: readonly string[];
  readonly edge: string;
}

export function summaryOf({ understood, expected }: LintInput): UnderstoodSummary {
  const { namespace, difyVersion, stores, edge, containers, unrecognised } = understood;
  const against = expected.source ? `Judged by ${expected.source.file}.` : 'Judged by itself (no config).';
  return {
    text: `${sentenceOf(understood)} ${against}`,
    judgedBy: expected.judgedBy,
    ...(expected.source ? { config: expected.source.file } : {}),
    ...(namespace === undefined ? {} : { namespace }),
    ...(difyVersion === undefined ? {} : { difyVersion }),
    parts: containers.map(({ component, reason, seen }) => ({
      ...{ part: component, ...placeOf(seen) },
      ...(seen.workload.replicas === undefined ? {} : { replicas: seen.workload.replicas }),
      reason,
    })),
    unrecognised: unrecognised.map(placeOf),
    ...{ stores, hosts: edge.hosts, edge: edge.name },
  };
}

const placeOf = ({ workload, placed }: LintInput['understood']['unrecognised'][number]) => ({
  object: nameOf(workload.entry.object),
  container: placed.container.name,
});
