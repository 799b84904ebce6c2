import type { V1Container } from '@kubernetes/client-node';
import type { FieldPath } from '../../../manifests/index.ts';
import { isOwnContainer } from '../environment/addresses.ts';

/** Where a container names a command that kubelet or the runtime starts, without a shell. */
export interface ExecCommand {
  /** `livenessProbe`, `postStart hook`, `command`. */
  readonly what: string;
  readonly isProbe: boolean;
  readonly words: readonly string[];
  /** Path within the container. */
  readonly path: FieldPath;
}

export const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

/** @returns every command of a container: of its probes, of its hooks, and its own. */
export function commandsOf(container: V1Container): ExecCommand[] {
  const own = container.command ?? [];
  const probes = PROBES.map((kind) => ({
    ...{ what: kind, isProbe: true, words: container[kind]?.exec?.command ?? [] },
    path: [kind, 'exec', 'command'],
  }));
  const hooks = (['postStart', 'preStop'] as const).map((kind) => ({
    ...{ what: `${kind} hook`, isProbe: false, words: container.lifecycle?.[kind]?.exec?.command ?? [] },
    path: ['lifecycle', kind, 'exec', 'command'],
  }));
  const all = [...probes, ...hooks, { what: 'command', isProbe: false, words: own, path: ['command'] }];
  return all.filter(({ words }) => words.length > 0);
}

const SHELL = /^(\/\S*\/)?(ba|da|a)?sh$/;

/** @returns whether the command starts a shell, which reads operators and variables. */
export const isShell = (words: readonly string[]): boolean => SHELL.test(words[0] ?? '');

/** A program that a command starts. */
export interface ProgramCall {
  /** Without its path: `curl`. */
  readonly program: string;
  readonly args: readonly string[];
  /** Whether something else decides if it fails: `curl … || wget …`. */
  readonly hasFallback: boolean;
}

/** Words that a shell reads itself, or that only end the script. */
const BUILT_IN = /^(exit|true|false|test|\[|\[\[|echo|cd|set|export|if|then|else|fi|:|!|exec|sleep|return)$/;

/** @returns the programs that a command starts, also through `sh -c`. */
export function callsOf(words: readonly string[]): ProgramCall[] {
  if (!isShell(words)) return callFrom(words, false);
  const flag = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
  const script = flag < 0 ? '' : (words[flag + 1] ?? '');
  const parts = script.split(/(\|\||&&|[;|\n])/);
  return parts.flatMap((part, index) => {
    if (index % 2 === 1) return [];
    const next = (parts[index + 2] ?? '').trim().split(/\s+/)[0] ?? '';
    const hasFallback = parts[index + 1] === '||' && !/^(exit|false)$/.test(next);
    return callFrom(wordsOf(part), hasFallback);
  });
}

function callFrom(words: readonly string[], hasFallback: boolean): ProgramCall[] {
  const start = words.findIndex((word) => !/^(exec|!|if|then)$/.test(word) && !/^\w+=/.test(word));
  const [program, ...args] = start < 0 ? [] : words.slice(start);
  if (!program || BUILT_IN.test(program)) return [];
  return [{ program: program.replace(/^.*\//, ''), args, hasFallback }];
}

const wordsOf = (text: string): string[] =>
  (text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));

/** A connection that a probe makes to its own pod. */
export interface OwnRequest {
  readonly port: number;
  /** Undefined for a bare connection (`nc -z`). */
  readonly path: string | undefined;
  /** Whether an answer of 404 makes the call fail. */
  readonly failsOn404: boolean;
}

/** @returns the request that a call of curl, wget or nc sends to its own pod. */
export function ownRequest({ program, args }: ProgramCall): OwnRequest | undefined {
  if (program === 'nc') {
    const [host = '', port = ''] = args.filter((arg) => !arg.startsWith('-'));
    return isOwnContainer(host) && /^\d+$/.test(port)
      ? { port: Number(port), path: undefined, failsOn404: false }
      : undefined;
  }
  if (program !== 'curl' && program !== 'wget') return undefined;
  const failsOn404 = program === 'wget' || args.some((arg) => /^-[a-zA-Z]*f|^--fail/.test(arg));
  for (const arg of args) {
    const text = /^https?:\/\//.test(arg) ? arg : `http://${arg}`;
    if (arg.startsWith('-') || !/^(https?:\/\/)?[\w.[\]:]+(:\d+)?(\/|$|\?)/.test(arg) || !URL.canParse(text)) continue;
    const { hostname, port, protocol, pathname } = new URL(text);
    if (!isOwnContainer(hostname)) continue;
    return { port: Number(port || (protocol === 'https:' ? 443 : 80)), path: pathname, failsOn404 };
  }
  return undefined;
}
