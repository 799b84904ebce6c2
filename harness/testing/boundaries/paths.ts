/** What only tests use: the tests themselves and the folders named `testing`. */
export const TEST_CODE = String.raw`(?:\.test\.ts$|(?:^|/)testing/)`;

/** Names of folders, files and packages hold nothing else that a pattern would take for a sign. */
export const escaped = (name: string): string => name.replaceAll('.', String.raw`\.`);

const isFile = (room: string) => /\.[a-z]+$/.test(room);

const below = (room: string, star: string) => escaped(room).replaceAll('*', () => star) + (isFile(room) ? '$' : '/');

/** @returns a pattern of the files of a room: the folders below that are rooms themselves aren't part of it. */
export function filesOf(room: string, rooms: readonly string[], star = '[^/]+'): string {
  const whole = new RegExp(`^${below(room, '[^/]+')}`);
  const inner = rooms.filter((other) => other !== room && whole.test(exampleIn(other)));
  const except = inner.map((other) => `(?!${below(other, '[^/]+')})`).join('');
  return `^${except}${below(room, star)}`;
}

/** @returns a pattern of a folder and all that is below it. */
export const treeOf = (room: string): string => `^${below(room, '[^/]+')}`;

/** @returns the path of a file that would be part of the room. */
export const exampleIn = (room: string, file = 'example.ts'): string =>
  isFile(room) ? room : `${room.replaceAll('*', 'any')}/${file}`;
