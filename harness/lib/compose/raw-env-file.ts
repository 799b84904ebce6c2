import type { DotenvEntry, DotenvProblem } from './dotenv.ts';

/** Parses an `env_file` with `format: raw` like docker compose (docker/cli, pkg/kvfile): everything after `=` is the value. */
export function parseRawEnvFile(text: string): { readonly entries: DotenvEntry[]; readonly problem?: DotenvProblem } {
  const entries: DotenvEntry[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const written = line.trimStart();
    if (written === '' || written.startsWith('#')) continue;
    const position = { line: index + 1, column: line.length - written.length + 1 };
    const equals = written.indexOf('=');
    const name = equals < 0 ? written : written.slice(0, equals);
    if (name === '' || /\s/.test(name)) {
      return { entries, problem: { position, message: 'expected a name without spaces before the =' } };
    }
    entries.push({ name, value: equals < 0 ? undefined : written.slice(equals + 1), isTemplate: false, position });
  }
  return { entries };
}
