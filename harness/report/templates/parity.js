// Filters the Compose comparison table. Without JavaScript the table is complete, just longer.
(() => {
  const form = document.getElementById('parity-filter');
  const rows = [...document.querySelectorAll('#parity-rows > .variable')];
  const search = form.querySelector('input');
  const buttons = [...form.querySelectorAll('button')];
  const open = (row, yes) => {
    row.querySelector('button').setAttribute('aria-expanded', String(yes));
    row.nextElementSibling.hidden = !yes || row.hidden;
  };
  const isOpen = (row) => row.querySelector('button').getAttribute('aria-expanded') === 'true';
  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/);
    const wanted = buttons.filter((button) => button.getAttribute('aria-pressed') === 'true');
    const states = new Set(wanted.map((button) => button.dataset.state));
    let shown = 0;
    for (const row of rows) {
      const { text, states: mine } = row.dataset;
      row.hidden = !(words.every((word) => text.includes(word)) && mine.split(' ').some((one) => states.has(one)));
      open(row, isOpen(row));
      if (!row.hidden) shown += 1;
    }
    document.getElementById('parity-shown').textContent = String(shown);
    document.getElementById('parity-none').hidden = shown > 0;
  };
  for (const row of rows) {
    open(row, false);
    row.addEventListener('click', () => open(row, !isOpen(row)));
  }
  // A click on a state shows only that one; a second click shows all again.
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const pressed = buttons.filter((one) => one.getAttribute('aria-pressed') === 'true');
      const alone = pressed.length === 1 && pressed[0] === button;
      for (const one of buttons) one.setAttribute('aria-pressed', String(alone || one === button));
      filter();
    });
  }
  search.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.hidden = false;
})();
