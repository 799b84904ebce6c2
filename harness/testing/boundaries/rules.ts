import type { IForbiddenRuleType } from 'dependency-cruiser';
import { type Boundaries, named, TESTS } from './data.ts';
import { escaped, filesOf, TEST_CODE, treeOf } from './paths.ts';

/** Config files of the tools beside package.json. */
const CONFIG_FILE = '^[^/]+$';

/** @returns the rules of the import check that say the same as the allow list. */
export function rulesOf(boundaries: Boundaries): IForbiddenRuleType[] {
  const rooms = Object.keys(boundaries.rooms);
  return [
    {
      name: 'no cycles',
      severity: 'error',
      comment: 'Files that import each other are one idea, or one of them holds something that belongs elsewhere.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no test code in the product',
      severity: 'error',
      comment: 'It is not built: move what both need out of the folder named testing.',
      from: { pathNot: [TEST_CODE, CONFIG_FILE] },
      to: { path: TEST_CODE },
    },
    ...unknownRooms(boundaries),
    ...Object.keys(boundaries.rooms).flatMap((room) => rulesOfRoom(room, boundaries)),
    ...boundaries.doors.flatMap((name) => named(boundaries, name)).map((room) => doorRule(room, rooms)),
    ...Object.keys(boundaries.packages).map((name) => packageRule(name, boundaries)),
  ];
}

function unknownRooms(boundaries: Boundaries): IForbiddenRuleType[] {
  const known = Object.keys(boundaries.rooms).map((room) => filesOf(room, Object.keys(boundaries.rooms)));
  const comment = 'A new room is written into boundaries.yaml first, with what it may import.';
  return [
    { name: 'no unknown rooms', severity: 'error', comment, from: { pathNot: known }, to: {} },
    { name: 'no unknown rooms (alone)', severity: 'error', comment, from: { orphan: true, pathNot: known }, to: {} },
  ];
}

function rulesOfRoom(room: string, boundaries: Boundaries): IForbiddenRuleType[] {
  const { imports, tests } = boundaries.rooms[room] ?? { imports: [], tests: [] };
  const own = filesOf(room, Object.keys(boundaries.rooms), '$1');
  const from = filesOf(room, Object.keys(boundaries.rooms), '([^/]+)');
  const paths = (names: readonly string[]) =>
    names.flatMap((name) => named(boundaries, name)).map((other) => filesOf(other, Object.keys(boundaries.rooms)));
  const rule = (who: string, path: IForbiddenRuleType['from'], names: readonly string[]): IForbiddenRuleType => ({
    name: who,
    severity: 'error',
    comment: `May import ${names.length === 0 ? 'no other room' : names.join(', ')}.`,
    from: path,
    to: { dependencyTypes: ['local'], pathNot: [own, ...paths(names)] },
  });
  return [
    rule(room, { path: from, pathNot: TEST_CODE }, imports),
    rule(`${room} (tests)`, { path: `^(?=.*${TEST_CODE})${from.slice(1)}` }, [...imports, ...tests, 'harness/testing']),
  ];
}

const doorRule = (room: string, rooms: readonly string[]): IForbiddenRuleType => ({
  name: `${room} (door)`,
  severity: 'error',
  comment: 'Other rooms import its index.ts only.',
  from: { pathNot: treeOf(room) },
  to: { path: filesOf(room, rooms), pathNot: [`${treeOf(room)}index\\.ts$`, TEST_CODE] },
});

function packageRule(name: string, boundaries: Boundaries): IForbiddenRuleType {
  const { in: rooms, types } = boundaries.packages[name] ?? { in: [], types: undefined };
  const owners = rooms.flatMap((owner) =>
    owner === TESTS
      ? [TEST_CODE]
      : named(boundaries, owner).map((room) => filesOf(room, Object.keys(boundaries.rooms))),
  );
  return {
    name: `package ${name}`,
    severity: 'error',
    comment: `For ${rooms.join(', ')} only${types ? ', except for its types' : ''}.`,
    from: { pathNot: owners },
    to: {
      path: `(?:^|node_modules/)${escaped(name.replace('node:', ''))}(?:/|$)`,
      ...(types && { dependencyTypesNot: ['type-only'] }),
    },
  };
}
