import { commandsOf, type ExecCommand, isShell } from '../../facts/dify/exec.ts';
import type { PlacedContainer } from '../../facts/input/workloads.ts';
import { findingIn, type Rule } from '../../rule.ts';

interface Fault {
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
}

export const commandNotExecutable: Rule = {
  id: 'command-not-executable',
  claims: ['PRB-2', 'DEP-2'],
  severity: 'mandatory',
  title: 'Every command of a probe, hook or container starts a program that exists, with the words it is meant to get',
  rationale:
    'kubelet starts the first word as a program and passes the rest on as they are, without a shell. A health check copied from Compose starts a program called "CMD": a liveness probe then restarts the container for ever, a readiness probe keeps it out of its Service.',
  remediation: 'Write one list item per word, without CMD; for pipes and variables start a shell: [sh, -c, "…"].',
  source:
    'Kubernetes API, ExecAction.command: not run inside a shell; Docker Compose, healthcheck.test: CMD, CMD-SHELL and NONE belong to Compose',
  *find({ workloads }) {
    for (const { entry, containers } of workloads) {
      for (const { container, path } of containers) {
        for (const command of commandsOf(container)) {
          const fault = faultOf(command, container);
          if (fault) yield findingIn(entry, [...path, ...command.path], fault);
        }
      }
    }
  },
};

function faultOf(command: ExecCommand, container: PlacedContainer['container']): Fault | undefined {
  const { what, words } = command;
  const [first = '', ...rest] = words;
  const name = `the ${what} of container "${container.name}"`;
  if (/^(CMD|CMD-SHELL|NONE)$/.test(first)) return composeForm(name, first, rest);
  if (/\s/.test(first.trim())) {
    return {
      message: `${name} starts a program called "${first.trim()}"`,
      cause: 'the whole command line is one list item, so kubelet takes it for the name of a program',
      remedy: `write one item per word: [${first.trim().split(/\s+/).join(', ')}${rest.length > 0 ? ', …' : ''}]`,
    };
  }
  return isShell(words) ? undefined : shellForm(name, command, container);
}

function composeForm(name: string, first: string, rest: readonly string[]): Fault {
  const words = rest.join(' ');
  const instead =
    first === 'NONE'
      ? 'remove the probe'
      : first === 'CMD'
        ? `remove CMD: [${rest.join(', ')}]`
        : `start a shell instead: [sh, -c, ${JSON.stringify(words)}]`;
  return {
    message: `${name} starts a program called "${first}"`,
    cause: `${first} is how Compose writes a health check; Kubernetes has no such word, and no image has such a program`,
    remedy: instead,
  };
}

/** Operators, and variables that nobody replaces. */
function shellForm(name: string, { words, isProbe }: ExecCommand, { env = [] }: PlacedContainer['container']) {
  const operator = words.find((word) => /^(\|\||&&|[|;><]|2>&1|[12]?>+\S*)$/.test(word));
  if (operator) return needsShell(name, words, `"${operator}" is passed to ${words[0]} as an argument`);
  const variable = words.find((word) => env.some((entry) => word.includes(`$${entry.name}`)));
  if (variable) return needsShell(name, words, `nobody replaces the variable in "${variable}"`);
  const literals = new Set(env.filter(({ valueFrom }) => !valueFrom).map((entry) => entry.name));
  const unexpanded = isProbe && words.find((word) => /\$\((\w+)\)/.test(word) && !literals.has(wordName(word)));
  return unexpanded
    ? needsShell(name, words, `in a probe, kubelet replaces "${unexpanded}" only if env gives it a literal value`)
    : undefined;
}

const wordName = (word: string): string => /\$\((\w+)\)/.exec(word)?.[1] ?? '';

const needsShell = (name: string, words: readonly string[], why: string): Fault => ({
  message: `${name} uses shell syntax without a shell`,
  cause: why,
  remedy: `start a shell: [sh, -c, ${JSON.stringify(words.join(' ').replaceAll(/\$\((\w+)\)/g, '$$$1'))}]`,
});
