import { findingAt, partIn, plainText } from '../../facts/dify/settings.ts';
import type { Rule } from '../../rule.ts';

export const pluginPackageSizeDiffers: Rule = {
  id: 'plugin-package-size-differs',
  claims: ['ENV-2'],
  severity: 'recommended',
  title: 'API and plugin daemon take plugins up to the same size',
  rationale:
    'The smaller number decides: a plugin that one of them takes, the other refuses, with a message about an upload that failed.',
  remediation: 'Write the same number of bytes into PLUGIN_MAX_PACKAGE_SIZE and MAX_PLUGIN_PACKAGE_SIZE.',
  source: 'Dify docker/docker-compose.yaml: both are made from PLUGIN_MAX_PACKAGE_SIZE',
  *find(input) {
    const [api, daemon] = [partIn(input, 'api'), partIn(input, 'plugin-daemon')];
    const [ours, theirs] = [plainText(api, 'PLUGIN_MAX_PACKAGE_SIZE'), plainText(daemon, 'MAX_PLUGIN_PACKAGE_SIZE')];
    const variable = api?.variables.get('PLUGIN_MAX_PACKAGE_SIZE');
    if (!variable || ours === undefined || theirs === undefined || ours === theirs) return;
    const other = daemon?.variables.get('MAX_PLUGIN_PACKAGE_SIZE');
    yield findingAt(variable.definedAt, {
      message: `the API takes plugins up to ${ours} bytes, the plugin daemon up to ${theirs}`,
      cause: 'one of the two was changed alone',
      remedy: 'write the same number into both',
      related: other ? [{ at: other.definedAt, message: 'MAX_PLUGIN_PACKAGE_SIZE of the plugin daemon' }] : [],
    });
  },
};
