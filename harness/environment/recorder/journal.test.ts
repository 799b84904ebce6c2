import { appendFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { HarnessError } from '../../core/errors.ts';
import { readTimeline } from '../../core/model/read-timeline.ts';
import type { TimelineEntry } from '../../core/model/timeline.ts';
import { faultWindow } from './fault-window.ts';
import { Journal } from './journal.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'timeline-'));
});

const node = (at: number): TimelineEntry => ({ at, kind: 'node', node: 'n1', ready: true });

describe('a journal', () => {
  it('is read with the others by time', () => {
    {
      using one = new Journal(dir, 'one');
      using two = new Journal(dir, 'two');
      one.add(node(3));
      two.add(node(2));
      one.add(node(4));
    }
    expect(readTimeline(dir).map(({ at }) => at)).toEqual([2, 3, 4]);
  });

  it('says that it is full, and takes nothing more', () => {
    {
      using journal = new Journal(dir, 'small', 120);
      for (let at = 1; at < 20; at++) journal.add(node(at));
      expect(journal.full).toBe(true);
    }
    const entries = readTimeline(dir);
    expect(entries.map(({ kind }) => kind)).toEqual(['node', 'node', 'recorder']);
    expect(entries.at(-1)).toMatchObject({ at: 3, what: 'limit' });
  });

  it('is empty if nothing was recorded', () => expect(readTimeline(dir)).toEqual([]));

  it('may end in the middle of a line, but no line may be something else', () => {
    {
      using journal = new Journal(dir, 'one');
      journal.add(node(1));
    }
    const file = join(dir, 'timeline', 'one.jsonl');
    appendFileSync(file, '{"at":2,"kind":"no');
    expect(readTimeline(dir)).toHaveLength(1);
    appendFileSync(file, 'thing"}\n');
    expect(() => readTimeline(dir)).toThrow(HarnessError);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  });
});

it('a fault has a beginning and an end, and its beginning is on disk at once', () => {
  {
    using _window = faultWindow(dir, { name: 'killed', targets: ['api'] });
    expect(readTimeline(dir)).toMatchObject([{ kind: 'fault', name: 'killed', targets: ['api'], state: 'begin' }]);
  }
  const [begin, end] = readTimeline(dir);
  expect(end).toMatchObject({ kind: 'fault', state: 'end' });
  expect(begin).toMatchObject({ id: (end as { id: string }).id });
});
