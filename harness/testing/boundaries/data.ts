import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { escaped } from './paths.ts';

const folders = z.array(z.string());

const schema = z.strictObject({
  /** A room is a folder (with the folders below it that are no rooms themselves) or a file; `*` stands for one name. */
  rooms: z.record(
    z.string(),
    z.strictObject({
      /** Rooms it may import; nothing else. */
      imports: folders.default([]),
      /** What its tests and its `testing/` folder may import besides. */
      tests: folders.default([]),
    }),
  ),
  /** Rooms that others may import through their `index.ts` only. */
  doors: folders,
  /** Packages that belong to certain rooms; `tests` are the tests of all rooms. */
  packages: z.record(
    z.string(),
    z
      .strictObject({ in: folders, types: z.literal('anywhere').optional() })
      .or(folders.transform((rooms) => ({ in: rooms, types: undefined }))),
  ),
});

export type Boundaries = z.infer<typeof schema>;

/** @returns the allow list, checked: each name in it is a room. */
export function readBoundaries(file: string): Boundaries {
  const boundaries = schema.parse(parse(readFileSync(file, 'utf8')));
  for (const [room, { imports, tests }] of Object.entries(boundaries.rooms))
    for (const name of [...imports, ...tests]) if (named(boundaries, name).length === 0) throw noRoom(name, room);
  for (const name of boundaries.doors) if (named(boundaries, name).length === 0) throw noRoom(name, 'doors');
  for (const [owner, { in: rooms }] of Object.entries(boundaries.packages))
    for (const name of rooms) if (name !== TESTS && named(boundaries, name).length === 0) throw noRoom(name, owner);
  return boundaries;
}

/** In a package's list: the test code of every room. */
export const TESTS = 'tests';

/** @returns the rooms that a name of the list stands for: itself, or every room that the pattern fits. */
export function named({ rooms }: Boundaries, name: string): string[] {
  if (name in rooms) return [name];
  const pattern = new RegExp(`^${escaped(name).replaceAll('*', '[^/]+')}$`);
  return Object.keys(rooms).filter((room) => pattern.test(room));
}

const noRoom = (name: string, place: string) => new Error(`boundaries: "${name}", named at "${place}", is no room`);
