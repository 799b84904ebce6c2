import type { Curve, Track } from './axis.ts';
import type { Band, Mark, Picture } from './picture.ts';

const [WIDTH, LEFT, RIGHT, HEIGHT, GAP, HEAD] = [1000, 70, 10, 70, 26, 64];
const COLORS = ['#2266bb', '#c2410c', '#15803d', '#7c3aed', '#b45309', '#0e7490', '#be185d', '#4d7c0f', '#475569'];

/** Titles of the tracks, in the reader's language. */
export type TrackTitles = (id: Track['id']) => string;

/** The picture as a drawing of its own, for places without scripts: white background, readable in any theme. */
export function svgOf(picture: Picture, title: TrackTitles): string {
  const height = HEAD + picture.tracks.length * (HEIGHT + GAP) + 24;
  const x = (second: number): number => LEFT + (second / Math.max(1, picture.seconds - 1)) * (WIDTH - LEFT - RIGHT);
  const charts = picture.tracks.map((track, index) => chart(track, HEAD + index * (HEIGHT + GAP), x, title(track.id)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...picture.bands.map((band) => drawnBand(band, x, height)),
    ...charts,
    ...picture.marks.map((mark) => drawnMark(mark, x, height)),
    ...ticks(picture.seconds).map(
      (second) =>
        `<text x="${n(x(second))}" y="${height - 6}" fill="#475569" text-anchor="middle">${minutes(second)}</text>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

/** Phases in two rows of names above the charts, faults through all of them. */
function drawnBand({ kind, name, from, to }: Band, x: (second: number) => number, height: number): string {
  const [left, width] = [x(from), Math.max(1, x(to) - x(from))];
  if (kind === 'fault')
    return `<rect x="${n(left)}" y="${HEAD - 20}" width="${n(width)}" height="${height - HEAD}" fill="#dc2626" opacity="0.12"><title>${escaped(name)}</title></rect>`;
  return [
    `<rect x="${n(left)}" y="6" width="${n(width)}" height="18" fill="#e2e8f0" stroke="#94a3b8"><title>${escaped(name)}</title></rect>`,
    width > name.length * 6 ? `<text x="${n(left + 4)}" y="19" fill="#1e293b">${escaped(name)}</text>` : '',
  ].join('');
}

function drawnMark({ kind, name, at }: Mark, x: (second: number) => number, height: number): string {
  const color = kind === 'check' ? '#b91c1c' : '#7c3aed';
  return `<line x1="${n(x(at))}" x2="${n(x(at))}" y1="28" y2="${height - 20}" stroke="${color}" stroke-dasharray="3 2"><title>${escaped(name)}</title></line>`;
}

/** A drawing has room for one of the three response times. */
const drawn = ({ id, curves }: Track): readonly Curve[] =>
  id === 'latency' ? curves.filter(({ name }) => name.startsWith('p95')) : curves;

function chart(track: Track, top: number, x: (second: number) => number, title: string): string {
  const curves = drawn(track);
  const most = Math.max(0, ...curves.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const y = (value: number): number => top + HEIGHT - (most > 0 ? (value / most) * HEIGHT : 0);
  const names = curves.map(({ name }, index) => `<tspan fill="${colorOf(index)}"> ${escaped(name)}</tspan>`).join('');
  return [
    `<text x="${LEFT}" y="${top - 5}" fill="#1e293b">${escaped(title)}${names}</text>`,
    `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${top + HEIGHT}" y2="${top + HEIGHT}" stroke="#cbd5e1"/>`,
    `<text x="${LEFT - 6}" y="${top + 10}" fill="#475569" text-anchor="end">${short(most)}</text>`,
    `<text x="${LEFT - 6}" y="${top + HEIGHT}" fill="#475569" text-anchor="end">0</text>`,
    ...curves.map((curve, index) => `<path d="${pathOf(curve, x, y)}" fill="none" stroke="${colorOf(index)}"/>`),
  ].join('\n');
}

/** Gaps stay gaps. */
function pathOf({ values }: Curve, x: (second: number) => number, y: (value: number) => number): string {
  let pen = 'M';
  return values
    .map((value, second) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const step = `${pen}${n(x(second))} ${n(y(value))}`;
      pen = 'L';
      return step;
    })
    .join('');
}

/** @returns about eight round seconds for the axis. */
export function ticks(seconds: number): number[] {
  const step = [5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].find((one) => seconds / one <= 10) ?? 7200;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}

const colorOf = (index: number): string => COLORS[index % COLORS.length] ?? '#000000';
const n = (value: number): string => String(Math.round(value * 10) / 10);
const short = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Math.round(value * 100) / 100);
const minutes = (second: number): string => `${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
