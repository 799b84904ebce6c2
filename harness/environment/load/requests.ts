import { existsSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { z } from 'zod';
import type { Sample } from '../probes/outage.ts';

const point = z.object({
  data: z.object({ time: z.string(), value: z.number(), tags: z.record(z.string(), z.string()) }),
});
/** k6 writes about ten metrics for each request; one of them has all that is needed. */
const WANTED = '"metric":"http_req_duration"';

/**
 * Reads the requests from k6's JSON output (k6 docs, "JSON output") and removes the file, which is large.
 * @returns the requests; their times are ms since the epoch. None if k6 wrote nothing.
 */
export async function takeRequests(file: string): Promise<Sample[]> {
  if (!existsSync(file)) return [];
  const samples: Sample[] = [];
  {
    await using handle = await open(file);
    for await (const line of handle.readLines()) {
      if (line.includes(WANTED) && line.includes('"type":"Point"')) samples.push(sampleOf(line));
    }
  }
  await rm(file);
  return samples;
}

function sampleOf(line: string): Sample {
  const { time, value, tags } = point.parse(JSON.parse(line)).data;
  const endedMs = new Date(time).getTime();
  const ok = tags.expected_response === 'true';
  const reason = tags.status && tags.status !== '0' ? `HTTP ${tags.status}` : (tags.error ?? 'no response');
  return { stream: 0, startedMs: endedMs - value, endedMs, lagMs: 0, ok, ...(ok ? {} : { reason }) };
}
