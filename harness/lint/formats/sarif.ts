import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ArtifactLocation, Location, Log, ReportingDescriptor, Result, Run } from 'sarif';
import type { Severity } from '../../core/model/check.ts';
import { causesOf, type RootCause } from '../causes.ts';
import type { Finding, Judgement, Remark, UsedException } from '../judgement.ts';
import type { Place, Rule } from '../rule.ts';
import { countsOf, exitCodeOf } from '../summary.ts';
import { causeSentences, type Format, sentencesOf } from './format.ts';
import { ruleMarkdown } from './rule-markdown.ts';

const ROOT = '%SRCROOT%';
const LEVELS = { mandatory: 'error', recommended: 'warning', informational: 'note' } as const;
/** How code scanning ranks a quality rule. */
const RANKS: Readonly<Record<Severity, string>> = {
  mandatory: 'error',
  recommended: 'warning',
  informational: 'recommendation',
};

/** SARIF 2.1.0 for code scanning; paths are relative to the working directory, which should be the checkout's root. */
export const sarif: Format = ({ judgement, understood }, { version }) => {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ ...runOf(judgement, version), properties: { understood } }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function runOf(judgement: Judgement, version: string): Run {
  const rules = judgement.rules.map(({ rule }) => rule);
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index]));
  const counted = causesOf(judgement.findings).map((cause) => causeResult(cause, indexOf));
  const excepted = judgement.rules.flatMap((judged) =>
    judged.excepted.map((used) => ({ ...resultOf(used.finding, indexOf), suppressions: [suppressionOf(used)] })),
  );
  return {
    tool: {
      driver: {
        name: 'dify-e2e lint',
        semanticVersion: version,
        rules: rules.map(descriptorOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The working directory: the root of the checkout.' } } },
    invocations: [
      {
        executionSuccessful: true,
        exitCode: exitCodeOf(countsOf(judgement)),
        toolExecutionNotifications: judgement.rules.flatMap(({ notEvaluated }) => notEvaluated).map(notificationOf),
      },
    ],
    results: [...counted, ...excepted],
  };
}

function descriptorOf(rule: Rule): ReportingDescriptor {
  return {
    id: rule.id,
    name: rule.id.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.rationale },
    help: { text: `${rule.rationale}\n\n${rule.remediation}`, markdown: ruleMarkdown(rule) },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      tags: ['kubernetes', 'dify', ...rule.claims],
      precision: 'high',
      'problem.severity': RANKS[rule.severity],
    },
  };
}

/** A root cause is one result, with its other places as related locations. */
function causeResult(cause: RootCause, indexOf: ReadonlyMap<string, number>): Result {
  const { lead, places, also, severity, stage, fingerprint } = cause;
  const others = [...places.slice(1), ...also].map(({ at, message }) => ({ at, message }));
  return {
    ...resultOf({ ...lead, severity, fingerprint, related: [...lead.related, ...others] }, indexOf),
    message: { text: causeSentences(cause) },
    properties: { stage, places: places.map((place) => place.fingerprint), also: also.map(({ rule }) => rule.id) },
  };
}

function resultOf(finding: Finding, indexOf: ReadonlyMap<string, number>): Result {
  const { rule, at, severity, related, fingerprint } = finding;
  const ruleIndex = indexOf.get(rule.id);
  return {
    ruleId: rule.id,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: LEVELS[severity],
    message: { text: sentencesOf(finding) },
    locations: [locationOf(at)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, index) => ({
            id: index + 1,
            ...locationOf(other.at),
            message: { text: other.message },
          })),
        }),
    // GitHub matches alerts by the first one; without it, GitHub hashes the lines, which move.
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1`, 'difyE2e/v1': fingerprint },
    suppressions: [],
  };
}

const suppressionOf = ({ exception: { reason, owner, expires } }: UsedException) => ({
  kind: 'external' as const,
  status: 'accepted' as const,
  justification: `${reason} (accepted by ${owner} until ${expires})`,
});

const notificationOf = ({ rule, message, at }: Remark) => ({
  level: 'note' as const,
  message: { text: `Not evaluated: ${message}` },
  associatedRule: { id: rule.id },
  ...(at ? { locations: [locationOf(at)] } : {}),
});

function locationOf({ file, position, object, field }: Place): Location {
  return {
    physicalLocation: {
      artifactLocation: artifactOf(file),
      region: { startLine: position.line, startColumn: position.column },
    },
    logicalLocations: [{ fullyQualifiedName: field ? `${object}: ${field}` : object, kind: 'object' }],
  };
}

/** Files outside the checkout get an absolute URI. */
function artifactOf(file: string): ArtifactLocation {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  return { uri: file.split(/[\\/]/).map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}
