// Opens what a link points to, and finds words in checks, claims and the ledger. Without JavaScript everything can be opened by hand.
(() => {
  const parts = [...document.querySelectorAll('details.part')];
  const items = [...document.querySelectorAll('[data-find]')];
  const groups = [...document.querySelectorAll('details.group, tbody, .phase')];

  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let node = target; node; node = node.parentElement) if (node instanceof HTMLDetailsElement) node.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) reveal();
  });
  // What was drawn while it was closed has no width yet.
  for (const part of parts) part.addEventListener('toggle', () => part.open && dispatchEvent(new Event('resize')));

  const form = document.getElementById('find');
  const input = form.querySelector('input');
  const [output, unit] = [form.querySelector('output'), form.lastElementChild];
  let before = null;
  const find = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const searching = words.length > 0;
    if (searching && !before) before = parts.map(({ open }) => open);
    const found = items.filter((item) => {
      const isFound = words.every((word) => item.textContent.toLowerCase().includes(word));
      item.hidden = searching && !isFound;
      return isFound;
    });
    for (const group of groups) {
      const some = group.querySelectorAll('[data-find]');
      group.hidden = searching && some.length > 0 && [...some].every(({ hidden }) => hidden);
      if (group.matches('details')) group.open = searching && !group.hidden;
    }
    parts.forEach((part, index) => {
      if (searching) part.open = found.some((item) => part.contains(item));
      else if (before) part.open = before[index];
    });
    if (!searching) before = null;
    output.textContent = searching ? String(found.length) : '';
    unit.hidden = !searching;
  };
  input.addEventListener('input', find);
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('keydown', (event) => {
    if (event.key === '/' && !event.target.closest('input')) {
      event.preventDefault();
      input.focus();
    } else if (event.key === 'Escape' && event.target === input) {
      input.value = '';
      find();
    }
  });
  form.hidden = false;
  reveal();
})();
