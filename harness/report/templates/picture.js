// Draws the picture of a run: one chart for each track, all on one axis. Drag to zoom, double-click to see all again.
(() => {
  const picture = JSON.parse(document.getElementById('picture-data').textContent);
  const box = document.querySelector('.picture');
  const titles = JSON.parse(box.dataset.titles);
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  // A canvas does not know light-dark(): ask an element for the color that it comes to.
  const probe = box.appendChild(document.createElement('i'));
  const color = (name) => {
    probe.style.color = css(name);
    return getComputedStyle(probe).color;
  };
  const PALETTE = ['#3b82f6', '#f97316', '#22c55e', '#a855f7', '#eab308', '#06b6d4', '#ec4899', '#84cc16', '#94a3b8'];
  const seconds = Array.from({ length: picture.seconds }, (_, index) => index);
  const clock = (value) => `${Math.floor(value / 60)}:${String(Math.floor(value % 60)).padStart(2, '0')}`;
  const whole = { min: 0, max: picture.seconds - 1 };
  const charts = [];
  let zooming = false;

  const zoom = (range) => {
    zooming = true;
    for (const chart of charts) chart.setScale('x', range);
    zooming = false;
  };

  const drawBands = (chart) => {
    const { ctx, bbox } = chart;
    const x = (value) => Math.min(Math.max(chart.valToPos(value, 'x', true), bbox.left), bbox.left + bbox.width);
    ctx.save();
    for (const { kind, from, to } of picture.bands) {
      ctx.fillStyle = kind === 'fault' ? color('--bad') : color('--link');
      ctx.globalAlpha = kind === 'fault' ? 0.14 : 0.05;
      ctx.fillRect(x(from), bbox.top, Math.max(1, x(to) - x(from)), bbox.height);
    }
    ctx.globalAlpha = 1;
    ctx.setLineDash([4, 3]);
    for (const { kind, at } of picture.marks) {
      ctx.strokeStyle = kind === 'check' ? color('--bad') : color('--err');
      ctx.beginPath();
      ctx.moveTo(x(at), bbox.top);
      ctx.lineTo(x(at), bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  };

  const optionsOf = ({ id, curves }) => ({
    title: titles[id],
    width: box.clientWidth - 26,
    height: 150,
    cursor: { sync: { key: 'run', scales: ['x', null] }, drag: { x: true, y: false } },
    scales: { x: { time: false } },
    series: [
      { label: titles.time, value: (_, value) => (value == null ? '–' : clock(value)) },
      ...curves.map(({ name }, index) => ({
        label: name,
        stroke: PALETTE[index % PALETTE.length],
        width: 1.5,
        points: { show: false },
      })),
    ],
    axes: [
      { stroke: color('--quiet'), grid: { stroke: color('--line') }, values: (_, all) => all.map(clock) },
      { stroke: color('--quiet'), grid: { stroke: color('--line') }, size: 64 },
    ],
    hooks: {
      drawClear: [drawBands],
      setScale: [
        (chart, key) => {
          if (key === 'x' && !zooming && charts.length === picture.tracks.length)
            zoom({ min: chart.scales.x.min, max: chart.scales.x.max });
        },
      ],
    },
  });

  for (const track of picture.tracks) {
    const data = [seconds, ...track.curves.map(({ values }) => values)];
    charts.push(new uPlot(optionsOf(track), data, box));
  }
  box.addEventListener('dblclick', () => zoom(whole));
  addEventListener('resize', () => {
    for (const chart of charts) chart.setSize({ width: box.clientWidth - 26, height: 150 });
  });
  for (const button of document.querySelectorAll('[data-moment]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      const at = Number(button.dataset.moment);
      zoom({ min: Math.max(whole.min, at - 15), max: Math.min(whole.max, at + 30) });
      document.getElementById('picture').scrollIntoView();
    });
  }
})();
