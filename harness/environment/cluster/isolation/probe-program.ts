import { z } from 'zod';

/** What a pod can see outside. */
export const probeResult = z.object({
  /** Name → addresses, or why there is none. */
  names: z.record(z.string(), z.object({ addresses: z.array(z.string()), error: z.string().optional() })),
  /** `address:port` → how a TCP connection ended. */
  connections: z.record(z.string(), z.object({ outcome: z.string(), ms: z.number() })),
});
export type ProbeResult = z.infer<typeof probeResult>;

/**
 * Python 3, standard library only: names as arguments before `--`, `address:port` after it; JSON on stdout. "Try again" is not an
 * answer: kube-proxy may not know the new DNS pod yet. All names together get 20 s.
 */
export const PROBE_PROGRAM = `
import errno, json, socket, sys, time
cut = sys.argv.index('--')
names, connections = {}, {}
deadline = time.monotonic() + 20
def resolve(name):
    while True:
        try:
            found = socket.getaddrinfo(name, 80, proto=socket.IPPROTO_TCP)
            return {'addresses': sorted({entry[4][0] for entry in found})}
        except socket.gaierror as error:
            if error.errno != socket.EAI_AGAIN or time.monotonic() > deadline:
                return {'addresses': [], 'error': str(error)}
            time.sleep(0.5)
for name in sys.argv[1:cut]:
    names[name] = resolve(name)
for target in sys.argv[cut + 1:]:
    host, port = target.rsplit(':', 1)
    start = time.monotonic()
    try:
        socket.create_connection((host, int(port)), timeout=3).close()
        outcome = 'connected'
    except TimeoutError:
        outcome = 'timeout'
    except OSError as error:
        outcome = errno.errorcode.get(error.errno, str(error))
    connections[target] = {'outcome': outcome, 'ms': round((time.monotonic() - start) * 1000)}
print(json.dumps({'names': names, 'connections': connections}))
`.trimStart();
