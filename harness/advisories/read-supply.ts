import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageOf, UsageError } from '../core/errors.ts';
import { billOfCycloneDx, billOfSpdx, cycloneDx, spdx, statementsOfCycloneDx } from './read-sbom.ts';
import { csaf, openVex, statementsOfCsaf, statementsOfOpenVex } from './read-vex.ts';
import type { Bill, Statement, Supply } from './statement.ts';

/** Files as the user names them. */
export interface SupplyFiles {
  /** CycloneDX or SPDX, JSON. */
  readonly sbom?: readonly string[];
  /** OpenVEX, CSAF or CycloneDX, JSON. */
  readonly vex?: readonly string[];
}

/**
 * Reads lists of components and statements about vulnerabilities.
 * @throws UsageError `SUPPLY_UNREADABLE` naming every file that can't be read, and why.
 */
export function readSupply({ sbom = [], vex = [] }: SupplyFiles): Supply {
  const problems: string[] = [];
  const attempt = <T>(file: string, read: (file: string, content: unknown) => T[]): T[] => {
    try {
      return read(file, JSON.parse(readFileSync(file, 'utf8')));
    } catch (error) {
      problems.push(`${file}: ${error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error)}`);
      return [];
    }
  };
  const bills = sbom.flatMap((file) => attempt(file, billsIn));
  const statements = [
    ...vex.flatMap((file) => attempt(file, statementsIn)),
    ...sbom.flatMap((file) => (problems.length === 0 ? attempt(file, ownStatements) : [])),
  ];
  if (problems.length > 0) throw unreadable(problems);
  return { bills, statements };
}

const unreadable = (problems: readonly string[]): UsageError =>
  new UsageError({
    code: 'SUPPLY_UNREADABLE',
    message: `can't read ${problems.length === 1 ? 'a document' : `${problems.length} documents`} about the images`,
    likely: 'the file is not one of the formats that are understood, or was cut off',
    details: problems,
    hint: '--sbom takes CycloneDX or SPDX 2 as JSON, --vex takes OpenVEX, CSAF or CycloneDX as JSON',
  });

const has = (content: unknown, key: string): boolean =>
  typeof content === 'object' && content !== null && key in content;

function billsIn(file: string, content: unknown): Bill[] {
  if (has(content, 'bomFormat')) return [billOfCycloneDx(file, cycloneDx.parse(content))];
  if (has(content, 'spdxVersion')) return [billOfSpdx(file, spdx.parse(content))];
  throw new Error('neither CycloneDX (bomFormat) nor SPDX 2 (spdxVersion)');
}

function statementsIn(file: string, content: unknown): Statement[] {
  if (has(content, 'bomFormat')) return statementsOfCycloneDx(file, cycloneDx.parse(content));
  if (has(content, 'document')) return statementsOfCsaf(file, csaf.parse(content));
  if (has(content, 'statements')) return statementsOfOpenVex(file, openVex.parse(content));
  throw new Error('neither OpenVEX (statements), CSAF (document) nor CycloneDX (bomFormat)');
}

/** A list of components may say itself what it is not affected by. */
const ownStatements = (file: string, content: unknown): Statement[] =>
  has(content, 'bomFormat') ? statementsOfCycloneDx(file, cycloneDx.parse(content)) : [];
