import type { Finding } from '../manifests/index.ts';
import type { CheckDeclaration, CheckRecord } from '../model/check.ts';

interface StaticCheck {
  readonly declaration: CheckDeclaration;
  /** Findings that refute it. */
  readonly findings: readonly string[];
}

const declare = (
  id: string,
  title: string,
  claims: readonly string[],
  severity: CheckDeclaration['severity'],
  remediation: string,
): CheckDeclaration => ({
  id,
  title,
  claims,
  severity,
  remediation,
  phase: 'static',
  effect: 'observe',
  needs: [],
});

const STATIC_CHECKS: readonly StaticCheck[] = [
  {
    declaration: declare(
      'static-objects',
      'Every object is of a known kind and version, well-formed, unique and in the namespace',
      ['SVC-1'],
      'mandatory',
      'Correct the object at the line that the finding names; `npm run dify-e2e -- lint` shows all of them.',
    ),
    findings: ['kind-unknown', 'api-version-unknown', 'namespace-wrong', 'object-duplicate', 'field-malformed'],
  },
  {
    declaration: declare(
      'static-references',
      'Every ConfigMap, Secret, key, volume, claim and ServiceAccount that a pod refers to is in the set',
      ['SEC-3', 'SVC-2'],
      'mandatory',
      'Add the missing object or key, or correct the reference at the line that the finding names.',
    ),
    findings: [
      'configmap-missing',
      'configmap-key-missing',
      'secret-missing',
      'secret-key-missing',
      'volume-missing',
      'claim-missing',
      'service-account-missing',
    ],
  },
  {
    declaration: declare(
      'static-network',
      'Every Service selects pods and meets a container port, every Ingress backend exists',
      ['NET-1', 'NET-2'],
      'mandatory',
      'Make selector, port names and backends meet at the line that the finding names.',
    ),
    findings: [
      'backend-missing',
      'backend-port-missing',
      'selector-mismatch',
      'service-selects-nothing',
      'target-port-missing',
    ],
  },
  {
    declaration: declare(
      'static-secret-keys-used',
      'Every key of a Secret is used by something',
      ['SEC-3'],
      'informational',
      'Remove the unused key, or refer to it.',
    ),
    findings: ['secret-key-unused'],
  },
];

export const staticDeclarations: readonly CheckDeclaration[] = STATIC_CHECKS.map(({ declaration }) => declaration);

/** @returns a record per static check; a finding that no check lists is put to the first, so that none is lost. */
export function staticRecords(findings: readonly Finding[], startedAt: string, durationMs: number): CheckRecord[] {
  const listed = new Set(STATIC_CHECKS.flatMap((check) => check.findings));
  return STATIC_CHECKS.map((check, index) => {
    const mine = findings.filter(({ id }) => check.findings.includes(id) || (index === 0 && !listed.has(id)));
    return record(check.declaration, mine, startedAt, durationMs);
  });
}

function record(
  declaration: CheckDeclaration,
  findings: readonly Finding[],
  startedAt: string,
  durationMs: number,
): CheckRecord {
  const [first] = findings;
  const claims = [...new Set([...findings.flatMap((finding) => finding.claims), ...declaration.claims])];
  return {
    ...declaration,
    claims: first ? claims : declaration.claims,
    result: first ? { state: 'failed', reason: textOf(first), details: findings.map(textOf) } : { state: 'passed' },
    ...(first ? { remediation: `${first.remedy}. ${declaration.remediation}` } : {}),
    startedAt,
    durationMs,
    measurements: [],
    evidence: [],
    leanedOn: [],
    notes: [],
  };
}

const textOf = (finding: Finding): string =>
  `${finding.file}:${finding.line}: ${finding.object}: ${finding.message} (${finding.cause})`;
