import { ownCommand } from '../own-command.ts';
import type { CodeEntry } from './code-entry.ts';

/** Errors in arguments, files or configuration: exit code 64, nothing was started. */
export const INPUT_CODES = {
  AREA_UNKNOWN: { meaning: 'There is no such area of rules.', next: 'Use one of the listed areas.' },
  COMPOSE_CYCLE: { meaning: '`extends` or `include` forms a cycle.', next: 'Remove one of the listed references.' },
  COMPOSE_ENV_FILE_INVALID: { meaning: 'An env file has a malformed line.', next: 'Write `NAME=value` on each line.' },
  COMPOSE_ENV_FILE_MISSING: { meaning: 'An env file does not exist.', next: 'Add it, or mark it `required: false`.' },
  COMPOSE_EXTENDS_MISSING: { meaning: '`extends` names a service that does not exist.', next: 'Correct the name.' },
  COMPOSE_INCLUDE_MISSING: {
    meaning: '`include` names a file that does not exist.',
    next: 'Add it, or remove the entry.',
  },
  COMPOSE_INTERPOLATION: {
    meaning: 'A `${…}` in a Compose file is malformed, or a required variable is not set.',
    next: 'Write `${NAME}` or `${NAME:-default}`, and `$$` for a literal `$`.',
  },
  COMPOSE_INVALID: {
    meaning: 'The Compose deployment has problems; each is listed with file and line.',
    next: 'Correct the listed lines; `docker compose config` reads the same files.',
  },
  COMPOSE_NOT_FOUND: {
    meaning: 'There is no Compose file at the given path.',
    next: 'Correct `--compose` or `compose.file`.',
  },
  COMPOSE_UNREADABLE: {
    meaning: 'A Compose file or env file is not valid YAML or dotenv text.',
    next: 'Correct the listed lines; `docker compose config` reads the same files.',
  },
  CONFIG_EXISTS: {
    meaning: 'The config file that `init` would write is already there.',
    next: 'Add `--force`, or `--output FILE`.',
  },
  CONFIG_INVALID: {
    meaning: 'The harness config has problems; each is listed with its line.',
    next: 'Correct the listed lines; `docs/config.md` describes every key.',
  },
  CONFIG_UNREADABLE: { meaning: 'The harness config cannot be read.', next: 'Check the path given with `--config`.' },
  DIFY_CHECKOUT_INVALID: {
    meaning: 'A folder is not a git checkout of Dify with releases in it.',
    next: 'Give a checkout with tags and history; `git fetch --tags --unshallow` adds them.',
  },
  DOUBLE_VERSION_UNKNOWN: {
    meaning: 'An image that a double stands for has no tag, so its version is unknown.',
    next: 'Add a tag to the reference.',
  },
  DOUBLE_VERSION_UNSUPPORTED: {
    meaning: 'A contract double does not know the version that it must emulate.',
    next: 'Use a version that the double lists, or real images with `scope: release`.',
  },
  FIELD_CASES_MISSING: { meaning: 'A directory has no cases from the field.', next: 'Read the message.' },
  FIELD_CASES_UNREADABLE: { meaning: 'A directory of cases from the field cannot be read.', next: 'Read the message.' },
  FILE_EXISTS: {
    meaning: 'A file of that name already exists; nothing was written.',
    next: 'Choose a different name.',
  },
  FOLDER_NOT_WRITABLE: {
    meaning: 'State and report of a run cannot be written to this directory.',
    next: 'Change to a directory of your own.',
  },
  IMAGES_LOCK_INVALID: {
    meaning: 'A file is not a valid `images.lock`.',
    next: 'Delete it, or copy it from the report of a run.',
  },
  IMAGE_REFERENCE_INVALID: {
    meaning: 'A string is not a valid image reference.',
    next: 'Write it as `name:tag` or `registry/name:tag`.',
  },
  INIT_PASSWORD_TOO_LONG: {
    meaning: "`INIT_PASSWORD` is longer than Dify's form accepts.",
    next: 'Use at most 30 characters.',
  },
  KIND_CONFIG_INVALID: {
    meaning: 'The kind config cannot be read or used; each problem is listed with its line.',
    next: 'See https://kind.sigs.k8s.io/docs/user/configuration/.',
  },
  KUBERNETES_VERSION_UNKNOWN: {
    meaning: 'There are no API schemas for the configured Kubernetes version.',
    next: 'Set `lint.kubernetesVersion` to one of the listed versions.',
  },
  MANIFESTS_AMBIGUOUS: {
    meaning: 'A directory is both a kustomization and a Helm chart.',
    next: 'Render it to a separate directory and pass that.',
  },
  MANIFESTS_EMPTY: {
    meaning: 'A manifest set contains no Kubernetes object.',
    next: 'Pass the directory that contains the YAML files.',
  },
  MANIFESTS_NOT_FOUND: { meaning: 'There is no manifest set at the given path.', next: 'Check the path.' },
  MANIFESTS_TOO_LARGE: { meaning: 'The rendered set exceeds the size limit.', next: 'Render only part of it.' },
  MANIFESTS_UNREADABLE: {
    meaning: 'Manifest files have problems; each is listed with file and line.',
    next: 'Correct the listed lines, then `kubectl apply --dry-run=client -f DIR`.',
  },
  NAME_MISSING: { meaning: 'The new thing has no name.', next: 'Add the name to the command.' },
  NAME_UNUSABLE: { meaning: 'A name is not kebab-case.', next: 'Use lower-case words with hyphens.' },
  NOTHING_CHOSEN: {
    meaning: 'The given filter matches no check and no fault.',
    next: `\`${ownCommand('plan --faults')}\``,
  },
  NO_ENVIRONMENT: { meaning: 'No environment is running in this directory.', next: `\`${ownCommand('up')}\`` },
  OUTPUT_UNWRITABLE: { meaning: 'The output file cannot be written.', next: 'Check the path and its permissions.' },
  PACK_UNKNOWN: {
    meaning: 'There is no pack of lint rules with the given name.',
    next: 'See `docs/packs.md` for the names.',
  },
  REGISTRY_UNREADABLE: {
    meaning: 'The place where a new thing is registered does not look as expected.',
    next: 'Add the line by hand, or correct the skeleton.',
  },
  RELEASE_UNKNOWN: {
    meaning: 'There are no facts about a release of Dify.',
    next: 'Take one of the nearest releases that are listed; `docs/releases.md` says how to add one.',
  },
  RENDERER_MISSING: {
    meaning: 'The set must be rendered, but no program that can do it is installed.',
    next: 'Install the program that the message names.',
  },
  RENDER_FAILED: { meaning: 'kustomize or Helm failed to render the set.', next: 'Run the quoted command by hand.' },
  REPORT_ALTERED: {
    meaning: 'A report does not verify, so it is not signed.',
    next: 'Write it again with `report`, look at it, then sign it.',
  },
  REPORT_INVALID: {
    meaning: 'A saved report was not written by this version of the harness.',
    next: 'Use the version of the harness that wrote it.',
  },
  REPORT_UNREADABLE: {
    meaning: 'A saved report cannot be read.',
    next: 'Check the path; the latest report is in `reports/latest`.',
  },
  RULE_UNKNOWN: { meaning: 'There is no lint rule with the given id.', next: 'See `docs/rules.md` for the ids.' },
  RUN_ID_INVALID: { meaning: 'A string is not a valid run id.', next: '`ls .dify-e2e/runs`' },
  SECRETS_MISSING: {
    meaning: 'Values are missing in the secrets file; the names are listed.',
    next: 'Add them to the file.',
  },
  SECRETS_UNREADABLE: { meaning: 'The secrets file cannot be read.', next: 'Check `manifests.secretsFile`.' },
  SECRET_VALUE_MISSING: {
    meaning: 'Placeholders in Secrets have no value; each is listed.',
    next: 'Add the values to `manifests.secretsFile`.',
  },
  SETUP_DECLINED: {
    meaning: 'The machine setup was declined, so nothing was changed.',
    next: `\`${ownCommand('doctor')}\` shows what is missing and how to install it.`,
  },
  SET_INCOMPLETE: {
    meaning: 'The manifest set lacks something that a run needs, and no config says it; nothing was started.',
    next: '`dify-e2e init DIR`, then add what is listed to the config, or change the set.',
  },
  SIGNING_KEY_UNREADABLE: {
    meaning: 'A key for signing or verifying a report cannot be read.',
    next: 'Give an unencrypted key in PEM form: `openssl genpkey -algorithm ed25519 -out signing.pem`.',
  },
  SUPPLY_UNREADABLE: {
    meaning: 'A list of components (SBOM) or a VEX document is not in a format that is understood.',
    next: 'Use CycloneDX or SPDX 2 as JSON for `--sbom`, and OpenVEX, CSAF or CycloneDX as JSON for `--vex`.',
  },
  VARIANT_UNKNOWN: { meaning: 'There is no variant with the given id.', next: 'Use one of the listed ids.' },
} as const satisfies Record<string, CodeEntry>;
