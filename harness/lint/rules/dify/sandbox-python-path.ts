import { gte } from 'semver';
import { sandboxSettings } from '../../facts/dify/sandbox-config.ts';
import { findingAt } from '../../facts/dify/settings.ts';
import { versionOf } from '../../facts/dify/versions.ts';
import type { Rule } from '../../rule.ts';

/** Since this version Python is at another path in the image, and 3.14 instead of 3.10. */
const MOVED = '0.2.13';
const OLD = '/usr/local/bin/python3';
const NEW = '/opt/python/bin/python3';
export const sandboxPythonPath: Rule = {
  id: 'sandbox-python-path',
  claims: ['SVC-2', 'ENV-2'],
  severity: 'mandatory',
  title: 'python_path matches the Python location in this sandbox image',
  rationale:
    'Otherwise every Python run fails with "fork/exec …: no such file or directory" while the health check passes; newer sandboxes crash on startup.',
  remediation: `Remove it, or use ${OLD} up to 0.2.12 and ${NEW} from ${MOVED} on.`,
  source: 'dify-sandbox conf/config.yaml of 0.2.12 and 0.2.13',
  needs: 'sandbox',
  *find(input) {
    for (const setting of sandboxSettings(input, 'PYTHON_PATH', 'python_path')) {
      const version = versionOf(setting.environment);
      if (!version) continue;
      const [right, wrong] = gte(version, MOVED) ? [NEW, OLD] : [OLD, NEW];
      // Any other path belongs to a custom image.
      if (setting.value !== wrong) continue;
      yield findingAt(setting.at, {
        message: `python_path is ${wrong}, but dify-sandbox ${version} has Python at ${right}`,
        cause: 'the setting was written for another version of the sandbox',
        remedy: `use ${right}, or remove it`,
      });
    }
  },
};
