import type { Severity } from '../../core/model/check.ts';
import type { Finding } from '../judgement.ts';
import { type Format, sentencesOf } from './format.ts';

const COMMANDS: Readonly<Record<Severity, string>> = {
  mandatory: 'error',
  recommended: 'warning',
  informational: 'notice',
};

/** GitHub Actions workflow commands: each finding is shown at its line in the pull request. */
export const github: Format = ({ judgement }) => judgement.findings.map((finding) => `${command(finding)}\n`).join('');

function command(finding: Finding): string {
  const { at, rule, severity } = finding;
  const properties = {
    file: at.file,
    line: String(at.position.line),
    col: String(at.position.column),
    title: `${rule.id} (${rule.claims.join(', ')})`,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(value)}`);
  return `::${COMMANDS[severity]} ${written.join(',')}::${data(sentencesOf(finding))}`;
}

/** Escaped as the runner expects it (actions/toolkit, core/src/command.ts). */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
