import { probeRequests } from '../../facts/dify/probe-requests.ts';
import { portsOf } from '../../facts/dify/programs.ts';
import { nameIn } from '../../facts/dify/settings.ts';
import { findingIn, type Rule } from '../../rule.ts';

export const probePortUnserved: Rule = {
  id: 'probe-port-unserved',
  claims: ['PRB-2', 'PRB-1'],
  severity: 'mandatory',
  title: "Probes of Dify's containers connect to a port that the program listens on",
  rationale:
    'containerPort only documents a port; the program decides where it listens. On another port every attempt is refused: the container is restarted in a loop, or never gets traffic.',
  remediation: 'Probe the port of the program, or set the variable that moves it.',
  source:
    'Dify api/docker/entrypoint.sh: DIFY_PORT, 5001; web/Dockerfile: PORT, 3000; dify-sandbox: SANDBOX_PORT, 8194; dify-plugin-daemon internal/types/app/default.go: SERVER_PORT, 5002',
  *find(input) {
    for (const { environment, program, kind, how, port, at } of probeRequests(input)) {
      const ports = portsOf(input, { environment, program });
      // Worker and beat listen nowhere, which probe-without-server says.
      if (!ports || ports.length === 0 || ports.includes(port)) continue;
      yield findingIn(environment.workload.entry, at, {
        message: `${kind} of ${nameIn(environment)} connects to port ${port}, where ${program} does not listen`,
        cause: `${program} listens on ${ports.join(' and ')}`,
        remedy: how === 'exec' ? `use port ${ports[0]} in the command` : `set port: ${ports[0]}`,
        proof: `connect to ${how === 'exec' ? 'localhost' : 'the pod'}:${port} → connection refused`,
      });
    }
  },
};
