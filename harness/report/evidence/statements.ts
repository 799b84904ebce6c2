import { claimStates } from '../../core/model/claim-states.ts';
import type { RunRecord, Verdict } from '../../core/model/run.ts';

/** An in-toto Statement v1. */
export interface Statement {
  readonly _type: 'https://in-toto.io/Statement/v1';
  readonly subject: readonly Resource[];
  readonly predicateType: string;
  readonly predicate: Readonly<Record<string, unknown>>;
}

export interface Resource {
  readonly name: string;
  readonly digest: { readonly sha256: string };
}

export const TEST_RESULT = 'https://in-toto.io/attestation/test-result/v0.1';
export const SVR = 'https://in-toto.io/attestation/svr/v0.1';
const VERIFIER = 'https://dify-e2e.example/verifier';

/** What a verdict is in the words of `test-result`; a run without a verdict on the deployment has none. */
const RESULTS: Readonly<Partial<Record<Verdict, string>>> = { GO: 'PASSED', CONDITIONAL: 'WARNED', 'NO-GO': 'FAILED' };

/**
 * What a run attests about the manifests and images it deployed: `test-result`, and for a GO or CONDITIONAL also an SVR (simple
 * verification result) with a property for each claim that is proven: claims tested on doubles and stand-ins are not.
 * @param files digests of the report's own files: the signature holds for these only.
 * @returns nothing for INCONCLUSIVE and ERROR.
 */
export function statementsOf(run: RunRecord, files: readonly Resource[]): Statement[] {
  const { verdict } = run.verdict;
  const result = RESULTS[verdict];
  if (result === undefined) return [];
  const testResult = { result, configuration: [...files, ...configOf(run)], ...testsOf(run) };
  const at = new Date(Date.parse(run.startedAt) + run.durationMs).toISOString();
  const svr = { verifier: { id: `${VERIFIER}/${run.harnessVersion}` }, timeCreated: at, properties: propertiesOf(run) };
  const statement = (predicateType: string, predicate: Statement['predicate']): Statement => ({
    ...{ _type: 'https://in-toto.io/Statement/v1', subject: subjectsOf(run), predicateType, predicate },
  });
  return [statement(TEST_RESULT, testResult), ...(verdict === 'NO-GO' ? [] : [statement(SVR, svr)])];
}

/** `DIFY_E2E_GO_RELEASE` or `DIFY_E2E_GO_REHEARSAL`, then one for each proven claim: `DIFY_E2E_CLAIM_NET_2`. */
function propertiesOf(run: RunRecord): string[] {
  const proven = claimStates(run).filter(({ status }) => status === 'proven');
  return [
    ...(run.verdict.verdict === 'GO' ? [`DIFY_E2E_GO_${run.scope.toUpperCase()}`] : []),
    ...proven.map(({ claim }) => `DIFY_E2E_CLAIM_${claim.id.replaceAll('-', '_')}`),
  ];
}

/** A double never has the name of the real image, and only what a registry or an archive had has its digest. */
function subjectsOf({ subject }: RunRecord): Resource[] {
  const images = (subject.images ?? []).map(({ ref, source, double, digest }) => {
    const name = double ? `double of ${ref}` : source === 'packages' ? `built from packages for ${ref}` : ref;
    return { name, digest: { sha256: hex(digest) } };
  });
  return [{ name: subject.manifests, digest: { sha256: hex(subject.manifestsDigest) } }, ...images];
}

const configOf = ({ subject: { config } }: RunRecord): Resource[] =>
  config ? [{ name: config.file, digest: { sha256: hex(config.digest) } }] : [];

function testsOf({ checks }: RunRecord) {
  const ids = (...states: readonly string[]) =>
    checks.filter(({ result }) => states.includes(result.state)).map(({ id }) => id);
  return {
    passedTests: ids('passed'),
    warnedTests: ids('skipped', 'inconclusive'),
    failedTests: ids('failed', 'flaky', 'blocked'),
  };
}

const hex = (digest: string): string => digest.replace(/^sha256:/, '');
