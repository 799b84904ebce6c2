import { ownCommand } from '../../core/own-command.ts';
import { releaseHere } from '../exec/obtain.ts';
import { fixForTool } from '../exec/tools.ts';
import { TOOLS, type ToolName } from '../exec/versions.ts';
import type { MachineFacts } from './doctor-facts.ts';
import type { DoctorRow } from './doctor-model.ts';
import { engineBlocker, tooOld } from './engine-errors.ts';

/** @returns the row about the Docker engine. */
export function engineRow(facts: MachineFacts): DoctorRow {
  const { engine, system } = facts;
  if (engine.state === 'running') {
    const { version, storageDriver, cgroupVersion, endpoint } = engine.engine;
    const old = tooOld(engine.engine);
    if (old)
      return { id: 'engine', state: 'missing', value: old.message, fix: old.hint ?? '', code: old.code, version };
    return { id: 'engine', state: 'ok', value: `${storageDriver}, cgroup v${cgroupVersion}`, version, from: endpoint };
  }
  const blocker = engineBlocker(engine, system);
  if (blocker)
    return { id: 'engine', state: 'missing', value: blocker.message, fix: blocker.hint ?? '', code: blocker.code };
  const value = engine.state === 'no-client' ? 'not installed' : `no response from ${engine.endpoint}`;
  return { id: 'engine', state: 'missing', value, fix: startCommand(facts), automatic: true };
}

function startCommand({ system, engine, missingCapabilities }: MachineFacts): string {
  // A plain dockerd would start here, but couldn't run privileged containers.
  if (missingCapabilities.length > 0) return ownCommand('run --yes');
  const install = engine.state === 'no-client' ? ['apt-get install -y --no-install-recommends docker.io iptables'] : [];
  return [...install, system.systemd ? 'systemctl start docker' : 'dockerd &'].join(' && ');
}

/** @returns one row per program. */
export function toolRows(facts: MachineFacts): DoctorRow[] {
  return [...facts.tools.keys()].map((name) => {
    const row = toolRow(name, facts);
    const why = facts.unused.get(name);
    if (row.state === 'ok' || why === undefined) return row;
    return { id: name, state: 'unused', value: `${row.value}; ${why}` };
  });
}

function toolRow(name: ToolName, facts: MachineFacts): DoctorRow {
  const found = facts.tools.get(name);
  if (found?.tool) {
    const { path, version, from } = found.tool;
    return { id: name, state: 'ok', value: path, version, from };
  }
  const other = found?.rejected.find(({ version }) => version !== undefined);
  const value = other ? `${TOOLS[name].range} needed; ${other.path} is ${other.version}` : 'not found';
  return {
    id: name,
    state: 'missing',
    value: `${value}${purpose(name, facts)}`,
    fix: name === 'chromium' && !facts.system.root ? 'npx playwright install chromium' : fixForTool(TOOLS[name]),
    automatic: canFix(name, facts),
  };
}

/** What the program is missing for, and what would do without it. */
function purpose(name: ToolName, { builds }: MachineFacts): string {
  const images = builds.get(name);
  if (images === undefined) return '';
  return `; builds ${images.join(', ')}: not needed with a registry (images.mirrors) or archive (images.archives) that has them`;
}

/** Tools that are downloaded need nothing, those that are built need Go, and those from Debian need root and apt. */
function canFix(name: ToolName, { system, tools }: MachineFacts): boolean {
  const pin = TOOLS[name];
  if (name === 'go') return false;
  if (name === 'chromium' || releaseHere(pin)) return true;
  if (pin.apt) return system.root && system.debian && system.apt;
  return tools.get('go') === undefined || tools.get('go')?.tool !== undefined;
}
