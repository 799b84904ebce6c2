import { callsOf, commandsOf } from '../../facts/dify/exec.ts';
import { type Program, programsOf } from '../../facts/dify/programs.ts';
import { nameIn } from '../../facts/dify/settings.ts';
import { findingIn, type Rule } from '../../rule.ts';

/** What images of Dify do not have, of what probes are written with. */
interface Lack {
  readonly lacks: RegExp;
  readonly instead: string;
}

/** python:3.12-slim with curl; ubuntu:24.04 with curl and python3; node on Alpine; python:3.10-slim with curl and wget. */
const API: Lack = {
  lacks: /^(wget|ps|pgrep|pkill|killall|nc|netcat|netstat|ss|redis-cli|psql|pg_isready|mysql|lsof)$/,
  instead: 'curl, bash, python and celery are there',
};
const LACKS: Readonly<Partial<Record<Program, Lack>>> = {
  api: API,
  worker: API,
  beat: API,
  web: {
    lacks: /^(curl|bash|python|python3|lsof|redis-cli|psql)$/,
    instead: 'wget and sh are there; httpGet needs neither',
  },
  'plugin-daemon': {
    lacks: /^(wget|nc|netcat|redis-cli|psql|pg_isready|lsof|netstat)$/,
    instead: 'curl and bash are there; httpGet needs neither',
  },
  sandbox: { lacks: /^(nc|netcat|netstat|ss|ps|pgrep|lsof)$/, instead: 'curl is there; httpGet needs no program' },
};

/** A release as published: derived images have names or tags of their own, and may have more programs. */
const PUBLISHED = /(^|\/)dify-(api|web|sandbox|plugin-daemon):v?\d+\.\d+\.\d+(-local)?(@sha256:\w+)?$/;

export const probeProgramMissing: Rule = {
  id: 'probe-program-missing',
  claims: ['PRB-2'],
  severity: 'mandatory',
  title: "Probes and hooks only start programs that Dify's images contain",
  rationale:
    'The probe fails every time with "executable file not found": the container is restarted for ever, or never gets traffic.',
  remediation: 'Use httpGet or tcpSocket, or a program of the image.',
  source:
    'Dify api/Dockerfile and web/Dockerfile (0.15.3 to 1.16.0), dify-sandbox docker/*/dockerfile, dify-plugin-daemon docker/local.dockerfile (0.1.0 to 0.6.10)',
  *find(input) {
    for (const { environment, program } of programsOf(input)) {
      const { workload, placed } = environment;
      const lack = LACKS[program];
      for (const { what, words, path } of lack ? commandsOf(placed.container) : []) {
        if (what === 'command') continue;
        const call = callsOf(words).find((one) => lack?.lacks.test(one.program) && !one.hasFallback);
        if (!lack || !call) continue;
        if (!PUBLISHED.test(placed.container.image ?? '')) {
          const message = `${what} of ${nameIn(environment)} starts ${call.program}, which Dify's own image does not have; it is unknown what this image contains`;
          yield { kind: 'not-evaluated', message };
          continue;
        }
        yield findingIn(workload.entry, [...placed.path, ...path], {
          message: `${what} of ${nameIn(environment)} starts ${call.program}, which its image does not have`,
          cause: `${placed.container.image} does not contain it; ${lack.instead}`,
          remedy: 'use a probe that needs no program, or one that the image has',
        });
      }
    }
  },
};
