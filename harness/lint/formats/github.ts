import type { Severity } from '../../core/model/check.ts';
import { causesOf, type RootCause } from '../causes.ts';
import { causeSentences, type Format } from './format.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  mandatory: 'error',
  recommended: 'warning',
  informational: 'notice',
};

/** GitHub Actions workflow commands: each root cause is shown at its first line in the pull request. */
export const github: Format = ({ judgement }) =>
  causesOf(judgement.findings)
    .map((cause) => `${command(cause)}\n`)
    .join('');

function command(cause: RootCause): string {
  const { lead, severity } = cause;
  const { at, rule } = lead;
  const properties = {
    file: at.file,
    line: String(at.position.line),
    col: String(at.position.column),
    title: `${rule.id} (${rule.claims.join(', ')})`,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${COMMANDS[severity]} ${written.join(',')}::${data(causeSentences(cause))}`;
}

/** Escaped as the runner expects it (actions/toolkit, core/src/command.ts). */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
