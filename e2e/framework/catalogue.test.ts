import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type CheckDeclaration, CLAIMS, catalogueKind, PHASES, parseFault, readSaved } from '../../harness/index.ts';
import { PARTS } from './parts.ts';

let checks: readonly CheckDeclaration[] = [];

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  const file = join(folder, 'catalogue.json');
  const cli = join(import.meta.dirname, '../../node_modules/@playwright/test/cli.js');
  const env = { ...process.env, DIFY_E2E_CATALOGUE: file, DIFY_E2E_ENVIRONMENT: '' };
  execFileSync(process.execPath, [cli, 'test', '--list'], { cwd: join(import.meta.dirname, '../..'), env });
  checks = readSaved(file, catalogueKind).checks;
  rmSync(folder, { recursive: true });
}, 60_000);

describe('the catalogue of live checks', () => {
  it('lists the checks of every phase in the order in which they run', () => {
    const phases = [...new Set(checks.map(({ phase }) => phase))];
    expect(phases).toEqual(PHASES.filter((phase) => phase !== 'static'));
  });

  it('has unique kebab-case ids', () => {
    const ids = checks.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('names claims and parts that exist', () => {
    const claims = new Set<string>(CLAIMS.map(({ id }) => id));
    const parts = new Set<string>(PARTS);
    const unknown = checks.flatMap(({ id, claims: of, needs }) => [
      ...of.filter((claim) => !claims.has(claim)).map((claim) => `${id}: claim ${claim}`),
      ...needs.filter((part) => !parts.has(part)).map((part) => `${id}: part ${part}`),
    ]);
    expect(unknown).toEqual([]);
    expect(checks.filter(({ claims: of }) => of.length === 0)).toEqual([]);
  });

  it('depends only on checks that have run before', () => {
    const ids = checks.map(({ id }) => id);
    const wrong = checks.flatMap(({ id, dependsOn = [] }, index) =>
      dependsOn.filter((other) => !ids.slice(0, index).includes(other)).map((other) => `${id} on ${other}`),
    );
    expect(wrong).toEqual([]);
  });

  it('lets nothing depend on a check with its own browser options: Playwright starts those after all others', () => {
    const specs = join(import.meta.dirname, '../specs');
    const own = readdirSync(specs, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.spec.ts'))
      .map((name) => readFileSync(join(specs, name), 'utf8'))
      .filter((text) => text.includes('test.use('));
    const late = checks.filter(({ id }) => own.some((text) => text.includes(`id: '${id}'`))).map(({ id }) => id);
    expect(late).not.toEqual([]);
    expect(
      checks.filter(({ dependsOn = [] }) => dependsOn.some((id) => late.includes(id))).map(({ id }) => id),
    ).toEqual([]);
  });

  it('only observes in the foundation, disrupts only in failover, loads only in load', () => {
    const allowed = {
      static: [],
      foundation: ['observe'],
      smoke: ['observe', 'write-own'],
      failover: ['disrupt'],
      load: ['load', 'observe'],
      invariants: ['observe'],
    };
    const wrong = checks.filter(({ phase, effect }) => !(allowed[phase] as string[]).includes(effect));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('says with each check what to do when it fails', () => {
    expect(checks.filter(({ remediation }) => remediation.length < 30).map(({ id }) => id)).toEqual([]);
    // Files of the fixture set are nobody else's.
    expect(checks.filter(({ remediation }) => /\d\d-[a-z-]+\.yaml/.test(remediation)).map(({ id }) => id)).toEqual([]);
  });

  it('declares faults of known kinds with all their fields', () => {
    const declared = checks.flatMap(({ faults = [] }) => ('none' in faults ? [] : faults));
    expect(declared.map(parseFault)).toEqual(declared);
  });

  it('turns switches that the doubles have', () => {
    const wrong = checks.flatMap(({ id, faults = [] }) =>
      ('none' in faults ? [] : faults)
        .map(parseFault)
        .filter((fault) => fault.kind === 'switch' && !switchesOf(fault.part).includes(fault.name))
        .map((fault) => `${id}: ${JSON.stringify(fault)}`),
    );
    expect(wrong).toEqual([]);
  });

  it('declares for every check a fault that makes it fail, or why there is none', () => {
    const silent = checks.filter(({ faults = [] }) => !('none' in faults) && faults.length === 0);
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('gives a reason for every check that no fault can make fail', () => {
    const reasons = checks.flatMap(({ faults = [] }) => ('none' in faults ? [faults.none] : []));
    expect(reasons.filter((reason) => reason.length < 40)).toEqual([]);
  });
});

function switchesOf(part: string): string[] {
  const double = part === 'worker' ? 'dify-api' : `dify-${part}`;
  const file = join(import.meta.dirname, '../../fixtures/doubles', double, 'faults.yaml');
  return Object.keys(parse(readFileSync(file, 'utf8')) as object);
}
