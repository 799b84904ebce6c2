import { ownCommand, playwrightCommand } from '../own-command.ts';
import type { CodeEntry } from './code-entry.ts';

const DEFECT = "This is a bug in the harness: please report it with the run's `diagnostics/`.";

/** Faults of the harness itself, its cluster or its stand-ins: the verdict is ERROR. */
export const HARNESS_CODES = {
  APPLY_FAILED: {
    meaning: 'The API server did not respond while the set was being applied.',
    next: `\`${ownCommand('diagnose')}\``,
  },
  BUNDLE_FAILED: { meaning: 'A program of the harness could not be bundled.', next: DEFECT },
  CATALOGUE_UNREADABLE: { meaning: 'The specs could not be listed.', next: `\`${playwrightCommand('--list')}\`` },
  CHECKS_DID_NOT_RUN: { meaning: 'Playwright crashed and left no records.', next: 'Read the quoted output.' },
  CHECK_CYCLE: {
    meaning: 'Checks depend on each other in a cycle.',
    next: 'Correct `dependsOn` of one of the named checks.',
  },
  CHECK_ORDER_IGNORED: { meaning: 'Playwright did not run the checks in the order of `dependsOn`.', next: DEFECT },
  CHECK_PHASE: {
    meaning: 'A check depends on a check of a later phase.',
    next: 'Correct `dependsOn` of the named check.',
  },
  CHECK_UNKNOWN: {
    meaning: 'A check depends on a check that does not exist.',
    next: 'Correct `dependsOn` of the named check.',
  },
  CLUSTER_NOT_CREATED: {
    meaning: 'kind could not create the cluster.',
    next: 'Read `diagnostics/kind` in the report.',
  },
  COMMAND_FAILED: { meaning: 'A program that the harness started failed.', next: 'Run the quoted command by hand.' },
  COMMAND_TIMEOUT: { meaning: 'A program that the harness started timed out.', next: 'Run again.' },
  CONTEXT_MISSING: { meaning: 'The kubeconfig lacks the context of the run.', next: `\`${ownCommand('up')}\`` },
  EDIT_STALE: { meaning: 'An edit of the fixture set no longer matches its text.', next: DEFECT },
  EGRESS_RULES_REFUSED: {
    meaning: 'A node rejected the firewall rules that keep traffic inside the run.',
    next: 'Read the quoted output.',
  },
  FAULT_NEEDS_DOUBLE: {
    meaning: 'A fault needs a contract double, but the part is real.',
    next: 'Run it in a rehearsal.',
  },
  FAULT_NOT_APPLIED: { meaning: 'A fault of the self-test could not be injected.', next: DEFECT },
  FAULT_NOT_REVERTED: {
    meaning: 'A fault of the self-test could not be reverted.',
    next: `\`${ownCommand('down')}\``,
  },
  FAULT_STALE: { meaning: 'A fault of the self-test no longer matches the set.', next: DEFECT },
  FAULT_UNSUPPORTED: {
    meaning: 'A stand-in does not support this kind of fault.',
    next: 'See `faults` of the stand-in.',
  },
  GO_TOOL_UNKNOWN: { meaning: 'No recipe contains the requested Go program.', next: DEFECT },
  HOST_NOT_UNDER_TEST: { meaning: 'A check requested a host that is not under test.', next: DEFECT },
  IMAGES_NOT_LOADED: {
    meaning: 'Images are missing from the nodes after they were imported.',
    next: 'Check the names and platform of the images in the archive or engine.',
  },
  IMAGE_ARCHIVE_MISSING: { meaning: 'An image archive disappeared during the run.', next: 'Run again.' },
  IMAGE_CONTENT_UNKNOWN: { meaning: 'A digest of a running image leads to unknown content.', next: DEFECT },
  IMAGE_WITHOUT_TAG: {
    meaning: 'An image without a tag cannot be loaded into kind.',
    next: 'Add a tag to the reference.',
  },
  INGRESS_NODE_MISSING: { meaning: 'No node of the cluster exposes the ingress port.', next: 'Check the kind config.' },
  INTERRUPTED: { meaning: 'The run was interrupted.', next: 'Run again.' },
  ISOLATION_BROKEN: {
    meaning: 'A pod could reach something outside the run.',
    next: 'Do not deploy; report it as a bug.',
  },
  LOAD_FAILED: { meaning: 'k6 itself failed or measured nothing.', next: 'Read `k6/` in the report.' },
  NODE_ACCESS_UNSUPPORTED: {
    meaning: 'The cluster provider does not support access to the nodes.',
    next: 'Use a kind cluster for this.',
  },
  NODE_BINARY_UNUSABLE: { meaning: 'The Node.js binary for images is not a Linux binary.', next: 'Run on Linux.' },
  OUTSIDE_UNREACHABLE: { meaning: 'Pods cannot reach the stand-in for the outside world.', next: DEFECT },
  PART_ABSENT: {
    meaning: 'A check or a fault used a part that the config does not have.',
    next: 'Declare in the check that it `requires` the part, or add the part to the config.',
  },
  PLAN_INVALID: {
    meaning: 'A step of the plan needs an input that no step provides, or the plan has a cycle.',
    next: DEFECT,
  },
  POD_EXEC_REFUSED: {
    meaning: 'The API server did not forward an `exec` to a pod.',
    next: `\`${ownCommand('diagnose')}\``,
  },
  RECIPE_INVALID: { meaning: 'An image recipe is invalid.', next: 'Correct the recipe.' },
  REPORT_TEMPLATES_MISSING: { meaning: 'The report templates are missing.', next: 'Reinstall the package.' },
  SAVED_STATE_UNREADABLE: {
    meaning: 'A file saved by an earlier step cannot be read, or was written by a different version of the harness.',
    next: `\`${ownCommand('down')}\`, then start again.`,
  },
  SETUP_FORBIDDEN: {
    meaning:
      'A check tried to run the initial setup without a permit; if the setup fails, Dify deletes all its accounts.',
    next: DEFECT,
  },
  STANDIN_NOT_FOUND: { meaning: 'The environment has no such stand-in.', next: DEFECT },
  STANDIN_NOT_STARTED: { meaning: 'A stand-in did not start.', next: 'Read the quoted log.' },
  STEP_TIMEOUT: { meaning: 'A step of the run timed out.', next: 'Read its last output lines in the report.' },
  WAIT_HOPELESS: {
    meaning: 'Something that the harness waited for can never become ready.',
    next: 'Read the message.',
  },
  WAIT_TIMEOUT: { meaning: 'Something that the harness waited for was not ready in time.', next: 'Read the message.' },
  WAIT_UNOBSERVABLE: {
    meaning: 'The harness could not observe what it waited for: the cluster or a service of the run does not respond.',
    next: `\`${ownCommand('diagnose')}\``,
  },
} as const satisfies Record<string, CodeEntry>;
