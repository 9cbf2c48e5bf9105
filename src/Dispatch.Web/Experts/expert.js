'use strict';
// Only helps: without it every form is sent at once. With it, check-in and report are written down on the phone first, and
// sent by expert-worker.js, which also keeps the pages themselves.

const list = document.getElementById('unsent');
const told = list && list.querySelector('[role=status]');

/** Asks the worker; what it answers, or an exception when it can't, or when its patience (ms) is over. */
function ask(worker, question, patience) {
  return new Promise((done, fail) => {
    const { port1, port2 } = new MessageChannel();
    if (patience) setTimeout(fail, patience);
    port1.onmessage = ({ data }) => data.failed ? fail(new Error(question.say)) : done(data.answer);
    worker.postMessage(question, [port2]);
  });
}

function add(to, kind, words, name) {
  const made = to.appendChild(document.createElement(kind));
  made.textContent = words;
  if (name) made.className = name;
  return made;
}

// ---- Counting down

function countDown() {
  for (const one of document.querySelectorAll('[data-until]')) {
    const minutes = Math.floor((Number(one.dataset.until) - Date.now()) / 60000);
    const words = minutes < 0 ? one.dataset.over : minutes < 60 ? one.dataset.minutes.replace('{0}', minutes)
      : one.dataset.hours.replace('{0}', Math.floor(minutes / 60)).replace('{1}', minutes % 60);
    if (one.textContent !== words) one.textContent = words;
  }
}

// ---- What is on the phone

function when(at) {
  return new Date(at).toLocaleString(document.documentElement.lang, { timeZone: list.dataset.zone, month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' });
}

async function draw(worker) {
  const { items, signedOut } = await ask(worker, { say: 'list' });
  const mine = items.filter(one => one.whose === list.dataset.whose && (!list.dataset.tracking || one.tracking === list.dataset.tracking));
  const others = items.filter(one => one.whose !== list.dataset.whose).length;
  told.replaceChildren();
  const lines = add(told, 'ul', '', 'unsent');
  for (const one of mine) drawOne(add(lines, 'li', ''), one, worker);
  if (others) add(told, 'p', list.dataset.others.replace('{0}', others));
  if (signedOut && mine.some(one => one.state === 'saved')) add(told, 'p', list.dataset.out);
  list.querySelector('.out').hidden = !signedOut;
  list.hidden = mine.length + others === 0;
  for (const form of document.querySelectorAll('form[data-keep]')) form.hidden = mine.some(one => one.state !== 'refused' && one.offer === form.elements.offer.value && (one.report || one.to === form.getAttribute('action')));
  return items;
}

function drawOne(line, one, worker) {
  add(line, 'strong', `${one.label} ${when(one.at)}`);
  add(line, 'span', list.dataset[one.state]);
  if (one.state !== 'refused') return;
  add(line, 'p', one.why, 'error');
  for (const [label, words] of one.typed) add(line, 'p', `${label}: ${words}`, 'typed');
  const form = [...document.querySelectorAll('form[data-keep]')].find(form => form.getAttribute('action') === one.to);
  if (form) add(line, 'button', list.dataset.again, 'quiet').onclick = () => writeAgain(form, one, worker);
  add(line, 'button', list.dataset.drop, 'quiet').onclick = async () => { await ask(worker, { say: 'drop', n: one.n }); await draw(worker); list.focus(); };
}

/** Back into the form, photos as well, to be mended. */
async function writeAgain(form, one, worker) {
  const photos = new DataTransfer();
  for (const [name, value] of one.fields) {
    const field = form.elements[name];
    if (value instanceof File) photos.items.add(value);
    else if (field && name !== 'offer' && name !== 'deviceTime') field.value = value;
  }
  if (form.elements.photos) form.elements.photos.files = photos.files;
  await ask(worker, { say: 'drop', n: one.n });
  await draw(worker);
  form.querySelector('textarea, button').focus();
}

// ---- Writing it down

/** As it is in the form, with the phone's time. */
function written(form) {
  const at = new Date().toISOString();
  const fields = [...new FormData(form)].filter(([name, value]) => name !== 'csrf' && !(value instanceof File && value.size === 0));
  const typed = [...form.querySelectorAll('textarea')].map(area => [area.labels[0].textContent.trim(), area.value]);
  return { whose: list.dataset.whose, tracking: form.dataset.tracking, to: form.getAttribute('action'), offer: form.elements.offer.value, label: form.dataset.keep, report: form.enctype === 'multipart/form-data', at, fields: [...fields, ['deviceTime', at]], typed };
}

function keepFrom(form, worker) {
  form.addEventListener('submit', async event => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const missing = [...form.querySelectorAll('textarea[aria-required=true]')].find(area => !area.value.trim());
    if (missing) {
      told.textContent = list.dataset.needed;
      list.hidden = false;
      missing.focus();
      return;
    }
    try {
      form.hidden = true;
      await ask(worker, { say: 'keep', item: written(form) }, 10000);
    } catch {
      form.submit();
      return;
    }
    await draw(worker);
    list.focus();
    await ask(worker, { say: 'send' });
  });
}

// ---- From the beginning

async function begin() {
  const workers = navigator.serviceWorker;
  await workers.register('/expert-worker.js', { scope: '/expert', updateViaCache: 'none' });
  const worker = (await workers.ready).active;
  for (const form of document.querySelectorAll('form[data-keep]')) keepFrom(form, worker);
  const send = () => ask(worker, { say: 'send' });
  workers.addEventListener('message', () => draw(worker));
  addEventListener('online', send);
  setInterval(async () => { if ((await ask(worker, { say: 'list' })).items.some(one => one.state === 'saved')) await send(); }, 30000);
  await draw(worker);
  await send();
  if (!document.documentElement.classList.contains('kept')) await keepPages(worker);
}

/** This one; and from the first page all those it leads to, and no others any more. */
function keepPages(worker) {
  if (location.pathname !== '/expert') return ask(worker, { say: 'page', page: location.pathname });
  return ask(worker, { say: 'pages', pages: addresses('a[data-kept]', 'href').concat(new URL('/expert', location).href), parts: addresses('link[rel=stylesheet], link[rel=icon], script', 'href', 'src') });
}

function addresses(which, ...names) {
  return [...document.querySelectorAll(which)].map(one => new URL(names.map(name => one.getAttribute(name)).find(address => address), location).href);
}

/** Whoever signs out leaves nothing on the phone, and is asked first if something is unsent. */
async function signOut(form) {
  const registered = await navigator.serviceWorker.getRegistration('/expert');
  const worker = registered && registered.active;
  if (!worker) return;
  let sure = false;
  form.addEventListener('submit', async event => {
    if (sure) return;
    event.preventDefault();
    const unsent = (await ask(worker, { say: 'list' })).items.filter(one => one.state !== 'sent').length;
    if (unsent && !confirm(form.dataset.signOut.replace('{0}', unsent))) return;
    await ask(worker, { say: 'clear' });
    sure = true;
    form.submit();
  });
}

countDown();
setInterval(countDown, 20000);
if (navigator.serviceWorker && list) begin().catch(() => {});
if (navigator.serviceWorker) document.querySelectorAll('form[data-sign-out]').forEach(signOut);
