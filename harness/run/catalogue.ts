import { join } from 'node:path';
import type { CheckDeclaration } from '../core/model/check.ts';
import { listChecks } from './playwright.ts';
import { staticDeclarations } from './static-checks.ts';
import { stepDeclarations } from './step-checks.ts';

/** @returns every check of the harness: static rules, step checks and specs. */
export async function catalogue(folder: string, signal: AbortSignal): Promise<CheckDeclaration[]> {
  return [...staticDeclarations, ...stepDeclarations, ...(await listChecks(join(folder, 'catalogue.json'), signal))];
}
